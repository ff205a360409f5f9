from tests.tables import answer, assert_table, open_days

SURVEY = """
date       | time  | Would you recommend us? | More?
2026-03-02 | 10:00 | 9  | Maya is wonderful
2026-03-03 | 10:00 | 9  | maya and Tom made my day, great
2026-03-04 | 10:00 | 2  | Maya was awful
2026-03-05 | 10:00 | 5  | Maya
2026-02-01 | 10:00 | 10 | Great Tom
"""


def served_by(*staff):
    return [
        {**sale, "receipt": f"{name}{sale['receipt']}"}
        for name in staff
        for sale in open_days("2026-02-01", "2026-03-10", staff=name)
    ]


def test_colleagues_are_named_and_it_is_no_ranking(a_store):
    store = a_store(sales=served_by("Tom", "Maya"), survey=SURVEY)
    frame = answer(store, "satisfaction/colleagues", from_on="2026-03-01")
    assert_table(
        frame,
        """
        colleague | comment_count | good_count | bad_count | last_named_on
        Maya      | 4             | 2          | 1         | 2026-03-05
        Tom       | 1             | 1          | 0         | 2026-03-03
        """,
    )
    assert round(frame["low"][0], 3) == 0.208  # Wilson, 2 of 3


def test_nobody_is_named(a_store):
    store = a_store(sales=served_by("Tom"), survey="date | Would you recommend us?\n2026-03-02 | 9")
    assert answer(store, "satisfaction/colleagues").empty
