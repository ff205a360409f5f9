"""People who come so and so often, some of whom answer."""

from datetime import date, timedelta

FIRST_DAY = date(2026, 3, 2)


def coming(*groups: tuple[int, int, str]) -> dict[str, str]:
    """(visits each, people, "10 9 9"): those many came so often; the first of them gave the scores.

    A group's visits are one a day from 2 March 2026 on; answers are of the last one's evening.
    """
    sales, people = ["receipt | customer | date"], ["customer | name | email"]
    rows = ["date | time | email | How likely are you to recommend us? (0-10)"]
    number = 0
    for visits, count, given in groups:
        scores = given.split()
        for place in range(count):
            number += 1
            people.append(f"c{number} | Person {number} | p{number}@x.org")
            days = [FIRST_DAY + timedelta(days=day) for day in range(visits)]
            sales += [f"R{number}-{day} | c{number} | {day}" for day in days]
            if place < len(scores):
                rows.append(f"{days[-1]} | 20:00 | p{number}@x.org | {scores[place]}")
    return {"directory": "\n".join(people), "sales": "\n".join(sales), "survey": "\n".join(rows)}
