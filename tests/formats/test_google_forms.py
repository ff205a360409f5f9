"""Google Forms: the header is the questions, and a scale says nothing of itself."""

import pytest

from tests.tables import google_forms, reasons_in, rows_of, take_text

pytestmark = pytest.mark.usefixtures("facts_left_alone")

ANSWERS = """
date       | time  | email           | How likely are you to recommend us? | How quickly were you served? | How much effort was it to book? | Anything else?
2026-03-02 | 09:05 | ANA@example.org | 9                                   | 4                            | 7                               | Lovely
2026-03-03 | 21:30 |                 | 10                                  |                              | 2                               |
2026-03-04 | 12:00 | ben@example.org |                                     | 5                            |                                 | Slow, but kind
"""  # noqa: E501


def said(store, columns: str):
    return rows_of(
        store, f"select {columns} from exports.response order by row_number, metric desc, question"
    )


def test_each_answered_question_is_a_response_on_its_own_scale(empty_store, tmp_path):
    report = take_text(empty_store, tmp_path, google_forms(ANSWERS))
    assert report.error is None
    assert (report.read, report.kept, report.rejected) == (3, 3, 0)
    assert said(empty_store, "row_number, metric, touchpoint, score::integer, comment") == [
        (2, "nps", "overall", 9, "Lovely"),
        (2, "csat", "speed", 4, None),
        (2, "ces", "booking", 7, None),
        (3, "nps", "overall", 10, None),
        (3, "ces", "booking", 2, None),
        (4, "csat", "speed", 5, "Slow, but kind"),
    ]
    assert rows_of(empty_store, "select kind, handle from exports.handle order by all") == [
        ("email", "ana@example.org"),
        ("email", "ben@example.org"),
    ]


def test_the_report_says_which_columns_are_scores_and_which_are_words(empty_store, tmp_path):
    report = take_text(empty_store, tmp_path, google_forms(ANSWERS))
    assert report.fields["date"] == "Timestamp"
    assert report.fields["email"] == "Email Address"
    assert set(report.fields["score"].split(" | ")) == {
        "How likely are you to recommend us?",
        "How quickly were you served?",
        "How much effort was it to book?",
    }
    assert report.fields["comment"] == "Anything else?"


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2026/03/02 9:05:44 AM GMT-5", "2026-03-02 09:05:44"),
        ("2026/03/02 12:05:44 AM GMT-5", "2026-03-02 00:05:44"),
        ("2026/03/02 12:05:44 PM GMT-5", "2026-03-02 12:05:44"),
        ("3/2/2026 15:08:44", "2026-03-02 15:08:44"),
        ("03/02/2026 15:08:44", "2026-03-02 15:08:44"),
        ("3/2/2026 3:08:44 PM", "2026-03-02 15:08:44"),
        ("2026-03-02 15:08:44", "2026-03-02 15:08:44"),
    ],
)
def test_stamps_as_google_writes_them(empty_store, tmp_path, stamp, moment):
    take_text(empty_store, tmp_path, f"Timestamp,How was it?\n{stamp},4\n")
    assert said(empty_store, "responded_at::text") == [(moment,)]


def test_a_stamp_with_an_offset_is_put_on_the_shops_clock(empty_store, tmp_path):
    with empty_store.write() as cursor:
        cursor.execute("insert into desk.setting values ('time_zone', 'America/New_York')")
    take_text(
        empty_store,
        tmp_path,
        "Timestamp,How was it?\n"
        "2026/03/02 9:05:44 AM GMT-5,4\n"
        "2026/03/02 9:05:44 AM GMT-8,4\n"
        "2026/07/02 1:00:00 AM GMT+1,4\n"
        "2026/07/02 1:00:00 PM GMT+5:30,4\n"
        "7/2/2026 13:00:00,4\n",
    )
    assert said(empty_store, "responded_at::text") == [
        ("2026-03-02 09:05:44",),
        ("2026-03-02 12:05:44",),
        ("2026-07-01 20:00:00",),
        ("2026-07-02 03:30:00",),
        ("2026-07-02 13:00:00",),
    ]


def test_rows_that_are_no_answer(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        "Timestamp,Email Address,How likely are you to recommend us?,How was the coffee?,More?\n"
        "2026/03/02 9:00:00 AM GMT-5,,9,4,\n"
        "2026/03/02 9:00:00 AM GMT-5,a@b.cd,,,\n"
        "last Tuesday,,9,4,\n"
        ",,9,4,\n"
        "2026/03/02 9:00:00 AM GMT-5,,11,4,\n"
        "2026/03/02 9:00:00 AM GMT-5,,9,0,fine\n"
        "2026/03/02 9:00:00 AM GMT-5,,9,3.5,\n"
        "2026/03/02 9:00:00 AM GMT-5,,-1,4,\n" + "2026/03/03 9:00:00 AM GMT-5,,8,4,\n" * 20,
    )
    assert reasons_in(empty_store) == {
        3: "No question was answered",
        4: 'The timestamp cannot be read: "last Tuesday"',
        5: "The timestamp cannot be read: the cell is empty",
        6: "The score 11 is outside 0 to 10 (How likely are you to recommend us?)",
        7: "The score 0 is outside 1 to 5 (How was the coffee?)",
        8: "The score 3.5 is outside 1 to 5 (How was the coffee?)",
        9: "The score -1 is outside 0 to 10 (How likely are you to recommend us?)",
    }
    assert (report.read, report.kept, report.rejected) == (28, 21, 7)
    assert said(empty_store, "distinct row_number")[0] == (2,)


