"""Lapsed: who is late against their own rhythm, why we say so, and what is at stake."""

from regulars.web import charts, lapsed, lists, parts, win_back, words
from regulars.web.session import ask, ask_one

chosen = parts.open_screen("Lapsed", period=True, location=True, staff=True)
summary = ask_one("lapsed/figures", chosen)
overdue = ask("lapsed/overdue", chosen)
came_back = ask("lapsed/came_back", chosen)
departures = ask("lapsed/departures", chosen)
dark = parts.is_dark()

parts.headline(lapsed.sentence(summary), lapsed.explanation(came_back))
late = summary.slipping_count + summary.likely_count
parts.figures(
    [
        parts.Figure(
            "Slipping or likely lapsed",
            f"{late:,}",
            *lapsed.late_change(late, summary, chosen),
            more_is="bad",
        ),
        parts.Figure(
            "At risk with them",
            words.money(summary.late_value_at_risk, chosen.currency),
            "in the next 26 weeks",
        ),
        parts.Figure(
            "Lapsed",
            f"{summary.lapsed_count:,}",
            words.money(summary.lapsed_value_at_risk, chosen.currency) + " in 26 weeks",
        ),
        parts.Figure("Came back", f"{summary.returned_count:,}", "people who had been late"),
    ]
)

for departure in departures.itertuples():
    parts.section(*lapsed.departure_words(departure, chosen))
    parts.draw(
        charts.departure_comparison(departures[departures["staff"] == departure.staff], dark=dark),
        f"departure_{departure.staff}",
    )

parts.section(
    "Whom to win back",
    "Those still to be had come first, by what is at risk. A name opens the card.",
)
people = lapsed.choose_people(overdue)
if len(people):
    lapsed.urgent_cards(people, chosen)
    lists.people_table(people, lapsed.list_columns(chosen), key="overdue", alt=lapsed.LIST_ALT)
    lists.download(people, "win-back.csv")
else:
    parts.note("Nobody here is late against their own rhythm.")
lapsed.booked_note(overdue)
win_back.win_back_part(chosen)

monthly = ask("lapsed/monthly", chosen)
parts.section(*lapsed.monthly_words(monthly))
parts.draw(charts.slipped_and_returned(monthly, dark=dark), "monthly")

parts.section("How good are these flags?", lapsed.proof_words(came_back))
parts.draw(charts.came_back_rates(came_back, dark=dark), "came_back")
methods = ask("lapsed/methods", chosen)
if len(methods):
    lapsed.method_table(methods)
    parts.draw(charts.calibration(ask("lapsed/calibration", chosen), dark=dark), "calibration")
else:
    parts.note(lapsed.TOO_EARLY)
lapsed.rule_comparison(chosen)

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
