"""Today: who is likely in, for what, and who needs care."""

from regulars.app.rows.today import TodayFigures
from regulars.web.kit import day_choice, parts, tables, text
from regulars.web.kit.session import ask, row
from regulars.web.screens.today import cards, hour_chart

chosen = parts.open_screen("today")
day = day_choice.choose_day(list(ask("today/days", chosen)["day_on"]), chosen)

figures = row(TodayFigures, chosen, day=day)
expected = ask("today/expected", chosen, day=day)
care = ask("today/care", chosen, day=day)
notes = None if parts.is_shared() else ask("today/notes", chosen, day=day)

faces = text.count(figures.expected_count, "familiar face").capitalize()
of_staff = f" of {text.plain(chosen.staff)}'s" if chosen.staff else ""
parts.headline(
    f"{faces}{of_staff} likely on {text.day(day, near=chosen.as_of)}",
    f"{cards.likeliest(expected)}Between {figures.expected_low} and {figures.expected_high} of "
    "the people we recognise; the last four such days saw "
    f"{text.one_decimal(figures.usual_count)} on average. Judged at the end of "
    f"{text.day(chosen.as_of)}, the last trading day.{cards.unsettled_words(figures)}",
)
cards.briefing_link(day, chosen)

if len(care):
    parts.section("Look after them first", "Greet by name, ask how it was, say thank you.")
    cards.care_cards(care)

if len(expected):
    parts.section("Who is likely in", "By the time they usually come. A name opens the card.")
    cards.visitor_cards(expected, notes)

    by_hour = ask("today/by_hour", chosen, day=day)
    parts.section(cards.hour_words(by_hour), "People we recognise, hour by hour.")
    parts.draw(hour_chart.expected_by_hour(by_hour, dark=parts.is_dark()), "by_hour")

    unmet = None if parts.is_shared() else ask("today/introductions", chosen, day=day)
    if unmet is not None and len(unmet):
        parts.section(
            "Introduce them",
            "Regulars likely in, and colleagues who never served them. There is no roster here: "
            "who usually works on this weekday, or has a booking, counts as on shift.",
        )
        cards.introductions(unmet)

    with parts.folded(f"Everybody who may come: {text.count(len(expected), 'person', 'people')}"):
        tables.people_table(
            expected,
            {
                "visit_chance": tables.share_column("How likely"),
                "usual_at": "Usually at",
                "reason": "Why we think so",
                "usual_item": "The usual",
                "usual_staff": "Mostly served by",
                "last_visited_on": tables.day_column("Last here"),
            },
            key="expected",
            alt="People who may come, most likely first",
            told=cards.LIST_TOLD,
        )
        tables.download(expected, "likely-in.csv", told=cards.LIST_TOLD)
else:
    parts.note("Nobody has a habit on this day yet. It takes a few visits to see one.")

parts.how_worked_out(
    chosen,
    "today/figures",
    "today/expected",
    "today/care",
    "today/by_hour",
    *(() if parts.is_shared() else ("today/notes", "today/introductions")),
)
