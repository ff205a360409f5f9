from tests.tables import answer, assert_table, every, open_days

OPEN = open_days("2025-09-01", "2026-03-29")


def test_pace_and_steadiness_of_who_still_comes(a_store):
    """Weekly ten times is clockwork; five visits are too few to say; 'gone' has lapsed."""
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-01-20", 10)
        + every(14, "ben", "2026-01-27", 5)
        + every(7, "gone", "2025-10-07", 12)
        + every(7, "three", "2026-03-10", 3)
    )
    assert_table(
        answer(store, "regulars/rhythms"),
        """
        pace_no | steadiness | customer_count
        3       | clockwork  | 1
        4       | unknown    | 1
        """,
    )


def test_a_pace_belongs_to_one_band(a_store):
    """Every 5 days and every 6 lie on two sides of a band's edge."""
    store = a_store(
        sales=OPEN + every(5, "ana", "2026-02-12", 10) + every(6, "ben", "2026-02-03", 10)
    )
    assert list(answer(store, "regulars/rhythms")["pace_no"]) == [2, 3]


def test_filters_are_home_and_usual_colleague_and_nobody_is_no_rows(a_store):
    store = a_store(
        sales=OPEN
        + every(7, "ana", "2026-01-20", 10, staff="Maya", location="Harbor")
        + every(7, "ben", "2026-01-20", 10, staff="Tom", location="Kiosk")
    )
    for chosen in ({"staff": "Tom"}, {"location": "Kiosk"}):
        assert answer(store, "regulars/rhythms", **chosen)["customer_count"].sum() == 1
    assert answer(store, "regulars/rhythms", staff="Zoe").empty


def test_everybody_with_a_rhythm_is_counted_once_on_the_sample(sample_store):
    counted = answer(sample_store, "regulars/rhythms")["customer_count"].sum()
    with sample_store.read() as cursor:
        (people,) = cursor.execute("""
            select count(*) from facts.standing_on(date '2026-10-31')
            where cadence_days is not null and status in ('regular', 'returning', 'slipping')
        """).fetchone()
    assert counted == people
