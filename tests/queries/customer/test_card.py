from datetime import date, timedelta

from regulars.app.rows.customer import CustomerCard
from regulars.web.kit.card_wording import card_words, comes_words
from tests.tables import answer, assert_table, every, in_words, open_days, rows_of

OPEN = open_days("2025-09-01", "2026-03-29")
ANA = every(7, "ana", "2026-01-20", 10, item="Latte", staff="Maya", time="08:12", net="5")


def id_of(store, name: str) -> str:
    ids = dict(rows_of(store, "select customer_name, customer_id from facts.customer"))
    return ids[name]


def card(store, name: str, **given):
    return card_of(store, id_of(store, name), **given)


def card_of(store, customer_id: str, **given):
    frame = answer(store, "customer/card", customer_id=customer_id, **given)
    told = in_words(frame, CustomerCard, "sentence", card_words)
    return in_words(told, CustomerCard, "comes", comes_words)


def test_who_this_is(a_store):
    store = a_store(
        directory="customer | name | email | phone\nana | Ana | ana@example.org | 603 555 0107",
        sales=OPEN + ANA + every(1, "ana", "2025-09-02", 1, net="9"),
    )
    frame = card(store, "Ana")
    assert_table(
        frame,
        """
        customer_name | status  | sentence
        Ana           | regular | Tuesdays about 08:10, Latte; mostly served by Maya; every 7 days; last here 5 days before the last trading day
        """,  # noqa: E501
    )
    assert_table(
        frame,
        """
        first_visited_on | last_visited_on | days_since_last | visit_count | recent_visit_count | spend | recent_spend | spend_per_visit | cadence_days | home_location | email           | phone
        2025-09-02       | 2026-03-24      | 5               | 11          | 10                 | 59    | 50           | 5.364           | 7            | Main Street   | ana@example.org | +16035550107
        """,  # noqa: E501
    )
    assert_table(
        frame,
        """
        usual_weekday | usual_weekday_count | usual_at | usual_item | usual_item_count | usual_staff | usual_staff_count | usual_visit_count
        2             | 11                  | 08:10    | Latte      | 11               | Maya        | 10                | 11
        """,  # noqa: E501
    )


def test_nobody_has_no_card(a_store):
    assert answer(a_store(sales=OPEN + ANA), "customer/card", customer_id="C99").empty


def test_a_card_is_judged_on_the_day_asked_for(a_store):
    store = a_store(sales=OPEN + ANA)
    assert_table(
        card(store, "Ana", as_of="2026-02-10"),
        "status | visit_count | days_since_last | last_visited_on\nregular | 4 | 0 | 2026-02-10",
    )
    assert card(store, "Ana", as_of="2026-01-19").empty


def test_when_they_were_last_here_in_words(a_store):
    store = a_store(sales=OPEN + ANA)
    for as_of, words in {
        "2026-03-24": "here on the last trading day",
        "2026-03-25": "last here 1 day before the last trading day",
        "2026-03-26": "last here 2 days before the last trading day",
    }.items():
        assert card(store, "Ana", as_of=as_of)["sentence"][0].endswith(words)


def test_somebody_seen_once_has_a_card_without_a_rhythm(a_store):
    frame = card(a_store(sales=OPEN + every(1, "ben", "2026-03-28", 1)), "Ben")
    assert_table(
        frame,
        """
        status | visit_count | cadence_days | regularity | steadiness
        new    | 1           |              |            | unknown
        """,
    )
    assert "every" not in frame["sentence"][0]


def test_steadiness(a_store):
    sales = list(OPEN)
    for name, gaps in {"clock": [7] * 10, "whim": [1, 20] * 5}.items():
        day = date(2025, 9, 2)
        for gap in gaps:
            sales += every(1, name, day.isoformat(), 1)
            day += timedelta(days=gap)
    store = a_store(sales=sales)
    words = [card(store, name)["steadiness"][0] for name in ("Clock", "Whim")]
    assert words == ["clockwork", "as it comes"]


