import pytest

from tests.tables import answer, assert_table, every, open_days

# Maya's last day is Tuesday 17 February 2026; eight weeks later is 14 April.
OPEN = [sale | {"staff": "Tom"} for sale in open_days("2025-11-03", "2026-04-30")]


def shop(hers: int, drifted: int, others: int, others_drifted: int):
    """Weekly regulars of Maya and of Tom; who drifts comes no more after Maya's last day."""
    sales = list(OPEN)
    for staff, people, gone in (("Maya", hers, drifted), ("Tom", others, others_drifted)):
        for place in range(people):
            name = f"{staff}{place}".lower()
            sales += every(7, name, "2025-11-04", 16, staff=staff, net="5")
            if place >= gone:
                sales += every(7, name, "2026-02-24", 10, staff="Tom", net="5")
    return sales


def test_her_regulars_and_the_others_judged_on_the_same_days(a_store):
    assert_table(
        answer(a_store(sales=shop(12, 6, 12, 1)), "lapsed/departures"),
        """
        staff | last_served_on | regular_count | drifted_count | drifted_rate | drifted_low | drifted_high | other_regular_count | other_drifted_count | other_drifted_rate | other_low | other_high | is_clear | spend_at_stake
        Maya  | 2026-02-17     | 12            | 6             | 0.5          | 0.254       | 0.746        | 12                  | 1                   | 0.083              | 0.015     | 0.354      | no       | 480
        """,  # noqa: E501
    )


def test_it_is_clear_when_the_intervals_do_not_overlap(a_store):
    """6 of 12 is 0.254 to 0.746; 0 of 12 is 0 to 0.242."""
    frame = answer(a_store(sales=shop(12, 6, 12, 0)), "lapsed/departures")
    assert bool(frame["is_clear"][0])


def test_without_others_to_compare_nothing_is_clear(a_store):
    frame = answer(a_store(sales=shop(12, 12, 0, 0)), "lapsed/departures")
    assert not bool(frame["is_clear"][0])
    assert frame["other_drifted_rate"].isna().all()


@pytest.mark.parametrize(("as_of", "rows"), [("2026-03-09", 0), ("2026-03-10", 1)])
def test_it_takes_three_weeks_to_know(a_store, as_of, rows):
    assert len(answer(a_store(sales=shop(5, 0, 2, 0)), "lapsed/departures", as_of=as_of)) == rows


def test_half_of_the_visits_with_her_is_not_hers(a_store):
    """More than half: 8 of 16 is not, 9 of 16 is."""
    sales = shop(4, 0, 1, 0)
    for name, with_her in (("half", 8), ("more", 9)):
        visits = every(7, name, "2025-11-04", 16)
        sales += [
            visit | {"staff": "Maya" if place < with_her else "Tom"}
            for place, visit in enumerate(visits)
        ]
    assert_table(
        answer(a_store(sales=sales), "lapsed/departures"),
        """
        staff | regular_count | other_regular_count
        Maya  | 5             | 2
        """,
    )


def test_who_had_gone_before_her_or_was_no_regular_does_not_count(a_store):
    """Not seen in her last six weeks; seen three times."""
    sales = shop(5, 0, 2, 0)
    sales += every(7, "gone", "2025-11-04", 9, staff="Maya")  # until 30 December
    sales += every(7, "three", "2026-02-03", 3, staff="Maya")
    frame = answer(a_store(sales=sales), "lapsed/departures")
    assert list(frame["regular_count"]) == [5]


def test_four_regulars_are_too_few_to_compare(a_store):
    assert answer(a_store(sales=shop(4, 4, 4, 0)), "lapsed/departures").empty


def test_nobody_left_nothing_to_say(a_store):
    store = a_store(sales=OPEN + every(7, "ana", "2025-11-04", 20, staff="Tom"))
    assert answer(store, "lapsed/departures").empty
