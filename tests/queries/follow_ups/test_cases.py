from datetime import date

import pytest

from regulars.app.rows.follow_ups import FollowUpsCases
from regulars.errors import RegularsError
from regulars.facts.build import rebuild_facts
from regulars.facts.comments.heard_comments import hear_comments
from regulars.intake.file_import import take
from regulars.intake.undo import undo_import
from regulars.records.follow_ups.new_cases import open_about_answer, open_about_customer
from regulars.records.follow_ups.steps import Step, undo_step
from regulars.web.kit.score_wording import low_words
from tests.queries.follow_ups.shops import (
    BY,
    DAY,
    OPEN,
    cases,
    directory,
    key_of,
    step,
    survey,
    weekly,
)
from tests.tables import (
    answer,
    assert_table,
    emptied,
    every,
    google_forms,
    in_words,
    rows_of,
    said,
    take_text,
    write_exports,
)

ANA = "2026-03-24 | ana@x.org | 4 | 2 | 5 | Too slow"


def test_a_bad_answer_is_a_case_whatever_the_question(a_store):
    store = a_store(
        directory=directory("ana", "ben", "cyd", "dov"),
        sales=OPEN + weekly("ana", "ben", "cyd", "dov"),
        survey=survey(
            ANA,
            "2026-03-24 | ben@x.org | 6 | 4 | 4 |",
            "2026-03-24 | cyd@x.org | 9 | 3 | 4 |",
            "2026-03-24 | dov@x.org | 7 | 4 | 4 | Fine",
            "2026-03-23 | | 0 | 5 | 5 | Rude",
        ),
    )
    assert_table(
        in_words(cases(store), FollowUpsCases, "said", low_words),
        """
        customer_name | happened_on | said                                  | comment  | status | due_on
        Ana           | 2026-03-24  | would recommend 4 of 10, speed 2 of 5 | Too slow | open   | 2026-03-26
        Cyd           | 2026-03-24  | speed 3 of 5                          |          | open   | 2026-03-26
        Ben           | 2026-03-24  | would recommend 6 of 10               |          | open   | 2026-03-26
                      | 2026-03-23  | would recommend 0 of 10               | Rude     | open   | 2026-03-26
        """,  # noqa: E501
    )


def test_angry_words_are_a_case_whatever_the_score(a_store):
    store = a_store(
        directory=directory("ana", "ben", "cyd"),
        sales=OPEN,
        survey=survey(
            "2026-03-24 | ana@x.org | 8 | 4 | 4 | Your colleague yelled at my son. I am furious.",
            "2026-03-24 | ben@x.org | 3 | 4 | 4 | Unacceptable. I am furious.",
            "2026-03-24 | cyd@x.org | 9 | 5 | 5 | Ridiculous how wonderful you are, I love it!",
        ),
    )
    with store.write() as cursor:
        hear_comments(cursor)
    rebuild_facts(store)
    assert_table(
        in_words(cases(store), FollowUpsCases, "said", low_words),
        """
        customer_name | said
        Ben           | would recommend 3 of 10, angry words
        Ana           | angry words
        """,
    )


def test_two_questionnaires_of_one_day_are_one_case_and_two_days_are_two(a_store):
    store = a_store(
        directory=directory("ana"),
        sales=OPEN + weekly("ana"),
        survey=survey(
            "2026-03-10 | ana@x.org | 3 | 4 | 4 | Cold",
            "2026-03-24 | ana@x.org | 4 | 4 | 4 | Too slow",
            "2026-03-24 | ana@x.org | 2 | 4 | 4 | Rude",
        ),
    )
    assert sorted(str(day)[:10] for day in cases(store)["happened_on"]) == [
        "2026-03-10",
        "2026-03-24",
    ]


def test_what_is_older_than_sixty_days_opens_no_case(a_store):
    store = a_store(
        directory=directory("sixty", "older"),
        sales=OPEN,
        survey=survey("2026-01-29 | sixty@x.org | 3 | 4 | 4 |", "2026-01-28 | older@x.org |3|4|4|"),
    )
    assert list(cases(store)["customer_name"]) == ["Sixty"]


