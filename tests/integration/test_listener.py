"""What a comment says: themes and what is thought of each, feelings, and the whole."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.words import MAIN_THEMES, measure_words
from regulars.facts.comments.lines import hear_lines
from regulars.facts.comments.listener import Listener
from regulars.facts.comments.mentions import people_named
from regulars.facts.comments.word_lists import Change, read_lists

PROJECT_DIR = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def listener():
    return Listener()


@pytest.mark.parametrize(
    ("comment", "themes"),
    [
        ("Great coffee but the waiter was rude", {"product": 1, "service": -1, "staff": -1}),
        ("Lovely garden, terrible soup", {"product": -1, "place": 1}),
        ("Although the cake was dry, the terrace is beautiful", {"product": -1, "place": 1}),
        ("Food and service were excellent", {"product": 1, "service": 1}),
        ("Gorgeous garden. The burgers? Dry as cardboard.", {"product": -1, "place": 1}),
        ("We sat upstairs", {"place": 0}),
    ],
)
def test_each_theme_has_what_is_said_of_it(listener, comment, themes):
    assert listener.hear(comment).themes == themes


@pytest.mark.parametrize(
    ("comment", "theme", "polarity"),
    [
        ("It is not expensive", "price", 1),
        ("The soup was not good", "product", -1),
        ("The soup wasn’t good", "product", -1),
        ("The soup wasnt good", "product", -1),
        ("The staff never let us down, never rude", "staff", 1),
        ("Not too noisy", "place", 1),
        ("Nothing wrong with the coffee", "product", 1),
        ("The bread never disappoints", "product", 1),
        ("No, the coffee here in the mornings after ten is great", "product", 1),
    ],
)
def test_a_denial_turns_what_follows_it_closely(listener, comment, theme, polarity):
    assert listener.hear(comment).themes[theme] == polarity


@pytest.mark.parametrize(
    "comment",
    ["I love this place!", "We will be back", "Great restaurant", "Went with my sister", "ok"],
)
def test_what_is_about_nothing_in_particular_has_no_theme(listener, comment):
    assert listener.hear(comment).themes == {}


@pytest.mark.parametrize(
    ("part", "whole", "comment"),
    [
        ("staff", "service", "Such a friendly barista"),
        ("speed", "service", "The queue was endless and slow"),
        ("booking", "service", "They lost our reservation"),
        ("delivery", "service", "The parcel came damaged"),
        ("recognition", "service", "They know my name"),
        ("cleanliness", "place", "Dirty floor"),
    ],
)
def test_the_wider_theme_is_there_with_the_finer_one(listener, part, whole, comment):
    themes = listener.hear(comment).themes
    assert themes[part] == themes[whole] != 0


@pytest.mark.parametrize(
    ("comment", "feelings"),
    [
        ("We felt so welcome, thank you!", ("welcomed", "grateful")),
        ("Nobody looked up. I was ignored.", ("ignored",)),
        ("I never felt rushed", ()),
        ("Did not feel welcomed at all", ("ignored",)),
        ("What a letdown, I am furious", ("let down", "angry")),
        ("No thank you", ()),
    ],
)
def test_feelings_are_heard_and_denied_ones_are_not(listener, comment, feelings):
    assert listener.hear(comment).feelings == feelings


@pytest.mark.parametrize("comment", ["", "   ", "!!!", "1234", "…", "\u200b"])
def test_nothing_says_nothing(listener, comment):
    heard = listener.hear(comment)
    assert (dict(heard.themes), heard.feelings, heard.polarity) == ({}, (), 0.0)


def test_an_emoji_is_heard(listener):
    assert listener.hear("😍😍😍").polarity > 0.4
    assert listener.hear("😍").feelings == ("delighted",)
    assert listener.hear("😡").polarity < -0.1


def test_ten_thousand_letters_are_one_comment(listener):
    heard = listener.hear("The coffee was great. " * 500)
    assert heard.themes == {"product": 1}
    assert heard.polarity > 0.9
    assert listener.hear("a" * 10_000).themes == {}


@pytest.mark.parametrize("comment", ["コーヒーがおいしい", "Кофе отличный", "קפה מצוין"])
def test_other_scripts_are_left_alone(listener, comment):
    assert listener.hear(comment).themes == {}


@pytest.mark.parametrize(
    ("comment", "language", "themes"),
    [
        ("Das Essen war gut, aber zu teuer", "de", {"product": 1, "price": -1}),
        ("Le personnel est charmant et la soupe est froide", "fr",
         {"product": -1, "service": 1, "staff": 1}),
        ("La comida muy buena pero el local es ruidoso", "es", {"product": 1, "place": -1}),
    ],
)  # fmt: skip
def test_other_languages_have_lists_of_their_own(listener, comment, language, themes):
    heard = listener.hear(comment)
    assert (heard.language, heard.themes) == (language, themes)


def test_drawn_out_and_plural_words_are_the_same_words(listener):
    assert listener.hear("Yummmmm croissants").themes == {"product": 1}


def test_a_managers_words_count_at_once():
    lists = read_lists().with_changes(
        [
            Change("zorbas", "product"),
            Change("dog in the window", "place", 1.0),
            Change("coffee", "product", is_removed=True),
            Change("chuffed", "delighted"),
        ]
    )
    listener = Listener(lists)
    assert listener.hear("The zorbas were awful").themes == {"product": -1}
    assert listener.hear("Saw the dog in the window").themes == {"place": 1}
    assert listener.hear("The coffee was great").themes == {}
    assert listener.hear("Chuffed!").feelings == ("delighted",)
    assert Listener().hear("The coffee was great").themes == {"product": 1}


def test_colleagues_are_known_by_first_names_full_names_and_nicknames():
    staff = ["Maya Lindt", "Tom Reyes", "Tom Bauer", "Rose Ito"]
    called = {"Tom Bauer": ["Tommy"]}
    assert people_named("Thanks maya, you made my day", staff) == ("Maya Lindt",)
    assert people_named("Tom was rude", staff) == (), "there are two"
    assert people_named("Tom Reyes was rude", staff) == ("Tom Reyes",)
    assert people_named("Tommy and Maya's smile", staff, called) == ("Maya Lindt", "Tom Bauer")
    assert people_named("A rose on each table, tomorrow again", staff) == ()
    assert people_named("We always ask for Rose", staff) == ("Rose Ito",)
    assert people_named("", staff) == ()


def test_each_line_gives_an_object_as_soon_as_it_is_read():
    out = io.StringIO()

    def lines():
        yield "Thé froid, hélas\n".encode()
        assert out.getvalue().count("\n") == 1
        yield b"\xff\xfe\n"
        yield b"\n"

    hear_lines(lines(), out)
    said = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(said) == 3
    assert set(said[0]) == {"themes", "feelings", "polarity"}
    assert said[2] == {"themes": {}, "feelings": [], "polarity": 0.0}


def test_the_command_reads_a_pipe_and_loads_no_database():
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "regulars", "words"],
        input=b"The coffee was great but the waiter was rude\nDirty\n",
        capture_output=True,
        cwd=PROJECT_DIR,
        check=True,
    )
    first, second = (json.loads(line) for line in told.stdout.decode().splitlines())
    assert first["themes"] == {"product": 1, "service": -1, "staff": -1}
    assert second["themes"] == {"place": -1, "cleanliness": -1}
    assert b"duckdb" not in told.stderr


def test_the_half_that_nobody_tuned_on_is_heard_well():
    held_out = measure_words(with_pace=False)["halves"]["held out"]
    assert held_out["main"][5] >= 0.82
    assert held_out["all_feelings"][5] >= 0.8
    assert held_out["polarity"] >= 0.75
    assert all(held_out["themes"][theme][5] >= 0.8 for theme in MAIN_THEMES)
