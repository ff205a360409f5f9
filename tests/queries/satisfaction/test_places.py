import pytest

from tests.tables import answer


def shop(a_store, *served: tuple[str, int, int], n: int = 30):
    """(colleague, good answers, answers): one customer an answer, on the day of the visit."""
    sales = ["receipt | customer | date | time | staff"]
    people = ["customer | name | email"]
    rows = ["date | time | email | How fast were we?"]
    number = 0
    for staff, good, count in served:
        for place in range(count):
            number += 1
            sales.append(f"R{number} | c{number} | 2026-03-02 | 08:00 | {staff}")
            people.append(f"c{number} | Person {number} | p{number}@x.org")
            rows.append(f"2026-03-02 | 09:00 | p{number}@x.org | {5 if place < good else 2}")
    return a_store(directory="\n".join(people), sales="\n".join(sales), survey="\n".join(rows))


def by_staff(store):
    frame = answer(store, "satisfaction/places")
    return frame[frame["dimension"] == "staff"].set_index("member")


def test_few_answers_are_pulled_to_the_mean_and_under_five_are_hidden(a_store):
    frame = by_staff(shop(a_store, ("Ana", 45, 50), ("Ben", 0, 5), ("Kim", 0, 4), ("Tom", 40, 50)))
    assert list(frame.index) == ["Ana", "Ben", "Tom"], "by name: no ranking"
    ben = frame.loc["Ben"]
    assert ben["raw_value"] == 0 < ben["value"] < ben["all_value"]
    assert frame["value"].between(frame["low"], frame["high"]).all()


def test_a_clear_difference_is_called_one_and_another_not(a_store):
    frame = by_staff(
        shop(a_store, ("Ana", 38, 40), ("Ben", 36, 40), ("Kim", 37, 40), ("Tom", 8, 40))
    )
    assert frame.loc["Tom", "verdict"] == "worse"
    assert frame.loc["Kim", "value"] == pytest.approx(frame.loc["Kim", "raw_value"], abs=0.05)
    alike = by_staff(shop(a_store, ("Ana", 16, 20), ("Ben", 15, 20), ("Kim", 17, 20)))
    assert set(alike["verdict"]) == {"no clear difference"}
