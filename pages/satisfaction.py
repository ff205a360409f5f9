"""Satisfaction: what really changed, where, and in people's own words."""

from regulars.web import charts, lists, parts, satisfaction, words
from regulars.web.answers import ask, ask_one

chosen = parts.open_screen("Satisfaction", period=True, location=True, staff=True)
summary = ask("satisfaction/figures", chosen)
signals = ask("satisfaction/signals", chosen)
answers = ask_one("satisfaction/answers", chosen)
dark = parts.is_dark()

comments = ask("satisfaction/comments", chosen)

if not len(summary):
    parts.headline(f"No scores and {words.count(len(comments), 'comment')} in this view")
    parts.note("Bring a survey's export on the Imports screen, or choose a longer period.")
    satisfaction.comment_list(comments, chosen)
    parts.stop()

parts.headline(satisfaction.sentence(summary, signals), satisfaction.detail(answers))
parts.figures(satisfaction.figures(summary))

if len(signals):
    parts.section("What was really different", "Not a wobble: weeks that chance does not explain.")
    satisfaction.signal_list(signals)

left, right = parts.two_columns()
with left:
    parts.section("Would they recommend you?", "NPS by month, with its 95 % band.")
    parts.draw(charts.nps_trend(ask("satisfaction/nps_monthly", chosen), dark=dark), "nps")
with right:
    parts.section("What do they like?", "Share of 4 and 5 of 5; hollow: the period before.")
    parts.draw(charts.touchpoint_rates(summary, dark=dark), "touchpoints")

weekly = ask("satisfaction/weekly", chosen)
if len(weekly):
    parts.section("Week by week", "Inside the band is a wobble; marked weeks are not.")
    touchpoint = satisfaction.choose_touchpoint(weekly, signals)
    parts.draw(charts.weekly_signals(weekly, touchpoint, dark=dark), "weekly")

parts.section("In their own words", words.count(len(comments), "comment") + ", newest first.")
satisfaction.comment_list(comments, chosen)
lists.download(comments, "comments.csv", "Download the comments")

parts.how_worked_out(
    chosen,
    "satisfaction/figures",
    "satisfaction/nps_monthly",
    "satisfaction/weekly",
    "satisfaction/signals",
    "satisfaction/comments",
    "satisfaction/answers",
)
