import pytest

from tests.tables import answer, every

PEOPLE = """
customer | name
K1       | Ana Bo
K2       | Mariana Cy
K3       | Anatole Do
K4       | Ben Åkerström
K5       | 100% Juice_Bar
"""
SALES = (
    every(1, "K1", "2026-03-02", 2)
    + every(1, "K2", "2026-03-02", 9)
    + every(1, "K3", "2026-03-02", 5)
    + every(1, "K4", "2026-03-02", 1)
    + every(1, "K5", "2026-03-02", 1)
)


@pytest.fixture
def store(a_store):
    return a_store(directory=PEOPLE, sales=SALES)


def test_any_part_of_a_name_in_any_case(store):
    """Names that begin with it first, then who comes most. The rest is letters, not patterns."""
    found = {
        text: list(answer(store, "customer/search", text=text)["customer_name"])
        for text in ("ana", "  ANA ", "a b", "åker", "_", "%", "zoe", ".*")
    }
    assert found == {
        "ana": ["Anatole Do", "Ana Bo", "Mariana Cy"],
        "  ANA ": ["Anatole Do", "Ana Bo", "Mariana Cy"],
        "a b": ["Ana Bo"],
        "åker": ["Ben Åkerström"],
        "_": ["100% Juice_Bar"],
        "%": ["100% Juice_Bar"],
        "zoe": [],
        ".*": [],
    }


def test_who_was_not_here_yet_is_not_found(store):
    assert answer(store, "customer/search", text="ana", as_of="2026-03-01").empty


def test_at_most_fifty_are_shown(sample_store):
    assert len(answer(sample_store, "customer/search", text="a")) == 50
