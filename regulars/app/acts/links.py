"""Views that are shared by a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.app.acts.act import Act, Place
from regulars.app.policy import Permission
from regulars.app.screens import BY_NAME
from regulars.auth.links import Link
from regulars.errors import AccessFailed

__all__ = ["RevokeLink", "RotateLink", "ShareView"]


@dataclass(frozen=True)
class ShareView(Act[tuple[Link, str]]):
    """Share a view: (link, token of its address, which is told only now).

    Attributes:
        screen: one that can be shared.
        choices: the filters as they are.
        title: what it is called in the list.
        sees_names: show customers' names in full.
        has_cards: let the cards of the people listed open.
        days: how long it lasts.
        passcode: asked for when it is opened; empty for none.
        sample: the key of the sample that it shows; empty for the shop's own data.
    """

    screen: str
    choices: Mapping[str, str]
    title: str
    sees_names: bool
    has_cards: bool
    days: int
    passcode: str = field(repr=False)
    sample: str = ""
    permission = Permission.SHARE
    is_about_shop = True

    def carry_out(self, at: Place) -> tuple[Link, str]:
        """Raise AccessFailed if nobody signs in here yet, or something of it cannot be."""
        if not at.shop.access.asks_to_sign_in:
            raise AccessFailed(
                "Set a password first: until then nobody but you at this computer gets in, and a "
                "link would lead nowhere."
            )
        screen = BY_NAME.get(self.screen)
        if screen is None or not screen.is_shareable or (self.has_cards and not screen.lists):
            raise AccessFailed("This screen cannot be shared like that.")
        link, token = at.shop.access.links.share(
            self.screen,
            self.choices,
            title=self.title,
            sample=self.sample,
            sees_names=self.sees_names,
            has_cards=self.has_cards,
            days=self.days,
            passcode=self.passcode,
            created_by=at.viewer.name,
        )
        at.enter("shared", f"{self.screen}: {link.title}")
        return link, token


@dataclass(frozen=True)
class RevokeLink(Act[Link]):
    """End a link."""

    link_id: str
    permission = Permission.SHARE
    is_about_shop = True

    def carry_out(self, at: Place) -> Link:
        """Raise AccessFailed if there is none."""
        link = at.shop.access.links.revoke(self.link_id)
        at.enter("ended a shared link", link.title)
        return link


@dataclass(frozen=True)
class RotateLink(Act[tuple[Link, str]]):
    """Replace a link's address: (link, token of the new one)."""

    link_id: str
    permission = Permission.SHARE
    is_about_shop = True

    def carry_out(self, at: Place) -> tuple[Link, str]:
        """Raise AccessFailed if there is none, or it has ended."""
        link, token = at.shop.access.links.rotate(self.link_id)
        at.enter("replaced a shared link", link.title)
        return link, token
