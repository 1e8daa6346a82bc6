"""Notes follow a file that was renamed, moved or fetched again, and nothing else."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest

from reader.resettling import lost, resettle, whereabouts
from reader.session import Session
from reader.text import Span

HARBOUR = (
    "The ferry came in at eleven, an hour late. Nobody on the quay seemed to mind.\n\n"
    "A boy counted the ropes aloud, and his sister wrote the numbers on the back of her hand.\n\n"
    "By noon the square was empty again, and the gulls had the steps to themselves.\n"
)
ORCHARD = (
    "Rain fell on the apple trees all week. The grass stood high between the rows.\n\n"
    "On Friday the pickers came back with ladders and a radio that played nothing but news.\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(HARBOUR, "utf-8")
    (tmp_path / "orchard.txt").write_text(ORCHARD, "utf-8")
    return tmp_path


@pytest.fixture
def session(root: Path) -> Session:
    return Session(root, creator="tester")


def note_on(session: Session, key: str, comment: str = "mine") -> None:
    article = session.open(key)
    session.annotate(article, Span(4, 24), comment=comment)


def comments(session: Session, key: str) -> list[str]:
    return [note.comment for note in session.store.notes(key)]


def follow(session: Session) -> list[str]:
    return resettle(session, whereabouts(session.root, lost(session)))


def test_nothing_moves_while_every_file_is_there(session: Session) -> None:
    note_on(session, "harbour.txt")
    assert lost(session).missing == {}
    assert follow(session) == []


def test_a_renamed_file_keeps_its_notes_and_says_so(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    (root / "2025").mkdir()
    os.rename(root / "harbour.txt", root / "2025" / "quay.txt")
    [said] = follow(session)
    assert said == (
        "The notes of harbour.txt went along to 2025/quay.txt (same text); u takes it back."
    )
    [pair] = session.open("2025/quay.txt").notes
    assert (pair.note.comment, pair.anchor.status) == ("mine", "placed")


def test_a_page_fetched_again_under_another_name_is_known_by_its_text(
    session: Session, root: Path
) -> None:
    note_on(session, "harbour.txt")
    (root / "harbour.txt").unlink()
    (root / "harbour (1).txt").write_text(HARBOUR + "\nUpdated at two o'clock.\n", "utf-8")
    [said] = follow(session)
    assert "harbour (1).txt (similar text)" in said
    assert comments(session, "harbour (1).txt") == ["mine"]


def test_another_text_never_gets_the_notes(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    (root / "harbour.txt").unlink()
    assert follow(session) == []
    assert comments(session, "harbour.txt") == ["mine"]


def test_a_file_with_notes_of_its_own_is_left_alone(session: Session, root: Path) -> None:
    (root / "copy.txt").write_text(HARBOUR, "utf-8")
    note_on(session, "harbour.txt")
    note_on(session, "copy.txt", "on the copy")
    (root / "harbour.txt").unlink()
    assert follow(session) == []
    assert comments(session, "copy.txt") == ["on the copy"]


def test_a_move_that_was_taken_back_is_not_made_again(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    os.rename(root / "harbour.txt", root / "quay.txt")
    assert follow(session)
    undone = session.undo()
    assert undone is not None
    assert undone.keys == {"harbour.txt", "quay.txt"}
    assert undone.sentence == "Undone: notes of quay.txt moved to harbour.txt."
    assert follow(session) == []
    session.redo()
    assert comments(session, "quay.txt") == ["mine"]


def test_twins_by_unicode_form_and_case_stay_apart(session: Session, root: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "café.txt") for form in ("NFC", "NFD"))
    names = [composed, decomposed, "CAFÉ.txt"]
    for number, name in enumerate(names):
        (root / name).write_text(f"{number}: {ORCHARD}", "utf-8")
    if len(set(os.listdir(root)) & set(names)) < len(names):
        pytest.skip("this file system takes twins for one file")
    for name in names:
        note_on(session, name, f"on {name}")
    assert follow(session) == []
    again = Session(root)
    assert [comments(again, name) for name in names] == [[f"on {name}"] for name in names]


def test_a_record_goes_where_its_corpus_went(session: Session, root: Path) -> None:
    lines = "\n".join(f'{{"text": "{n} The ferry came in late again today."}}' for n in range(3))
    (root / "news.jsonl").write_text(lines, "utf-8")
    note_on(session, "news.jsonl#2")
    os.rename(root / "news.jsonl", root / "old news.jsonl")
    assert follow(session)
    assert comments(session, "old news.jsonl#2") == ["mine"]


def corpus(*texts: str) -> str:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)


RECORDS = [f"{n}: The ferry came in late again on day {n}, and nobody minded." for n in range(40)]


def test_several_records_go_as_one_step_and_one_sentence(session: Session, root: Path) -> None:
    (root / "news.jsonl").write_text(corpus(*RECORDS), "utf-8")
    for number in (2, 3, 9):
        note_on(session, f"news.jsonl#{number}")
    os.rename(root / "news.jsonl", root / "old.jsonl")
    assert follow(session) == [
        "The notes of news.jsonl went along to old.jsonl (same text); u takes it back."
    ]
    session.undo()
    assert [comments(session, f"news.jsonl#{n}") for n in (2, 3, 9)] == [["mine"]] * 3


def test_an_index_tells_of_records_that_got_another_number(session: Session, root: Path) -> None:
    (root / "news.jsonl").write_text(corpus(*RECORDS), "utf-8")
    note_on(session, "news.jsonl#5")
    os.remove(root / "news.jsonl")
    (root / "sorted.jsonl").write_text(corpus(*reversed(RECORDS)), "utf-8")
    digests = digests_of(session, "sorted.jsonl")
    assert resettle(session, whereabouts(root, lost(session), digests=digests))
    assert comments(session, "sorted.jsonl#36") == ["mine"]


def test_read_marks_and_stars_of_records_go_along(session: Session, root: Path) -> None:
    (root / "news.jsonl").write_text(corpus(*RECORDS), "utf-8")
    keys = [f"news.jsonl#{n}" for n in range(1, 41)]
    session.set_all_read(keys, "read", digests_of(session, "news.jsonl"))
    session.toggle_star("news.jsonl#7")
    (root / "2025").mkdir()
    os.rename(root / "news.jsonl", root / "2025" / "news.jsonl")
    digests = digests_of(session, "2025/news.jsonl")
    resettle(session, whereabouts(root, lost(session), digests=digests))
    assert {session.reading(f"2025/{key}").mark for key in keys} == {"read"}
    assert [key for key in keys if session.reading(f"2025/{key}").starred] == ["news.jsonl#7"]


def test_a_starred_record_is_known_by_its_text(session: Session, root: Path) -> None:
    (root / "news.jsonl").write_text(corpus(*RECORDS), "utf-8")
    session.toggle_star("news.jsonl#7")
    assert session.reading("news.jsonl#7").digest == session.document("news.jsonl#7").digest


def digests_of(session: Session, file: str) -> dict[str, str]:
    """What an index would know."""
    keys = [f"{file}#{n}" for n in range(1, len(RECORDS) + 1)]
    return {key: session.document(key).digest for key in keys}


def test_restored_blocks_go_along(session: Session, root: Path) -> None:
    session.flip_block(session.open("harbour.txt"), 1)
    session.toggle_star("harbour.txt")
    digest = session.open("harbour.txt").document.digest
    os.rename(root / "harbour.txt", root / "quay.txt")
    resettle(session, whereabouts(root, lost(session), digests={"quay.txt": digest}))
    assert [v.kept for v in session.open("quay.txt").verdicts] == [True, False, True]


def test_a_file_named_like_a_record_shares_no_notes_with_it(session: Session, root: Path) -> None:
    (root / "news.jsonl").write_text('{"text": "The first record of them all."}\n', "utf-8")
    (root / "news.jsonl#1").write_text(ORCHARD, "utf-8")
    key = session.key_of(root / "news.jsonl#1")
    note_on(session, key, "on the file")
    note_on(session, "news.jsonl#1", "on the record")
    assert session.open(key).document.text.startswith("Rain fell")
    assert (comments(session, key), comments(session, "news.jsonl#1")) == (
        ["on the file"],
        ["on the record"],
    )


def test_an_index_spares_reading_but_is_not_believed_blindly(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    digest = session.open("harbour.txt").document.digest
    (root / "harbour.txt").unlink()
    stale = {"orchard.txt": digest}
    assert whereabouts(root, lost(session), digests=stale) == []


def test_the_search_can_be_ended(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    os.rename(root / "harbour.txt", root / "quay.txt")
    assert whereabouts(root, lost(session), cancelled=lambda: True) == []


def test_notes_of_a_deleted_file_stay_within_reach(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    (root / "harbour.txt").unlink()
    article = session.open_kept("harbour.txt")
    assert article.gone
    [pair] = article.notes
    assert (pair.note.comment, pair.anchor.status) == ("mine", "orphan")
    before = session.store.page("harbour.txt").facts
    changed = session.edit_note(article, pair.note.id, comment="still mine")
    assert changed.notes[0].note.comment == "still mine"
    assert session.store.page("harbour.txt").facts == before


# Reading.


def test_place_star_and_marks_go_along_with_the_notes(session: Session, root: Path) -> None:
    note_on(session, "harbour.txt")
    session.toggle_star("harbour.txt")
    session.set_mark("harbour.txt", "a", 12)
    session.keep_position("harbour.txt", caret=40, progress=0.5, view="raw")
    os.rename(root / "harbour.txt", root / "quay.txt")
    follow(session)
    reading = session.reading("quay.txt")
    assert (reading.position, reading.view, reading.starred) == (40, "raw", True)
    assert (reading.marks, reading.mark) == ({"a": 12}, "reading")
    assert session.state.last[0] == "quay.txt"
    assert Session(root).reading("quay.txt").starred


def test_a_read_article_without_notes_is_known_by_what_the_index_tells(
    session: Session, root: Path
) -> None:
    session.set_read("orchard.txt", "read")
    digest = session.open("orchard.txt").document.digest
    os.rename(root / "orchard.txt", root / "trees.txt")
    gone = lost(session)
    assert gone.readings == {"orchard.txt": digest}
    assert whereabouts(root, gone) == [], "without an index no file is read for a read mark"
    wrong = whereabouts(root, gone, digests={"harbour.txt": digest})
    assert wrong == [], "an index that is behind is not believed"
    assert resettle(session, whereabouts(root, gone, digests={"trees.txt": digest})) == []
    assert session.reading("trees.txt").mark == "read"


def test_what_another_window_marked_is_told_where_no_note_changed(
    session: Session, root: Path
) -> None:
    other = Session(root, creator="tester")
    assert session.reading_changed() == set()
    other.set_read("orchard.txt", "read")
    assert session.reading_changed() == {"orchard.txt"}
    assert session.reading("orchard.txt").mark == "read"
    assert session.reading_changed() == set()
