"""Write regulars/app/rows/: a class for the rows of each question, as its header says.

`python scripts/rows.py --check` says whether they are current and writes nothing.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from regulars.questions import (  # noqa: E402
    Column,
    ColumnType,
    Personal,
    Question,
    every_question,
)

TARGET = ROOT / "regulars" / "app" / "rows"
TYPES = {
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "datetime",
    ColumnType.INTEGER: "int",
    ColumnType.DOUBLE: "float",
    ColumnType.DECIMAL: "float",
    ColumnType.BOOLEAN: "bool",
}


def main() -> int:
    """Write the modules, or say which are not current."""
    modules = all_modules()
    if sys.argv[1:] == ["--check"]:
        old = [
            name
            for name, text in modules.items()
            if not (TARGET / name).is_file() or (TARGET / name).read_text() != text
        ]
        print(f"Not current: {', '.join(old)}. `make rows` writes them." if old else "Current.")
        return 1 if old else 0
    for name, text in modules.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    return 0


def all_modules() -> dict[str, str]:
    """File name -> the module of a folder of questions."""
    folders = groupby(every_question(), key=lambda question: question.name.split("/")[0])
    return {f"{folder}.py": _module(folder, list(asked)) for folder, asked in folders}


def class_name(question: str) -> str:
    """``lapsed/win_back_lists`` -> ``LapsedWinBackLists``."""
    return "".join(word.capitalize() for word in question.replace("/", "_").split("_"))


def _module(folder: str, asked: list[Question]) -> str:
    classes = [_class(question) for question in asked]
    moments = [name for name in ("date", "datetime") if any(f": {name}" in c for c in classes)]
    imported = f"from datetime import {', '.join(moments)}\n" if moments else ""
    listed = "".join(f'    "{class_name(question.name)}",\n' for question in asked)
    return (
        f'"""Rows of queries/{folder}/, written by scripts/rows.py: `make rows`."""\n\n'
        "from __future__ import annotations\n\n"
        f"from dataclasses import dataclass\n{imported}from typing import ClassVar\n\n"
        "from regulars.app.rows import Row\n\n"
        f"__all__ = [\n{listed}]\n\n\n" + "\n\n".join(classes)
    )


def _class(question: Question) -> str:
    fields = "".join(
        f"    {name}: {_type(question, name, column)}\n"
        for name, column in question.columns.items()
    )
    return (
        f"@dataclass(frozen=True, slots=True)\nclass {class_name(question.name)}(Row):\n"
        f'    """{question.title}."""\n\n'
        f'    asks: ClassVar[str] = "{question.name}"\n\n{fields}'
    )


def _type(question: Question, name: str, column: Column) -> str:
    one = TYPES.get(column.type, "str")
    whole = f"tuple[{one}, ...]" if column.is_list else one
    # A contact that may not be seen is missing.
    is_hidden = question.personal.get(name) is Personal.CONTACT
    return f"{whole} | None" if column.is_optional or is_hidden else whole


if __name__ == "__main__":
    sys.exit(main())
