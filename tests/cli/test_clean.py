"""`glosse clean` as a pipe sees it."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from reader.cleaning.verdict import KEPT, Verdict
from reader.cli.cleaning import with_headline
from reader.documents import load
from tests.cli.shell import Shell
from tests.seeds import SEEDS


def glosse(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return Shell(Path.home()).process(*arguments, given=given)


def test_the_article_is_printed() -> None:
    done = glosse("clean", str(sorted(SEEDS.glob("*.txt"))[1]))
    assert done.returncode == 0
    assert done.stdout.decode().startswith("KIEW / LONDON")
    assert "Insgesamt bleibt abzuwarten" in done.stdout.decode()


def test_stdin_and_what_was_removed() -> None:
    page = sorted(SEEDS.glob("*.txt"))[1].read_bytes()
    kept = glosse("clean", "-", given=page).stdout.decode()
    removed = glosse("clean", "--removed", "-", given=page).stdout.decode()
    assert "StepStone" in removed
    assert "StepStone" not in kept
    assert removed.startswith("[")


HEADED = "The quay is open again\n\nBy Ada Example\n\nThe ferry came in at eleven, and stayed.\n"
REMOVED = Verdict(False, "headline or teaser", 0.8)
BYLINE = Verdict(False, "byline or date", 0.9)


def kept_with_headline(*verdicts: Verdict, text: str = HEADED, name: str = "a.txt") -> list[bool]:
    document = load(text.encode(), name)
    assert len(document.blocks) == len(verdicts)
    return [verdict.kept for verdict in with_headline(document, verdicts)]


def test_a_headline_above_its_byline_is_printed() -> None:
    assert kept_with_headline(REMOVED, BYLINE, KEPT) == [True, False, True]


def test_no_other_line_above_the_text_is_taken_for_its_headline() -> None:
    assert kept_with_headline(REMOVED, REMOVED, KEPT) == [False, False, True]
    assert kept_with_headline(REMOVED, KEPT, KEPT) == [False, True, True]
    assert kept_with_headline(REMOVED, BYLINE, REMOVED) == [False, False, False]
    assert kept_with_headline(BYLINE, BYLINE, KEPT) == [False, False, True]
    other = HEADED.replace("The quay", "Title: Else\n\nThe quay", 1)
    assert not any(kept_with_headline(REMOVED, REMOVED, BYLINE, REMOVED, text=other))


def test_a_headline_that_the_reader_removed_stays_away() -> None:
    by_reader = replace(REMOVED, source="reader")
    assert kept_with_headline(by_reader, BYLINE, KEPT) == [False, False, True]


def test_json_names_every_block() -> None:
    text = "Erste Zeile des Artikels, lang genug für einen Satz.\nNoch eine Zeile dazu.\n"
    done = glosse("clean", "--json", "-", given=text.encode())
    (row,) = map(json.loads, done.stdout.splitlines())
    assert set(row) == {"source", "id", "title", "language", "text", "blocks"}
    assert row["source"] == "-"
    spans = [text[block["start"] : block["end"]] for block in row["blocks"]]
    assert spans == text.splitlines()


def test_a_broken_file_is_reported_and_the_others_are_cleaned(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    shutil.copy(sorted(SEEDS.glob("*.txt"))[0], good)
    bad.write_bytes(b"\x7fELF" + bytes(64))
    done = glosse("clean", str(bad), str(good))
    assert done.returncode == 1
    assert b"bad.txt" in done.stderr
    assert b"Gigantenaufgabe" in done.stdout
    assert b"Traceback" not in done.stderr


def test_one_record_of_a_corpus_is_named_by_its_number(tmp_path: Path) -> None:
    corpus = tmp_path / "news.jsonl"
    texts = ("The ferry came in late.", "Nobody minded.", "The gulls had the steps.")
    corpus.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    assert glosse("clean", f"{corpus}#2").stdout.decode() == "Nobody minded.\n"
    missing = glosse("clean", f"{corpus}#9")
    assert missing.returncode == 1
    assert "no record 9" in missing.stderr.decode()
    assert "last one is 3" in missing.stderr.decode()
    lone = tmp_path / "news.jsonl#2"
    lone.write_text("A file of that name goes first.\n", "utf-8")
    assert glosse("clean", str(lone)).stdout.decode() == "A file of that name goes first.\n"


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"Satz Nummer {number} steht hier.\n", "utf-8")
    one = glosse("clean", "--json", str(tmp_path))
    two = glosse("clean", "--json", "--jobs", "2", str(tmp_path))
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 40


def test_usage_errors_exit_2() -> None:
    assert glosse("clean").returncode == 2
    assert glosse("clean", "--nonsense").returncode == 2
    assert glosse("clean", "missing.txt").returncode == 1


def test_help_and_version() -> None:
    assert b"clean" in glosse("--help").stdout
    assert glosse("--version").stdout.startswith(b"glosse ")
    assert b"examples" in glosse("clean", "--help").stdout


def test_without_a_terminal_the_reader_says_so() -> None:
    done = glosse(str(SEEDS))
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr


def test_of_what_is_empty_nothing_is_found(tmp_path: Path) -> None:
    done = glosse("clean", "-", given=b" \n\n")
    assert (done.returncode, done.stderr) == (1, b"glosse: There is no text in what you named.\n")
    assert glosse("clean", "--json", "-", given=b"").returncode == 0


def test_a_name_that_was_left_empty_is_no_folder() -> None:
    done = glosse("add", "")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Name a file" in done.stderr
