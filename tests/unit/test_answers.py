"""The one way to data: scope, mask, the parameters that a question names, and a cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from regulars.access import LOCAL_MANAGER, Viewer
from regulars.errors import OutOfScope, UnknownQuestion, WrongParameters
from regulars.store import Store
from regulars.web import answers
from regulars.web.filters import Chosen

CHOSEN = Chosen(date(2025, 11, 1), date(2026, 10, 31), None, None, "USD", has_before=True)
STAFF = Viewer("Ana", "staff", frozenset({"today"}), False, True, False)


@pytest.fixture(autouse=True)
def _shop(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    monkeypatch.setattr(answers, "current_shop", lambda: SimpleNamespace(store=sample_store))


def look_as(monkeypatch: pytest.MonkeyPatch, viewer: Viewer) -> None:
    monkeypatch.setattr(answers, "current_viewer", lambda: viewer)


def test_a_question_is_given_the_filters_that_it_names() -> None:
    assert len(answers.ask("today/days", CHOSEN)) == 7
    assert answers.ask_one("shop/overview", CHOSEN).visit_count > 0


def test_an_answer_is_kept_until_the_data_moves(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    first = answers.ask("regulars/people", CHOSEN)
    assert answers.ask("regulars/people", CHOSEN) is first
    assert answers.ask("regulars/people", replace(CHOSEN, location="Market Hall")) is not first
    monkeypatch.setattr(sample_store, "version", sample_store.version + 1)
    assert answers.ask("regulars/people", CHOSEN) is not first


def test_what_is_not_shared_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    answers.ask("lapsed/overdue", CHOSEN)
    look_as(monkeypatch, STAFF)
    with pytest.raises(OutOfScope):
        answers.ask("lapsed/overdue", CHOSEN)
    with pytest.raises(OutOfScope):
        answers.describe("lapsed/overdue")
    assert len(answers.ask("today/days", CHOSEN)) == 7


def test_a_kept_answer_is_masked_for_each_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = answers.ask("lapsed/overdue", CHOSEN)
    assert seen["email"].notna().any()
    hidden = replace(LOCAL_MANAGER, sees_contacts=False, sees_names=False)
    look_as(monkeypatch, hidden)
    masked = answers.ask("lapsed/overdue", CHOSEN)
    assert masked["email"].isna().all()
    assert not set(masked["customer_name"]) & set(seen["customer_name"])
    assert seen["email"].notna().any()


def test_a_question_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownQuestion, match="lapsed/overdue"):
        answers.ask("lapsed/overdu", CHOSEN)
    with pytest.raises(WrongParameters, match="day"):
        answers.ask("today/figures", CHOSEN)
