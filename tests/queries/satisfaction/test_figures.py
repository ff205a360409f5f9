import pytest

from tests.tables import answer, assert_table


def survey(*answers: tuple[str, list[int], list[int | str]]) -> str:
    """(day, recommend scores, speed scores): one row each, padded."""
    rows = ["date | time | Would you recommend us? | How fast were we?"]
    for day, recommend, speed in answers:
        for place in range(max(len(recommend), len(speed))):
            first = recommend[place] if place < len(recommend) else ""
            second = speed[place] if place < len(speed) else ""
            rows.append(f"{day} | 12:{place:02d} | {first} | {second}")
    return "\n".join(rows)


PERIOD = {"from_on": "2026-03-01", "as_of": "2026-03-31"}


def test_scores_of_the_period_beside_those_of_the_period_before(a_store):
    """March has 31 days: the period before is 29 January to 28 February."""
    store = a_store(
        survey=survey(
            ("2026-01-28", [0], [1]),
            ("2026-01-29", [10, 10, 10], [5, 5, 5]),
            ("2026-02-28", [9, 6], [4, 1]),
            ("2026-03-01", [10, 9, 8, 7, 0], [5, 4, 3, 2, 1]),
            ("2026-03-31", [10], [5]),
            ("2026-04-01", [0], [1]),
        )
    )
    frame = answer(store, "satisfaction/figures", **PERIOD)
    assert_table(
        frame,
        """
        metric | touchpoint | n | value  | before_n | before_value | verdict
        nps    | overall    | 6 | 33.333 | 5        | 60           | no clear change
        csat   | speed      | 6 | 0.5    | 5        | 0.8          | no clear change
        """,
    )
    csat = frame.iloc[1]
    assert (csat["low"], csat["high"]) == pytest.approx(
        (0.1876, 0.8124), abs=1e-4
    )  # Wilson, 3 of 6


def test_a_change_is_called_one_only_when_the_intervals_part(a_store):
    changes = {
        "How fast were we?": ([5] * 20, [1] * 20, "down"),
        "How clean was it?": ([1] * 20, [5] * 20, "up"),
        "How was the coffee?": ([5] * 10 + [1] * 10, [5] * 12 + [1] * 8, "no clear change"),
        "How was the food?": ([5] * 4, [1] * 20, "too few answers"),
        "How was the price?": ([5] * 20, [1] * 4, "too few answers"),
        "How friendly were we?": ([5] * 5, [1] * 5, "down"),
    }
    rows = ["date | time | " + " | ".join(changes)]
    for day, part in (("2026-02-10", 0), ("2026-03-10", 1)):
        for place in range(20):
            scores = [str(s[part][place]) if place < len(s[part]) else "" for s in changes.values()]
            rows.append(f"{day} | 12:{place:02d} | " + " | ".join(scores))
    frame = answer(a_store(survey="\n".join(rows)), "satisfaction/figures", **PERIOD)
    touchpoints = ["speed", "cleanliness", "coffee", "product", "price", "greeting"]
    expected = {t: words for t, (*_, words) in zip(touchpoints, changes.values(), strict=True)}
    assert dict(zip(frame["touchpoint"], frame["verdict"], strict=True)) == expected


def test_an_nps_that_falls_is_down(a_store):
    store = a_store(survey=survey(("2026-02-10", [10] * 12, []), ("2026-03-10", [3] * 12, [])))
    frame = answer(store, "satisfaction/figures", **PERIOD)
    assert_table(frame, "metric | value | before_value | verdict\nnps | -100 | 100 | down")


def test_a_question_not_answered_in_the_period_has_no_row(a_store):
    store = a_store(survey=survey(("2026-02-10", [9] * 6, [5] * 6), ("2026-03-10", [9] * 6, [])))
    assert list(answer(store, "satisfaction/figures", **PERIOD)["metric"]) == ["nps"]


def test_an_answer_counts_for_who_served_and_where_on_the_visit_before_it(a_store):
    """The visit is the last one in the seven days up to the answer."""
    store = a_store(
        directory="customer | name | email\nana | Ana | ana@x.org\nben | Ben | ben@x.org",
        sales="""
        receipt | customer | date       | staff | location
        R1      | ana      | 2026-03-02 | Maya  | Harbor
        R2      | ana      | 2026-03-09 | Tom   | Kiosk
        R3      | ben      | 2026-03-02 | Maya  | Harbor
        """,
        survey="""
        date       | email     | How fast were we?
        2026-03-09 | ana@x.org | 5
        2026-03-09 | ben@x.org | 4
        2026-03-10 | ben@x.org | 3
        2026-03-10 |           | 1
        """,
    )
    found = {
        str(given): list(answer(store, "satisfaction/figures", **PERIOD, **given)["n"])
        for given in ({}, {"staff": "Tom"}, {"staff": "Maya"}, {"location": "Kiosk"})
    }
    assert found == {
        "{}": [4],
        "{'staff': 'Tom'}": [1],
        "{'staff': 'Maya'}": [1],
        "{'location': 'Kiosk'}": [1],
    }
