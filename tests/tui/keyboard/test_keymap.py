"""Other keys for commands; footer, help and the words on unknown keys follow them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from reader.tui.commands import COMMANDS, Scope
from reader.tui.hints import fit, hints
from reader.tui.keyboard.key_names import label, unknown_sentence
from reader.tui.keyboard.keymap import is_key, rebound


def test_chosen_keys_take_the_place_of_the_usual_ones() -> None:
    table, problems = rebound(COMMANDS, {"row-down": ("ctrl+j", "down")}, {})
    assert problems == []
    assert next(c for c in table if c.id == "row-down").keys == ("ctrl+j", "down")


@pytest.mark.parametrize(
    ("name", "keys", "words"),
    [
        ("row-dwon", ("j",), "Did you mean row-down?"),
        ("row-down", ("strg+j",), 'no key "strg+j"'),
        ("row-down", ("k",), '"k" is row-up already in the article pane'),
        ("undo", ("j",), "is library-down already"),
    ],
)
def test_a_wrong_key_or_a_conflict_is_told_with_its_line(
    name: str, keys: tuple[str, ...], words: str
) -> None:
    table, [problem] = rebound(COMMANDS, {name: keys}, {f"keys.{name}": 7})
    assert table == COMMANDS
    assert problem.line == 7
    assert words in problem.sentence


def test_every_key_of_the_table_is_written_as_one_may_write_it_in_the_settings() -> None:
    assert all(is_key(key) for c in COMMANDS for keys in c.keys for key in keys.split(" "))


@pytest.mark.parametrize(
    ("keys", "shown"),
    [("g g", "gg"), ("ctrl+d", "^d"), ("escape", "Esc"), ("f {char}", "fx"), ("g /", "g/")],
)
def test_keys_are_shown_as_people_write_them(keys: str, shown: str) -> None:
    assert label(keys) == shown


@pytest.mark.parametrize("width", [20, 38, 78, 118, 198])
@pytest.mark.parametrize("scope", [Scope.LIBRARY, Scope.ARTICLE, Scope.NOTES])
def test_the_footer_fits_and_always_shows_help_and_the_way_out(width: int, scope: Scope) -> None:
    shown = fit(hints(COMMANDS, (scope, Scope.ANYWHERE)), width)
    assert [text for _, text in shown[-2:]] == ["Help", "Quit"]
    assert sum(cell_len(k) + cell_len(t) + 4 for k, t in shown) <= max(width, 21)


@pytest.mark.parametrize(
    ("typed", "scopes", "near"),
    [
        (("W",), (Scope.ARTICLE, Scope.ANYWHERE), "w go to the next word"),
        (("x",), (Scope.LIBRARY, Scope.ANYWHERE), "in the article pane"),
        (("g", "q"), (Scope.ARTICLE, Scope.ANYWHERE), "gg go to the beginning"),
        (("ß",), (Scope.ARTICLE, Scope.ANYWHERE), "? shows the keys"),
    ],
)
def test_an_unknown_key_says_what_is_near(
    typed: tuple[str, ...], scopes: tuple[Scope, ...], near: str
) -> None:
    assert near in unknown_sentence(typed, scopes, COMMANDS)