def test_one_that_was_taken_up_stays_however_old_it_gets(a_store, tmp_path):
    store = a_store(directory=directory("ana"), sales=OPEN, survey=survey(ANA))
    step(store, key_of(store, "Ana"), status="contacted")
    take(store, write_exports(tmp_path, sales=open_days_after()))
    frame = cases(store, today="2026-08-31")
    assert list(frame["status"]) == ["contacted"]
    assert list(frame["is_overdue"]) == [True]


def open_days_after():
    return every(7, "ben", "2026-03-30", 23)


def test_overdue_ones_come_first_then_the_day_they_are_due_then_the_worst(shop):
    step(shop, key_of(shop, "Cyd"), due_on=date(2026, 3, 21))
    step(shop, key_of(shop, "Dov"), status="resolved")
    frame = cases(shop, today=date(2026, 3, 22))
    assert list(frame["customer_name"]) == ["Cyd", "Ben", "Ana", "Dov"]
    assert list(frame["is_overdue"]) == [True, False, False, False]
    frame = cases(shop, today=date(2026, 3, 23))
    assert list(frame["is_overdue"]) == [True, True, True, False]


def test_a_colleague_asks_for_the_cases_given_to_them(shop):
    step(shop, key_of(shop, "Ana"), owner="Tom", owner_id="p2")
    step(shop, key_of(shop, "Ben"), owner="Tom's aunt")
    assert list(cases(shop, owner_id="p2")["customer_name"]) == ["Ana"]
    step(shop, key_of(shop, "Ana"), owner="Somebody without an account")
    assert cases(shop, owner_id="p2").empty
    step(shop, key_of(shop, "Ana"), owner="")
    assert list(cases(shop)["owner"].dropna()) == ["Tom's aunt"]


def test_taking_back_goes_one_step_back_at_a_time_and_never_beyond(shop):
    key = key_of(shop, "Ana")
    step(shop, key, owner="Tom", status="contacted")
    step(shop, key, status="resolved", done=["fix", "thank"])

    def stands():
        frame = cases(shop)
        return frame[frame["customer_name"] == "Ana"]

    drawn = "status | owner | done | step_count\n"
    assert_table(stands(), drawn + "resolved | Tom | fix,thank | 2")
    back = {"now": BY["now"], "by": "Ana"}
    undo_step(shop, key, **back)
    assert_table(stands(), drawn + "contacted | Tom | | 1")
    undo_step(shop, key, **back)
    assert_table(stands(), drawn + "open | | | 0")
    with pytest.raises(RegularsError, match="not there any more"):
        undo_step(shop, key, **back)


def test_importing_again_taking_back_and_rebuilding_keep_what_was_done(a_store, tmp_path):
    drawn = {"directory": directory("ana"), "sales": OPEN + weekly("ana")}
    store = a_store(**drawn, survey=survey(ANA, "2026-03-24 | | 2 | 4 | 4 | Noisy"))
    step(store, key_of(store, "Ana"), owner="Tom", owner_id="p2", status="contacted", notes="Rang")
    columns = "customer_name | status | owner | comment | step_count | is_there\n"
    there = columns + "Ana | contacted | Tom | Too slow | 1 | yes\n | open | | Noisy | 0 | yes"
    gone = columns + "Ana | contacted | Tom | | 1 | no"

    def as_drawn():
        return cases(store, today="2026-03-25").sort_values("customer_name")

    assert_table(as_drawn(), there)
    take_text(store, tmp_path, google_forms(survey(ANA, "2026-03-24 | | 2 | 4 | 4 | Noisy")))
    assert_table(as_drawn(), there)
    rebuild_facts(store)
    assert_table(as_drawn(), there)
    for (number,) in rows_of(
        store, "select import_id from exports.import where kind = 'satisfaction'"
    ):
        undo_import(store, number)
    assert_table(as_drawn(), gone)
    take_text(store, tmp_path, google_forms(survey(ANA, "2026-03-24 | | 2 | 4 | 4 | Noisy")))
    assert_table(as_drawn(), there)


