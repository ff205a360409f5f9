"""Regulars: who they are, how they come, and what share of the trade is theirs."""

from regulars.app.rows.regulars import RegularsFigures
from regulars.web.kit import parts, tables, text
from regulars.web.kit.charts import rhythm
from regulars.web.kit.session import ask, row
from regulars.web.screens.regulars import (
    concentration_chart,
    month_charts,
    newcomer_charts,
    newcomers,
    people,
    trends,
)

chosen = parts.open_screen("regulars")
summary = row(RegularsFigures, chosen)
listed = ask("regulars/people", chosen)
dark = parts.is_dark()

parts.headline(people.sentence(summary), people.explanation(summary, chosen))
people.rule_proposal(summary, chosen)
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
            text.percent(summary.regular_visit_rate),
            "95 % sure it lies between "
            + text.percent_range(summary.regular_visit_low, summary.regular_visit_high),
        ),
        parts.Figure(
            "Their share of sales",
            text.percent(summary.regular_revenue_rate),
            "of all sales, walk-ins included",
        ),
        parts.Figure(
            "Half of them come",
            text.every(summary.median_cadence_days),
            "or more often",
        ),
    ]
)

heat = ask("regulars/heat_map", chosen)
parts.section(*trends.heat_words(heat))
parts.draw(rhythm.rhythm_heat_map(heat, dark=dark), "heat_map")

parts.section("Who they are", "Most visits first. A name opens the card.")
tables.people_table(
    listed,
    {
        "usual": "The usual",
        "usual_staff": "Mostly served by",
        "recent_visit_count": tables.count_column(f"Visits in {summary.rule_weeks} weeks"),
        "recent_spend": tables.money_column(f"Spent in {summary.rule_weeks} weeks", chosen),
        "regular_since": tables.day_column("Regular since"),
        "last_visited_on": tables.day_column("Last here"),
    },
    key="people",
    alt="The regulars, most visits first",
    told=people.LIST_TOLD,
)
tables.download(listed, "regulars.csv", told=people.LIST_TOLD)

changed = ask("regulars/changed", chosen)
if len(changed):
    parts.section("Who became a regular and who stopped", people.changed_words(changed))
    tables.people_table(
        changed.assign(change=changed["change"].map(people.CHANGE_WORDS)),
        {
            "change": "In this period",
            "changed_on": tables.day_column("Since or last here"),
            "visit_count": tables.count_column("Visits so far"),
        },
        key="changed",
        alt="Who became a regular in the period and who stopped being one",
    )
    tables.download(changed, "regulars-changed.csv")

left, right = parts.two_columns()
with left:
    share = ask("regulars/share", chosen)
    parts.section(*trends.share_words(share))
    parts.draw(month_charts.share_by_month(share, measure="visit_rate", dark=dark), "share")
with right:
    flows = ask("regulars/flows", chosen)
    parts.section(*trends.flow_words(flows))
    parts.draw(month_charts.flows_by_month(flows, dark=dark), "flows")

concentration = ask("regulars/concentration", chosen)
parts.section(*people.concentration_words(concentration, chosen))
parts.draw(concentration_chart.sales_concentration(concentration, dark=dark), "concentration")

left, right = parts.two_columns()
with left:
    cohorts = ask("regulars/cohorts", chosen)
    parts.section(*newcomers.cohort_words(cohorts))
    parts.draw(newcomer_charts.return_cohorts(cohorts, dark=dark), "cohorts")
with right:
    rhythms = ask("regulars/rhythms", chosen)
    parts.section(*newcomers.rhythm_words(rhythms))
    parts.draw(newcomer_charts.rhythm_spread(rhythms, dark=dark), "rhythms")

statuses = ask("regulars/statuses", chosen)
parts.section(*trends.status_words(statuses))
parts.draw(month_charts.statuses_by_month(statuses, dark=dark), "statuses")

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
