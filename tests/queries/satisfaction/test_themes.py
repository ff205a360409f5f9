from regulars.facts.build import rebuild_facts
from regulars.facts.comments.heard_comments import hear_comments
from tests.tables import answer, assert_table

SURVEY = """
date       | time  | Would you recommend us? | More?
2026-03-02 | 10:00 | 9  | Great coffee
2026-03-03 | 10:00 | 9  | Lovely cake
2026-03-04 | 10:00 | 2  | The coffee was awful and the chairs are uncomfortable
2026-03-05 | 10:00 | 5  | We had coffee
2026-03-06 | 10:00 | 5  |
2026-02-01 | 10:00 | 10 | Great coffee
"""


def heard(store):
    with store.write() as cursor:
        hear_comments(cursor)
    rebuild_facts(store)
    return store


def test_what_people_write_about_and_what_they_think_of_it(a_store):
    frame = answer(heard(a_store(survey=SURVEY)), "satisfaction/themes", from_on="2026-03-01")
    assert_table(
        frame,
        """
        theme   | comment_count | good_count | bad_count
        product | 4             | 2          | 1
        place   | 1             | 0          | 1
        """,
    )
    assert round(frame["low"][0], 3) == 0.208  # Wilson, 2 of 3
    assert round(frame["good_rate"][0], 3) == 0.667


def test_a_theme_is_praised_or_blamed_only_where_the_interval_says_so(a_store):
    said = ["Great coffee"] * 5 + ["Awful toilets"] * 5 + ["Friendly waiter"] * 4
    said += ["Great prices"] + ["Awful prices"] * 5
    rows = "\n".join(f"2026-03-02 | {n // 6}:{n % 6}0 | 9 | {text}" for n, text in enumerate(said))
    store = a_store(survey=f"date | time | Would you recommend us? | More?\n{rows}")
    frame = answer(heard(store), "satisfaction/themes").set_index("theme")
    assert dict(frame["verdict"]) == {
        "price": "mixed",
        "product": "praised",
        "place": "blamed",
        "service": "too few",
        "staff": "too few",
    }


def test_nobody_wrote(a_store):
    store = a_store(survey="date | Would you recommend us?\n2026-03-02 | 9")
    assert answer(heard(store), "satisfaction/themes").empty
