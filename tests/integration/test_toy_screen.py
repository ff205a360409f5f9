"""CONTRIBUTING's "Add a screen" names all there is to do: a toy, its question and its record work.

What guests left behind, written down by staff. It is added to a copy of the program at the six
places, and nowhere else.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from regulars.store.migrations import newest_number

REPOSITORY = Path(__file__).resolve().parents[2]
COPIED = ("regulars", "pages", "queries", "sample_data", ".streamlit", "app.py", "pyproject.toml")

HEADER = """
-- Staff:    yes
-- Link:     yes
-- Personal: customer_name name, item text, found_by colleague
-- Reads:    desk.lost_item, facts.identity, facts.customer
-- Source:   what staff wrote down
"""
ITEMS = """
select
    lost_item.item_no,
    customer.customer_id,
    customer.customer_name,
    lost_item.item,
    lost_item.found_by
from desk.lost_item as lost_item
inner join facts.identity as identity on lost_item.handle_no = identity.handle_no
inner join facts.customer as customer on identity.customer_id = customer.customer_id
"""
COLUMNS = """
-- Columns:  item_no integer, the item's number
--           customer_id id, the customer
--           customer_name text or null, the customer's name
--           item text, what was left behind
--           found_by text, who found it
"""
MIGRATION = f"regulars/store/migrations/{newest_number() + 1:04}_lost_items.sql"
TABLE = """
create table desk.lost_item (
    item_no bigint not null,
    handle_no bigint not null,
    item text not null,
    found_by text not null
);
"""

# What is new, by CONTRIBUTING's number of the place. A screen's line and a table's stand in files
# that are there.
PLACES = {
    1: {
        "regulars/app/screens.py": (
            "SCREENS = (\n",
            'SCREENS = (\n    Screen("lost", "Lost property", "umbrella", "What was left behind.", '
            'is_for_staff=True, is_shareable=True, lists=("lost/items",)),\n',
        )
    },
    2: {
        "pages/lost.py": '''
            """Lost property: what guests left behind."""

            from regulars.web.kit import parts
            from regulars.web.kit.session import ask
            from regulars.web.screens.lost import wording

            chosen = parts.open_screen("lost")
            items = ask("lost/items", chosen)
            parts.headline(wording.sentence(items))
            parts.how_worked_out(chosen, "lost/items")
        '''
    },
    3: {
        "regulars/web/screens/lost/__init__.py": '"""Lost property: what guests left behind."""',
        "regulars/web/screens/lost/wording.py": '''
            """What the screen says."""

            from __future__ import annotations

            import pandas as pd

            from regulars.web.kit import text

            __all__ = ["sentence"]


            def sentence(items: pd.DataFrame) -> str:
                """What waits for whom."""
                told = [f"{one.item} of {one.customer_name}" for one in items.itertuples()]
                return text.plain(", ".join(told)) or "Nothing was left behind"
        ''',
    },
    4: {
        "queries/lost/items.sql": "-- What was left behind.\n--\n"
        "-- Question: What waits for whom?\n-- Grain:    item_no\n-- Params:   none"
        f"{COLUMNS.rstrip()}{HEADER}{ITEMS}order by lost_item.item_no\n",
        "queries/lost/person.sql": "-- What one customer left behind.\n--\n"
        "-- Question: What waits for them?\n-- Grain:    item_no\n"
        "-- Params:   $customer_id text, the customer"
        f"{COLUMNS.rstrip()}{HEADER}{ITEMS}where customer.customer_id = $customer_id\n"
        "order by lost_item.item_no\n",
    },
    5: {
        "regulars/records/lost_items.py": '''
            """What guests left behind."""

            from __future__ import annotations

            from collections.abc import Sequence

            import duckdb

            from regulars.records.record import Record
            from regulars.store.store import Store

            __all__ = ["LOST_ITEMS", "keep_item"]


            def keep_item(store: Store, customer_id: str, item: str, *, by: str) -> None:
                """Write down what was found and whose it is."""
                with store.note("desk.lost_item") as cursor:
                    cursor.execute(
                        """
                        insert into desk.lost_item (item_no, handle_no, item, found_by)
                        select
                            (select count(*) + 1 from desk.lost_item), min(handle_no), $item, $by
                        from facts.identity
                        where customer_id = $customer_id
                        """,
                        {"customer_id": customer_id, "item": item, "by": by},
                    )


            def _forget(
                cursor: duckdb.DuckDBPyConnection, handles: Sequence[int], nobody: int
            ) -> None:
                cursor.execute(
                    "delete from desk.lost_item where handle_no in (select unnest($handles))",
                    {"handles": list(handles)},
                )


            LOST_ITEMS = Record("lost_items", ("desk.lost_item",), "lost/person", _forget)
        ''',
        MIGRATION: f"-- What guests left behind.\n{TABLE}",
        "regulars/store/schema.sql": (
            "create table if not exists desk.note (",
            f"{TABLE}\ncreate table if not exists desk.note (",
        ),
    },
    6: {
        "regulars/app/acts/lost.py": '''
            """What guests left behind."""

            from __future__ import annotations

            from dataclasses import dataclass

            from regulars.app.acts.act import Act, Place
            from regulars.app.policy import Permission
            from regulars.records.lost_items import keep_item

            __all__ = ["KeepItem"]


            @dataclass(frozen=True)
            class KeepItem(Act[None]):
                """Write down what was found."""

                customer_id: str
                item: str
                permission = Permission.WRITE

                def carry_out(self, at: Place) -> None:
                    """Raise RegularsError if there is no such customer."""
                    keep_item(at.store, self.customer_id, self.item, by=at.viewer.name)
                    at.enter("kept an item")
        '''
    },
}

# Run in the copy: what a manager, staff, a link and the customer find of it.
USED = """
import sys
from datetime import datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from regulars.app.acts.identity import ErasePerson
from regulars.app.acts.lost import KeepItem
from regulars.app.policy import LOCAL_MANAGER, Viewer
from regulars.app.session import Session
from regulars.auth.person import Role
from regulars.errors import NotAllowed
from regulars.identity.personal_data import export_person
from regulars.intake.choices import Choices
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web import context

