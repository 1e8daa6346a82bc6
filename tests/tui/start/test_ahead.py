"""What the first screen makes of keys typed early: the moves it can tell, and no key more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.config import Config
from reader.tui import terminal
from reader.tui.start.ahead import Ahead
from reader.tui.start.target import Known, at_first_sight, moved_to, read_ahead, start_of

FILES = 5
KEYS = "jkjJKG3/\x1b[Bé"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("library")
    for number in range(FILES):
        text = f"Island number {number}\n\nThe keeper of word{number} drifts past the harbour.\n"
        (found / f"{number}.txt").write_text(text, "utf-8")
    return found


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[terminal.Terminal]:
    """A terminal that takes whatever is painted."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LINES", "40")
    with open(os.devnull, "wb") as nothing:
        taken = terminal.Terminal(nothing.fileno(), [])
        taken.held = True
        monkeypatch.setattr(terminal, "taken", taken)
        yield taken


def follow(folder: Path, screen: terminal.Terminal, bursts: list[str]) -> tuple[Known, str]:
    """Where the bursts of keys lead to, and what is left of them."""
    ahead = Ahead(start_of(folder), Config())
    screen.typed = b""
    left = [burst.encode() for burst in bursts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "typed", lambda: left.pop(0) if left else b"")
        ahead.show(at_first_sight(ahead.start, Config()))
        for _ in bursts:
            ahead.follow()
    known = ahead.start.known
    assert known is not None
    return known, (screen.typed + b"".join(left)).decode()


def as_the_library_moves(keys: str) -> tuple[int, str]:
    """The row that j, k, J and K lead to, until another key, or a move that waits for the list."""
    row = 0
    for number, key in enumerate(keys):
        if key not in "jkJK" or (key in "jJ" and row == FILES - 1):
            return row, keys[number:]
        row = max(0, row + (1 if key in "jJ" else -1))
    return row, ""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(KEYS, min_size=1, max_size=6), max_size=4))
def test_moves_are_followed_up_to_the_first_other_key(
    folder: Path, screen: terminal.Terminal, bursts: list[str]
) -> None:
    known, left = follow(folder, screen, bursts)
    row, rest = as_the_library_moves("".join(bursts))
    assert (known.key, left) == (f"{row}.txt", rest)
    assert known.article is not None
    assert f"word{row}" in known.article.document.text
    assert known.moved == (rest != "".join(bursts))


def test_an_article_that_is_slow_to_read_is_left_to_textual(
    tmp_path: Path, screen: terminal.Terminal
) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nA paragraph of words.\n", "utf-8")
    (tmp_path / "b.html").write_text("<p>A paragraph of words.</p>", "utf-8")
    (tmp_path / "c.txt").write_text("Another\n\nA paragraph of words.\n", "utf-8")
    assert follow(tmp_path, screen, ["j", "j"]) == (
        at_first_sight(start_of(tmp_path), Config()),
        "jj",
    )
    assert follow(tmp_path, screen, ["jj"])[0].key == "c.txt"


def test_a_list_that_scrolls_goes_up_when_it_is_whole(
    folder: Path, screen: terminal.Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "11")
    known, left = follow(folder, screen, ["jjk"])
    assert (known.key, left) == ("2.txt", "k")


def test_one_file_alone_leaves_every_key_to_textual(
    folder: Path, screen: terminal.Terminal
) -> None:
    known, left = follow(folder / "1.txt", screen, ["jj"])
    assert (known.key, left) == ("1.txt", "jj")


@pytest.mark.parametrize("opened_before", [False, True])
def test_a_file_that_is_refused_is_left_to_the_screen(tmp_path: Path, opened_before: bool) -> None:
    (tmp_path / "a.txt").write_text("An island\n\nThe keeper drifts past the harbour.\n", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x7fELF" + bytes(60))
    start, config = start_of(tmp_path), Config()
    known = (read_ahead if opened_before else at_first_sight)(start, config)
    assert known is not None
    assert (known.session is not None) == opened_before
    assert moved_to(known, start.root, "b.txt", config) is None
