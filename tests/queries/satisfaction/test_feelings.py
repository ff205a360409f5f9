from regulars.facts.build import rebuild_facts
from regulars.facts.comments.heard_comments import hear_comments
from tests.tables import answer, assert_table

SURVEY = """
date       | time  | Would you recommend us? | More?
2026-03-02 | 10:00 | 9  | I felt so welcome, thank you
2026-03-03 | 10:00 | 9  | Thanks for everything
2026-03-04 | 10:00 | 2  | The coffee was awful
2026-03-05 | 10:00 | 5  |
2026-02-01 | 10:00 | 10 | I was ignored
"""


def heard(store):
    with store.write() as cursor:
        hear_comments(cursor)
    rebuild_facts(store)
    return store


def test_feelings_are_counted_beside_all_who_wrote(a_store):
    frame = answer(heard(a_store(survey=SURVEY)), "satisfaction/feelings", from_on="2026-03-01")
    assert_table(
        frame,
        """
        feeling  | comment_count | written_count
        grateful | 2             | 3
        welcomed | 1             | 3
        """,
    )
    assert round(frame["low"][0], 3) == 0.208  # Wilson, 2 of 3


def test_nobody_wrote(a_store):
    store = a_store(survey="date | Would you recommend us?\n2026-03-02 | 9")
    assert answer(heard(store), "satisfaction/feelings").empty
