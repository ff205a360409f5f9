from tests.tables import answer, assert_table, every, open_days

# The day ahead is Tuesday 31 March 2026.
OPEN = open_days("2025-12-29", "2026-03-29")
ANA = every(7, "ana", "2025-12-30", 13, staff="Maya")
BEN = every(7, "ben", "2025-12-30", 13, staff="Tom")


def test_a_colleague_on_shift_is_introduced_to_the_others_regulars(a_store):
    assert_table(
        answer(a_store(sales=OPEN + ANA + BEN), "today/introductions", day="2026-03-31"),
        """
        staff | customer_name | visit_count | usual_staff
        Maya  | Ben           | 13          | Tom
        Tom   | Ana           | 13          | Maya
        """,
    )


def test_who_served_them_once_needs_no_introduction(a_store):
    once = every(1, "ana", "2026-01-01", 1, staff="Tom")
    frame = answer(a_store(sales=OPEN + ANA + BEN + once), "today/introductions", day="2026-03-31")
    assert list(frame["staff"]) == ["Maya"]


def test_who_does_not_work_on_that_weekday_is_not_on_shift(a_store):
    """Lee serves walk-ins on Wednesdays; on a single Tuesday Kim stood in."""
    others = open_days("2025-12-29", "2026-03-29")
    wednesdays = every(7, "wes", "2025-12-31", 13, staff="Lee")
    stood_in = every(1, "kay", "2026-03-24", 1, staff="Kim")
    store = a_store(sales=others + ANA + wednesdays + stood_in)
    assert answer(store, "today/introductions", day="2026-03-31").empty


def test_where_nobody_noted_who_served_nobody_is_introduced(a_store):
    cy = every(7, "cy", "2025-12-30", 13)
    frame = answer(a_store(sales=OPEN + ANA + cy), "today/introductions", day="2026-03-31")
    assert frame.empty
