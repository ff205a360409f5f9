"""Everybody who may sign in: added, changed, invited, removed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import duckdb

from regulars.auth.passwords import (
    check_password,
    hash_password,
    hash_token,
    new_token,
    refuse_weak,
)
from regulars.auth.person import Person, Role, clean_email, clean_name
from regulars.errors import AccessFailed
from regulars.store.store import Store

__all__ = ["People"]

INVITATION_DAYS = 7


class People:
    """Everybody who may sign in, held in memory and written through to the store."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._people: dict[str, Person] = {}
        self._hashes: dict[str, str | None] = {}
        self._load()

    def _load(self) -> None:
        """Read everybody anew."""
        people: dict[str, Person] = {}
        hashes: dict[str, str | None] = {}
        with self._store.read() as cursor:
            rows = cursor.execute(
                "select person_id, name, email, role, sees_contacts, may_export, password_hash "
                "from desk.person where left_at is null order by created_at"
            ).fetchall()
        for person_id, name, email, role, sees_contacts, may_export, password_hash in rows:
            hashes[person_id] = password_hash
            people[person_id] = Person(
                person_id,
                name,
                email,
                Role(role),
                sees_contacts,
                may_export,
                password_hash is not None,
            )
        self._people, self._hashes = people, hashes

    def __len__(self) -> int:
        return len(self._people)

    def everybody(self) -> list[Person]:
        """Who may sign in, in the order in which they were added."""
        return list(self._people.values())

    def get(self, person_id: str) -> Person | None:
        """The person with this id, if they still may sign in."""
        return self._people.get(person_id)

    def named(self, name: str) -> Person | None:
        """Whose name or e-mail this is."""
        wanted = name.strip().casefold()
        return next(
            (
                person
                for person in list(self._people.values())
                if wanted and wanted in (person.name.casefold(), (person.email or "").casefold())
            ),
            None,
        )

    def with_email(self, email: str) -> Person | None:
        """Whose e-mail this is; a name never counts, whatever it looks like."""
        wanted = email.strip()
        # Letters such as the Kelvin sign turn into plain ones: only plain ones are made small.
        wanted = wanted.lower() if wanted.isascii() else wanted
        people = list(self._people.values())
        return next((person for person in people if wanted and person.email == wanted), None)

    def add(
        self,
        name: str,
        role: Role,
        *,
        email: str | None = None,
        password: str | None = None,
    ) -> Person:
        """Add somebody; without a password they need an invitation or an identity provider.

        Raises:
            AccessFailed: the name or e-mail is taken or no name, or the password is weak.
        """
        name, email = clean_name(name), clean_email(email)
        if role is Role.LINK:
            raise AccessFailed("A person is a manager or staff.")
        if password is not None:
            refuse_weak(password, name)
        password_hash = hash_password(password) if password else None
        with self._changing() as cursor:
            self._refuse_taken(name, email, but="")
            if not self._people and (role is not Role.MANAGER):
                raise AccessFailed("The first person must be a manager, or nobody could add more.")
            is_manager = role is Role.MANAGER
            person = Person(
                secrets.token_hex(8), name, email, role, is_manager, is_manager, bool(password)
            )
            cursor.execute(
                "insert into desk.person (person_id, name, email, role, sees_contacts, "
                "may_export, password_hash, created_at) values ($person_id, $name, $email, "
                "$role, $sees_contacts, $may_export, $password_hash, $now)",
                {
                    "person_id": person.person_id,
                    "name": name,
                    "email": email,
                    "role": role.value,
                    "sees_contacts": is_manager,
                    "may_export": is_manager,
                    "password_hash": password_hash,
                    "now": self._now(),
                },
            )
            self._people[person.person_id] = person
            self._hashes[person.person_id] = password_hash
        return person

    def change(
        self,
        person_id: str,
        *,
        role: Role | None = None,
        email: str | None = None,
        sees_contacts: bool | None = None,
        may_export: bool | None = None,
    ) -> Person:
        """Change what somebody may do; what is None stays, an empty e-mail removes it.

        Raises:
            AccessFailed: no such person, the last manager would be gone, or the e-mail is taken.
        """
        with self._changing() as cursor:
            person = self._need(person_id)
            new_role = role or person.role
            if new_role is not Role.MANAGER:
                self._keep_a_manager(person)
            is_manager = new_role is Role.MANAGER
            new_email = person.email if email is None else clean_email(email)
            self._refuse_taken(person.name, new_email, but=person_id)
            changed = replace(
                person,
                role=new_role,
                email=new_email,
                sees_contacts=is_manager
                or (person.sees_contacts if sees_contacts is None else sees_contacts),
                may_export=is_manager or (person.may_export if may_export is None else may_export),
            )
            cursor.execute(
                "update desk.person set role = $role, email = $email, "
                "sees_contacts = $sees_contacts, may_export = $may_export "
                "where person_id = $person_id",
                {
                    "role": changed.role.value,
                    "email": changed.email,
                    "sees_contacts": changed.sees_contacts,
                    "may_export": changed.may_export,
                    "person_id": person_id,
                },
            )
            self._people[person_id] = changed
        return changed

    def remove(self, person_id: str) -> Person:
        """They may no longer sign in; what they did stays in the log.

        Raises:
            AccessFailed: no such person, or the last manager.
        """
        with self._changing() as cursor:
            person = self._need(person_id)
            self._keep_a_manager(person)
            cursor.execute(
                "update desk.person set left_at = $now, password_hash = null, email = null "
                "where person_id = $person_id",
                {"now": self._now(), "person_id": person_id},
            )
            cursor.execute(
                "delete from desk.invitation where person_id = $person_id",
                {"person_id": person_id},
            )
            del self._people[person_id], self._hashes[person_id]
        return person

    def set_password(self, person_id: str, password: str) -> None:
        """Give somebody another password; invitations they had are void.

        Raises:
            AccessFailed: no such person, or the password is weak.
        """
        person = self._need(person_id)
        refuse_weak(password, person.name)
        password_hash = hash_password(password)
        with self._changing() as cursor:
            cursor.execute(
                "update desk.person set password_hash = $password_hash "
                "where person_id = $person_id",
                {"password_hash": password_hash, "person_id": person_id},
            )
            cursor.execute(
                "delete from desk.invitation where person_id = $person_id",
                {"person_id": person_id},
            )
            self._hashes[person_id] = password_hash
            self._people[person_id] = replace(self._need(person_id), has_password=True)

    def has_right_password(self, person: Person | None, password: str) -> bool:
        """Whether it is theirs; takes as long for nobody."""
        return check_password(
            password, self._hashes.get(person.person_id) if person is not None else None
        )

    def invite(self, person_id: str) -> str:
        """A one-time token by which they choose a password; an earlier one is void.

        Raises:
            AccessFailed: no such person.
        """
        self._need(person_id)
        token = new_token()
        with self._changing() as cursor:
            cursor.execute(
                "delete from desk.invitation where person_id = $person_id",
                {"person_id": person_id},
            )
            cursor.execute(
                "insert into desk.invitation (token_hash, person_id, expires_at) "
                "values ($token_hash, $person_id, $expires_at)",
                {
                    "token_hash": hash_token(token),
                    "person_id": person_id,
                    "expires_at": self._now() + timedelta(days=INVITATION_DAYS),
                },
            )
        return token

    def invited(self, token: str) -> Person | None:
        """Whom an invitation is for; None when it is used, void or too old."""
        with self._store.read() as cursor:
            row = cursor.execute(
                "select person_id from desk.invitation "
                "where token_hash = $token_hash and expires_at > $now",
                {"token_hash": hash_token(token), "now": self._now()},
            ).fetchone()
        return self.get(row[0]) if row else None

    @contextmanager
    def _changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One change at a time, in the store and in memory; undone in both or in none."""
        with self._store.note("desk.person", "desk.invitation") as cursor:
            self._store.when_undone(self._load)
            yield cursor

    def _need(self, person_id: str) -> Person:
        person = self._people.get(person_id)
        if person is None:
            raise AccessFailed("This person is no longer there. Load the page again.")
        return person

    def _keep_a_manager(self, leaving: Person) -> None:
        managers = [p for p in self._people.values() if p.role is Role.MANAGER]
        if managers == [leaving]:
            raise AccessFailed(
                f"{leaving.name} is the only manager. Make somebody else a manager first."
            )

    def _refuse_taken(self, name: str, email: str | None, *, but: str) -> None:
        for taken in (name, email):
            person = self.named(taken) if taken else None
            if person is not None and person.person_id != but:
                raise AccessFailed(f'"{taken}" is taken already. Choose another.')
