"""Follow-ups: who waits for an answer, who has it in hand, and who came back."""

from regulars.web.kit import follow_up_cases, parts
from regulars.web.kit.session import ask
from regulars.web.screens.follow_ups import board, case_view, recovery_chart, wording
from regulars.web.screens.follow_ups.praise import praise_detail, praise_list

chosen = parts.open_screen("follow_ups")
cases = follow_up_cases.cases_of(chosen)
case = follow_up_cases.opened_case(cases)
if case is not None:
    case_view.case_view(case, chosen)
    parts.stop()

figures = follow_up_cases.figures_of(chosen)
if not follow_up_cases.sees_all():
    parts.headline(wording.own_sentence(figures), wording.own_detail(figures))
    board.board(cases, chosen)
    parts.how_worked_out(chosen, "follow_ups/cases", "follow_ups/figures")
    parts.stop()

outcomes = ask("follow_ups/outcomes", chosen)
parts.headline(wording.sentence(figures), wording.detail(outcomes))
parts.figures(wording.figures(figures, outcomes))

parts.section("Who waits for an answer", "Overdue first, then by the day it is due.")
board.board(cases, chosen)
wording.history_note(figures)

parts.section(
    "Does an answer bring them back?",
    "Share of the people we know who were here again, or answered again, within their horizon.",
)
parts.draw(recovery_chart.recovery_rates(outcomes, dark=parts.is_dark()), "recovery")
wording.outcome_note(outcomes)

praise = ask("follow_ups/praise", chosen)
parts.section("Praise to pass on", praise_detail(praise))
praise_list(praise, chosen)

parts.how_worked_out(
    chosen,
    "follow_ups/cases",
    "follow_ups/figures",
    "follow_ups/outcomes",
    "follow_ups/praise",
)
