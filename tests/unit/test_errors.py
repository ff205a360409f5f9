"""The tree of errors, locked."""

import inspect

import pytest

from regulars import errors
from regulars.errors import RegularsError

CLASSES = {
    name: thing
    for name, thing in vars(errors).items()
    if inspect.isclass(thing) and thing.__module__ == errors.__name__
}


def drawn(kind: type, depth: int = 0) -> list[str]:
    """The tree from a class down, one line a class."""
    lines = [f"{'  ' * depth}{kind.__name__}"]
    for child in sorted(kind.__subclasses__(), key=lambda child: child.__name__):
        if child.__module__ == errors.__name__:
            lines += drawn(child, depth + 1)
    return lines


def test_the_tree():
    assert drawn(RegularsError) == [
        "RegularsError",
        "  AccessFailed",
        "    LinkEnded",
        "    SignedOut",
        "  ChangeFailed",
        "  ImportFailed",
        "  NotAllowed",
        "  Outdated",
        "  QuestionFailed",
        "    OutOfScope",
        "    UnknownQuestion",
        "    WrongHeader",
        "    WrongParameters",
        "  StoreFailed",
        "    StoreBusy",
    ]


def test_the_tree_at_the_top_of_the_module_names_every_class_once():
    words = (errors.__doc__ or "").replace("─", " ").split()
    assert {name: words.count(name) for name in CLASSES} == dict.fromkeys(CLASSES, 1)


def test_all_is_every_class():
    assert errors.__all__ == sorted(CLASSES)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_error_says_what_it_is_and_has_a_title(name):
    kind = CLASSES[name]
    assert (kind.__dict__.get("__doc__") or "").strip().endswith(".")
    assert kind.__dict__.get("title"), f"{name} has no title of its own"


def test_titles_differ():
    titles = [kind.title for kind in CLASSES.values()]
    assert len(set(titles)) == len(titles)


def test_an_error_carries_its_message_and_may_have_its_own_title():
    error = errors.ImportFailed("till.csv is empty.")
    assert (error.message, str(error)) == ("till.csv is empty.", "till.csv is empty.")
    assert error.title == errors.ImportFailed.title
    assert errors.ImportFailed("x", title="Another").title == "Another"
    assert errors.ImportFailed.title != "Another"
