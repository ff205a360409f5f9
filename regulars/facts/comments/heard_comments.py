"""Hear the comments of the store: each wording once, and again only when its words change."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import duckdb
import pyarrow as pa

from regulars.facts.comments.listener import Listener
from regulars.facts.comments.word_lists import Change, read_lists

__all__ = ["hear_comments", "pattern_of", "read_changes"]

CHUNK = 20_000
# What a comment says depends on these.
HEARD_BY = ("listener.py", "clauses.py", "phrases.py", "polarity.py", "tokens.py")
LETTERS = re.compile(r"[^\W\d_]+")
SCHEMA = pa.schema(
    [
        ("comment_key", pa.uint64()),
        ("polarity", pa.float64()),
        ("language", pa.string()),
        ("themes", pa.list_(pa.string())),
        ("polarities", pa.list_(pa.int8())),
        ("feelings", pa.list_(pa.string())),
    ]
)
NEW_COMMENTS = """
create or replace temp table new_comment as
select
    md5_number_lower(response.comment) as comment_key,
    any_value(response.comment) as comment
from exports.response as response
anti join exports.heard_comment as heard
    on md5_number_lower(response.comment) = heard.comment_key
where response.comment is not null and response.is_current
group by md5_number_lower(response.comment)
"""
FORGET_OLD = """
delete from exports.heard_comment
where comment_key not in (
    select md5_number_lower(comment)
    from exports.response
    where comment is not null and is_current
)
"""
FORGET_SAYING = """
delete from exports.heard_comment
where comment_key in (
    select md5_number_lower(comment)
    from exports.response
    where comment is not null and regexp_matches(lower(comment), $pattern)
)
"""


def hear_comments(cursor: duckdb.DuckDBPyConnection) -> int:
    """Bring exports.heard_comment up to date; how many wordings were heard.

    A wording that was heard is not heard again, unless the lists of the repository or the program
    changed (then all are), or a manager changed a word that it may hold. What no answer says any
    more is forgotten.

    Args:
        cursor: within the write that builds the facts, before their SQL runs.
    """
    changes = read_changes(cursor)
    _forget(cursor, changes)
    listener = Listener(read_lists().with_changes(changes))
    cursor.execute(NEW_COMMENTS)
    heard = 0
    for keys, comments in _chunks(cursor):
        rows = _hear(listener, keys, comments)
        cursor.register("heard_now", rows)
        try:
            cursor.execute("insert into exports.heard_comment by name select * from heard_now")
        finally:
            cursor.unregister("heard_now")
        heard += len(keys)
    cursor.execute("drop table new_comment")
    return heard


def read_changes(cursor: duckdb.DuckDBPyConnection) -> tuple[Change, ...]:
    """What the manager changed of the lists: of each word and theme the last change."""
    rows = cursor.execute("""
        select word, theme_or_feeling, polarity, is_removed
        from desk.word
        qualify row_number() over (
            partition by word, theme_or_feeling order by changed_at desc, rowid desc
        ) = 1
        order by word, theme_or_feeling
    """).fetchall()
    return tuple(Change(*row) for row in rows)


def pattern_of(word: str) -> str:
    """A pattern that is in whatever may hold the word or phrase, in lower case; empty for all.

    Its longest run of letters, each of which may be drawn out, and the plural of a last y.
    """
    longest = max(LETTERS.findall(word.lower()), key=len, default="")
    drawn = "".join(f"{letter}+" for letter in longest)
    return f"{drawn[:-2]}(y+|ie)" if longest.endswith("y") else drawn


def _chunks(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[list[int], list[str]]]:
    last = -1
    while True:
        rows = cursor.execute(
            """
            select rowid, comment_key, comment
            from new_comment
            where rowid > $last
            order by rowid
            limit $chunk
            """,
            {"last": last, "chunk": CHUNK},
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [row[1] for row in rows], [row[2] for row in rows]


def _hear(listener: Listener, keys: list[int], comments: list[str]) -> pa.Table:
    heard = [listener.hear(comment) for comment in comments]
    columns = [
        keys,
        [each.polarity for each in heard],
        [each.language for each in heard],
        [list(each.themes) for each in heard],
        [list(each.themes.values()) for each in heard],
        [list(each.feelings) for each in heard],
    ]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _forget(cursor: duckdb.DuckDBPyConnection, changes: tuple[Change, ...]) -> None:
    """Forget what would be heard otherwise by now."""
    version = _version()
    known = cursor.execute("select version, changes from exports.heard_with").fetchone()
    now = {json.dumps(astuple(change)): change for change in changes}
    before = set(known[1]) if known else set()
    if known is None or known[0] != version:
        cursor.execute("delete from exports.heard_comment")
    else:
        words = {json.loads(text)[0] for text in before ^ set(now)}
        for word in sorted(words):
            cursor.execute(FORGET_SAYING, {"pattern": pattern_of(word)})
    cursor.execute(FORGET_OLD)
    cursor.execute("delete from exports.heard_with")
    cursor.execute(
        "insert into exports.heard_with (version, changes) values ($version, $changes)",
        {"version": version, "changes": sorted(now)},
    )


def _version() -> str:
    """Of the lists and of how they are used."""
    code = b"".join((Path(__file__).parent / name).read_bytes() for name in HEARD_BY)
    return read_lists().version + hashlib.sha256(code).hexdigest()[:16]
