import pytest

from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-08-01", "2026-04-30")


def test_whom_only_one_of_the_two_flags(a_store):
    """On 31 March: a daily customer away for 8 days is ours alone; every eight weeks, away for 50
    days, is the rule's alone; three visits, long ago, too; weekly and away for 45 is lapsed by
    both."""
    store = a_store(
        sales=OPEN
        + every(1, "daily", "2026-03-05", 19)
        + every(56, "seldom", "2025-08-25", 4)  # until 9 February
        + every(7, "three", "2026-01-27", 3)  # until 10 February
        + every(7, "gone", "2025-12-02", 11)  # until 10 February
        + every(7, "here", "2026-01-06", 12)
    )
    assert_table(
        answer(store, "lapsed/fixed_rule", as_of="2026-03-31"),
        """
        customer_name | flagged_by    | band     | days_since_last | visit_count_26w
        Daily         | only ours     | slipping | 8               | 19
        Seldom        | only the rule |          | 50              | 3
        Three         | only the rule |          | 49              | 3
        Gone          | both          | lapsed   | 49              | 11
        """,
    )


@pytest.mark.parametrize(("as_of", "is_flagged"), [("2026-03-23", False), ("2026-03-24", True)])
def test_six_weeks_are_42_days(a_store, as_of, is_flagged):
    """Last here on 10 February, three visits: too few for a rhythm, enough for the rule."""
    store = a_store(sales=OPEN + every(7, "three", "2026-01-27", 3))
    assert (len(answer(store, "lapsed/fixed_rule", as_of=as_of)) == 1) == is_flagged


def test_two_visits_are_too_few_for_the_rule(a_store):
    store = a_store(sales=OPEN + every(7, "two", "2026-02-03", 2))
    assert answer(store, "lapsed/fixed_rule", as_of="2026-03-31").empty
