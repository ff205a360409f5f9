"""What goes with the score and with coming back, from a drawn survey to what is told."""

from datetime import date, timedelta

from tests.tables import answer, assert_table, every

FIRST_DAY = date(2026, 1, 5)
QUESTIONS = "How likely are you to recommend us? (0-10) | How fast were we? | How clean was it?"


def survey(*picture: tuple[int, str, int], rounds: int) -> str:
    """(recommend, "speed clean", answers a round): the rounds one after the other, a day each."""
    rows = [f"date | time | {QUESTIONS}"]
    for place in range(rounds):
        day, minute = FIRST_DAY + timedelta(days=place), 0
        for recommend, given, count in picture:
            speed, clean = given.split()
            for _ in range(count):
                rows.append(f"{day} | 12:{minute:02d} | {recommend} | {speed} | {clean}")
                minute += 1
    return "\n".join(rows)


# Whoever was served fast recommends, save one of five; how clean it was goes with nothing.
FAST = (
    (9, "5 5", 2), (9, "5 2", 2), (3, "5 5", 1), (3, "5 2", 1),
    (3, "2 5", 4), (3, "2 2", 4), (9, "2 5", 1), (9, "2 2", 1),
)  # fmt: skip


def test_what_goes_with_the_score_has_its_sign_and_the_rest_is_nought(a_store):
    frame = answer(a_store(survey=survey(*FAST, rounds=5)), "satisfaction/drivers")
    assert_table(
        frame,
        """
        outcome | driver      | is_real | n
        score   | speed       | yes     | 80
        score   | cleanliness | no      | 80
        """,
    )
    speed, clean = frame.itertuples()
    assert 0 < speed.low < speed.effect == speed.estimate < speed.high
    assert clean.effect == 0
    assert clean.low < 0 < clean.high


def test_under_fifty_answers_nothing_is_told(a_store):
    assert answer(a_store(survey=survey(*FAST, rounds=3)), "satisfaction/drivers").empty


def test_who_was_served_fast_came_back(a_store):
    """Forty came once more two weeks later, of those served fast four of five."""
    people, sales, rows = ["customer | name | email"], [], [f"date | time | email | {QUESTIONS}"]
    for number in range(160):
        is_fast, is_odd = number % 2 == 0, number % 10 in (0, 1)
        who, day = f"c{number}", FIRST_DAY + timedelta(days=number % 5)
        people.append(f"{who} | Person {number} | p{number}@x.org")
        sales += every(14, who, f"{day}", 2 if is_fast != is_odd else 1)
        clean = 5 if number % 4 < 2 else 2
        rows.append(
            f"{day} | 20:{number % 60:02d} | p{number}@x.org | 8 | {5 if is_fast else 2} | {clean}"
        )
    sales += every(1, "c0", "2026-08-01", 1)
    store = a_store(directory="\n".join(people), sales=sales, survey="\n".join(rows))
    frame = answer(store, "satisfaction/drivers")
    returned = frame[frame["outcome"] == "return"].set_index("driver")
    assert returned.loc["speed", "is_real"]
    assert 0.2 < returned.loc["speed", "effect"] < 0.4
    assert returned.loc["cleanliness", "effect"] == 0


def test_what_they_write_about_goes_with_the_score_too(a_store):
    """Who complains of prices recommends less, however fast they were served."""
    rows = [f"date | time | {QUESTIONS} | Why?"]
    for number in range(120):
        speed, is_dear = (5, 2)[number % 2], number % 3 == 0
        recommend = 9 - 4 * is_dear - (number % 2)
        why = "The prices are far too high" if is_dear else ""
        day = FIRST_DAY + timedelta(days=number // 10)
        rows.append(
            f"{day} | 12:{number % 10:02d} | {recommend} | {speed} | {3 + number % 3} | {why}"
        )
    frame = answer(a_store(survey="\n".join(rows)), "satisfaction/drivers").set_index("driver")
    assert frame.loc["writing about price", "is_real"]
    assert frame.loc["writing about price", "effect"] < -0.5
