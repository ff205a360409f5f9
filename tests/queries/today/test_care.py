from datetime import datetime

from regulars.app.masking import mask
from regulars.app.policy import Sight
from regulars.app.rows.today import TodayCare
from regulars.questions import find
from regulars.records.follow_ups.steps import Step, take_step
from regulars.web.screens.today.wording import care_words
from tests.tables import answer, assert_table, every, in_words, open_days

# Open every day; the last day is Sunday 29 March 2026; the day ahead Tuesday 31 March.
OPEN = open_days("2025-12-29", "2026-03-29")
MONDAY = datetime(2026, 3, 30, 9)
DIRECTORY = """
customer | name | email
ana      | Ana  | ana@example.org
ben      | Ben  | ben@example.org
"""


def care(store, **given):
    frame = answer(store, "today/care", day="2026-03-31", **given)
    return in_words(frame, TodayCare, "reason", care_words)


def survey(*rows: str) -> str:
    header = "date | email | Would you recommend us? | How fast were we? | How was the tea? | More?"
    return "\n".join([header, *rows])


def test_a_complaint_is_named_with_what_was_said(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13) + every(7, "ben", "2025-12-30", 13),
        survey=survey(
            "2026-03-24 | ana@example.org | 6 | 4 | 4 | Too slow",
            "2026-03-24 | ben@example.org | 8 | 2 | 4 |",
        ),
    )
    assert_table(
        care(store),
        """
        customer_name | kind      | reason                                                                      | happened_on | priority
        Ana           | complaint | On 24 March: would recommend 6 of 10: "Too slow". Nobody has it in hand yet | 2026-03-24  | 1
        Ben           | complaint | On 24 March: speed 2 of 5. Nobody has it in hand yet                        | 2026-03-24  | 1
        """,  # noqa: E501
    )


def test_whoever_has_an_open_case_is_named_and_nobody_else(a_store):
    """Everybody comes on Tuesdays, 24 March too; the last trading day is 29 March."""
    answers = {
        "fine": ["2026-03-24 | 7 | 4 | 4"],
        "sixty": ["2026-01-29 | 3 | 4 | 4"],
        "older": ["2026-01-28 | 3 | 4 | 4"],
        "twice": ["2026-03-17 | 3 | 4 | 4", "2026-03-24 | 2 | 5 | 5"],
    }
    rows = [
        f"{day} | {name}@x.org | {recommend} | {speed} | {tea} |"
        for name, given in answers.items()
        for day, recommend, speed, tea in (line.split(" | ") for line in given)
    ]
    store = a_store(
        directory=[{"customer": n, "name": n.capitalize(), "email": f"{n}@x.org"} for n in answers],
        sales=OPEN + [sale for name in answers for sale in every(7, name, "2025-12-30", 13)],
        survey=survey(*rows, "2026-03-24 | | 0 | 1 | 1 |"),
    )
    assert_table(
        care(store),
        """
        customer_name | kind      | happened_on
        Twice         | complaint | 2026-03-24
        Sixty         | poor      | 2026-01-29
        """,
    )
    still_open = answer(store, "follow_ups/cases")
    assert set(still_open["customer_name"].dropna()) == set(care(store)["customer_name"])
    assert care(store)["reason"].iloc[-1] == (
        "On 29 January: would recommend 3 of 10. Nobody has it in hand yet. "
        "Has been back since; ask how it was"
    )


def test_working_on_a_case_changes_what_is_said_and_resolving_it_takes_somebody_off(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13),
        survey=survey("2026-03-24 | ana@example.org | 6 | 4 | 4 | Too slow. Again!"),
    )
    assert care(store)["reason"][0].endswith(': "Too slow. Again!" Nobody has it in hand yet')
    (case_key,) = answer(store, "follow_ups/cases")["case_key"]

    def told(change: Step) -> list[tuple[str, str]]:
        take_step(store, case_key, change, now=MONDAY, today=MONDAY.date(), by="Tom")
        frame = care(store)
        said = [reason.split('" ')[-1] for reason in frame["reason"]]
        return list(zip(frame["kind"], said, strict=True))

    assert told(Step(owner="Tom", owner_id="P1")) == [("complaint", "Tom has it in hand")]
    assert told(Step(status="contacted")) == [("poor", "Tom has been in touch")]
    assert told(Step(status="resolved")) == []
    assert told(Step(status="open"))[0][0] == "complaint"


