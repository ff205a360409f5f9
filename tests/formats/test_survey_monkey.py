"""SurveyMonkey: two header rows, a respondent's number, and columns that nobody may keep."""

import csv
import io

import pytest

from tests.tables import rows_of

OWN = [
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
]
RECOMMEND = "How likely is it that you would recommend us to a friend?"
ASKED = [
    (RECOMMEND, "Response"),
    ("How satisfied were you with ...?", "The speed"),
    ("", "The staff"),
    ("Which of these did you have?", "Coffee"),
    ("", "Cake"),
    ("Anything else?", "Open-Ended Response"),
]


def survey(*rows: dict[str, str], asked=ASKED) -> str:
    """Rows of: our own columns by name, and q1, q2 ... for the questions."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([*OWN, *(question for question, _ in asked)])
    writer.writerow([*([""] * len(OWN)), *(part for _, part in asked)])
    for place, row in enumerate(rows, start=1):
        given = {
            "Respondent ID": str(118000 + place),
            "Collector ID": "4501",
            "Start Date": f"03/{place:02}/2026 09:00:00",
            "End Date": f"03/{place:02}/2026 09:04:30",
            "IP Address": f"203.0.113.{place}",
        } | row
        writer.writerow(
            [
                *(given.get(column, "") for column in OWN),
                *(given.get(f"q{number}", "") for number in range(1, len(asked) + 1)),
            ]
        )
    return written.getvalue()


FULL = {
    "Email Address": "ana@example.org",
    "First Name": "Ana",
    "Last Name": "Bo",
    "q1": "9",
    "q2": "Very satisfied",
    "q3": "Dissatisfied",
    "q4": "Coffee",
    "q6": "Lovely, all of it",
}


def test_each_question_of_a_grid_is_a_response(take_rows):
    taken = take_rows(survey(FULL, FULL | {"q1": "0", "q6": "", "q5": "Cake"}))
    assert taken.report.error is None
    assert (taken.report.format, taken.report.kept, taken.report.rejected) == (
        "survey_monkey",
        2,
        0,
    )
    by_row = {
        number: {
            (row["metric"], row["touchpoint"], int(row["score"]), row["comment"])
            for row in taken.rows
            if row["row_number"] == number
        }
        for number in set(taken.column("row_number"))
    }
    first, second = (by_row[number] for number in sorted(by_row))
    assert first == {
        ("nps", "overall", 9, "Lovely, all of it"),
        ("csat", "speed", 5, None),
        ("csat", "greeting", 2, None),
    }
    assert second == {
        ("nps", "overall", 0, None),
        ("csat", "speed", 5, None),
        ("csat", "greeting", 2, None),
    }


def test_the_person_is_known_by_address_and_never_by_a_machine(take_rows):
    taken = take_rows(survey(FULL))
    assert set(taken.column("customer_name")) == {"Ana Bo"}
    assert taken.known_by() == {"email ana@example.org"}
    assert "203.0.113" not in repr((taken.rows, taken.handles))


def test_the_end_says_when_it_was_and_else_the_start(take_rows):
    taken = take_rows(survey(FULL, FULL | {"End Date": ""}, FULL | {"End Date": "soon"}))
    assert {str(moment) for moment in taken.column("responded_at")} == {
        "2026-03-01 09:04:30",
        "2026-03-02 09:00:00",
    }
    assert list(taken.rejected.values()) == ['The date cannot be read: "soon"']


def test_the_respondents_number_makes_the_row(take_rows):
    text = survey(FULL, FULL | {"q6": "", "q1": "7"})
    first, again = take_rows(text), take_rows(text)
    assert (first.report.kept, again.report.kept, again.report.known) == (2, 0, 2)
    edited = take_rows(survey(FULL | {"q1": "4"}, FULL | {"q6": "", "q1": "7"}))
    assert edited.report.known == 1
    assert sorted(row["score"] for row in edited.rows if row["metric"] == "nps") == [4, 7]


def test_contact_information_may_be_a_question(take_rows):
    asked = [
        ("Contact information", "Name"),
        ("", "Email"),
        ("", "Phone"),
        ("How was the coffee?", "Response"),
    ]
    row = {"q1": "Eva Uhl", "q2": "EVA@example.org", "q3": "+49 30 12345678", "q4": "4"}
    taken = take_rows(survey(row, asked=asked))
    assert [(one["metric"], one["comment"], one["customer_name"]) for one in taken.rows] == [
        ("csat", None, "Eva Uhl")
    ]
    assert taken.known_by() == {"email eva@example.org", "phone +493012345678"}


def test_who_answered_nothing_is_rejected_with_the_line(take_rows):
    taken = take_rows(survey(FULL, {"Email Address": "ben@example.org", "q6": "N/A"}))
    assert (taken.report.read, taken.report.kept, taken.report.rejected) == (2, 1, 1)
    assert list(taken.rejected.values()) == ["No question was answered"]


@pytest.mark.parametrize("label", ["Extremely likely - 10", "10 - Extremely likely", "10"])
def test_the_ends_of_the_scale_may_have_labels(take_rows, label):
    taken = take_rows(survey({"q1": label}, {"q1": "Not at all likely - 0"}))
    assert [(row["metric"], int(row["score"])) for row in taken.rows] == [("nps", 10), ("nps", 0)]


def test_what_is_kept_of_a_rejected_row_has_no_machine_address(take_rows, empty_store):
    take_rows(survey(FULL | {"End Date": "soon", "Start Date": "", "Custom Data 1": "2001:db8::7"}))
    ((text,),) = rows_of(empty_store, "select row_text from exports.rejected_row")
    assert "203.0.113.1" not in text
    assert "2001:db8::7" not in text
    assert "soon" in text
