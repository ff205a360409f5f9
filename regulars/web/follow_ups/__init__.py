"""The Follow-ups screen: complaints to answer, praise to pass on, and what answering does."""

from regulars.web.follow_ups.all_cases import board
from regulars.web.follow_ups.cases import cases_of, figures_of, opened_case, sees_all
from regulars.web.follow_ups.one_case import case_view
from regulars.web.follow_ups.opening import answer_button, customer_button
from regulars.web.follow_ups.praise import praise_detail, praise_list
from regulars.web.follow_ups.sayings import (
    detail,
    figures,
    history_note,
    outcome_note,
    own_detail,
    own_sentence,
    sentence,
)

__all__ = [
    "answer_button",
    "board",
    "case_view",
    "cases_of",
    "customer_button",
    "detail",
    "figures",
    "figures_of",
    "history_note",
    "opened_case",
    "outcome_note",
    "own_detail",
    "own_sentence",
    "praise_detail",
    "praise_list",
    "sees_all",
    "sentence",
]
