"""What an outlook was learnt from, or why nothing was, in words."""

from __future__ import annotations

from regulars.app.rows.customer import CustomerOutlook
from regulars.facts.outlook.return_outlook import FEWEST_REPLAYS, FEWEST_RETURNED, Reason

__all__ = ["reason_words"]


def reason_words(outlook: CustomerOutlook) -> str:
    """A row of customer/outlook: the month-ends learnt from, or what was missing."""
    within = f"within {outlook.horizon_days} days"
    match Reason(outlook.reason):
        case Reason.LEARNT:
            return f"Learnt from {outlook.month_end_count} month-ends of this shop"
        case Reason.FEW_MONTH_ENDS:
            number = outlook.month_end_count
            known = "one month-end is" if number == 1 else f"{number} month-ends are"
            return (
                f"Too little past to learn from: of {known} known who came back {within}; "
                f"{FEWEST_REPLAYS} are needed"
            )
        case Reason.FEW_RETURNS:
            return (
                f"Too little past to learn from: {outlook.returned_count:,} times somebody came "
                f"back {within}, {outlook.away_count:,} times not; {FEWEST_RETURNED} of each are "
                "needed"
            )
        case Reason.NO_WEIGHTS:
            return (
                "The month-ends of this shop gave no weights that hold, so the model of visits "
                "speaks alone"
            )
        case Reason.NO_MODEL:
            return "No outlook: the visits of this shop fit no model of how people come back."
        case Reason.NOBODY_TWICE:
            return "Not enough history yet: nobody has come a second time."
        case Reason.NO_VISITS:
            return "There are no visits yet."
