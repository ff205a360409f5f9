"""What only the Satisfaction screen says and draws."""

from regulars.web.satisfaction.comments import comment_list
from regulars.web.satisfaction.drivers import driver_words, named_drivers, return_words
from regulars.web.satisfaction.places import place_part
from regulars.web.satisfaction.scores import (
    choose_score,
    choose_step,
    comparison_list,
    detail,
    figures,
    sentence,
    signal_list,
)
from regulars.web.satisfaction.silence import (
    NOT_ASKED,
    SILENT_ALT,
    answer_rates,
    reweighted_figures,
    silent_columns,
    silent_words,
)

__all__ = [
    "NOT_ASKED",
    "SILENT_ALT",
    "answer_rates",
    "choose_score",
    "choose_step",
    "comment_list",
    "comparison_list",
    "detail",
    "driver_words",
    "named_drivers",
    "figures",
    "place_part",
    "return_words",
    "reweighted_figures",
    "sentence",
    "signal_list",
    "silent_columns",
    "silent_words",
]
