"""Regulars: who they are, how they come, and what share of the trade is theirs."""

from regulars.web import charts, lists, newcomers, parts, people, words
from regulars.web.answers import ask, ask_one

chosen = parts.open_screen("Regulars", period=True, location=True, staff=True)
summary = ask_one("regulars/figures", chosen)
listed = ask("regulars/people", chosen)
dark = parts.is_dark()

parts.headline(people.sentence(summary), people.explanation(summary, chosen))
people.rule_editor(summary, chosen)
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

changed = ask("regulars/changed", chosen)
if len(changed):
    parts.section("Who became a regular and who stopped", people.changed_words(changed))
    lists.people_table(
        changed.assign(change=changed["change"].map(people.CHANGE_WORDS)),
        {
            "change": "In this period",
            "changed_on": lists.day_column("Since or last here"),
            "visit_count": lists.count_column("Visits so far"),
        },
        key="changed",
        alt="Who became a regular in the period and who stopped being one",
    )
    lists.download(changed, "regulars-changed.csv")

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

concentration = ask("regulars/concentration", chosen)
parts.section(*people.concentration_words(concentration, chosen))
parts.draw(charts.sales_concentration(concentration, dark=dark), "concentration")

left, right = parts.two_columns()
with left:
    cohorts = ask("regulars/cohorts", chosen)
    parts.section(*newcomers.cohort_words(cohorts))
    parts.draw(charts.return_cohorts(cohorts, dark=dark), "cohorts")
with right:
    rhythms = ask("regulars/rhythms", chosen)
    parts.section(*newcomers.rhythm_words(rhythms))
    parts.draw(charts.rhythm_spread(rhythms, dark=dark), "rhythms")

parts.section("Where everybody stood", "At each month's end.")
parts.draw(charts.statuses_by_month(ask("regulars/statuses", chosen), dark=dark), "statuses")

parts.how_worked_out(
    chosen,
    "regulars/figures",
    "regulars/people",
    "regulars/heat_map",
    "regulars/changed",
    "regulars/share",
    "regulars/flows",
    "regulars/concentration",
    "regulars/cohorts",
    "regulars/rhythms",
    "regulars/statuses",
)
