"""Typeform: questions between an id and dates of UTC, and people who never finish."""

import csv
import io

import pytest

from regulars.intake.undo import undo_import
from tests.tables import rows_of

ASKED = [
    "How likely are you to recommend us? (0-10)",
    "How was your haircut?",
    "How did you find us?",
    "Other",
    "What could we do better, {{field:0f3c}}?",
    "email",
    "Your phone number",
]
TAIL = [
    "Response Type",
    "Start Date (UTC)",
    "Stage Date (UTC)",
    "Submit Date (UTC)",
    "Network ID",
    "Tags",
    "Ending",
]
OLD_TAIL = ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
USUAL = {
    "Response Type": "completed",
    "Start Date (UTC)": "2026-03-02 06:24:12",
    "Submit Date (UTC)": "2026-03-02 06:27:59",
    "Network ID": "938f4331f1",
}
FULL = USUAL | {
    "#": "abc123",
    ASKED[0]: "9",
    ASKED[1]: "4",
    ASKED[2]: "Other",
    ASKED[3]: "my sister",
    ASKED[4]: "Longer hours",
    "email": "Ana@example.org",
    ASKED[6]: "'+44 20 7946 0958",
}


def form(*rows: dict[str, str], head=("#",), tail=TAIL) -> str:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, [*head, *ASKED, *tail], extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def scores(taken):
    return {
        (row["metric"], row["touchpoint"], row["score"] and int(row["score"])) for row in taken.rows
    }


def test_questions_become_responses_and_words_the_comment(take_rows):
    taken = take_rows(form(FULL))
    assert taken.report.error is None
    assert (taken.report.format, taken.report.kept) == ("typeform", 1)
    assert scores(taken) == {("nps", "overall", 9), ("csat", "product", 4)}
    (comment,) = {row["comment"] for row in taken.rows} - {None}
    assert comment == "my sister / Longer hours"


def test_the_person_is_known_by_answers_and_hidden_fields_only(take_rows):
    taken = take_rows(form(FULL))
    assert taken.known_by() == {"email ana@example.org", "phone +442079460958"}
    assert "938f4331f1" not in repr((taken.rows, taken.handles))


@pytest.mark.parametrize(
    ("head", "tail"), [(("#",), TAIL), (("#",), OLD_TAIL), (("Token",), TAIL), ((), OLD_TAIL)]
)
def test_old_and_new_columns_are_one_format(take_rows, head, tail):
    taken = take_rows(form(FULL | {"Token": "abc123"}, head=head, tail=tail))
    assert (taken.report.format, taken.report.kept) == ("typeform", 1)
    assert ("nps", "overall", 9) in scores(taken)


def test_dates_are_of_utc_and_kept_on_the_shops_clock(take_rows):
    taken = take_rows(form(FULL), time_zone="America/New_York")
    assert {str(moment) for moment in taken.column("responded_at")} == {"2026-03-02 01:27:59"}


def test_who_did_not_finish_still_said_something(take_rows):
    started = USUAL | {"Response Type": "started", "Submit Date (UTC)": ""}
    taken = take_rows(
        form(
            started | {"#": "a", ASKED[0]: "3"},
            started | {"#": "b", "Stage Date (UTC)": "2026-03-02 06:25:00", ASKED[0]: "4"},
            started | {"#": "c"},
        )
    )
    assert [(str(row["responded_at"]), int(row["score"])) for row in taken.rows] == [
        ("2026-03-02 06:24:12", 3),
        ("2026-03-02 06:25:00", 4),
    ]
    assert taken.rejected == {4: "No question was answered"}


def test_the_response_is_known_again_by_its_id(take_rows):
    first, again = take_rows(form(FULL)), take_rows(form(FULL, USUAL | {"#": "x", ASKED[0]: "1"}))
    assert (first.report.kept, again.report.kept, again.report.known) == (1, 1, 1)


def test_a_placeholder_in_a_question_is_not_shown(take_rows):
    taken = take_rows(form(USUAL | {"#": "x", ASKED[4]: "Longer hours"}))
    assert [(row["question"], row["comment"]) for row in taken.rows] == [
        ("What could we do better, ?", "Longer hours")
    ]


def test_a_reworded_question_replaces_the_old_wording(take_rows, empty_store):
    first = take_rows(form(FULL))
    reworded = form(FULL).replace("How was your haircut?", "How did you like your haircut?")
    taken = take_rows(reworded)
    assert scores(taken) == scores(first), "each score once"
    asked = {row["question"] for row in taken.rows}
    assert "How did you like your haircut?" in asked
    assert "How was your haircut?" not in asked
    undo_import(empty_store, 2)
    held = "select question from exports.response where is_current"
    assert "How was your haircut?" in {question for (question,) in rows_of(empty_store, held)}


def test_a_question_that_was_added_leaves_the_others(take_rows):
    first = take_rows(form(FULL))
    header, row, *_ = form(FULL).splitlines()
    more = "\n".join((header + ",How was the place?", row + ",4")) + "\n"
    assert len(take_rows(more).rows) == len(first.rows) + 1


def test_what_is_kept_of_a_rejected_row_does_not_say_from_where_it_came(take_rows, empty_store):
    take_rows(form(FULL | {"Submit Date (UTC)": "soon", "Start Date (UTC)": "soon"}))
    ((text,),) = rows_of(empty_store, "select row_text from exports.rejected_row")
    assert "938f4331f1" not in text
    assert "soon" in text
