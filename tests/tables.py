"""Text tables drawn in a test -> files as the vendors export them, and answers -> text tables.

A test shows what went in and what came out; everything between is the program's own. Columns of a
drawn table may be left out, and stand in any order.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from regulars.app.rows import AnyRow
from regulars.app.rows import rows_of as typed_rows
from regulars.intake.file_import import take
from regulars.intake.rejections import Code, Rejection
from regulars.intake.report import Report
from regulars.questions import Column, ColumnType, Question, ask, find
from regulars.store.store import Store

Rows = list[dict[str, str]]


def columns(names: str) -> list[str]:
    """A header, as it stands in the vendor's file."""
    return names.split(",")


SQUARE_HEADER = columns(
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,"
    "Location,Dining Option,Customer ID,Customer Name,Customer Reference ID"
)
SQUARE_HEADER_NOW = [*SQUARE_HEADER, "Employee", "Channel"]
DIRECTORY_HEADER = columns(
    "Square Customer ID,Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,"
    "Company Name,Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,"
    "Email Subscription Status,Instant Profile"
)
ACUITY_HEADER = columns(
    "Start Time,End Time,Timezone,First Name,Last Name,Phone,Email,Type,Calendar,"
    "Appointment Price,Paid?,Amount Paid Online,Certificate Code,Notes,Date Scheduled,Label,"
    "Scheduled By,Date Rescheduled,Appointment ID"
)
SHOPIFY_HEADER = columns(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,"
    "Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Lineitem discount,Billing Name,Billing Phone,Shipping Name,"
    "Cancelled at,Refunded Amount,Id,Source,Phone,Employee,Location"
)


def cells(table: str) -> Rows:
    """The rows of a drawn table: column -> cell. Rules of dashes are left out."""
    lines = [line for line in table.strip().splitlines() if line.strip(" -|+")]
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    for row in rows:
        assert len(row) == len(header), f"{row} has not the columns {header}"
    return [dict(zip(header, row, strict=True)) for row in rows]


