"""One viewer at one shop: ``ask`` and ``do`` are the one way to data."""

from __future__ import annotations

from collections.abc import Set
from contextlib import AbstractContextManager
from typing import Any

import duckdb
import pandas as pd

from regulars import questions
from regulars.app.acts.act import Act, Lane, Place, Result
from regulars.app.answer_cache import KeptAnswers
from regulars.app.apart import ActApart, DoneApart
from regulars.app.filters import Chosen, Span, resolve
from regulars.app.masking import mask
from regulars.app.policy import Viewer, allow, check
from regulars.app.rows import AnyRow, rows_of
from regulars.app.rows.shop import ShopOverview
from regulars.app.screens import BY_NAME
from regulars.clock import utc_now
from regulars.errors import OutOfScope
from regulars.facts.build import tables_behind
from regulars.progress import Progress
from regulars.questions import Question
from regulars.shop import Shop
from regulars.store.store import Store

__all__ = ["Session"]

_KEPT = KeptAnswers(most=128)


class Session:
    """Somebody who asks and does things at a shop.

    Attributes:
        shop: the shop.
        viewer: who asks.
    """

    def __init__(self, shop: Shop, viewer: Viewer) -> None:
        self.shop = shop
        self.viewer = viewer

    @property
    def sample(self) -> str:
        """The key of the sample that is seen; empty for the shop's own data."""
        return self.shop.sample if self.viewer.sample is None else self.viewer.sample

    @property
    def store(self) -> Store:
        """The store that is asked."""
        return self.shop.store_of(self.sample)

    def ask(self, question: str, chosen: Chosen | None = None, **extra: object) -> pd.DataFrame:
        """Ask a question.

        Args:
            question: ``screen/question``; its header says who may ask it.
            chosen: the filters; the question is given those that it names.
            extra: its other parameters.

        Returns:
            The answer as this viewer may see it. It is shared with others who ask the same: never
            change it, make a new frame.

        Raises:
            OutOfScope: the viewer may not ask this.
            UnknownQuestion, WrongParameters: what is asked is not there.
        """
        given = chosen.as_parameters() if chosen is not None else {}
        if given:
            # Before who may ask is known, nothing is said about what there is.
            check(self.viewer, question)
            known = questions.find(question).params
            given = {name: value for name, value in given.items() if name in known}
        parameters = given | extra
        check(self.viewer, question, parameters)
        self._refuse_unlisted(parameters)
        header = questions.find(question)
        store = self._store_behind(question)
        key = (
            store.key,
            store.version_of(_behind(header)),
            question,
            tuple(sorted(parameters.items())),
            self.viewer.sight,
        )
        return _KEPT.get(
            key,
            lambda: mask(questions.ask(store, question, **parameters), header, self.viewer.sight),
        )

    def rows(
        self, kind: type[AnyRow], chosen: Chosen | None = None, **extra: object
    ) -> list[AnyRow]:
        """Ask the question of these rows: ``rows(LapsedOverdue, chosen)``.

        Raises:
            As ``ask``.
        """
        return rows_of(kind, self.ask(kind.asks, chosen, **extra))

    def row(self, kind: type[AnyRow], chosen: Chosen | None = None, **extra: object) -> AnyRow:
        """The one row of a question that answers in one row.

        Raises:
            As ``ask``.
        """
        return self.rows(kind, chosen, **extra)[0]

    def describe(self, question: str) -> Question:
        """The question's header and SQL, if the viewer may ask it.

        Raises:
            OutOfScope: the viewer may not.
            UnknownQuestion: there is none.
        """
        check(self.viewer, question)
        return questions.find(question)

    def do(self, act: Act[Result], progress: Progress | None = None) -> Result:
        """Do something: whether it is allowed, what is done and its entry in the book are one.

        Args:
            act: what is done.
            progress: told how far it is, where another process does it; what it raises ends that,
                and nothing has changed.

        Raises:
            NotAllowed: the viewer may not.
            RegularsError: it cannot be; nothing has changed.
        """
        allow(self.viewer, act.permission)
        act.prepare(self._place())
        if act.lane in (Lane.OWN, Lane.LOOK):
            return act.carry_out(self._place())
        if act.lane is Lane.WRITE and self.shop.is_changed_apart(self._store_of(act)):
            return self._apart(act, progress)
        try:
            return self._in_one(act, act.lane)
        except duckdb.TransactionException:
            if act.lane is not Lane.NOTE:
                raise
            # A writer is changing the very row: after it.
            return self._in_one(act, Lane.ALONE)

    def locked_filters(self) -> Chosen:
        """The filters that a link was shared with; nothing that a browser sends changes them."""
        return resolve(dict(self.viewer.locked), Span.of(self.row(ShopOverview)))

    def is_listed(self, customer_id: str) -> bool:
        """Whether a customer is on a screen that was shared with this viewer."""
        chosen = self.locked_filters()
        for name in self.viewer.screens:
            screen = BY_NAME.get(name)
            for question in screen.lists if screen is not None else ():
                needs_day = "day" in questions.find(question).params
                extra = {"day": chosen.day or self.row(ShopOverview).next_trading_on}
                listed = self.ask(question, chosen, **(extra if needs_day else {}))
                if customer_id in set(listed["customer_id"].dropna()):
                    return True
        return False

    def _in_one(self, act: Act[Result], lane: Lane) -> Result:
        """Carry the act out in one transaction.

        The book is the shop's own. While a sample is shown, the entry is a transaction within the
        sample's and is committed first: a crash in between leaves an entry of something that was
        not done to made-up people, never the other way round.
        """
        at = self._place()
        with _transaction(self._store_of(act), lane):
            done = act.carry_out(at)
            _check_entered(act, at)
            return done

    def _apart(self, act: Act[Result], progress: Progress | None) -> Result:
        """Have the act carried out in a copy of the shop's data file, and enter it with that."""
        at = self._place()

        def enter(done: DoneApart[Result]) -> None:
            for entry in done.entries:
                at.enter(*entry)
            _check_entered(act, at)

        change = ActApart(act, self.shop.settings, self.viewer, at.now)
        return self.shop.change_apart(change, act.writes, enter, progress).result

    def _place(self) -> Place:
        return Place(self.shop, self.store, self.viewer, utc_now())

    def _store_of(self, act: Act[Result]) -> Store:
        return self.shop.own if act.is_about_shop else self.store

    def _store_behind(self, question: str) -> Store:
        screen = BY_NAME.get(question.split("/", 1)[0])
        return self.shop.own if screen is not None and screen.is_about_access else self.store

    def _refuse_unlisted(self, parameters: dict[str, Any]) -> None:
        """A link's cards are those of the people it lists, whichever customer the address names."""
        if not self.viewer.is_link or "customer" in self.viewer.locked:
            return
        customer_id = parameters.get("customer_id")
        if customer_id and not self.is_listed(str(customer_id)):
            raise OutOfScope("This customer is not part of what was shared with you.")


def _check_entered(act: Act[Result], at: Place) -> None:
    if not at.entry_count:
        raise RuntimeError(f"{type(act).__name__} entered nothing into the book")


def _transaction(store: Store, lane: Lane) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    if lane is Lane.NOTE:
        return store.note()
    return store.write(alone=lane is Lane.ALONE)


def _behind(question: Question) -> Set[str]:
    """Every table that an answer is made of, at whatever distance."""
    return tables_behind(frozenset(question.reads))
