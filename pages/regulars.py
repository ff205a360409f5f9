"""Regulars: who they are, how they come, and what share of the trade is theirs."""

from regulars.web import charts, lists, parts, people, words
from regulars.web.answers import ask, ask_one

chosen = parts.open_screen("Regulars", period=True, location=True, staff=True)
summary = ask_one("regulars/figures", chosen)
listed = ask("regulars/people", chosen)
dark = parts.is_dark()

parts.headline(people.sentence(summary), people.explanation(summary, chosen))
parts.figures(
    [
        parts.Figure(
            "Regulars",
            f"{summary.regular_count:,}",
            parts.since(chosen),
            parts.change(summary.regular_count, summary.before_count, chosen),
        ),
        parts.Figure(
            "Their share of visits",
            words.percent(summary.regular_visit_rate),
            "95 % sure it lies between "
            + words.percent_range(summary.regular_visit_low, summary.regular_visit_high),
        ),
        parts.Figure(
            "Their share of sales",
            words.percent(summary.regular_revenue_rate),
            "of all sales, walk-ins included",
        ),
        parts.Figure(
            "Half of them come",
            words.every(summary.median_cadence_days),
            "or more often",
        ),
    ]
)

parts.section("When your regulars come", "Visits per open hour of an ordinary week.")
parts.draw(charts.rhythm_heat_map(ask("regulars/heat_map", chosen), dark=dark), "heat_map")

parts.section("Who they are", "Most visits first. A name opens the card.")
lists.people_table(
    listed,
    {
        "usual": "The usual",
        "usual_staff": "Mostly served by",
        "visit_count_26w": lists.count_column("Visits in 26 weeks"),
        "spend_26w": lists.money_column("Spent in 26 weeks", chosen),
        "regular_since": lists.day_column("Regular since"),
        "last_visited_on": lists.day_column("Last here"),
    },
    key="people",
    alt="The regulars, most visits first",
)
lists.download(listed, "regulars.csv")

left, right = parts.two_columns()
with left:
    parts.section("Who brings the trade", "Share of visits by month.")
    parts.draw(
        charts.share_by_month(ask("regulars/share", chosen), measure="visit_rate", dark=dark),
        "share",
    )
with right:
    parts.section("Becoming and leaving", "Who became a regular and who stopped, by month.")
    parts.draw(charts.flows_by_month(ask("regulars/flows", chosen), dark=dark), "flows")

parts.section("Where everybody stood", "At each month's end.")
parts.draw(charts.statuses_by_month(ask("regulars/statuses", chosen), dark=dark), "statuses")

parts.how_worked_out(
    chosen,
    "regulars/figures",
    "regulars/people",
    "regulars/heat_map",
    "regulars/share",
    "regulars/flows",
    "regulars/statuses",
)
