"""What the columns of an export mean that nobody told us: from their headers and their values."""

from regulars.intake.proposing.proposal import Proposal, propose
from regulars.intake.proposing.ticks import refuses, said_by_tick

__all__ = ["Proposal", "propose", "refuses", "said_by_tick"]
