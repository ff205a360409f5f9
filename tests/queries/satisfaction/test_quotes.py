from tests.tables import answer

SURVEY = """
date       | time  | Would you recommend us? | More?
2026-02-01 | 10:00 | 10 | Great coffee
2026-03-02 | 10:00 | 9  | Great coffee, I felt so welcome
2026-03-04 | 10:00 | 2  | The coffee was awful and I was ignored
2026-03-05 | 10:00 | 5  | We had coffee
2026-03-06 | 10:00 | 5  | Everything else
"""


def quoted(store, text):
    frame = answer(store, "satisfaction/quotes", text=text, from_on="2026-03-01")
    comments = answer(store, "satisfaction/comments").set_index("response_number")["comment"]
    return [
        (comments[number], polarity)
        for number, polarity in zip(frame["response_number"], frame["polarity"], strict=True)
    ]


def test_a_theme_is_quoted_with_what_is_thought_of_it(a_store):
    assert quoted(a_store(survey=SURVEY), "product") == [
        ("We had coffee", 0),
        ("The coffee was awful and I was ignored", -1),
        ("Great coffee, I felt so welcome", 1),
    ]


def test_a_feeling_is_quoted_with_how_the_whole_sounds(a_store):
    store = a_store(survey=SURVEY)
    assert quoted(store, "welcomed") == [("Great coffee, I felt so welcome", 1)]
    assert quoted(store, "ignored") == [("The coffee was awful and I was ignored", -1)]


def test_of_what_nobody_mentions_nothing_is_quoted(a_store):
    assert quoted(a_store(survey=SURVEY), "delivery") == []
