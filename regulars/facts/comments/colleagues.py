"""Comments and colleagues -> facts.comment_colleague: who is named by whom."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa

from regulars.facts.comments.mentions import Names

__all__ = ["find_colleagues", "read_nicknames"]

CHUNK = 20_000
SCHEMA = pa.schema(
    [("response_number", pa.int64()), ("colleague", pa.string()), ("called", pa.string())]
)
MAY_NAME = """
create or replace temp table may_name as
select
    response_number,
    left(max(comment), 4000) as comment
from facts.response
where comment is not null and regexp_matches(lower(comment), $pattern)
group by response_number
"""
KEEP = """
insert into facts.comment_colleague by name
select
    named_now.response_number,
    named_now.colleague,
    named_now.called,
    comment.polarity,
    comment.responded_on,
    comment.staff,
    comment.location
from named_now
inner join facts.comment as comment on named_now.response_number = comment.response_number
"""


def find_colleagues(cursor: duckdb.DuckDBPyConnection) -> None:
    """Put the colleagues whom comments name into facts.comment_colleague, which is empty.

    Args:
        cursor: inside the transaction that built the facts.
    """
    staff = [
        row[0] for row in cursor.execute("select staff from facts.staff order by 1").fetchall()
    ]
    names = Names(staff, read_nicknames(cursor))
    if not names.called:
        return
    firsts = {form for words in names.called for form in (words[0], words[0].lower())}
    pattern = "|".join(sorted(map(re.escape, firsts)))
    cursor.execute(MAY_NAME, {"pattern": pattern})
    last = -1
    while True:
        rows = cursor.execute(
            """
            select
                response_number,
                comment
            from may_name
            where response_number > $last
            order by response_number
            limit $chunk
            """,
            {"last": last, "chunk": CHUNK},
        ).fetchall()
        if not rows:
            break
        last = rows[-1][0]
        named = [
            (number, colleague, called)
            for number, comment in rows
            for colleague, called in names.find(comment).items()
        ]
        columns = list(zip(*named, strict=True)) or [(), (), ()]
        cursor.register("named_now", pa.table([list(each) for each in columns], schema=SCHEMA))
        try:
            cursor.execute(KEEP)
        finally:
            cursor.unregister("named_now")
    cursor.execute("drop table may_name")


def read_nicknames(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """What else colleagues are called, as a manager wrote it down: colleague -> names."""
    rows = cursor.execute("""
        select
            staff,
            nickname
        from desk.nickname
        order by staff, nickname
    """).fetchall()
    nicknames: dict[str, list[str]] = {}
    for staff, nickname in rows:
        nicknames.setdefault(staff, []).append(nickname)
    return nicknames
