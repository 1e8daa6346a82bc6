"""Programs outside of the screen: what they are given, and what is said when they fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from reader.tui import outside
from reader.tui.outside import OutsideError, edit_text, editor, open_address, pipe

PYTHON = sys.executable.replace("\\", "/")
UPPER = "import sys; path = sys.argv[1]; text = open(path).read(); open(path, 'w').write({})"


class Aside:
    """An app whose screen can be put aside."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


APP: Any = Aside()


def edited_by(monkeypatch: pytest.MonkeyPatch, code: str) -> str:
    monkeypatch.setenv("VISUAL", f'"{PYTHON}" -c "{code}"')
    return edit_text(APP, "a thought\n")


def test_visual_is_asked_before_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "ed")
    assert editor() == ["ed"]
    monkeypatch.setenv("VISUAL", "code --wait")
    assert editor() == ["code", "--wait"]


@pytest.mark.skipif(os.name == "nt", reason="words of another shell")
def test_what_the_editor_leaves_is_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert edited_by(monkeypatch, UPPER.format("text.upper()")) == "A THOUGHT"


@pytest.mark.skipif(os.name == "nt", reason="words of another shell")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit(1)", "ended with status 1"),
        ("import os, sys; os.remove(sys.argv[1])", "did not come back"),
    ],
)
def test_an_editor_that_fails_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    with pytest.raises(OutsideError, match=said):
        edited_by(monkeypatch, code)


@pytest.mark.parametrize("named", ["no-such-editor", 'vim "'])
def test_an_editor_that_cannot_be_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("EDITOR", named)
    with pytest.raises(OutsideError, match=named):
        edit_text(APP, "a thought")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://a.example/\x1b]0;x", "sh -c x"])
def test_only_plain_addresses_are_opened(address: str) -> None:
    with pytest.raises(OutsideError):
        open_address(address)


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own way")
def test_a_browser_that_does_not_start_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(outside.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(outside.subprocess, "Popen", refuse)
    with pytest.raises(OutsideError, match="could not be opened"):
        open_address("https://a.example/")


def test_a_command_is_given_the_text_and_says_what_it_prints() -> None:
    code = "import sys; print(len(sys.stdin.read()))"
    assert pipe(f'"{PYTHON}" -c "{code}"', "four") == "4"


@pytest.mark.parametrize("command", ["", 'wc "', "no-such-command", f'"{PYTHON}" -c "raise 1"'])
def test_a_command_that_fails_is_told_in_a_sentence(command: str) -> None:
    with pytest.raises(OutsideError):
        pipe(command, "text")


def test_a_command_that_nobody_waits_for_is_ended() -> None:
    with pytest.raises(OutsideError, match="ended with status"):
        pipe(f'"{PYTHON}" -c "import time; time.sleep(600)"', "text", lambda: True)


def test_a_command_that_takes_too_long_is_ended() -> None:
    with pytest.raises(OutsideError, match="was ended"):
        pipe(f'"{PYTHON}" -c "import time; time.sleep(600)"', "text", seconds=0.2)


def test_a_long_text_reaches_a_slow_command_whole() -> None:
    code = "import sys, time; time.sleep(0.5); print(len(sys.stdin.read()))"
    assert pipe(f'"{PYTHON}" -c "{code}"', "four" * 100_000) == "400000"
