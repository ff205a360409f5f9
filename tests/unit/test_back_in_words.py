"""Whether somebody came back, as the screens say it: after a comment, after a complaint."""

from datetime import date
from types import SimpleNamespace

import pytest

from regulars.web.screens.follow_ups.case_wording import back_words
from regulars.web.screens.satisfaction.comments import came_back_words


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("customer_id", "came_back_on", "last_visited_on", "told"),
    [
        (None, None, None, "not known who this was"),
        ("C1", "2026-03-08", "2026-03-20", "came back the same day"),
        ("C1", "2026-03-09", "2026-03-20", "came back the next day"),
        ("C1", "2026-03-15", "2026-03-20", "came back after 7 days"),
        ("C1", None, "2026-03-20", "came back 20 March 2026"),
        ("C1", None, "2026-03-08", "not seen since"),
        ("C1", None, None, "not seen since"),
    ],
)
def test_after_a_comment(customer_id, came_back_on, last_visited_on, told):
    comment = SimpleNamespace(
        customer_id=customer_id,
        responded_on=day("2026-03-08"),
        came_back_on=day(came_back_on),
        last_visited_on=day(last_visited_on),
    )
    assert came_back_words(comment) == told


@pytest.mark.parametrize(
    ("outcome", "back_on", "told"),
    [
        ("unknown", None, "we do not know who this is, so we cannot say"),
        ("here again", "2026-03-09", "here again after 1 day"),
        ("answered again", "2026-03-15", "answered again after 7 days"),
        ("unhappy again", "2026-03-15", "back after 7 days, but unhappy again on 1 April 2026"),
        ("too late", "2026-05-17", "back, but only after 70 days"),
        ("not back", None, "not back in 56 days"),
        ("not yet", None, "not back yet; has until 3 May 2026"),
    ],
)
def test_after_a_complaint(outcome, back_on, told):
    case = SimpleNamespace(
        outcome=outcome,
        happened_on=day("2026-03-08"),
        back_on=day(back_on),
        judged_on=day("2026-05-03"),
        complained_again_on=day("2026-04-01"),
    )
    assert back_words(case) == told
