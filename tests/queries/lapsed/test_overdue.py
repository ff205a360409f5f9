from regulars.app.rows.lapsed import LapsedOverdue
from regulars.web.kit.rhythm_wording import why_words
from tests.tables import answer, assert_table, every, in_words, open_days

# With under 200 returns to learn from, late is 1.5 patiences and lapsed 3. A weekly customer of
# spread 0 has a patience of 7 + 2 x 1 = 9 days: slipping after 13.5, lapsed after 27.
OPEN = open_days("2025-11-03", "2026-03-31")
ANA = every(7, "ana", "2025-12-02", 12, net="5", item="Latte", staff="Maya")  # until 17 February


def overdue(store, **given):
    return in_words(answer(store, "lapsed/overdue", **given), LapsedOverdue, "why", why_words)


def test_who_is_away_and_why_we_say_so(a_store):
    store = a_store(
        directory="customer | name | email | phone\nana | Ana Bo | ana@example.org | 603 555 0107",
        sales=OPEN + ANA,
        survey="""
        date       | email           | Would you recommend us? | How fast were we? | More?
        2026-01-07 | ana@example.org | 9                       | 5                 |
        2026-02-18 | ana@example.org | 4                       | 2                 | Too slow
        """,
    )
    frame = overdue(store, as_of="2026-03-04")
    assert_table(
        frame,
        """
        customer_name | status   | last_visited_on | days_since_last | closed_days | cadence_days | spread_days | overdue_ratio | visit_count | spend_at_stake
        Ana Bo        | slipping | 2026-02-17      | 15              | 0           | 7            | 0           | 1.667         | 12          | 60
        """,  # noqa: E501
    )
    assert_table(
        frame,
        """
        why                                         | last_score | last_score_metric | last_comment | last_answered_on | last_staff | usual_item | usual_staff | usual_staff_left | email           | phone
        Usually every 7 days; last here 15 days ago | 4          | nps               | Too slow     | 2026-02-18       | Maya       | Latte      | Maya        | no               | ana@example.org | +16035550107
        """,  # noqa: E501
    )


def test_the_day_on_which_late_becomes_slipping_and_slipping_lapsed(a_store):
    """13 days, 14 days; 27 days, 28 days."""
    store = a_store(sales=OPEN + ANA)
    found = {
        day: list(overdue(store, as_of=f"2026-03-{day}")["status"])
        for day in ("02", "03", "16", "17")
    }
    assert found == {"02": [], "03": ["slipping"], "16": ["slipping"], "17": ["lapsed"]}


def test_closed_days_are_no_absence_and_are_said(a_store):
    """Closed from 20 to 26 February: 21 days on 10 March, of which 7 count for nothing."""
    closed = [f"2026-02-{day}" for day in range(20, 27)]
    sales = open_days("2025-11-03", "2026-03-31", closed=closed) + ANA
    frame = overdue(a_store(sales=sales), as_of="2026-03-10")
    assert_table(
        frame,
        """
        status   | days_since_last | closed_days | overdue_ratio | why
        slipping | 21              | 7           | 1.556         | Usually every 7 days; last here 21 days ago (7 of them closed)
        """,  # noqa: E501
    )


def test_a_weekly_closing_day_is_part_of_the_rhythm(a_store):
    """Closed every Sunday: the Sundays of the absence count, as they do in the gaps."""
    sundays = [f"2026-{day}" for day in ("02-22", "03-01", "03-08", "03-15", "03-22", "03-29")]
    sundays += [f"2025-{d}" for d in ("11-09", "11-16", "11-23", "11-30", "12-07", "12-14")]
    sundays += ["2025-12-21", "2025-12-28", "2026-01-04", "2026-01-11", "2026-01-18"]
    sundays += ["2026-01-25", "2026-02-01", "2026-02-08", "2026-02-15"]
    sales = open_days("2025-11-03", "2026-03-31", closed=sundays) + ANA
    frame = overdue(a_store(sales=sales), as_of="2026-03-03")
    assert_table(frame, "status | days_since_last | closed_days\nslipping | 14 | 0")


def test_three_visits_are_no_rhythm(a_store):
    """Nobody is slipping before there is a rhythm of their own; after long they have lapsed."""
    sales = OPEN + every(7, "three", "2026-01-06", 3) + every(7, "four", "2026-01-06", 4)
    store = a_store(sales=sales)
    for as_of in ("2026-02-15", "2026-02-25", "2026-03-31"):
        assert list(overdue(store, as_of=as_of)["customer_name"]) == ["Four"]


def test_lapsed_long_ago_is_left_out_unless_the_period_reaches_back(a_store):
    """Last here on 17 February 2026; 26 weeks before 19 August is 18 February."""
    store = a_store(sales=open_days("2025-11-03", "2026-08-19") + ANA)
    found = [
        len(overdue(store, as_of=as_of, from_on=from_on))
        for as_of, from_on in (
            ("2026-08-18", "2026-08-01"),
            ("2026-08-19", "2026-08-01"),
            ("2026-08-19", "2026-02-17"),
            ("2026-08-19", "2026-02-18"),
        )
    ]
    assert found == [1, 0, 1, 0]


