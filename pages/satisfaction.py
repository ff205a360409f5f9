"""Satisfaction: what really changed, where, what drives it, and in people's own words."""

from regulars.web import charts, heard, lists, parts, satisfaction, words
from regulars.web.session import ask, ask_one

chosen = parts.open_screen("Satisfaction", period=True, location=True, staff=True)
summary = ask("satisfaction/figures", chosen)
signals = ask("satisfaction/signals", chosen)
answers = ask_one("satisfaction/answers", chosen)
dark = parts.is_dark()

comments = ask("satisfaction/comments", chosen)

if not len(summary):
    parts.headline(f"No scores and {words.count(len(comments), 'comment')} in this view")
    parts.note("Bring a survey's export on the Imports screen, or choose a longer period.")
    heard.heard_part(comments, chosen)
    satisfaction.comment_list(comments, chosen)
    parts.stop()

parts.headline(satisfaction.sentence(summary, signals), satisfaction.detail(answers))
parts.figures(satisfaction.figures(summary))

if len(signals):
    parts.section("What was really different", "Not a wobble: weeks that chance does not explain.")
    satisfaction.signal_list(signals)

parts.section(
    "This period and the one before",
    "In brackets: how large the difference may really be. One of twenty looks real by chance.",
)
satisfaction.comparison_list(summary)

parts.section("Signal or wobble", "One week inside the band is a wobble; marked weeks are not.")
score = satisfaction.choose_score(summary, signals)
weekly = ask("satisfaction/weekly", chosen)
parts.draw(charts.weekly_signals(weekly, *score, dark=dark), "weekly")
left, right = parts.two_columns()
with left:
    name = words.score_name(*score)
    parts.section("Month by month, or week by week", f"{name}, with its 95 % interval.")
    trend = ask("satisfaction/trend", chosen, by=satisfaction.choose_step())
    parts.draw(charts.score_trend(trend, *score, dark=dark), "monthly")
with right:
    parts.section("What do they like?", "Share of 4 and 5 of 5; hollow: the period before.")
    parts.draw(charts.touchpoint_rates(summary, dark=dark), "touchpoints")

places = ask("satisfaction/places", chosen)
if len(places):
    parts.section("Where it is better, and where not", "Dashed: all together; answers in brackets.")
    satisfaction.place_part(places, comments, chosen)

drivers = satisfaction.named_drivers(ask("satisfaction/drivers", chosen))
came_back = ask("satisfaction/came_back", chosen)
left, right = parts.two_columns()
with left:
    parts.section("What goes with the score", satisfaction.driver_words(drivers, "score"))
    if (drivers["outcome"] == "score").any():
        parts.draw(charts.driver_effects(drivers, "score", dark=dark), "score_drivers")
with right:
    parts.section("What goes with coming back", satisfaction.driver_words(drivers, "return"))
    if (drivers["outcome"] == "return").any():
        parts.draw(charts.driver_effects(drivers, "return", dark=dark), "return_drivers")
parts.section("Who came back after which score", satisfaction.return_words(came_back))
parts.draw(charts.return_rates(came_back, dark=dark), "came_back")

parts.section("Those who do not answer")
who = ask("satisfaction/who_answers", chosen)
if len(who):
    parts.figures(satisfaction.reweighted_figures(ask("satisfaction/reweighted", chosen)))
    parts.note(satisfaction.answer_rates(who))
else:
    parts.note(satisfaction.NOT_ASKED)
silent = ask("satisfaction/silent_regulars", chosen)
if len(silent) and not parts.is_shared():
    parts.section("Silent regulars", satisfaction.silent_words(silent, chosen))
    lists.people_table(
        silent, satisfaction.silent_columns(chosen), key="silent", alt=satisfaction.SILENT_ALT
    )
    lists.download(silent, "silent-regulars.csv")

heard.heard_part(comments, chosen)

parts.section("In their own words", words.count(len(comments), "comment") + ", newest first.")
satisfaction.comment_list(comments, chosen)
lists.download(comments, "comments.csv", "Download the comments")

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
    *heard.questions(),
)
