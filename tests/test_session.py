"""One library as the screen and the command line use it, on copies of the sample articles."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.described import shortened
from reader.documents import Refused
from reader.notes.model import Colour
from reader.opened import OpenArticle, note_of, quoted
from reader.session import Session
from reader.storage import Home
from reader.text import Span
from tests.seeds import SEEDS, copy_seeds

FIRST, SECOND = sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    copy_seeds(root)
    return root


@pytest.fixture
def session(library: Path) -> Session:
    return Session(library, creator="tester")


def span_of(article: OpenArticle, quote: str) -> Span:
    start = article.document.text.index(quote)
    return Span(start, start + len(quote))


def quotes(article: OpenArticle) -> list[str]:
    return [pair.note.exact for pair in article.notes]


def test_opening_writes_nothing(session: Session, library: Path) -> None:
    before = sorted(library.rglob("*"))
    session.open(SECOND)
    session.close()
    assert sorted(library.rglob("*")) == before


def test_the_article_is_clean_and_measured(session: Session) -> None:
    article = session.with_language(session.open(SECOND))
    kept = [
        block.span.of(article.document.text)
        for block, verdict in zip(article.document.blocks, article.verdicts, strict=True)
        if verdict.kept
    ]
    assert kept[0].startswith("KIEW / LONDON")
    assert kept[-1].startswith("Insgesamt bleibt abzuwarten")
    assert len(kept) == 8
    assert article.language.code == "de"
    assert article.minutes in range(2, 5)


def test_a_note_is_there_after_reopening(session: Session, library: Path) -> None:
    article = session.open(SECOND)
    span = span_of(article, "sehr wichtig und gehaltvoll")
    article = session.annotate(article, span, comment="Zitat", tags=["jermak"], colour=Colour.BLUE)
    session.close()
    again = Session(library).open(SECOND)
    (pair,) = again.notes
    assert pair.anchor.status == "placed"
    assert pair.anchor.span == span
    assert (pair.note.comment, pair.note.tags, pair.note.colour) == ("Zitat", ("jermak",), "blue")
    assert pair.note.creator == "tester"


def test_the_note_moves_with_its_passage(session: Session, library: Path) -> None:
    article = session.open(FIRST)
    session.annotate(article, span_of(article, "6.000 UAV"))
    path = library / FIRST
    path.write_text("Ein neuer Vorspann steht davor.\n" + path.read_text("utf-8"), "utf-8")
    again = session.open(FIRST)
    span = again.notes[0].anchor.span
    assert span is not None
    assert span.of(again.document.text) == "6.000 UAV"


def test_a_note_whose_passage_is_gone_is_shown_as_an_orphan(
    session: Session, library: Path
) -> None:
    article = session.open(FIRST)
    session.annotate(article, span_of(article, "Gigantenaufgabe"), comment="bleibt")
    (library / FIRST).write_text("Etwas ganz anderes über Gartenbau und Rosen.\n", "utf-8")
    (pair,) = session.open(FIRST).notes
    assert pair.anchor.status == "orphan"
    assert pair.note.comment == "bleibt"


def test_edit_delete_undo_redo(session: Session) -> None:
    article = session.open(SECOND)
    article = session.annotate(article, span_of(article, "Patriot-Raketen"), comment="eins")
    identity = article.notes[0].note.id
    article = session.edit_note(article, identity, comment="zwei", colour=Colour.PINK)
    assert note_of(article, identity).note.comment == "zwei"
    article = session.delete_note(article, identity)
    assert article.notes == ()
    undone = session.undo()
    assert undone is not None
    assert undone.keys == {SECOND}
    assert session.with_notes(article).notes[0].note.comment == "zwei"
    session.undo()
    assert session.with_notes(article).notes[0].note.comment == "eins"
    session.redo()
    assert session.with_notes(article).notes[0].note.comment == "zwei"


def test_reattaching_is_the_one_way_to_change_a_quote(session: Session) -> None:
    article = session.open(SECOND)
    article = session.annotate(article, span_of(article, "Luftverteidigung"))
    identity = article.notes[0].note.id
    article = session.reattach(article, identity, span_of(article, "Andrij Jermak"))
    assert quotes(article) == ["Andrij Jermak"]


def test_notes_stand_in_document_order(session: Session) -> None:
    article = session.open(SECOND)
    for quote in ("Insgesamt", "KIEW", "Andrij Jermak"):
        article = session.annotate(article, span_of(article, quote))
    assert quotes(article) == ["KIEW", "Andrij Jermak", "Insgesamt"]


def test_a_block_can_be_restored_and_undone_and_is_remembered(
    session: Session, library: Path
) -> None:
    article = session.open(SECOND)
    index = next(i for i, verdict in enumerate(article.verdicts) if not verdict.kept)
    flipped = session.flip_block(article, index)
    assert flipped.verdicts[index].kept
    assert flipped.words > article.words
    assert Session(library).open(SECOND).verdicts[index].kept
    undone = session.undo()
    assert undone is not None
    assert not session.judged_again(flipped).verdicts[index].kept


def test_a_rule_for_the_site_holds_for_its_other_articles(session: Session, library: Path) -> None:
    line = "- IT BOLTWISE® kostenlos auf Patreon unterstützen!"
    other = library / "other.txt"
    text = (library / SECOND).read_text("utf-8")
    other.write_text(text.replace("Telefonat", "Gespräch"), "utf-8")
    article = session.open(SECOND)
    assert article.site
    index = next(
        i for i, b in enumerate(article.document.blocks) if b.span.of(article.document.text) == line
    )
    if not article.verdicts[index].kept:
        article = session.flip_block(article, index)
    session.always_for_site(article, index)
    there = session.open("other.txt")
    assert there.verdicts[index].kept
    assert there.verdicts[index].source == "rule"


def test_position_and_read_mark_come_back(session: Session, library: Path) -> None:
    session.keep_position(SECOND, caret=120, progress=0.25, view="removed")
    assert session.reading(SECOND).mark == "reading"
    session.set_read(SECOND, "read")
    session.keep_position(SECOND, caret=140, progress=0.3, view="clean")
    again = Session(library)
    assert again.state.last[0] == SECOND
    assert (again.reading(SECOND).mark, again.open(SECOND).caret) == ("read", 140)


def test_a_star_and_a_read_mark_can_be_undone(session: Session) -> None:
    assert session.toggle_star(FIRST)
    session.set_read(FIRST, "read")
    session.undo()
    assert (session.reading(FIRST).mark, session.reading(FIRST).starred) == ("unread", True)
    session.undo()
    assert not session.reading(FIRST).starred
    session.redo()
    assert session.reading(FIRST).starred


def test_what_cannot_be_opened_is_refused_with_a_sentence(session: Session, library: Path) -> None:
    (library / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    for key in ("picture.txt", "missing.txt"):
        with pytest.raises(Refused, match=key):
            session.open(key)


def test_an_empty_file_opens_empty(session: Session, library: Path) -> None:
    (library / "empty.txt").write_bytes(b"")
    article = session.open("empty.txt")
    assert (article.document.text, article.words, article.minutes) == ("", 0, 0)


def test_a_quote_is_trimmed_and_never_empty() -> None:
    text = "eins  zwei  drei"
    assert quoted(text, Span(4, 12)).exact == "zwei"
    assert quoted(text, Span(4, 12)).prefix == "eins  "
    with pytest.raises(ValueError, match="nothing to mark"):
        quoted(text, Span(4, 6))


def test_a_shortened_quote_ends_at_a_word() -> None:
    assert shortened("kurz") == "kurz"
    assert shortened("eins zwei drei vier fünf sechs sieben acht neun") == (
        "eins zwei drei vier fünf sechs sieben…"
    )


def test_an_edit_begun_before_another_window_changed_the_note_loses_neither(
    session: Session, library: Path
) -> None:
    article = session.open(SECOND)
    article = session.annotate(article, span_of(article, "Luftverteidigung"), comment="first")
    seen = article.notes[0].note
    other = Session(library, creator="tester")
    other.edit_note(other.open(SECOND), seen.id, comment="theirs")
    article = session.with_notes(article)
    article = session.edit_note(article, seen.id, comment="mine", seen=seen)
    assert sorted(pair.note.comment for pair in article.notes) == ["mine", "theirs"]
    mine = next(pair.note for pair in article.notes if pair.note.comment == "mine")
    article = session.keep_only(article, mine.id)
    [left] = article.notes
    assert (left.note.comment, left.note.conflict_of) == ("mine", "")
    with pytest.raises(ValueError, match="no rival"):
        session.keep_only(article, left.note.id)
    undone = session.undo()
    assert undone is not None
    assert len(session.with_notes(article).notes) == 2


def test_a_library_that_cannot_be_written_says_where_notes_are_kept(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Home(tmp_path / "data" / "articles", fallback=True)
    monkeypatch.setattr("reader.session.home", lambda root: elsewhere)
    session = Session(library)
    [said] = session.announcements()
    assert str(elsewhere.path) in said
    article = session.open(SECOND)
    session.annotate(article, span_of(article, "Luftverteidigung"))
    assert not (library / ".glosse").exists()
    assert list(elsewhere.path.rglob("*.json"))


def test_what_was_made_while_a_library_could_not_be_written_comes_home(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = tmp_path / "data" / "articles"
    monkeypatch.setattr("reader.session.home", lambda root: Home(apart, fallback=True))
    away = Session(library)
    article = away.open(SECOND)
    article = away.annotate(article, span_of(article, "Luftverteidigung"), comment="from a stick")
    away.flip_block(article, 0)
    away.toggle_star(SECOND)
    away.close()
    monkeypatch.setattr("reader.session.home", lambda root: Home(root / ".glosse"))
    monkeypatch.setattr("reader.session.kept_apart", lambda root: apart)
    back = Session(library)
    assert [pair.note.comment for pair in back.open(SECOND).notes] == ["from a stick"]
    assert back.reading(SECOND).starred
    assert back.open(SECOND).verdicts[0].kept != article.verdicts[0].kept
    assert any("came home" in said for said in back.announcements())
    assert not apart.exists()
    assert list(apart.parent.glob("articles.home-*"))


class TestWhatCannotBeRead:
    """A file of the library that cannot be read keeps nobody out, and is never written over."""

    @pytest.mark.parametrize("name", ["state.json", "cleaning.json"])
    def test_a_folder_in_its_place(self, library: Path, name: str) -> None:
        there = library / ".glosse" / name
        (there / "kept").mkdir(parents=True)
        session = Session(library, creator="tester")
        (said,) = session.announcements()
        assert "a folder stands where a file is needed" in said
        assert str(there) in said
        article = session.open(SECOND)
        keep: Callable[[], object] = (
            partial(session.keep_position, SECOND, caret=7, progress=0.5, view="clean")
            if name == "state.json"
            else partial(session.flip_block, article, 0)
        )
        with pytest.raises(IsADirectoryError):
            keep()
        session.close()
        assert (there / "kept").is_dir()

    @pytest.mark.parametrize("name", ["state.json", "cleaning.json"])
    def test_no_permission(self, library: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        there = library / ".glosse" / name
        there.parent.mkdir(exist_ok=True)
        there.write_text('{"version": 1}\n')
        with monkeypatch.context() as barred:
            _bar(barred, there)
            session = Session(library, creator="tester")
            (said,) = session.announcements()
            assert "there is no permission for it" in said
            assert str(there) in said
            if name == "state.json":
                with pytest.raises(PermissionError):
                    session.keep_position(SECOND, caret=7, progress=0.5, view="clean")
        assert there.read_text() == '{"version": 1}\n'
        if name == "state.json":  # what was not kept then is kept now
            session.keep_position(SECOND, caret=9, progress=0.5, view="clean")
            assert Session(library).reading(SECOND).position == 9
        session.close()

    def test_damaged_rules_stay_where_they_are_until_others_are_taught(self, library: Path) -> None:
        there = library / ".glosse" / "cleaning.json"
        there.parent.mkdir(exist_ok=True)
        there.write_text('{"version": 1,,}')
        session = Session(library, creator="tester")
        assert "Its rules are not used until it is mended." in session.announcements()[0]
        assert [path.name for path in there.parent.glob("cleaning*")] == ["cleaning.json"]
        session.flip_block(session.open(SECOND), 0)
        (said,) = session.announcements()
        (aside,) = there.parent.glob("cleaning.json.corrupt-*")
        assert aside.name in said
        assert aside.read_text() == '{"version": 1,,}'
        session.close()

    def test_a_rule_that_is_not_kept_is_nothing_to_undo(self, library: Path) -> None:
        session = Session(library, creator="tester")
        article = session.annotate(session.open(SECOND), Span(0, 4))
        there = library / ".glosse" / "cleaning.json"
        there.mkdir()
        with pytest.raises(IsADirectoryError):
            session.flip_block(article, 0)
        there.rmdir()
        undone = session.undo()
        assert undone is not None
        assert not session.store.notes(SECOND)
        session.close()

    def test_an_undo_that_fails_can_be_tried_again(self, library: Path) -> None:
        session = Session(library, creator="tester")
        session.flip_block(session.open(SECOND), 0)
        there = library / ".glosse" / "cleaning.json"
        aside = there.rename(there.with_name("aside"))
        there.mkdir()
        with pytest.raises(IsADirectoryError):
            session.undo()
        there.rmdir()
        aside.rename(there)
        assert session.rules.documents
        assert session.undo() is not None
        assert not session.rules.documents
        session.close()


def _bar(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Opening ``path`` fails as for a file of another person."""
    opened = os.open

    def refusing(name: Any, *arguments: Any, **options: Any) -> int:
        if Path(name) == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        return opened(name, *arguments, **options)

    monkeypatch.setattr(os, "open", refusing)


def test_many_marks_are_one_step_and_known_when_their_files_move(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"The text of {name}.", "utf-8")
    session = Session(tmp_path)
    try:
        session.set_read("b.txt", "read")
        keys = ["a.txt", "b.txt", "c.txt"]
        assert session.set_all_read(keys, "read", {"a.txt": "11"}) == ["a.txt", "c.txt"]
        assert [session.reading(key).mark for key in keys] == ["read"] * 3
        assert session.reading("a.txt").digest == "11"
        assert session.set_all_read(keys, "read") == []
        undone = session.undo()
        assert undone is not None
        assert undone.keys == {"a.txt", "c.txt"}
        assert [session.reading(key).mark for key in keys] == ["unread", "read", "unread"]
        session.redo()
    finally:
        session.close()
    again = Session(tmp_path)
    assert [again.reading(key).mark for key in keys] == ["read"] * 3
    again.close()
