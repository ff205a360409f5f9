"""Satisfaction: what really changed, where, what drives it, and in people's own words."""

from regulars.app.rows.satisfaction import SatisfactionAnswers
from regulars.web.kit import parts, tables, text
from regulars.web.kit.session import ask, row
from regulars.web.screens.satisfaction import (
    driver_charts,
    score_charts,
    scores,
    signal_chart,
    silence,
    topic_part,
)
from regulars.web.screens.satisfaction.comments import RATED_TOLD, comment_list
from regulars.web.screens.satisfaction.drivers import driver_words, named_drivers, return_words
from regulars.web.screens.satisfaction.places import place_part

chosen = parts.open_screen("satisfaction")
summary = ask("satisfaction/figures", chosen)
signals = ask("satisfaction/signals", chosen)
answers = row(SatisfactionAnswers, chosen)
dark = parts.is_dark()

comments = ask("satisfaction/comments", chosen)

if not len(summary):
    parts.headline(f"No scores and {text.count(len(comments), 'comment')} in this view")
    parts.note("Bring a survey's export on the Imports screen, or choose a longer period.")
    topic_part.heard_part(comments, chosen)
    comment_list(comments, chosen)
    parts.stop()

parts.headline(scores.sentence(summary, signals), scores.detail(answers))
parts.figures(scores.figures(summary))

if len(signals):
    parts.section("What was really different", "Not a wobble: weeks that chance does not explain.")
    scores.signal_list(signals)

parts.section(
    "This period and the one before",
    "In brackets: how large the difference may really be. One of twenty looks real by chance.",
)
scores.comparison_list(summary)

parts.section("Signal or wobble", "One week inside the band is a wobble; marked weeks are not.")
score = scores.choose_score(summary, signals)
weekly = ask("satisfaction/weekly", chosen)
parts.draw(signal_chart.weekly_signals(weekly, *score, dark=dark), "weekly")
left, right = parts.two_columns()
with left:
    name = text.score_name(*score)
    parts.section("Month by month, or week by week", f"{name}, with its 95 % interval.")
    trend = ask("satisfaction/trend", chosen, by=scores.choose_step())
    parts.draw(score_charts.score_trend(trend, *score, dark=dark), "monthly")
with right:
    parts.section("What do they like?", "Share of 4 and 5 of 5; hollow: the period before.")
    parts.draw(score_charts.touchpoint_rates(summary, dark=dark), "touchpoints")

places = ask("satisfaction/places", chosen)
if len(places):
    parts.section("Where it is better, and where not", "Dashed: all together; answers in brackets.")
    place_part(places, comments, chosen)

drivers = named_drivers(ask("satisfaction/drivers", chosen))
came_back = ask("satisfaction/came_back", chosen)
left, right = parts.two_columns()
with left:
    parts.section("What goes with the score", driver_words(drivers, "score"))
    if (drivers["outcome"] == "score").any():
        parts.draw(driver_charts.driver_effects(drivers, "score", dark=dark), "score_drivers")
with right:
    parts.section("What goes with coming back", driver_words(drivers, "return"))
    if (drivers["outcome"] == "return").any():
        parts.draw(driver_charts.driver_effects(drivers, "return", dark=dark), "return_drivers")
parts.section("Who came back after which score", return_words(came_back))
parts.draw(driver_charts.return_rates(came_back, dark=dark), "came_back")

parts.section("Those who do not answer")
who = ask("satisfaction/who_answers", chosen)
if len(who):
    parts.figures(silence.reweighted_figures(ask("satisfaction/reweighted", chosen)))
    parts.note(silence.answer_rates(who))
else:
    parts.note(silence.NOT_ASKED)
silent = ask("satisfaction/silent_regulars", chosen)
if len(silent) and not parts.is_shared():
    parts.section("Silent regulars", silence.silent_words(silent, chosen))
    tables.people_table(
        silent,
        silence.silent_columns(chosen),
        key="silent",
        alt=silence.SILENT_ALT,
        told=silence.SILENT_TOLD,
    )
    tables.download(silent, "silent-regulars.csv", told=silence.SILENT_TOLD)

topic_part.heard_part(comments, chosen)

parts.section("In their own words", text.count(len(comments), "comment") + ", newest first.")
comment_list(comments, chosen)
tables.download(
    comments,
    "comments.csv",
    "Download the comments",
    told=RATED_TOLD,
    left_out=["touchpoint_scores"],
)

parts.how_worked_out(
    chosen,
    "satisfaction/figures",
    "satisfaction/signals",
    "satisfaction/weekly",
    "satisfaction/trend",
    "satisfaction/places",
    "satisfaction/drivers",
    "satisfaction/came_back",
    "satisfaction/reweighted",
    "satisfaction/who_answers",
    "satisfaction/silent_regulars",
    "satisfaction/comments",
    "satisfaction/answers",
    *topic_part.questions(),
)
