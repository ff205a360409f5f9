"""Why a row of a file is of no use, in words.

SQL gives a code, the column that it is about, what stands in the cell, and what else the words
need (queries/macros/rejections.sql). ``exports.rejected_row`` keeps these; they are worded here and
nowhere else, for the screen, downloads, the terminal and whoever asks what is known of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from regulars.intake.reading.sheets import CELL_CHARACTERS

__all__ = ["Code", "Rejection"]


class Code(Enum):
    """Why a row is of no use, as SQL says it."""

    # It is no row of the table.
    FEWER_CELLS = "fewer_cells"
    MORE_CELLS = "more_cells"
    MISPLACED_QUOTE = "misplaced_quote"
    ROW_TOO_LONG = "row_too_long"
    CELL_TOO_LONG = "cell_too_long"
    NO_TEXT = "no_text"
    UNREADABLE_ROW = "unreadable_row"
    TOTAL_OR_NOTE = "total_or_note"
    # Something is missing in it.
    ID_MISSING = "id_missing"
    ORDER_NUMBER_MISSING = "order_number_missing"
    ORDER_AMOUNT_MISSING = "order_amount_missing"
    ITEM_AMOUNT_MISSING = "item_amount_missing"
    NOBODY = "nobody"
    NOBODY_BY_CUSTOMER_ID = "nobody_by_customer_id"
    NOBODY_BY_CLIENT_ID = "nobody_by_client_id"
    NOBODY_BY_USERNAME = "nobody_by_username"
    NOBODY_ON_FIRST_VISIT = "nobody_on_first_visit"
    NOTHING_ANSWERED = "nothing_answered"
    EMPTY_REVIEW = "empty_review"
    # A cell of it cannot be used.
    UNREADABLE_CELL = "unreadable_cell"
    UNREADABLE_DAY = "unreadable_day"
    UNREADABLE_DATE = "unreadable_date"
    UNREADABLE_TIME = "unreadable_time"
    UNREADABLE_DATE_AND_TIME = "unreadable_date_and_time"
    UNREADABLE_TIMESTAMP = "unreadable_timestamp"
    UNREADABLE_AMOUNT = "unreadable_amount"
    QUANTITY_NO_NUMBER = "quantity_no_number"
    NO_NUMBER = "no_number"
    NO_AMOUNT = "no_amount"
    NO_MONEY = "no_money"
    DAY_AHEAD = "day_ahead"
    DAY_LONG_AGO = "day_long_ago"
    NO_SCORE = "no_score"
    SCORE_OUTSIDE = "score_outside"
    ROUNDED_ID = "rounded_id"
    NEITHER_SALE_NOR_LINE = "neither_sale_nor_line"
    # It is nobody's visit, or counted elsewhere.
    SALE_CANCELLED_OR_UNPAID = "sale_cancelled_or_unpaid"
    SALE_VOIDED_OR_UNFINISHED = "sale_voided_or_unfinished"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_CANCELLED_OR_UNPAID = "order_cancelled_or_unpaid"
    ORDER_CANCELLED_OR_VOIDED = "order_cancelled_or_voided"
    ORDER_VOIDED = "order_voided"
    RECEIPT_CANCELLED = "receipt_cancelled"
    TRANSACTION_CANCELLED_OR_FAILED = "transaction_cancelled_or_failed"
    ITEM_VOIDED = "item_voided"
    PAYMENT_VOIDED_OR_DENIED = "payment_voided_or_denied"
    PAYMENT_OF_COUNTED_LINES = "payment_of_counted_lines"
    SUM_OF_COUNTED_LINES = "sum_of_counted_lines"
    WAITING = "waiting"
    # A version before 0.2 rejected it, and said why in words of its own.
    EARLIER = "earlier"


# {column} is the column's name, {in_column} the same in brackets where one is named. What stands in
# the cell follows after a colon.
_WORDS: Mapping[Code, str] = MappingProxyType(
    {
        Code.FEWER_CELLS: "The row has fewer cells than the header",
        Code.MORE_CELLS: "The row has more cells than the header",
        Code.MISPLACED_QUOTE: "A quotation mark is out of place",
        Code.ROW_TOO_LONG: "The row is too long to be one row",
        Code.CELL_TOO_LONG: f"A cell is longer than {CELL_CHARACTERS:,} characters",
        Code.NO_TEXT: "The row is not readable text",
        Code.UNREADABLE_ROW: "The row cannot be read",
        Code.TOTAL_OR_NOTE: "This is a total or a note, not a row",
        Code.ID_MISSING: "The {column} is missing",
        Code.ORDER_NUMBER_MISSING: "The order number{in_column} is missing",
        Code.ORDER_AMOUNT_MISSING: "There is no amount that says what was paid",
        Code.ITEM_AMOUNT_MISSING: "There is no amount that says what was paid for it",
        Code.NOBODY: "There is no id, e-mail, phone or card: nobody can be recognised by this row",
        Code.NOBODY_BY_CUSTOMER_ID: (
            "There is no customer id, e-mail or phone: nobody can be recognised by this row"
        ),
        Code.NOBODY_BY_CLIENT_ID: (
            "There is no client id, e-mail or phone: nobody can be recognised by this row"
        ),
        Code.NOBODY_BY_USERNAME: (
            "There is no username, e-mail or phone: nobody can be recognised by this row"
        ),
        Code.NOBODY_ON_FIRST_VISIT: "There is nothing to tell whose first visit it was",
        Code.NOTHING_ANSWERED: "No question was answered",
        Code.EMPTY_REVIEW: "The review has neither stars nor words",
        Code.UNREADABLE_CELL: "{column} cannot be read",
        Code.UNREADABLE_DAY: "The day cannot be read",
        Code.UNREADABLE_DATE: "The date cannot be read",
        Code.UNREADABLE_TIME: "The time cannot be read",
        Code.UNREADABLE_DATE_AND_TIME: "The date and time cannot be read",
        Code.UNREADABLE_TIMESTAMP: "The timestamp cannot be read",
        Code.UNREADABLE_AMOUNT: "The amount cannot be read",
        Code.DAY_AHEAD: "The day is after the day of the import",
        Code.DAY_LONG_AGO: "The day is more than ten years before the others",
        Code.QUANTITY_NO_NUMBER: "The quantity{in_column} is not a number",
        Code.NO_NUMBER: "{column} is not a number",
        Code.NO_AMOUNT: "{column} is not an amount",
        Code.NO_MONEY: "{column} is not a sum of money",
        Code.NEITHER_SALE_NOR_LINE: "Neither a sale nor a line of one",
        Code.SALE_CANCELLED_OR_UNPAID: (
            "The sale was cancelled or never paid, so it is nobody's visit"
        ),
        Code.SALE_VOIDED_OR_UNFINISHED: (
            "The sale was voided or never finished, so it is nobody's visit"
        ),
        Code.ORDER_CANCELLED: "The order was cancelled, so it is nobody's visit",
        Code.ORDER_CANCELLED_OR_UNPAID: (
            "The order was cancelled or never paid, so it is nobody's visit"
        ),
        Code.ORDER_CANCELLED_OR_VOIDED: (
            "The order was cancelled or voided, so it is nobody's visit"
        ),
        Code.ORDER_VOIDED: "The order was voided, so it is nobody's visit",
        Code.RECEIPT_CANCELLED: "The receipt was cancelled, so it is nobody's visit",
        Code.TRANSACTION_CANCELLED_OR_FAILED: (
            "The transaction was cancelled or did not go through, so it is nobody's visit"
        ),
        Code.ITEM_VOIDED: "The item was voided, so nobody had it",
        Code.PAYMENT_VOIDED_OR_DENIED: "The payment was voided or denied, so nothing was paid",
        Code.PAYMENT_OF_COUNTED_LINES: "A payment: the lines that it pays for are counted",
        Code.SUM_OF_COUNTED_LINES: "A sale as a whole: its lines are counted one by one",
        Code.WAITING: "Somebody on a waiting list: nothing was booked yet",
    }
)
# Where {cell} is part of the sentence; with what a sentence says without it, as of people who were
# erased.
_WORDS_ABOUT_CELL: Mapping[Code, tuple[str, str]] = MappingProxyType(
    {
        Code.NO_SCORE: ('"{cell}" is not a score ({column})', "That is not a score ({column})"),
        Code.SCORE_OUTSIDE: (
            "The score {cell} is outside {detail} ({column})",
            "The score is outside {detail} ({column})",
        ),
        Code.ROUNDED_ID: (
            'A spreadsheet has rounded the {column}: "{cell}". Bring the file as {detail} gave it',
            "A spreadsheet has rounded the {column}. Bring the file as {detail} gave it",
        ),
    }
)


@dataclass(frozen=True)
class Rejection:
    """Why a row is of no use.

    Attributes:
        code: why.
        column: the column that it is about; None where it is about none, or the code says it.
        cell: what stands there; None where that says nothing, or is not to be told.
        detail: the ends of a scale, as "1-5", or who gave the file.
        earlier: what an earlier version said in words, with the code EARLIER.
    """

    code: Code
    column: str | None = None
    cell: str | None = None
    detail: str | None = None
    earlier: str | None = None

    @property
    def words(self) -> str:
        """Why, in a manager's words, with what stands in the cell."""
        if self.code is Code.EARLIER:
            return self.earlier or ""
        filled = {
            "column": self.column,
            "in_column": f" ({self.column})" if self.column else "",
            "cell": self.cell,
            "detail": (self.detail or "").replace("-", " to "),
        }
        if self.code in _WORDS_ABOUT_CELL:
            told, untold = _WORDS_ABOUT_CELL[self.code]
            return (told if self.cell else untold).format_map(filled)
        cause = _WORDS[self.code].format_map(filled)
        if self.cell is None:
            return cause
        return f'{cause}: "{self.cell}"' if self.cell else f"{cause}: the cell is empty"