def test_a_word_among_scores_rejects_its_row_and_leaves_the_scale(empty_store, tmp_path):
    scores = ["5", "4", "3", "so la la", "5", "4"]
    rows = "".join(f"2026/03/02 9:00:0{place} AM,{score}\n" for place, score in enumerate(scores))
    take_text(empty_store, tmp_path, "Timestamp,How was it?\n" + rows)
    assert reasons_in(empty_store) == {5: '"so la la" is not a score (How was it?)'}
    assert len(said(empty_store, "score")) == 5


def test_a_scale_of_ten_that_is_not_about_recommending_is_brought_to_five(empty_store, tmp_path):
    scores = [3, 7, 9, 10, 8, 4, 5, 2, 10, 9]
    rows = "".join(f"2026/03/02 9:00:0{place} AM,{score}\n" for place, score in enumerate(scores))
    take_text(empty_store, tmp_path, "Timestamp,Rate your visit\n" + rows)
    assert said(empty_store, "metric, score::integer") == [
        ("csat", five) for five in (2, 4, 5, 5, 4, 2, 3, 1, 5, 5)
    ]


def test_a_form_of_words_only_is_comments(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        "Timestamp,What did you like?,What did you not?\n"
        "2026/03/02 9:00:00 AM,The cake,The queue\n"
        "2026/03/02 9:00:01 AM,,Nothing\n",
    )
    assert (report.kept, report.rejected) == (2, 0)
    assert said(empty_store, "row_number, metric, score, comment") == [
        (2, "comment", None, "The cake / The queue"),
        (3, "comment", None, "Nothing"),
    ]


def test_an_address_or_phone_given_as_an_answer_is_not_a_comment(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        "Timestamp,How was it?,Your number?,Your e-mail?\n"
        "2026/03/02 9:00:00 AM,4,+1 603-555-0107,ana@example.org\n",
    )
    assert said(empty_store, "metric, comment") == [("csat", None)]


def test_a_form_without_a_question_is_refused(empty_store, tmp_path):
    report = take_text(
        empty_store, tmp_path, "Timestamp,Email Address\n2026/03/02 9:00:00 AM,a@b.c\n"
    )
    assert report.error is not None
    assert report.kept == 0


def test_a_comment_stands_once_beside_the_recommendation(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        "Timestamp,How clean was it?,Would you recommend us?,More?\n"
        "2026/03/02 9:00:00 AM,4,9,Nice\n2026/03/02 9:00:01 AM,4,,Fine\n",
    )
    assert said(empty_store, "row_number, metric, comment") == [
        (2, "nps", "Nice"),
        (2, "csat", None),
        (3, "csat", "Fine"),
    ]


def test_two_people_who_answer_alike_in_the_same_second_stay_two(empty_store, tmp_path):
    text = "Timestamp,How was it?\n" + "2026/03/02 9:00:00 AM,4\n" * 2
    first, again = (take_text(empty_store, tmp_path, text) for _ in range(2))
    assert (first.kept, first.known) == (2, 0)
    assert (again.kept, again.known) == (0, 2)
    assert len(said(empty_store, "score")) == 2


def test_who_answered_may_be_a_question(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        "Timestamp,Your name,How was it?,Your phone number,Your e-mail,Who served you?\n"
        "2026/03/02 9:00:00 AM,Ana Bo,4,+1 603-555-0107,Ana@example.org,Tom\n",
    )
    assert said(empty_store, "customer_name, metric, comment, staff") == [
        ("Ana Bo", "csat", None, "Tom")
    ]
    assert rows_of(empty_store, "select kind, handle from exports.handle order by all") == [
        ("email", "ana@example.org"),
        ("phone", "+16035550107"),
    ]


def test_a_form_in_words_and_in_another_language(empty_store, tmp_path):
    take_text(
        empty_store,
        tmp_path,
        "Timestamp,Wie zufrieden waren Sie mit dem Personal?,Würden Sie uns weiterempfehlen?,"
        "Möchten Sie uns noch etwas sagen?\n"
        "2026/03/02 9:00:00 AM,Sehr zufrieden,10 - sehr wahrscheinlich,Weiter so\n"
        "2026/03/02 9:00:01 AM,Unzufrieden,3,k. A.\n"
        "2026/03/02 9:00:02 AM,Keine Angabe,keine Angabe,-\n",
    )
    assert said(empty_store, "row_number, metric, touchpoint, score::integer, comment") == [
        (2, "nps", "overall", 10, "Weiter so"),
        (2, "csat", "greeting", 5, None),
        (3, "nps", "overall", 3, None),
        (3, "csat", "greeting", 2, None),
    ]
    assert list(reasons_in(empty_store).values()) == ["No question was answered"]
