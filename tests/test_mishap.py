"""A mistake of the program's own is a sentence and a line in a log, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import mishap
from reader.cli import main
from reader.documents import Refused
from reader.opened import NoSuchNoteError


def failing() -> None:
    raise TypeError("‘the private title’ is not subscriptable")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "state" / "mishaps.log"
    monkeypatch.setattr(mishap, "log_path", lambda: path)
    return path


def caught() -> TypeError:
    with pytest.raises(TypeError) as found:
        failing()
    return found.value


def test_it_is_told_where_and_noted_without_private_text(log: Path) -> None:
    sentence = mishap.told(caught())
    assert sentence.startswith("A mistake in Glosse itself: TypeError at ")
    assert str(log) in sentence
    [line] = log.read_text("utf-8").splitlines()
    assert "TypeError at " in line
    assert __name__ in line
    assert "private" not in sentence + line


def test_a_log_that_cannot_be_written_does_not_hide_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(mishap, "log_path", lambda: tmp_path / "file" / "mishaps.log")
    assert mishap.told(caught()).endswith("Please report it.")


def test_the_log_does_not_grow_for_ever(log: Path) -> None:
    log.parent.mkdir()
    log.write_text("an old line\n" * 20_000)
    for _ in range(3):
        mishap.note(caught())
    assert log.stat().st_size < 2 * mishap.MOST_BYTES
    assert log.read_text("utf-8").count("TypeError") == 3


@pytest.mark.parametrize(
    ("error", "mistake"),
    [
        (TypeError("x"), True),
        (KeyError("x"), True),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "why"), True),
        (ValueError("invalid literal for int()"), True),
        (ValueError("There is nothing to mark here. Select some text first."), False),
        (OSError(28, "No space left on device"), False),
        (Refused("It is a PNG image."), False),
        (NoSuchNoteError("urn:uuid:1"), False),
    ],
)
def test_what_is_a_mistake(error: Exception, mistake: bool) -> None:
    assert mishap.is_mistake(error) is mistake


def test_a_verb_that_breaks_ends_with_a_sentence(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reader.cli.stats.run", lambda _options: failing())
    assert main(["stats", "."]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("glosse: A mistake in Glosse itself: TypeError at ")
    assert "Traceback" not in said.err
    assert log.is_file()
