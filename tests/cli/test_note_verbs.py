"""The verbs about notes: notes, export, import, verify, merge, agree, and editing as Markdown."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import arriving
from reader.documents.model import Document
from reader.notes.model import Colour, DocumentFacts
from tests.cli.notes import annotate, notes_of
from tests.cli.shell import FIRST, SECOND, Shell
from tests.seeds import copy_seeds


@pytest.fixture
def noted(library: Path) -> Path:
    annotate(library, SECOND, "Patriot", comment="Ask the maker", tags=["weapons", "kiev"])
    annotate(library, SECOND, "Jermak", colour=Colour.PINK, comment="=1+1 | #x")
    annotate(library, FIRST, "6.000 UAV", tags=["weapons"], creator="anna")
    return library


def test_notes_are_listed_and_chosen(shell: Shell, noted: Path) -> None:
    def quotes(*options: str | Path) -> list[str]:
        return [row["quote"] for row in shell.json("notes", noted, *options)]

    assert sorted(quotes()) == ["6.000 UAV", "Jermak", "Patriot"]
    assert sorted(quotes("--tag", "Weapons")) == ["6.000 UAV", "Patriot"]
    assert quotes("--tag", "weapons", "--tag", "#kiev") == ["Patriot"]
    assert quotes("--colour", "pink") == ["Jermak"]
    assert quotes("--text", "MAKER ask") == ["Patriot"]
    assert quotes("--creator", "anna") == ["6.000 UAV"]
    assert len(quotes("--date", "2020..")) == 3
    assert quotes("--date", "<2020") == []
    assert quotes("--status", "orphan") == []
    assert len(quotes("--lang", "de")) == len(quotes("--lang", "uk", "--lang", "de-AT")) == 3
    assert quotes("--lang", "en") == []
    assert shell.glosse("export", noted, "--lang", "en").returncode == 1
    assert b"--lang de" in shell.glosse("notes", "lang:de", cwd=noted).stderr
    assert shell.glosse("notes", noted, "--date", "soon").returncode == 2


def test_a_note_says_where_it_stands(shell: Shell, noted: Path) -> None:
    (row,) = shell.json("notes", noted, "--text", "patriot")
    text = (noted / SECOND).read_text("utf-8")
    assert text[row["start"] : row["end"]] == "Patriot"
    assert (row["status"], row["tags"], row["colour"]) == ("placed", ["weapons", "kiev"], "yellow")
    plain = shell.glosse("notes", noted / SECOND).stdout.decode().splitlines()
    assert len(plain) == 2
    assert any(line.endswith("placed\tPatriot\tAsk the maker\t#weapons #kiev") for line in plain)


def test_paths_come_from_another_verb(shell: Shell, noted: Path) -> None:
    paths = shell.glosse("ls", ".", "--paths", "has:notes", "uav", cwd=noted)
    assert paths.returncode == 1, "the title does not hold the word"
    paths = shell.glosse("ls", ".", "--paths", "-site:boltwise", cwd=noted).stdout
    rows = shell.json("notes", "-", given=paths, cwd=noted)
    assert [row["quote"] for row in rows] == ["6.000 UAV"]


def test_orphans_and_missing_sources_fail_verification(shell: Shell, noted: Path) -> None:
    fine = shell.glosse("verify", noted)
    assert (fine.returncode, fine.stdout) == (0, b"")
    (noted / SECOND).write_text("Etwas ganz anderes steht jetzt hier.\n", "utf-8")
    (noted / FIRST).unlink()
    rows = shell.json("verify", noted)
    assert {row["quote"]: row["finding"] for row in rows} == {
        "Patriot": "orphan",
        "Jermak": "orphan",
        "6.000 UAV": "source missing",
    }
    done = shell.glosse("verify", noted)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    (lost,) = shell.json("notes", noted, "--status", "missing")
    assert lost["quote"] == "6.000 UAV"


def test_exports(shell: Shell, noted: Path, tmp_path: Path) -> None:
    markdown = shell.glosse("export", noted).stdout.decode()
    assert "Patriot" in markdown
    assert "#weapons" in markdown
    rows = list(
        csv.reader(io.StringIO(shell.glosse("export", noted, "--format", "csv").stdout.decode()))
    )
    assert len(rows) == 4
    assert not any(cell.startswith("=") for row in rows for cell in row)
    page = json.loads(shell.glosse("export", noted / FIRST, "--format", "json").stdout)
    assert page["type"] == "AnnotationPage"
    for name in ("hypothesis", "anki", "org", "text"):
        assert b"UAV" in shell.glosse("export", noted, "--format", name).stdout
    assert shell.glosse("export", noted, "--tag", "nothing").returncode == 1


def test_a_file_an_article_and_nothing_written_over(
    shell: Shell, noted: Path, tmp_path: Path
) -> None:
    out = tmp_path / "vault"
    assert shell.glosse("export", noted, "--out", f"{out}/").returncode == 0
    made = sorted(path.name for path in out.iterdir())
    assert len(made) == 2
    assert all(name.endswith(".md") for name in made)
    again = shell.glosse("export", noted, "--out", out)
    assert again.returncode == 1
    assert b"--force" in again.stderr
    assert shell.glosse("export", noted, "--out", out, "--force").returncode == 0
    one = tmp_path / "all.org"
    assert shell.glosse("export", noted, "--format", "org", "--out", one).returncode == 0
    assert "Patriot" in one.read_text("utf-8")


@pytest.mark.parametrize("name", ["json", "hypothesis"])
def test_what_was_exported_comes_back_once(
    shell: Shell, noted: Path, tmp_path: Path, name: str
) -> None:
    data = shell.glosse("export", noted, "--format", name).stdout
    other = tmp_path / "other"
    copy_seeds(other)
    (dry,) = shell.json("import", "-", "--dry-run", "--library", other, given=data)
    assert (dry["placed"], dry["added"]) == (3, 0)
    (report,) = shell.json("import", "-", "--library", other, given=data)
    assert (report["placed"], report["added"], report["homeless"]) == (3, 3, 0)
    (again,) = shell.json("import", "-", "--library", other, given=data)
    assert (again["added"], again["changed"]) == (0, 0)
    assert {note.exact for note in notes_of(other, SECOND)} == {"Patriot", "Jermak"}


def test_an_import_that_is_ended_before_all_is_ready_changes_nothing(
    shell: Shell, noted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shell.glosse("export", noted, "--format", "json").stdout
    other = tmp_path / "other"
    copy_seeds(other)
    told = arriving.facts_of
    asked: list[object] = []

    def interrupted(document: Document, language: str = "") -> DocumentFacts:
        asked.append(document)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return told(document, language)

    monkeypatch.setattr(arriving, "facts_of", interrupted)
    done = shell.glosse("import", "-", "--library", other, given=data)
    assert (done.returncode, done.stdout) == (130, b"")
    assert notes_of(other, FIRST) == notes_of(other, SECOND) == []
    monkeypatch.undo()
    (report,) = shell.json("import", "-", "--library", other, given=data)
    assert report["added"] == 3


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal on Windows")
def test_an_import_says_on_a_terminal_how_far_it_is(
    shell: Shell, noted: Path, tmp_path: Path
) -> None:
    file = tmp_path / "notes.json"
    file.write_bytes(shell.glosse("export", noted, "--format", "json").stdout)
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "reader", "import", str(file), "--library", str(noted)]
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        done = subprocess.run(
            words, stdout=subprocess.PIPE, stderr=theirs, env=shell.environment, timeout=60
        )
        os.close(theirs)
        shown = terminal.read(100_000).decode()
    assert "placing ━" in shown
    assert " of 3 · " in shown
    assert shown.endswith("\r\x1b[K")
    assert done.stdout == b"3 placed; 0 added, 0 changed.\n"


def test_notes_without_an_article_are_reported(shell: Shell, noted: Path, tmp_path: Path) -> None:
    data = shell.glosse("export", noted, "--format", "json").stdout
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(noted / FIRST, other)
    done = shell.glosse("import", "-", "--library", other, given=data)
    assert done.returncode == 1
    assert done.stderr.count(b"No article here for") == 2
    assert len(notes_of(other, FIRST)) == 1
    assert shell.glosse("import", "-", "--library", other, given=b"\xff\xfe").returncode == 1


def test_a_note_whose_title_fits_nothing_is_placed_where_its_quote_stands(
    shell: Shell, noted: Path, tmp_path: Path
) -> None:
    text = (noted / SECOND).read_text("utf-8")
    quote = next(line for line in text.splitlines() if len(line) > 200)[20:140].strip()
    table = tmp_path / "readwise.csv"
    rows = [
        ("Highlight", "Title"),
        (quote, "A title of its own"),
        ("Not in any of them, ever", "B"),
    ]
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    (report,) = shell.json("import", table, "--library", noted)
    assert (report["placed"], report["added"], report["homeless"]) == (1, 1, 1)
    assert " ".join(quote.split()) in {" ".join(n.exact.split()) for n in notes_of(noted, SECOND)}
    (again,) = shell.json("import", table, "--library", noted)
    assert (again["added"], again["changed"]) == (0, 0)


def test_merging_another_persons_notes(shell: Shell, noted: Path, tmp_path: Path) -> None:
    anna = tmp_path / "anna"
    copy_seeds(anna)
    (anna / SECOND).rename(anna / "renamed.txt")
    annotate(anna, "renamed.txt", "Trump", comment="mine")
    before = {path: path.read_bytes() for path in anna.rglob("*") if path.is_file()}
    (report,) = shell.json("merge", anna, "--as", "anna", "--library", noted)
    assert (report["added"], report["homeless"]) == (1, 0)
    merged = notes_of(noted, SECOND)
    assert {(note.exact, note.creator) for note in merged} >= {("Trump", "anna"), ("Patriot", "")}
    (again,) = shell.json("merge", anna, "--as", "anna", "--library", noted)
    assert (again["added"], again["changed"]) == (0, 0)
    assert {path: path.read_bytes() for path in anna.rglob("*") if path.is_file()} == before


def test_agreement_of_two_readers(shell: Shell, noted: Path, tmp_path: Path) -> None:
    anna = tmp_path / "anna"
    copy_seeds(anna)
    annotate(anna, SECOND, "Patriot", tags=["weapons"])
    rows = shell.json("agree", noted, "--with", anna)
    by_tag = {row["tag"]: row for row in rows}
    assert by_tag["weapons"]["f1"] == 1
    assert by_tag["weapons"]["alpha"] == 1
    assert by_tag["kiev"]["f1"] == 0
    assert by_tag["kiev"]["differences"][0]["text"] == "Patriot"
    alone = shell.glosse("agree", anna)
    assert alone.returncode == 1
    assert b"by one person" in alone.stderr


def editor(tmp_path: Path, script: str) -> str:
    """An editor that changes the text by a line of Python."""
    path = tmp_path / "editor.py"
    path.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text('utf-8')\n"
        f"path.write_text({script}, 'utf-8')\n",
        "utf-8",
    )
    return f"{sys.executable} {path}"


def test_notes_are_edited_as_markdown(shell: Shell, noted: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "text.replace('Ask the maker', 'Asked.').replace('kiev', 'kyiv')")
    done = shell.glosse("notes", "edit", noted, VISUAL=command)
    assert (done.returncode, done.stderr) == (0, b"")
    (note,) = [note for note in notes_of(noted, SECOND) if note.exact == "Patriot"]
    assert (note.comment, note.tags) == ("Asked.", ("weapons", "kyiv"))
    assert list(shell.home.rglob("notes-*.md")) == []


def test_a_damaged_passage_is_refused_with_its_line(
    shell: Shell, noted: Path, tmp_path: Path
) -> None:
    command = editor(tmp_path, "text.replace('> Patriot', '> Patriots').replace('6.000', '6.001')")
    done = shell.glosse("notes", "edit", noted, VISUAL=command)
    assert done.returncode == 1
    assert done.stderr.count(b"glosse: line ") == 2
    assert {note.exact for note in notes_of(noted, SECOND)} == {"Patriot", "Jermak"}
    kept = Path(done.stderr.decode().rsplit("still in ", 1)[1].strip().rstrip("."))
    assert "Patriots" in kept.read_text("utf-8")
    assert list(shell.home.rglob("notes-*.md")) == [kept]


def test_an_editor_that_fails_changes_nothing(shell: Shell, noted: Path) -> None:
    done = shell.glosse("notes", "edit", noted, VISUAL="false")
    assert done.returncode == 1
    assert b"nothing was changed" in done.stderr
    missing = shell.glosse("notes", "edit", noted, VISUAL="no-such-editor")
    assert b"cannot be started" in missing.stderr
    assert list(shell.home.rglob("notes-*.md")) == []


def test_what_was_written_is_kept_when_the_editor_fails(
    shell: Shell, noted: Path, tmp_path: Path
) -> None:
    script = tmp_path / "breaks.py"
    lines = ("import sys", "open(sys.argv[1], 'a').write('half a thought')", "sys.exit(3)")
    script.write_text("\n".join(lines), "utf-8")
    done = shell.glosse("notes", "edit", noted, VISUAL=f"{sys.executable} {script}")
    assert done.returncode == 1
    (kept,) = shell.home.rglob("notes-*.md")
    assert str(kept) in done.stderr.decode()
    assert kept.read_text("utf-8").endswith("half a thought")


@pytest.mark.parametrize("name", ["json", "hypothesis", "csv"])
def test_what_was_exported_here_changes_nothing_when_it_comes_back(
    shell: Shell, noted: Path, tmp_path: Path, name: str
) -> None:
    source = noted / SECOND
    source.write_text(source.read_text("utf-8").replace("Patriot", "P-System"), "utf-8")
    made = tmp_path / f"notes.{name}"
    assert shell.glosse("export", "--format", name, "--out", made, noted).returncode == 0
    before = notes_of(noted, SECOND)
    done = shell.glosse("import", made, "--library", noted)
    assert b"1 orphan" in done.stdout
    assert b"0 added, 0 changed" in done.stdout
    assert notes_of(noted, SECOND) == before


def test_a_text_is_no_file_of_notes_and_is_told_so(shell: Shell, noted: Path) -> None:
    done = shell.glosse("import", noted / SECOND, "--library", noted)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"There are no notes in" in done.stderr
    assert b"What can be read: JSON" in done.stderr


def test_a_field_of_the_filter_is_told_as_an_option(shell: Shell, noted: Path) -> None:
    done = shell.glosse("notes", "tag:kiev", "--library", noted)
    assert done.returncode != 0
    assert b"write --tag kiev" in done.stderr
