from tests.tables import answer, assert_table, every, open_days

# Open every day; the last day is Sunday 29 March 2026; the day ahead Tuesday 31 March.
OPEN = open_days("2025-12-29", "2026-03-29")
DIRECTORY = """
customer | name | email
ana      | Ana  | ana@example.org
ben      | Ben  | ben@example.org
"""


def care(store, **given):
    return answer(store, "today/care", day="2026-03-31", **given)


def survey(*rows: str) -> str:
    header = "date | email | Would you recommend us? | How fast were we? | How was the tea? | More?"
    return "\n".join([header, *rows])


def test_a_complaint_is_named_with_what_was_said(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13) + every(7, "ben", "2025-12-30", 13),
        survey=survey(
            "2026-03-24 | ana@example.org | 6 | 4 | 4 | Too slow",
            "2026-03-24 | ben@example.org | 8 | 2 | 3 |",
        ),
    )
    assert_table(
        care(store),
        """
        customer_name | kind      | reason                                | happened_on | priority
        Ana           | complaint | On 24 March gave 6 of 10: "Too slow"  | 2026-03-24  | 1
        Ben           | complaint | On 24 March gave 2 of 5 for speed     | 2026-03-24  | 1
        """,
    )


def test_a_complaint_is_open_until_they_are_back_and_named_for_sixty_days(a_store):
    """Everybody comes on Tuesdays, 24 March too; the last trading day is 29 March."""
    answers = {
        "fine": ["2026-03-24 | 7 | 3 | 3"],
        "sixty": ["2026-01-29 | 3 | 4 | 4"],
        "older": ["2026-01-28 | 3 | 4 | 4"],
        "soothed": ["2026-03-17 | 3 | 4 | 4", "2026-03-24 | 9 | 5 | 5"],
        "soured": ["2026-03-17 | 9 | 5 | 5", "2026-03-24 | 2 | 5 | 5"],
        "speed": ["2026-03-24 | 9 | 2 | 5"],
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
    frame = care(store)
    assert dict(zip(frame["customer_name"], frame["kind"], strict=True)) == {
        "Soured": "complaint",
        "Speed": "complaint",
        "Sixty": "poor",
    }
    assert frame["reason"].iloc[-1] == (
        "On 29 January gave 3 of 10. Has been back since; ask how it was"
    )


def test_a_complaint_that_somebody_answered_is_no_longer_open(a_store):
    store = a_store(
        directory=DIRECTORY,
        sales=OPEN + every(7, "ana", "2025-12-30", 13),
        survey=survey("2026-03-24 | ana@example.org | 6 | 4 | 4 | Too slow"),
    )
    assert list(care(store)["kind"]) == ["complaint"]
    with store.write() as cursor:
        cursor.execute("""
            insert into desk.contact
            select 1, null, handle_no, false, timestamp '2026-03-26', 'Ana', 'phone', 'Said sorry',
                date '2026-03-26'
            from facts.identity where kind = 'email'
        """)
    assert care(store).empty


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
    assert list(frame[frame["kind"] == "milestone"]["reason"]) == [
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
        customer_name | kind     | reason
        Ana           | new_face | Third visit: time to learn the name. First here on 17 March 2026
        """,
    )
