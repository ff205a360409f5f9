"""Fill a store with all three exports, for the screens to show:

python -m bench.stocking FOLDER
"""

import sys
from pathlib import Path

from bench.importing import STORE_NAME
from bench.writing import Exports
from regulars.intake.file_import import take
from regulars.store.store import Store


def stock(folder: Path) -> None:
    """Import whatever of the three exports the store does not have yet."""
    exports = Exports.of(folder)
    with Store.open(folder / STORE_NAME, readable=[folder]) as store:
        with store.read() as cursor:
            there = {
                name
                for (name,) in cursor.execute("select file_name from exports.import").fetchall()
            }
        paths = (exports.sales, exports.directory, exports.survey)
        reports = take(store, [(path.name, path) for path in paths if path.name not in there])
    for report in reports:
        assert report.error is None, report.error


if __name__ == "__main__":
    stock(Path(sys.argv[1]))
