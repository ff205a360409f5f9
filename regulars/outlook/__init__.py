"""Will they come back? Models of visits, learnt from the shop's own past, and their proof.

It may read visits in ``facts``, write the outlook and the weights of the days ahead, and no more.
"""

from regulars.outlook.backtest import METHODS, Score, backtest, summarise, usual_horizon
from regulars.outlook.return_outlook import ReturnOutlook, fit_return_outlook

__all__ = [
    "METHODS",
    "ReturnOutlook",
    "Score",
    "backtest",
    "fit_return_outlook",
    "summarise",
    "usual_horizon",
]
