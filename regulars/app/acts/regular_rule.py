"""The rule of a regular."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.app.acts.act import Act, Lane, Place
from regulars.app.policy import Permission
from regulars.records import regular_rule

__all__ = ["ChangeRule", "ResetRule"]


@dataclass(frozen=True)
class ChangeRule(Act[None]):
    """Make a regular somebody with that many visits in that many weeks, for the past too."""

    visits: int
    weeks: int
    permission = Permission.SET_RULE
    lane = Lane.WRITE
    writes = regular_rule.RULE_WRITES

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if the rule cannot be."""
        regular_rule.change_rule(
            at.store,
            self.visits,
            self.weeks,
            now=at.now,
            by=at.viewer.name,
            progress=at.progress,
        )
        at.enter("changed the rule of a regular", f"{self.visits} visits in {self.weeks} weeks")


@dataclass(frozen=True)
class ResetRule(Act[None]):
    """Go back to the usual rule of a regular."""

    permission = Permission.SET_RULE
    lane = Lane.WRITE
    writes = regular_rule.RULE_WRITES

    def carry_out(self, at: Place) -> None:
        """All facts are built anew."""
        regular_rule.reset_rule(at.store, at.progress)
        at.enter("went back to the usual rule of a regular")
