import pytest

from tests.tables import answer, every, open_days

OPEN = open_days("2026-03-01", "2026-03-29")


def shop(a_store, count):
    """One customer who spends 81, the others 1 each."""
    sales = [*OPEN]
    for number in range(count):
        sales += every(1, f"c{number:02}", "2026-03-10", 1, net="81" if number == 0 else "1")
    return a_store(sales=sales)


def test_the_best_bring_most(a_store):
    curve = answer(shop(a_store, 20), "regulars/concentration", from_on="2026-03-01")
    assert len(curve) == 20
    by_rate = curve.set_index(curve["people_rate"].round(2))
    assert by_rate.loc[0.05, "customer_count"] == 1
    assert by_rate.loc[0.05, "sales_rate"] == pytest.approx(0.81)
    assert by_rate.loc[0.2, "sales_rate"] == pytest.approx(0.84)
    assert by_rate.loc[1.0, "sales_rate"] == pytest.approx(1)
    assert set(curve["named_revenue"]) == {100}
    # The walk-ins of the open days are apart.
    assert curve["unknown_revenue"].min() > 0


def test_fewer_than_twenty_customers_draw_no_curve(a_store):
    assert answer(shop(a_store, 19), "regulars/concentration", from_on="2026-03-01").empty
