"""What a row of keys means, as a person used to vim expects it."""

from __future__ import annotations

from collections import Counter

import pytest

from reader.tui.commands import COMMANDS, Scope
from reader.tui.keyboard.keys import KeyParser, Match, Unknown

ARTICLE = (Scope.ARTICLE, Scope.ANYWHERE)
SELECTING = (Scope.SELECTING, Scope.ARTICLE, Scope.ANYWHERE)
LIBRARY = (Scope.LIBRARY, Scope.ANYWHERE)
NOTES = (Scope.NOTES, Scope.ANYWHERE)


def meaning(keys: str, scopes: tuple[Scope, ...], *, pause: bool = False) -> list[str]:
    parser = KeyParser(COMMANDS)
    out: list[str] = []
    for key in keys.split():
        for result in parser.feed(key, scopes):
            out.append(spell(result))
    if pause and (settled := parser.settle(scopes)):
        out.append(spell(settled))
    return [*out, f"…{parser.pending}"] if parser.pending else out


def spell(result: Match | Unknown) -> str:
    if isinstance(result, Unknown):
        return "?" + "".join(result.keys)
    count = "" if result.count is None else str(result.count)
    return count + result.command.id + (f"({result.argument})" if result.argument else "")


@pytest.mark.parametrize(
    ("keys", "scopes", "expected"),
    [
        ("j", ARTICLE, ["row-down"]),
        ("3 }", ARTICLE, ["3paragraph-next"]),
        ("1 0 j", ARTICLE, ["10row-down"]),
        ("0", ARTICLE, ["row-start"]),
        ("5 0 %", ARTICLE, ["50percent"]),
        ("g g", ARTICLE, ["document-start"]),
        ("g /", ARTICLE, ["library-search"]),
        ("f x", ARTICLE, ["find-char(x)"]),
        ("f 3", ARTICLE, ["find-char(3)"]),
        ("2 f space", ARTICLE, ["2find-char( )"]),
        ("m a ' a", ARTICLE, ["mark-set(a)", "mark-go(a)"]),
        ("m 1", ARTICLE, ["?m1"]),
        ("t", ARTICLE, ["outline"]),
        ("t x", SELECTING, ["till-char(x)"]),
        ("b", ARTICLE, ["page-up"]),
        ("b", SELECTING, ["word-back"]),
        ("o", SELECTING, ["other-end"]),
        ("o", ARTICLE, ["browser"]),
        ("i w", SELECTING, ["inner-word"]),
        ("3 w", SELECTING, ["3word-next"]),
        ("2 H", ARTICLE, ["2highlight"]),
        ("z z", ARTICLE, ["view-centre"]),
        ("z j", ARTICLE, ["zen", "row-down"]),
        ("z", LIBRARY, ["zen"]),
        ("d d", NOTES, ["notes-delete"]),
        ("2", NOTES, ["notes-colour-2"]),
        ("n", LIBRARY, ["unread-next"]),
        ("g", ARTICLE, ["…g"]),
        ("g escape", ARTICLE, []),
        ("3 escape j", ARTICLE, ["row-down"]),
        ("ö", ARTICLE, ["?ö"]),
        ("g ö", ARTICLE, ["?gö"]),
    ],
)
def test_meaning(keys: str, scopes: tuple[Scope, ...], expected: list[str]) -> None:
    assert meaning(keys, scopes) == expected


@pytest.mark.parametrize(
    ("keys", "scopes", "expected"),
    [
        ("z", ARTICLE, ["zen"]),
        ("2", SELECTING, ["highlight-2"]),
        ("2", ARTICLE, ["highlight-2"]),
        ("1 2", SELECTING, ["…12"]),
        ("7", ARTICLE, ["…7"]),
        ("g", ARTICLE, ["…g"]),
    ],
)
def test_meaning_after_a_pause(keys: str, scopes: tuple[Scope, ...], expected: list[str]) -> None:
    assert meaning(keys, scopes, pause=True) == expected


def test_no_two_commands_of_a_scope_share_their_keys() -> None:
    bound = Counter((c.scope, keys) for c in COMMANDS for keys in c.keys)
    assert [claim for claim, times in bound.items() if times > 1] == []


def test_every_command_can_be_found_by_a_title_that_starts_with_a_capital() -> None:
    assert all(c.title and c.title[0].isupper() and not c.title.endswith(".") for c in COMMANDS)