def test_home_is_the_place_of_most_visits_in_the_last_twelve_months(a_store):
    """365 days up to the last visit, on 24 March 2026, begin on 25 March 2025."""
    store = a_store(
        sales=OPEN
        + every(1, "ana", "2025-03-14", 11, location="Attic")
        + every(1, "ana", "2026-03-24", 1, location="Kiosk")
        + every(1, "ben", "2025-03-15", 11, location="Attic")
        + every(1, "ben", "2026-03-24", 1, location="Kiosk")
        + every(7, "cy", "2026-03-03", 3, location="Kiosk")
        + every(7, "cy", "2026-03-04", 2, location="Attic")
    )
    homes = {name: card(store, name)["home_location"][0] for name in ("Ana", "Ben", "Cy")}
    assert homes == {"Ana": "Kiosk", "Ben": "Attic", "Cy": "Kiosk"}


def test_everybody_who_was_ever_here_has_a_card_on_the_sample(sample_store):
    ids = rows_of(sample_store, "select customer_id from facts.customer where visit_count > 0")
    for (customer_id,) in ids[::97]:
        frame = card_of(sample_store, customer_id)
        assert len(frame) == 1
        assert frame["sentence"][0]


def test_two_days_with_their_own_times_are_said_each(a_store):
    """Mondays at noon, Thursdays in the morning: never at half past nine."""
    rows = [
        {"customer": "ana", "receipt": f"{day}{week}", "date": f"2026-03-{day + 7 * week:02d}",
         "time": time, "item": "Tea", "net": "3"}
        for week in range(4)
        for day, time in ((2, "12:20"), (5, "08:00"))
    ]  # fmt: skip
    store = a_store(sales=rows)
    who = rows_of(store, "select customer_id from facts.customer")[0][0]
    sentence = card_of(store, who).iloc[0]["sentence"]
    assert sentence.startswith("Mondays about 12:20 and Thursdays about 08:00, Tea; ")


def test_mostly_served_by_is_about_the_last_year(a_store):
    """Tom served for years, Maya does since she came: two visits of the last year's three."""
    store = a_store(
        sales=open_days("2024-01-01", "2026-03-29")
        + every(60, "ana", "2024-01-10", 7, staff="Tom")
        + [
            sale | {"customer": "ana", "receipt": "m" + sale["receipt"], "staff": staff}
            for sale, staff in zip(
                every(90, "ana", "2025-07-01", 3), ("Maya", "Tom", "Maya"), strict=True
            )
        ]
    )
    found = card(store, "Ana").iloc[0]
    assert "mostly served by Maya" in found["sentence"]
    assert (found["usual_staff"], found["usual_staff_count"]) == ("Maya", 2)


def test_who_comes_several_days_a_week_does_not_come_every_day(a_store):
    """Thursday, Friday and Saturday: the middle gap is one day, yet it is three times a week."""
    store = a_store(
        sales=OPEN
        + [
            visit
            for first in ("15", "16", "17")
            for visit in every(7, "ana", f"2026-01-{first}", 10)
        ]
        + every(1, "ben", "2026-03-01", 29)
        + every(3, "cyd", "2026-03-01", 9)
        + every(4, "dan", "2026-03-01", 7)
    )
    comes = {name: card(store, name).iloc[0]["comes"] for name in ("Ana", "Ben", "Cyd", "Dan")}
    assert comes == {
        "Ana": "3 times a week",
        "Ben": "nearly every day",
        "Cyd": "twice a week",
        "Dan": "every 4 days",
    }
    assert "; 3 times a week; " in card(store, "Ana")["sentence"][0]


def test_of_few_visits_no_habit_is_made(a_store):
    store = a_store(
        sales=OPEN
        + every(7, "once", "2026-03-10", 1, item="Tea", staff="Maya")
        + every(7, "thrice", "2026-03-10", 3, item="Tea", staff="Maya")
    )
    assert list(card(store, "Once")["sentence"]) == [
        "Here once, on 10 March 2026, for Tea; served by Maya"
    ]
    assert list(card(store, "Thrice")["sentence"]) == [
        "Here 3 times, last on 24 March 2026, mostly for Tea; mostly served by Maya"
    ]
    assert card(store, "Thrice")["comes"][0] == ""
