"""Lapsed: who is late against their own rhythm, why we say so, and what is at stake."""

from regulars.web import charts, lapsed, lists, parts, words
from regulars.web.answers import ask, ask_one

chosen = parts.open_screen("Lapsed", period=True, location=True, staff=True)
summary = ask_one("lapsed/figures", chosen)
overdue = ask("lapsed/overdue", chosen)
came_back = ask("lapsed/came_back", chosen)
departures = ask("lapsed/departures", chosen)
dark = parts.is_dark()

parts.headline(lapsed.sentence(summary), lapsed.explanation(came_back))
parts.figures(
    [
        parts.Figure(
            "Slipping now",
            f"{summary.slipping_count:,}",
            parts.since(chosen),
            parts.change(summary.slipping_count, summary.slipping_before_count, chosen),
            more_is="bad",
        ),
        parts.Figure(
            "At stake with them",
            words.money(summary.slipping_spend_at_stake, chosen.currency),
            "what they spent in the 26 weeks before",
        ),
        parts.Figure(
            "Lapsed",
            f"{summary.lapsed_count:,}",
            words.money(summary.lapsed_spend_at_stake, chosen.currency) + " in 26 weeks",
        ),
        parts.Figure("Came back", f"{summary.returned_count:,}", "after slipping, in this period"),
    ]
)

for departure in departures.itertuples():
    parts.section(*lapsed.departure_words(departure, chosen))
    parts.draw(
        charts.departure_comparison(departures[departures["staff"] == departure.staff], dark=dark),
        f"departure_{departure.staff}",
    )

parts.section(
    "Whom to win back", "Slipping first, then by what is at stake. A name opens the card."
)
if len(overdue):
    lapsed.urgent_cards(overdue, chosen)
    lists.people_table(
        overdue,
        {
            "why": "Why we say so",
            "status": "Now",
            "spend_at_stake": lists.money_column("At stake", chosen),
            "last_score": lists.count_column("Last score"),
            "last_comment": "Last said",
            "usual_staff": "Mostly served by",
            "usual_item": "The usual",
            "last_visited_on": lists.day_column("Last here"),
        },
        key="overdue",
        alt="People who are slipping or have lapsed, most urgent first",
    )
    lists.download(overdue, "win-back.csv")
else:
    parts.note("Nobody is late against their own rhythm.")

parts.section("Slipping and coming back", "People with at least 4 visits, by month.")
parts.draw(charts.slipped_and_returned(ask("lapsed/monthly", chosen), dark=dark), "monthly")

parts.section(
    "How good are these flags?",
    "Of those slipping at a month's end, how many were back within 13 weeks without being asked.",
)
parts.draw(charts.came_back_rates(came_back, dark=dark), "came_back")

parts.how_worked_out(
    chosen,
    "lapsed/figures",
    "lapsed/overdue",
    "lapsed/departures",
    "lapsed/monthly",
    "lapsed/came_back",
)
