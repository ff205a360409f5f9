"""Cases that are opened by hand: about a customer, or about an answer."""

from __future__ import annotations

from datetime import date, datetime

from regulars.errors import Outdated
from regulars.records.follow_ups.cases import GONE, add_case, find_case, first_row
from regulars.records.follow_ups.steps import Step, checked, write_step
from regulars.store.store import Store

__all__ = ["open_about_answer", "open_about_customer"]


def open_about_customer(
    store: Store,
    customer_id: str,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
) -> str:
    """Open a case about somebody by hand, such as a complaint made at the counter; its key.

    Raises:
        RegularsError: there is no such customer.
    """
    step = checked(step, is_first=True)
    with store.note("desk.follow_up", "desk.follow_up_step") as cursor:
        (handle_no,) = first_row(
            cursor,
            "select min(handle_no) from facts.identity "
            "where customer_id = $customer_id and is_handle_kept(handle_no)",
            {"customer_id": customer_id},
        )
        if handle_no is None:
            raise Outdated(GONE)
        number = add_case(cursor, None, int(handle_no), today, today, True, now=now, by=by)
        write_step(cursor, number, step, now=now, today=today, by=by)
    return f"F{number}"


def open_about_answer(
    store: Store,
    response_number: int,
    responded_on: date,
    step: Step,
    *,
    now: datetime,
    today: date,
    by: str,
) -> str:
    """Open a case about what somebody answered, whatever the score; its key.

    Args:
        store: where the answer is.
        response_number: the answer, as ``satisfaction/comments`` numbers it.
        responded_on: its day: the numbers change with every import.
        step: what is said about it first.
        now: UTC.
        today: the shop's calendar day.
        by: who opens it.

    Raises:
        RegularsError: there is no such answer.
    """
    step = checked(step, is_first=True)
    with store.note("desk.follow_up", "desk.follow_up_step") as cursor:
        key, handle_no = first_row(
            cursor,
            """
            select
                min(response.row_key)::varchar,
                min(source.handle_no)
            from facts.response as response
            left join exports.response as source
                on response.row_key = xor(source.row_key, md5_number(source.question))
            where
                response.response_number = $response_number
                and response.responded_on = $responded_on
            """,
            {"response_number": response_number, "responded_on": responded_on},
        )
        if key is None:
            raise Outdated(GONE)
        case_key = f"A{int(key):X}"
        number = find_case(cursor, case_key)
        if number is None:
            number = add_case(cursor, key, handle_no, responded_on, today, True, now=now, by=by)
        write_step(cursor, number, step, now=now, today=today, by=by)
    return case_key
