"""Lapsed: who is late against their own rhythm, why we say so, and what is at stake."""

from regulars.app.rows import rows_of
from regulars.app.rows.lapsed import LapsedDepartures, LapsedFigures
from regulars.web.kit import parts, tables, text
from regulars.web.kit.session import ask, row
from regulars.web.screens.lapsed import return_charts, wording
from regulars.web.screens.lapsed.win_back import part

chosen = parts.open_screen("lapsed")
summary = row(LapsedFigures, chosen)
overdue = ask("lapsed/overdue", chosen)
came_back = ask("lapsed/came_back", chosen)
departures = ask("lapsed/departures", chosen)
dark = parts.is_dark()

parts.headline(wording.sentence(summary), wording.explanation(came_back))
late = summary.slipping_count + summary.likely_count
parts.figures(
    [
        parts.Figure(
            "Slipping or likely lapsed",
            f"{late:,}",
            *wording.late_change(late, summary, chosen),
            more_is="bad",
        ),
        parts.Figure(
            "At risk with them",
            text.money(summary.late_value_at_risk, chosen.currency),
            "in the next 26 weeks",
        ),
        parts.Figure(
            "Lapsed",
            f"{summary.lapsed_count:,}",
            text.money(summary.lapsed_value_at_risk, chosen.currency) + " in 26 weeks",
        ),
        parts.Figure("Came back", f"{summary.returned_count:,}", "people who had been late"),
    ]
)

for departure in rows_of(LapsedDepartures, departures):
    parts.section(*wording.departure_words(departure, chosen))
    parts.draw(
        return_charts.departure_comparison(
            departures[departures["staff"] == departure.staff], dark=dark
        ),
        f"departure_{departure.staff}",
    )

parts.section(
    "Whom to win back",
    "Those still to be had come first, by what is at risk. A name opens the card.",
)
people = wording.choose_people(overdue)
if len(people):
    wording.urgent_cards(people, chosen)
    tables.people_table(
        people,
        wording.list_columns(chosen),
        key="overdue",
        alt=wording.LIST_ALT,
        told=wording.LIST_TOLD,
    )
    tables.download(people, "win-back.csv", told=wording.LIST_TOLD)
else:
    parts.note("Nobody here is late against their own rhythm.")
wording.booked_note(overdue)
part.win_back_part(chosen)

monthly = ask("lapsed/monthly", chosen)
parts.section(*wording.monthly_words(monthly))
parts.draw(return_charts.slipped_and_returned(monthly, dark=dark), "monthly")

parts.section("How good are these flags?", wording.proof_words(came_back))
parts.draw(return_charts.came_back_rates(came_back, dark=dark), "came_back")
methods = ask("lapsed/methods", chosen)
if len(methods):
    wording.method_table(methods)
    parts.draw(
        return_charts.calibration(ask("lapsed/calibration", chosen), dark=dark), "calibration"
    )
else:
    parts.note(wording.TOO_EARLY)
wording.rule_comparison(chosen)

parts.how_worked_out(
    chosen,
    "lapsed/figures",
    "lapsed/overdue",
    "lapsed/departures",
    "lapsed/monthly",
    "lapsed/came_back",
    "lapsed/methods",
    "lapsed/calibration",
    "lapsed/fixed_rule",
)
