from tests.queries.satisfaction.test_colleagues import SURVEY, served_by
from tests.tables import answer


def test_who_names_a_colleague_and_how_it_sounds(a_store):
    store = a_store(sales=served_by("Tom", "Maya"), survey=SURVEY)
    frame = answer(store, "satisfaction/colleague_quotes", text="Maya", from_on="2026-03-01")
    assert list(frame["polarity"]) == [0, -1, 1, 1], "newest first"
    comments = answer(store, "satisfaction/comments").set_index("response_number")
    said = comments.loc[frame["response_number"]]
    assert list(said["comment"]) == [
        "Maya",
        "Maya was awful",
        "maya and Tom made my day, great",
        "Maya is wonderful",
    ]
    assert list(said["named"]) == ["Maya", "Maya", "Tom, maya", "Maya"]


def test_of_nobody_nothing_is_said(a_store):
    store = a_store(sales=served_by("Tom", "Maya"), survey=SURVEY)
    assert answer(store, "satisfaction/colleague_quotes", text="Zoe").empty