def test_who_comes_back_has_recovered_whoever_answered(a_store, tmp_path):
    """The horizon of a shop whose people come weekly is 28 days."""
    store = a_store(
        directory=directory("ana", "ben", "cyd", "dov"),
        sales=OPEN + weekly("ana") + weekly("ben", "cyd", "dov", count=12),
        survey=survey(
            "2026-03-20 | ana@x.org | 4 | 4 | 4 |",
            "2026-03-20 | ben@x.org | 4 | 4 | 4 |",
            "2026-03-17 | cyd@x.org | 3 | 4 | 4 |",
            "2026-03-24 | cyd@x.org | 9 | 4 | 4 |",
            "2026-03-17 | dov@x.org | 3 | 4 | 4 |",
            "2026-03-24 | dov@x.org | 2 | 4 | 4 |",
        ),
    )
    told = {
        (row.customer_name, str(row.happened_on)[:10]): (row.outcome, said(row.back_on))
        for row in cases(store).itertuples()
    }
    assert told["Ana", "2026-03-20"] == ("here again", "2026-03-24")
    assert told["Ben", "2026-03-20"] == ("not yet", "")
    assert told["Cyd", "2026-03-17"] == ("answered again", "2026-03-24")
    assert told["Dov", "2026-03-17"] == ("unhappy again", "2026-03-24")
    dov = cases(store).set_index("customer_name").loc["Dov"]
    assert "2026-03-24" in [said(day) for day in dov["complained_again_on"]]
    sales = [{"receipt": "new", "customer": "ben", "date": "2026-03-31"}]
    take(store, write_exports(tmp_path, sales=sales))
    ben = cases(store).set_index("customer_name").loc["Ben"]
    assert ben["is_recovered"]
    assert (ben["outcome"], said(ben["back_on"])) == ("here again", "2026-03-31")


def test_whose_time_is_over_is_not_said_to_come_yet(a_store, tmp_path):
    store = a_store(directory=directory("ana"), sales=OPEN + weekly("ana"), survey=survey(ANA))
    step(store, key_of(store, "Ana"), status="contacted")
    take(store, write_exports(tmp_path, sales=every(1, "ben", "2026-03-30", 200)))
    (row,) = cases(store).itertuples()
    assert (row.outcome, said(row.back_on)) == ("not back", "")
    late = [{"receipt": "late", "customer": "ana", "date": "2026-10-15"}]
    (tmp_path / "late").mkdir()
    take(store, write_exports(tmp_path / "late", sales=late))
    (row,) = cases(store).itertuples()
    assert (row.outcome, said(row.back_on)) == ("too late", "2026-10-15")
    assert not row.is_recovered


def test_a_case_opened_by_hand_is_about_a_customer_or_about_any_answer(shop):
    ana = answer(shop, "customer/search", text="Ana").iloc[0]["customer_id"]
    key = open_about_customer(shop, ana, Step(status="open", notes="Rang up"), **BY)
    said = answer(shop, "satisfaction/comments").set_index("customer_name").loc["Eva"]
    given = (int(said["response_number"]), said["responded_on"].date())
    other = open_about_answer(shop, *given, Step(status="open"), **BY)
    assert open_about_answer(shop, *given, Step(status="open"), **BY) == other
    frame = cases(shop).set_index("case_key", drop=False)
    assert_table(
        frame.loc[[key, other]],
        """
        customer_name | happened_on | comment         | due_on     | outcome    | back_on    | judged_on
        Ana           | 2026-03-30  |                 | 2026-04-01 | not yet    |            | 2026-04-27
        Eva           | 2026-03-19  | The door sticks | 2026-04-01 | here again | 2026-03-24 | 2026-04-16
        """,  # noqa: E501
    )
    assert frame.loc[[key, other], "is_by_hand"].all()
    assert len(frame) == 6


def test_a_closed_case_stays_for_sixty_days(shop):
    step(shop, key_of(shop, "Ana"), status="no reply possible")
    assert "Ana" in list(cases(shop, today="2026-05-28")["customer_name"])
    assert "Ana" not in list(cases(shop, today="2026-05-29")["customer_name"])


def test_the_place_is_that_of_the_visit(a_store):
    store = a_store(
        directory=directory("ana"),
        sales=OPEN + every(7, "ana", "2025-12-30", 13, location="Kiosk"),
        survey=survey(ANA),
    )
    assert len(cases(store, location="Kiosk")) == 1
    assert cases(store, location="Main Street").empty


def test_a_store_without_answers_has_no_case(empty_store):
    assert cases(emptied(empty_store), today=DAY).empty
