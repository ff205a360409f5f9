"""Answers and reviews of programs that nobody told us of, after their columns were mapped."""

import pytest

from regulars.intake.choices import Choices


def mapped(vendor: str = "their program", **fields: str) -> Choices:
    return Choices(kind="satisfaction", fields=fields, vendor=vendor, is_confirmed=True)


@pytest.mark.parametrize(
    ("header", "score", "metric", "expected"),
    [
        ("Rating", "4", "stars", 4),
        ("Stars", "★★☆☆☆", "stars", 2),
        ("Would you recommend us?", "9", "nps", 9),
        ("Satisfaction", "8/10", "csat", 4),
        ("Zufriedenheit", "sehr zufrieden", "csat", 5),
    ],
)
def test_one_score_column_is_a_question_under_its_own_name(
    take_rows, header, score, metric, expected
):
    taken = take_rows(
        f"Left on,{header},Text\n2026-03-02,{score},Nice place\n",
        choices=mapped(date="Left on", score=header, comment="Text"),
    )
    assert taken.report.error is None
    assert (taken.report.format, taken.report.kept) == ("any_satisfaction", 1)
    assert [
        (row["question"], row["metric"], int(row["score"]), row["comment"]) for row in taken.rows
    ] == [(header, metric, expected, "Nice place")]


def test_several_columns_are_several_questions(take_rows):
    taken = take_rows(
        "Day,Speed,Staff,Liked,Disliked,Internal\n"
        "2026-03-02,4,5,The cake,The queue,x17\n"
        "2026-03-03,3,,,,x18\n",
        choices=mapped(date="Day", score="Speed | Staff", comment="Liked | Disliked"),
    )
    assert {
        (row["row_number"], row["touchpoint"], int(row["score"]), row["comment"])
        for row in taken.rows
    } == {
        (2, "speed", 4, "The cake / The queue"),
        (2, "greeting", 5, None),
        (3, "speed", 3, None),
    }


def test_who_where_and_by_whom_are_taken_as_mapped(take_rows):
    taken = take_rows(
        "Day,Clock,Guest,Mail,Mobile,Card no,Waiter,Branch,Mark\n"
        "2026-03-02,09:30,Ana Bo,ana@example.org,+44 20 7946 0958,K-771,Tom,Harbor,5\n",
        choices=mapped(
            date="Day",
            time="Clock",
            customer_name="Guest",
            email="Mail",
            phone="Mobile",
            card="Card no",
            staff="Waiter",
            location="Branch",
            score="Mark",
        ),
    )
    (row,) = taken.rows
    assert (row["customer_name"], row["staff"], row["location"]) == ("Ana Bo", "Tom", "Harbor")
    assert str(row["responded_at"]) == "2026-03-02 09:30:00"
    assert {"email ana@example.org", "phone +442079460958"} <= taken.known_by()


def test_the_customers_own_number_is_of_that_program(take_rows):
    taken = take_rows(
        "Day,Customer no,Score\n2026-03-02,K1,4\n",
        choices=mapped("Till of Ana", date="Day", customer_id="Customer no", score="Score"),
    )
    assert any(handle.endswith(" K1") for handle in taken.known_by())
    assert taken.rows[0]["vendor"] == "Till of Ana"


def test_the_same_file_again_changes_nothing_and_twins_stay_two(take_rows):
    text = "Day,Score\n" + "2026-03-02,4\n" * 2 + "2026-03-02,5\n"
    choices = mapped(date="Day", score="Score")
    first, again = take_rows(text, choices=choices), take_rows(text, choices=choices)
    assert (first.report.kept, again.report.kept, again.report.known) == (3, 0, 3)
    assert len(again.rows) == 3


def test_rows_without_a_day_or_an_answer_are_rejected(take_rows):
    taken = take_rows(
        "Day,Score,Text\n2026-03-02,4,\n,5,Nice\nsoon,5,\n2026-03-03,,N/A\n2026-03-04,9,\n"
        + "2026-03-05,4,\n" * 10,
        choices=mapped(date="Day", score="Score", comment="Text"),
    )
    assert taken.rejected == {
        3: "The date cannot be read: the cell is empty",
        4: 'The date cannot be read: "soon"',
        5: "No question was answered",
        6: "The score 9 is outside 1 to 5 (Score)",
    }
    assert taken.report.read == taken.report.kept + taken.report.rejected
