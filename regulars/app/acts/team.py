"""Who may sign in."""

from __future__ import annotations

from dataclasses import dataclass, field

from regulars.app.acts.act import Act, Place
from regulars.app.policy import Permission
from regulars.auth.person import Person, Role
from regulars.errors import AccessFailed

__all__ = ["AddPerson", "ChangePerson", "InvitePerson", "RemovePerson", "SetPassword"]


@dataclass(frozen=True)
class AddPerson(Act[tuple[Person, str | None]]):
    """Let somebody sign in: (person, token of the invitation by which they choose a password).

    There is no invitation for who has a password.

    Attributes:
        name: what they sign in with.
        role: manager or staff.
        email: how an identity provider names them; may be empty.
        password: None where they choose it themselves.
    """

    name: str
    role: Role
    email: str = ""
    password: str | None = field(default=None, repr=False)
    permission = Permission.MANAGE_PEOPLE
    is_about_shop = True

    def carry_out(self, at: Place) -> tuple[Person, str | None]:
        """Raise AccessFailed if the name is taken or none, or the password is weak."""
        people = at.shop.access.people
        person = people.add(self.name, self.role, email=self.email, password=self.password)
        token = people.invite(person.person_id) if self.password is None else None
        at.enter("added", f"{person.name} ({person.role.value})")
        return person, token


@dataclass(frozen=True)
class InvitePerson(Act[str]):
    """The token of an invitation by which somebody chooses a password."""

    person_id: str
    permission = Permission.MANAGE_PEOPLE
    is_about_shop = True

    def carry_out(self, at: Place) -> str:
        """Raise AccessFailed if there is no such person."""
        people = at.shop.access.people
        token = people.invite(self.person_id)
        person = people.get(self.person_id)
        at.enter("invited", person.name if person else "")
        return token


@dataclass(frozen=True)
class SetPassword(Act[Person]):
    """Give somebody another password; they are signed out everywhere."""

    person_id: str
    password: str = field(repr=False)
    permission = Permission.MANAGE_PEOPLE
    is_about_shop = True

    def carry_out(self, at: Place) -> Person:
        """Raise AccessFailed if there is no such person, or the password is weak."""
        access = at.shop.access
        access.people.set_password(self.person_id, self.password)
        access.sessions.end_all(self.person_id)
        person = access.people.get(self.person_id)
        if person is None:
            raise AccessFailed("This person is no longer there. Load the page again.")
        at.enter("gave another password to", person.name)
        return person


@dataclass(frozen=True)
class ChangePerson(Act[Person]):
    """Change what somebody may do; it holds from their next click. What is None stays.

    Attributes:
        person_id: whom.
        role: manager or staff.
        email: how an identity provider names them; empty removes it.
        sees_contacts: sees customers' e-mails and phones.
        may_export: may download lists.
    """

    person_id: str
    role: Role | None = None
    email: str | None = None
    sees_contacts: bool | None = None
    may_export: bool | None = None
    permission = Permission.MANAGE_PEOPLE
    is_about_shop = True

    def carry_out(self, at: Place) -> Person:
        """Raise AccessFailed if the last manager would be gone, or the e-mail is taken."""
        person = at.shop.access.people.change(
            self.person_id,
            role=self.role,
            email=self.email,
            sees_contacts=self.sees_contacts,
            may_export=self.may_export,
        )
        may = [
            person.role.value,
            *(["sees contacts"] if person.sees_contacts else []),
            *(["may download"] if person.may_export else []),
        ]
        at.enter("changed", f"{person.name}: {', '.join(may)}")
        return person


@dataclass(frozen=True)
class RemovePerson(Act[Person]):
    """Somebody may no longer sign in and is out everywhere."""

    person_id: str
    permission = Permission.MANAGE_PEOPLE
    is_about_shop = True

    def carry_out(self, at: Place) -> Person:
        """Raise AccessFailed if it is the last manager."""
        person = at.shop.access.people.remove(self.person_id)
        at.shop.access.sessions.end_all(self.person_id)
        at.enter("removed", person.name)
        return person