folder = Path(sys.argv[1])
shop = Shop.open(Settings(data_dir=folder))
path = shop.settings.spool_dir / "sales.csv"
path.write_text(
    "Date,Customer,Email,Item,Total\\n"
    + "".join(
        f"2026-03-{day:02},{name},{name[:3]}@example.org,Tea,3\\n"
        for day in range(2, 20)
        for name in ("Ana Quill", "Ben Dorn")
    )
)
kept = Choices(
    kind="sales",
    fields={"date": "Date", "customer_name": "Customer", "email": "Email", "item": "Item",
            "net": "Total"},
    is_confirmed=True,
)
assert [report.error for report in shop.take([(path.name, path)], kept)] == [None]
manager = Session(shop, LOCAL_MANAGER)
people = {one.customer_name: one.customer_id for one in manager.ask(
    "customer/search", text="n", as_of=datetime(2026, 3, 19).date()).itertuples()}
manager.do(KeepItem(people["Ana Quill"], "a red umbrella"))
context.current_shop = lambda: shop
for module in [m for m in sys.modules.values() if m and m.__name__.startswith("regulars.web")]:
    if hasattr(module, "current_shop"):
        module.current_shop = lambda: shop
context._cookies = dict
drawn = AppTest.from_file("regulars/web/frame.py", default_timeout=60)
drawn.switch_page(str(Path("pages/lost.py").resolve())).run()
assert not drawn.exception, drawn.exception
assert "a red umbrella" in drawn.title[0].value, drawn.title

shop.access.people.add("Mara", Role.MANAGER, password="a quiet corner table")
tom = shop.access.people.add("Tom", Role.STAFF)
staff = Session(shop, Viewer.of_person(tom))
staff.do(KeepItem(people["Ben Dorn"], "a scarf"))
assert list(staff.ask("lost/items")["item"]) == ["a red umbrella", "a scarf"]
link, _ = shop.access.links.share("lost", {}, title="x", sample="", sees_names=False,
    has_cards=False, days=7, passcode="", created_by="Ana")
shared = Session(shop, Viewer.of_link(link))
row = next(shared.ask("lost/items").itertuples())
assert "Quill" not in str(row), row
try:
    shared.do(KeepItem(people["Ana Quill"], "x"))
    raise SystemExit("a link wrote something")
except NotAllowed:
    pass

ana = people["Ana Quill"]
assert [one["item"] for one in export_person(shop.own, ana)["lost_items"]] == ["a red umbrella"]
manager.do(ErasePerson(ana))
assert list(manager.ask("lost/items")["item"]) == ["a scarf"]
shop.close()
print("used")
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program with the toy in it."""
    root = tmp_path / "program"
    for name in COPIED:
        here = REPOSITORY / name
        if here.is_dir():
            skipped = shutil.ignore_patterns("__pycache__", "static")
            shutil.copytree(here, root / name, ignore=skipped)
        else:
            shutil.copy(here, root / name)
    for files in PLACES.values():
        for name, text in files.items():
            path = root / name
            if isinstance(text, tuple):
                before = path.read_text(encoding="utf-8")
                assert before.count(text[0]) == 1, name
                path.write_text(before.replace(*text), encoding="utf-8")
            else:
                assert not path.exists(), name
                path.parent.mkdir(exist_ok=True)
                path.write_text(dedent(text).lstrip(), encoding="utf-8")
    return root


def test_a_screen_with_a_question_and_a_record_is_added_at_six_places(copy: Path) -> None:
    told = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = re.search(r"## Add a screen\n(.*?)\n## ", told, re.DOTALL)
    assert steps
    assert len(re.findall(r"^\d\. ", steps[1], re.MULTILINE)) == len(PLACES)
    for arguments in (["-c", USED, str(copy.parent / "data")], ["-m", "importlinter.cli"]):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=copy, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
