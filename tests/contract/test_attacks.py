"""docs/security-tests.md names every attack that is tried, and none that is not."""

from __future__ import annotations

from tests.hostile.attacks import GETS_THROUGH, PAGE, declared, read_lines


def test_the_page_has_a_row_for_each_attack_and_no_other() -> None:
    rows = [(part, row.split(" | ")[:2]) for part, row in read_lines(PAGE.read_text("utf-8"))]
    expected = [(tried.part, [f"| {tried.what}", tried.against]) for tried in declared().values()]
    assert rows == expected, "run make security"


def test_every_attack_was_tried_and_none_gets_through() -> None:
    for _, row in read_lines(PAGE.read_text("utf-8")):
        *_, tries, outcome = row.removesuffix(" |").split(" | ")
        assert int(tries) > 0, row
        assert outcome != GETS_THROUGH, row
        assert outcome, row


def test_a_cell_breaks_no_table() -> None:
    for tried in declared().values():
        for cell in (tried.what, tried.against):
            assert not {"|", "\n", "<", "`"} & set(cell), cell