def test_colleagues_whom_a_complaint_names_are_hidden_with_the_names(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13, staff="Maya"),
        survey=survey("2026-03-24 | ana@example.org | 2 | 4 | 4 | Maya was rude"),
    )
    frame = care(store)
    assert "Maya was rude" in frame["reason"][0]
    hidden = mask(frame, find("today/care"), Sight(names=False, contacts=False))
    assert list(hidden["comment"]) == ["M. was rude"]
    late = answer(store, "lapsed/overdue", as_of="2026-04-20")
    hidden = mask(late, find("lapsed/overdue"), Sight(names=False, contacts=False))
    assert list(hidden["last_comment"]) == ["M. was rude"]


def test_who_has_a_complaint_in_hand_is_hidden_with_the_names(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13),
        survey=survey("2026-03-24 | ana@example.org | 2 | 4 | 4 | Too slow"),
    )
    (case_key,) = answer(store, "follow_ups/cases")["case_key"]
    step = Step(owner="Tom Reed", owner_id="P1")
    take_step(store, case_key, step, now=MONDAY, today=MONDAY.date(), by="Ana")
    hidden = mask(
        answer(store, "today/care", day="2026-03-31"),
        find("today/care"),
        Sight(names=False, contacts=False),
    )
    (told,) = in_words(hidden, TodayCare, "reason", care_words)["reason"]
    assert told.endswith("T. R. has it in hand")


def test_a_year_since_the_first_visit_is_a_milestone_once(a_store):
    """First here on 27 March 2025; Ana's last visit was before the day, Ben's after it."""
    sales = (
        open_days("2025-03-27", "2026-03-29")
        + every(365, "ana", "2025-03-27", 1)
        + every(7, "ana", "2025-12-30", 13)
        + every(365, "ben", "2025-03-27", 1)
        + every(7, "ben", "2025-12-30", 13)
        + every(1, "ben", "2026-03-28", 1)
    )
    frame = care(a_store(sales=sales))
    assert list(frame[frame["kind"] == "anniversary"]["reason"]) == [
        "1 year since the first visit, on 27 March 2025"
    ]


def test_a_slipping_regular_is_named_on_the_usual_day_only(a_store):
    """Last here on 10 March, 19 days before the last day: later than 1.5 patiences of 9 days."""
    store = a_store(sales=OPEN + every(7, "ana", "2025-12-30", 11))
    assert_table(
        care(store),
        """
        customer_name | kind     | reason                                      | priority
        Ana           | slipping | Usually every 7 days; last here 19 days ago | 2
        """,
    )
    assert answer(store, "today/care", day="2026-04-02").empty


def test_a_slipping_regular_of_another_place_is_not_named(a_store):
    store = a_store(sales=OPEN + every(7, "ana", "2025-12-30", 11, location="Kiosk"))
    assert len(care(store, location="Kiosk")) == 1
    assert care(store, location="Main Street").empty


def test_the_tenth_visit_is_a_milestone(a_store):
    """Eight, nine and ten visits so far."""
    store = a_store(
        sales=OPEN
        + every(7, "eight", "2026-02-03", 8)
        + every(7, "nine", "2026-01-27", 9)
        + every(7, "ten", "2026-01-20", 10)
    )
    assert_table(
        care(store),
        """
        customer_name | kind      | reason
        Nine          | milestone | The next visit is number 10
        """,
    )


def test_the_third_visit_is_time_to_learn_the_name(a_store):
    store = a_store(
        sales=OPEN + every(7, "ana", "2026-03-17", 2) + every(7, "ben", "2026-03-10", 3)
    )
    assert_table(
        care(store),
        """
        customer_name | kind        | reason
        Ana           | third_visit | Third visit: time to learn the name. First here on 17 March 2026
        """,  # noqa: E501
    )