def csv_text(header: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """A CSV with all columns of the header; what a row does not name is empty."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, header, delimiter=delimiter, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def dollars(amount: str) -> str:
    """9 -> $9.00, -9 -> -$9.00; what is no number stays as it is."""
    try:
        value = Decimal(amount)
    except ArithmeticError:
        return amount
    return f"{'-' * (value < 0)}${abs(value):,.2f}"


def square_items(table: str | Rows) -> str:
    """Square item sales of: receipt | customer | date | time | item | qty | net | staff | location.

    ``customer`` is Square's id, ``name`` the name beside it; a receipt left out is numbered, a
    negative net is a refund.
    """
    rows = []
    for place, sale in enumerate(cells(table) if isinstance(table, str) else table, start=1):
        net = sale.get("net", "4")
        is_refund = net.startswith("-")
        rows.append(
            {
                "Date": sale["date"],
                "Time": sale.get("time", "08:00") + ":00",
                "Time Zone": sale.get("zone", "Eastern Time (US & Canada)"),
                "Category": sale.get("category", "None"),
                "Item": sale.get("item", "Latte"),
                "Qty": sale.get("qty", "-1.0" if is_refund else "1.0"),
                "Modifiers Applied": sale.get("modifiers", ""),
                "Gross Sales": dollars(sale.get("gross", net)),
                "Discounts": dollars(sale.get("discount", "0")),
                "Net Sales": dollars(net),
                "Tax": "$0.00",
                "Transaction ID": sale.get("receipt", f"T{place}"),
                "Event Type": "Refund" if is_refund else "Payment",
                "Location": sale.get("location", "Main Street"),
                "Customer ID": sale.get("customer", ""),
                "Customer Name": sale.get("name", sale.get("customer", "").capitalize()),
                "Employee": sale.get("staff", ""),
            }
        )
    return csv_text(SQUARE_HEADER_NOW, rows)


def square_customers(table: str | Rows) -> str:
    """Square's directory of: customer | name | email | phone | consent."""
    rows = []
    for person in cells(table) if isinstance(table, str) else table:
        first, _, last = person.get("name", "").partition(" ")
        rows.append(
            {
                "Square Customer ID": person.get("customer", ""),
                "First Name": first,
                "Last Name": last,
                "Email Address": person.get("email", ""),
                "Phone Number": person.get("phone", ""),
                "Creation Source": "Directory",
                "Email Subscription Status": person.get("consent", ""),
            }
        )
    return csv_text(DIRECTORY_HEADER, rows)


def acuity_appointments(table: str | Rows) -> str:
    """Acuity of: id | start | name | email | phone | type | staff | price | booked | label | zone.

    ``start`` reads 2026-03-02 09:00 and is written as Acuity does; anything else stays as it is.
    """
    rows = []
    for place, booking in enumerate(cells(table) if isinstance(table, str) else table, start=1):
        first, _, last = booking.get("name", "").partition(" ")
        rows.append(
            {
                "Start Time": acuity_time(booking["start"]),
                "End Time": acuity_time(booking.get("end", "")),
                "Timezone": booking.get("zone", "America/New_York"),
                "First Name": first,
                "Last Name": last,
                "Phone": booking.get("phone", ""),
                "Email": booking.get("email", ""),
                "Type": booking.get("type", "Facial"),
                "Calendar": booking.get("staff", ""),
                "Appointment Price": booking.get("price", "40.00"),
                "Date Scheduled": booking.get("booked", ""),
                "Label": booking.get("label", ""),
                "Appointment ID": booking.get("id", str(1000 + place)),
            }
        )
    return csv_text(ACUITY_HEADER, rows)


def acuity_time(text: str) -> str:
    """2026-03-02 09:00 -> March 2, 2026 9:00 am."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        return text
    half = "am" if moment.hour < 12 else "pm"
    return f"{moment:%B} {moment.day}, {moment.year} {moment.hour % 12 or 12}:{moment:%M} {half}"


def google_forms(table: str | Rows) -> str:
    """Google Forms of: date | time | email | and one column a question, in the order drawn."""
    drawn = cells(table) if isinstance(table, str) else table
    ours = ("date", "time", "email", "zone")
    questions = [column for column in (drawn[0] if drawn else {}) if column not in ours]
    rows = []
    for answer in drawn:
        moment = datetime.strptime(
            f"{answer['date']} {answer.get('time', '12:00')}", "%Y-%m-%d %H:%M"
        )
        stamp = f"{moment:%Y/%m/%d} {moment:%I:%M:%S %p}".replace(" 0", " ")
        rows.append(
            {
                "Timestamp": f"{stamp} {answer.get('zone', 'GMT-4')}",
                "Email Address": answer.get("email", ""),
                **{question: answer[question] for question in questions},
            }
        )
    return csv_text(["Timestamp", "Email Address", *questions], rows)


def shopify_orders(table: str | Rows) -> str:
    """Shopify orders; the columns are Shopify's own."""
    return csv_text(SHOPIFY_HEADER, cells(table) if isinstance(table, str) else table)


def drawn_days(first_day: str, picture: str, **every: str) -> Rows:
    """Sales drawn as days, one character a day from ``first_day`` on; blanks only group them.

    ``x`` is a visit, ``.`` is none, a capital letter a visit served by that colleague; ``-`` is the
    customer of a walk-in. ``every`` holds for all of them: drawn_days(..., time="17:00").

        ana   x...... x...... x......
        ben   ..M.... ..M.... ..T....
    """
    rows = []
    start = date.fromisoformat(first_day)
    for line in picture.strip().splitlines():
        customer, _, days = line.strip().partition(" ")
        for offset, mark in enumerate(days.replace(" ", "")):
            if mark == ".":
                continue
            assert mark == "x" or mark.isupper(), f"{mark!r} is neither x, a dot nor a capital"
            day = start + timedelta(days=offset)
            known = {} if customer == "-" else {"customer": customer}
            staff = {} if mark == "x" else {"staff": mark}
            receipt = f"{customer}-{day:%Y%m%d}"
            rows.append({"receipt": receipt, "date": day.isoformat()} | known | staff | every)
    return rows


def every(step_days: int, customer: str, first_day: str, count: int, **each: str) -> Rows:
    """``count`` visits of one customer, ``step_days`` apart."""
    start = date.fromisoformat(first_day)
    days = [start + timedelta(days=step_days * place) for place in range(count)]
    return [
        {"receipt": f"{customer}-{day:%Y%m%d}", "customer": customer, "date": day.isoformat()}
        | each
        for day in days
    ]


def open_days(first_day: str, last_day: str, closed: Iterable[str] = (), **each: str) -> Rows:
    """One walk-in receipt a day, so that the shop is open on each, save on the closed ones."""
    day, rows = date.fromisoformat(first_day), []
    while day <= date.fromisoformat(last_day):
        if day.isoformat() not in set(closed):
            rows.append({"receipt": f"W{day:%Y%m%d}", "date": day.isoformat(), "net": "1"} | each)
        day += timedelta(days=1)
    return rows


def write_exports(folder: Path, **drawn: str | Rows) -> list[tuple[str, Path]]:
    """Write one file for each of sales, directory, survey, bookings and orders."""
    writers = {
        "directory": square_customers,
        "sales": square_items,
        "bookings": acuity_appointments,
        "orders": shopify_orders,
        "survey": google_forms,
    }
    files = []
    for kind, writer in writers.items():
        if kind in drawn:
            path = folder / f"{kind}.csv"
            path.write_text(writer(drawn[kind]), encoding="utf-8")
            files.append((path.name, path))
    assert len(files) == len(drawn), f"{sorted(drawn)} are not all of {sorted(writers)}"
    return files


def take_text(store: Store, folder: Path, text: str | bytes, name: str = "export.csv") -> Report:
    """Write ``text`` into a file and import that."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return take(store, [(name, path)])[0]


@lru_cache(maxsize=8)
def _usual(store: Store, key: str, version: int) -> dict[str, Any]:
    days = ask(store, "shop/overview").iloc[0]
    return {
        "as_of": days["last_trading_on"],
        "from_on": days["first_trading_on"],
        "day": days["next_trading_on"],
        "location": None,
        "staff": None,
        "today": days["last_trading_on"],
        "owner_id": None,
    }


def answer(store: Store, name: str, **given: Any) -> pd.DataFrame:
    """Ask as a screen does: days that are not given span all data, other filters are open.

    Whatever a test asks of whatever store, the answer is as the question's header says.
    """
    usual = _usual(store, store.key, store.version)
    chosen = {key: given.get(key, usual.get(key)) for key in find(name).params} | given
    frame = ask(
        store, name, **{key: None if value is pd.NaT else value for key, value in chosen.items()}
    )
    assert_declared(frame, find(name))
    return frame


def in_words(
    frame: pd.DataFrame, kind: type[AnyRow], column: str, say: Callable[[AnyRow], str]
) -> pd.DataFrame:
    """The answer with a column that says in words what others hold."""
    return frame.assign(**{column: [say(row) for row in typed_rows(kind, frame)]})


def assert_declared(frame: pd.DataFrame, question: Question) -> None:
    """The columns are the header's, in order; only optional ones are null; codes are known."""
    assert list(frame.columns) == list(question.columns), question.name
    for name, column in question.columns.items():
        said = frame[name].dropna()
        assert column.is_optional or len(said) == len(frame), f"{question.name}: {name} is null"
        if column.type is ColumnType.CODE:
            unknown = set(said.explode().dropna() if column.is_list else said) - codes_of(column)
            assert not unknown, f"{question.name}: {name} is {unknown}"


def codes_of(column: Column) -> set[str]:
    """The codes that a meaning lists: 'how it was asked: nps, csat or ces'."""
    return set(re.split(", | or ", column.meaning.rsplit(": ", 1)[-1]))


def use_one_thread(store: Store) -> None:
    """With a handful of rows several threads only get in each other's way."""
    with store.read() as cursor:
        cursor.execute("set threads = 1")


def emptied(store: Store) -> Store:
    """The store without its exports and what staff wrote; its facts stay as they were."""
    tables = rows_of(
        store,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema in ('exports', 'desk')",
    )
    with store.write() as cursor:
        for (table,) in tables:
            cursor.execute(f"delete from {table}")
    return store


def facts_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables of facts hold: table -> its rows."""
    tables = rows_of(
        store,
        "select 'facts.' || table_name from information_schema.tables "
        "where table_schema = 'facts' and table_type = 'BASE TABLE'",
    )
    return {table: rows_of(store, f"from {table}") for (table,) in tables}


def rows_of(store: Store, sql: str) -> list[tuple[Any, ...]]:
    """What a SELECT says."""
    with store.read() as cursor:
        return cursor.execute(sql).fetchall()


def reasons_in(store: Store, where: str = "true") -> dict[int, str]:
    """Row number -> why the row was rejected, as it is said."""
    columns = "row_number, code, column_name, cell, detail, reason"
    rows = rows_of(
        store, f"select {columns} from exports.rejected_row where {where} order by row_number"
    )
    return {number: Rejection(Code(code), *said).words for number, code, *said in rows}


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that a store holds: table -> its rows in order."""
    tables = rows_of(
        store,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_schema in ('exports', 'facts', 'desk', 'file') and table_type = 'BASE TABLE' "
        "order by all",
    )
    return {
        table: sorted(rows_of(store, f"select * from {table}"), key=repr) for (table,) in tables
    }


def said(value: Any) -> str:
    """A cell as a drawn table shows it: days, at most three decimals, yes and no, nothing."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return (
            f"{value:%Y-%m-%d}"
            if value == value.replace(hour=0, minute=0, second=0)
            else (f"{value:%Y-%m-%d %H:%M}")
        )
    if isinstance(value, float) or type(value).__name__.startswith("float"):
        return "" if math.isnan(value) else f"{round(float(value), 3):g}"
    return str(value)


def assert_table(frame: pd.DataFrame, expected: str) -> None:
    """The frame, in the columns drawn and in this order, reads as drawn."""
    header = [cell.strip() for cell in expected.strip().splitlines()[0].split("|")]
    drawn = [list(row.values()) for row in cells(expected)]
    found = [[said(value) for value in row] for row in frame[header].itertuples(index=False)]
    assert [header, *found] == [header, *drawn]