def test_spend_at_stake_is_that_of_the_26_weeks_up_to_the_last_visit(a_store):
    """The visit of 1 August 2025 lies before them."""
    sales = open_days("2025-08-01", "2026-03-31") + ANA + every(1, "ana", "2025-08-01", 1, net="99")
    frame = overdue(a_store(sales=sales), as_of="2026-03-10")
    assert list(frame["spend_at_stake"]) == [60]


def test_the_most_urgent_and_dearest_stand_first(a_store):
    """Slipping before lapsed, then what is at stake."""
    store = a_store(
        sales=OPEN
        + every(7, "cheap", "2025-12-02", 12, net="3")
        + every(7, "dear", "2025-12-02", 12, net="9")
        + every(7, "gone", "2025-12-02", 9, net="50")
        + every(7, "here", "2025-12-02", 14)
    )
    frame = overdue(store, as_of="2026-03-05")
    assert list(frame["customer_name"]) == ["Dear", "Cheap", "Gone"]


def test_a_usual_colleague_who_has_left_is_said_from_that_day_on(a_store):
    """Maya serves until 17 February and is last seen then; others go on."""
    maya = every(1, "x", "2026-01-20", 20, staff="Maya")
    store = a_store(sales=[sale | {"staff": "Tom"} for sale in OPEN] + ANA + maya)
    frame = overdue(store, as_of="2026-03-05")
    ana = frame.set_index("customer_name").loc["Ana"]
    assert (ana["usual_staff"], bool(ana["usual_staff_left"])) == ("Maya", True)


def test_an_answer_after_the_day_judged_at_is_not_known_yet(a_store):
    store = a_store(
        directory="customer | name | email\nana | Ana | ana@example.org",
        sales=OPEN + ANA,
        survey="date | email | Would you recommend us?\n2026-03-20 | ana@example.org | 2",
    )
    assert overdue(store, as_of="2026-03-10")["last_score"].isna().all()
    assert list(overdue(store, as_of="2026-03-20")["last_score"]) == [2]


BOOKED = """
id | start            | name   | email           | type   | booked
1  | 2026-03-20 09:00 | Ana Bo | ana@example.org | Facial | 2026-03-01
"""


def test_who_is_booked_ahead_is_expected_and_not_lapsed(a_store):
    """Booked on 1 March for the 20th: from the booking on she counts as slipping no longer."""
    store = a_store(
        directory="customer | name | email\nana | Ana Bo | ana@example.org",
        sales=every(7, "ana", "2025-11-25", 12) + OPEN,  # until 10 February
        bookings=BOOKED,
    )
    before, after = (overdue(store, as_of=day).iloc[0] for day in ("2026-02-28", "2026-03-02"))
    assert before["band"] == "slipping"
    assert after["band"] == "booked"
    assert after["why"].endswith("; booked for 20 March 2026")
    figures = answer(store, "lapsed/figures", as_of="2026-03-02").iloc[0]
    assert (figures["slipping_count"], figures["booked_count"]) == (0, 1)


def test_a_usual_that_is_no_longer_sold_is_said(a_store):
    """The latte was last sold on Ana's last day; tea went on, and a rare item proves nothing."""
    lattes = open_days("2025-11-03", "2026-02-17", item="Latte")
    teas = [
        sale | {"receipt": "t" + sale["receipt"]}
        for sale in open_days("2025-11-03", "2026-03-31", item="Tea")
    ]
    people = (
        every(7, "ana", "2025-12-02", 12, item="Latte")
        + every(7, "ben", "2025-12-02", 12, item="Tea")
        + every(7, "cleo", "2025-12-02", 12, item="Rarity")
        + every(1, "dan", "2025-12-20", 30, item="Tea")
        + every(1, "eve", "2025-12-20", 30, item="Latte")
    )
    frame = overdue(a_store(sales=lattes + teas + people), as_of="2026-03-10")
    gone = frame.set_index("customer_name")["usual_item_gone"].to_dict()
    assert (gone["Ana"], gone["Ben"], gone["Cleo"]) == (True, False, False)


def test_on_the_last_day_the_outlook_gives_the_band_the_chance_and_the_value(sample_store):
    frame = overdue(sample_store)
    late = frame[frame["band"] != "booked"]
    assert set(late["band"]) == {"slipping", "likely lapsed", "lapsed"}
    assert late["p_return"].between(0, 1).all()
    assert (late.loc[late["band"] == "slipping", "p_return"] >= 0.5).all()
    assert (late.loc[late["band"] == "lapsed", "p_return"] < 0.2).all()
    assert (late["value_at_risk"] >= 0).all()
    assert late["why"].str.contains("; of people like that, .* came back within 8 weeks").all()
    standing = overdue(sample_store)[["status", "band"]].drop_duplicates()
    assert ("slipping", "lapsed") not in set(standing.itertuples(index=False, name=None))
