"""The parts of the main screen, each without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reader.notes.safety import Safety, Status
from reader.text import Span
from reader.tui.layout import Pane
from reader.tui.main.cleaning_rules import CleaningRules
from reader.tui.main.host import joined
from reader.tui.main.leaving import Leaving
from reader.tui.main.letters import Letters
from reader.tui.main.note_keeping import NoteKeeping
from reader.tui.main.opening import Opening
from reader.tui.main.undoing import Undoing
from tests.tui.main.stand_ins import Told, opening_on, refused_lines

HARBOUR, ORCHARD = "a harbour.md", "b orchard.md"


@pytest.fixture
def host() -> Any:
    return Told()


@pytest.fixture
def opening(host: Told, library: Path) -> Iterator[Opening]:
    opening = opening_on(host, library)
    opening.open(HARBOUR)
    yield opening
    assert opening.session is not None
    opening.session.close()


def notes_of(opening: Opening) -> list[str]:
    article = opening.article
    assert article is not None
    return [placed.note.exact for placed in article.notes]


def test_two_parts_cannot_claim_one_command() -> None:
    one = {"undo": lambda: None}
    assert set(joined(one, {"redo": lambda: None})) == {"undo", "redo"}
    with pytest.raises(ValueError, match="undo"):
        joined(one, dict(one))


def test_an_article_that_was_read_is_gone_back_to(opening: Opening) -> None:
    opening.open(ORCHARD)
    assert opening.back()
    assert opening.article is not None
    assert opening.article.key == HARBOUR
    assert not opening.back()


def test_an_article_that_was_only_previewed_is_not_gone_back_to(host: Any, library: Path) -> None:
    host.go_to_pane(Pane.LIBRARY)
    opening = opening_on(host, library)
    opening.open(HARBOUR)
    opening.open(ORCHARD)
    assert not opening.back()
    opening.went_in()
    opening.open(HARBOUR)
    assert opening.back()
    assert opening.session is not None
    opening.session.close()


def test_why_a_file_is_not_opened_stands_where_it_would_be(opening: Opening, library: Path) -> None:
    (library / "odd.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    opening.open("odd.txt")
    assert opening.article is None
    assert refused_lines(opening)[0] == "odd.txt is not opened."
    assert refused_lines(opening)[-1] == "J goes to the next article."


def test_a_change_is_shown_and_undone(opening: Opening, host: Any) -> None:
    shelf: Any = SimpleNamespace(learn_marks=lambda _: None)
    undoing = Undoing(host, opening, shelf)
    undoing.undo()
    assert host.sentences == ["Nothing to undo."]
    opening.change(lambda session, base: session.annotate(base, Span(0, 11)), "Marked.")
    assert notes_of(opening) == ["The harbour"]
    assert host.sentences[-1] == "Marked."
    undoing.undo()
    assert notes_of(opening) == []
    undoing.redo()
    assert notes_of(opening) == ["The harbour"]


def test_what_cannot_be_changed_says_why(opening: Opening, host: Any) -> None:
    assert opening.article is not None
    opening.article = replace(opening.article, read_only="Only to be looked at.")
    opening.change(lambda session, base: session.annotate(base, Span(0, 11)))
    assert host.sentences == ["Only to be looked at."]
    assert notes_of(opening) == []


def test_a_note_is_resized_recoloured_and_deleted(opening: Opening, host: Any) -> None:
    cards: Any = SimpleNamespace(current=None)
    pane: Any = SimpleNamespace(view=cards, filter_line=SimpleNamespace(open=lambda: None))
    writing: Any = None
    reading: Any = SimpleNamespace(selection=None)
    notes = NoteKeeping(host, opening, writing, reading=reading, pane=pane)
    notes.commands["notes-delete"]()
    assert host.sentences == ["There is no note here. a in the article writes one."]
    notes.annotate(Span(0, 11), None)
    assert opening.article is not None
    [placed] = opening.article.notes
    notes.resize(placed.note.id, Span(4, 11), None)
    assert notes_of(opening) == ["harbour"]
    [cards.current] = opening.article.notes
    notes.commands["notes-colour-3"]()
    assert str(opening.article.notes[0].note.colour) == "blue"
    notes.commands["notes-delete"]()
    assert notes_of(opening) == []
    assert host.sentences[-1] == "Note deleted; u brings it back."


def test_a_rule_of_a_site_needs_a_block_that_was_flipped(opening: Opening, host: Any) -> None:
    rules = CleaningRules(host, opening, lambda: None)
    rules.teach_site()
    assert host.sentences == ["Restore or remove a block with R first."]
    rules.flip(1)
    assert host.sentences[-1] == "Removed; u takes it back."
    rules.teach_site()
    assert host.sentences[-1].startswith("The text does not say from which site")


def test_garbled_letters_are_told_of_and_mended_for_the_eye(
    opening: Opening, host: Any, library: Path
) -> None:
    whole = "Müller läuft über die Brücke.\n\nDie Gänse schnattern, und der Bär schläft."
    (library / "c garbled.txt").write_text(whole.encode().decode("cp1252"), "utf-8")
    letters = Letters(host, opening)
    opening.open("c garbled.txt")
    assert opening.article is not None
    letters.look_at(opening.article)
    assert letters.words_on(opening.article) == "garbled letters: g m mends"
    letters.mend()
    assert opening.article.document.text.startswith("Müller läuft")
    assert opening.article.read_only
    letters.mend()
    assert not opening.article.read_only


class Trouble:
    """A store that says how safe the newest notes are."""

    def __init__(self, status: Status) -> None:
        self.status = status

    def retry(self) -> Status:
        return self.status


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_who_leaves_with_notes_in_memory_alone_is_asked(
    opening: Opening, host: Any, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    assert opening.session is not None
    session = opening.session
    done: list[str] = []
    leaving = Leaving(
        host, opening, keep=lambda: done.append("kept"), rest=lambda: done.append("rests"),
        remember=lambda then: then(),
    )  # fmt: skip
    with monkeypatch.context() as patched:
        patched.setattr(session, "store", Trouble(Status(Safety.UNSAFE, "The disk is full.")))
        leaving.leave()
        assert done == ["kept"]
        assert host.sentences == ["The disk is full."]
        [(_, answered)] = host.laid_over
    answered(answer)
    assert done == (["kept", "rests"] if answer == "yes" else ["kept"])
    assert host.left_with == ([None] if answer == "yes" else [])
