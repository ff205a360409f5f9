from regulars.facts.outlook.backtest import METHODS
from tests.tables import answer, every, open_days, rows_of


def test_five_ways_side_by_side_on_the_sample(sample_store):
    frame = answer(sample_store, "lapsed/methods").set_index("method")
    assert set(frame.index) == set(METHODS)
    assert frame.index[0] == "return_outlook"
    assert frame["auc"].between(0.5, 1).all()
    assert frame["brier"].dropna().between(0, 0.25).all()
    assert set(frame.index[frame["brier"].notna()]) == {"return_outlook", "p_alive"}
    assert frame["auc"]["return_outlook"] >= frame["auc"].drop("return_outlook").max() - 0.01
    assert frame["brier"]["return_outlook"] < frame["brier"]["p_alive"]


def test_a_month_end_counts_once_its_outcome_is_known(sample_store):
    """The earliest of twelve month-ends is 30 September 2025; 56 days later is 25 November."""
    ((first, horizon),) = rows_of(
        sample_store, "select min(as_of), min(horizon_days) from facts.outlook_score"
    )
    assert (str(first), horizon) == ("2025-09-30", 56)
    assert answer(sample_store, "lapsed/methods", as_of="2025-11-24").empty
    months = answer(sample_store, "lapsed/methods", as_of="2025-11-25")["month_count"]
    assert (months == 1).all()


def test_without_a_past_nothing_is_compared(a_store):
    store = a_store(sales=open_days("2026-01-01", "2026-03-31") + every(7, "ana", "2026-01-06", 9))
    assert answer(store, "lapsed/methods").empty
