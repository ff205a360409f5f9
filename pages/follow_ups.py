"""Follow-ups: who waits for an answer, who has it in hand, and who came back."""

from regulars.web import charts, follow_ups, parts
from regulars.web.session import ask

chosen = parts.open_screen("Follow-ups", period=True, location=True)
cases = follow_ups.cases_of(chosen)
case = follow_ups.opened_case(cases)
if case is not None:
    follow_ups.case_view(case, chosen)
    parts.stop()

figures = follow_ups.figures_of(chosen)
if not follow_ups.sees_all():
    parts.headline(follow_ups.own_sentence(figures), follow_ups.own_detail(figures))
    follow_ups.board(cases, chosen)
    parts.how_worked_out(chosen, "follow_ups/cases", "follow_ups/figures")
    parts.stop()

outcomes = ask("follow_ups/outcomes", chosen)
parts.headline(follow_ups.sentence(figures), follow_ups.detail(outcomes))
parts.figures(follow_ups.figures(figures, outcomes))

parts.section("Who waits for an answer", "Overdue first, then by the day it is due.")
follow_ups.board(cases, chosen)
follow_ups.history_note(figures)

parts.section(
    "Does an answer bring them back?",
    "Share of the people we know who were here again, or answered again, within their horizon.",
)
parts.draw(charts.recovery_rates(outcomes, dark=parts.is_dark()), "recovery")
follow_ups.outcome_note(outcomes)

praise = ask("follow_ups/praise", chosen)
parts.section("Praise to pass on", follow_ups.praise_detail(praise))
follow_ups.praise_list(praise, chosen)

parts.how_worked_out(
    chosen,
    "follow_ups/cases",
    "follow_ups/figures",
    "follow_ups/outcomes",
    "follow_ups/praise",
)
