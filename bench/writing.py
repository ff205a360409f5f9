"""Write the exports of a made-up shop of any size: till, directory and survey.

Run in a process of its own, so that the memory it takes is not counted as anybody else's:

    python -m bench.writing LINES FOLDER
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

SHOP_SQL = Path(__file__).resolve().parent / "shop.sql"
SEED = 7
SURVEY_RATE = 0.055


@dataclass(frozen=True)
class Exports:
    """Where the files of one size lie."""

    sales: Path
    directory: Path
    survey: Path

    @classmethod
    def of(cls, folder: Path) -> "Exports":
        return cls(
            folder / "square-items.csv", folder / "square-customers.csv", folder / "survey.csv"
        )


def write_exports(lines: int, folder: Path, *, survey_rate: float = SURVEY_RATE) -> Exports:
    """Write the three files; ``sales`` has exactly ``lines`` rows below its header."""
    exports = Exports.of(folder)
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / "writing.duckdb"
    scratch.unlink(missing_ok=True)
    with duckdb.connect(str(scratch)) as connection:
        connection.execute(
            f"set variable lines = {int(lines)}; set variable seed = {SEED}; "
            f"set variable survey_rate = {float(survey_rate)}"
        )
        connection.execute(SHOP_SQL.read_text(encoding="utf-8"))
        written = connection.execute("select count(*) from sold_line").fetchone()
        assert written == (lines,), f"the shop sold {written} lines, not {lines}"
        for view, path, quoting in (
            ("sales_file", exports.sales, ""),
            ("directory_file", exports.directory, ""),
            ("survey_file", exports.survey, ", force_quote *"),
        ):
            connection.execute(f"copy {view} to '{path}' (format csv, header{quoting})")
    scratch.unlink()
    return exports


if __name__ == "__main__":
    write_exports(int(sys.argv[1]), Path(sys.argv[2]))
