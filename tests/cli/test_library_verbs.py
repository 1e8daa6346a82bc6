"""The verbs that ask a library: ls, search, stats, and what they print into a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import FIRST, SECOND, Shell

SECOND_TITLE = "Selenskyj und Trump diskutieren über Verteidigungskooperation"


def test_ls_lists_titles_and_facts(shell: Shell, library: Path) -> None:
    rows = shell.json("ls", library)
    assert [row["key"] for row in rows] == [FIRST, SECOND]
    assert rows[1]["title"] == SECOND_TITLE
    assert (rows[1]["language"], rows[1]["site"], rows[1]["mark"]) == (
        "de",
        "IT BOLTWISE",
        "unread",
    )
    assert Path(rows[1]["path"]).is_file()
    lines = shell.glosse("ls", library).stdout.decode().splitlines()
    assert lines[1].split("\t")[1:5] == [SECOND_TITLE, "IT BOLTWISE", "de", "2"]


def test_ls_writes_nothing_into_the_library(shell: Shell, library: Path) -> None:
    before = sorted(library.rglob("*"))
    shell.glosse("ls", library)
    assert sorted(library.rglob("*")) == before


def test_ls_filters_with_negation_and_ranges(shell: Shell, library: Path) -> None:
    def keys(*query: str) -> list[str]:
        return [row["key"] for row in shell.json("ls", library, "--no-index", *query)]

    shell.glosse("ls", library)
    assert keys("site:boltwise") == [SECOND]
    assert keys("-site:boltwise") == [FIRST]
    assert keys("words:<350") == [FIRST]
    assert keys("selenskyj", "lang:de") == [SECOND]
    nothing = shell.glosse("ls", library, "--no-index", "lang:fr")
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    wrong = shell.glosse("ls", library, "words:many")
    assert wrong.returncode == 2
    assert b"words: wants a number" in wrong.stderr


def test_ls_sorts_and_limits(shell: Shell, library: Path) -> None:
    longest = shell.json("ls", library, "--sort", "length", "--limit", "1")
    assert [row["key"] for row in longest] == [SECOND]
    turned = shell.json("ls", library, "--sort", "length", "--reverse", "--no-index")
    assert [row["key"] for row in turned] == [FIRST, SECOND]
    assert shell.glosse("ls", library, "--limit", "0").returncode == 2


def test_a_file_or_a_folder_may_be_named(shell: Shell, library: Path) -> None:
    (library / ".glosse").mkdir()
    (library / "2025").mkdir()
    (library / "2025" / "new.txt").write_text("The harbour was closed on Monday.\n", "utf-8")
    assert [row["key"] for row in shell.json("ls", library / "2025")] == ["2025/new.txt"]
    assert [row["key"] for row in shell.json("ls", library / FIRST)] == [FIRST]
    assert len(shell.json("ls", cwd=library / "2025")) == 3, "the library above this folder"


@pytest.mark.skipif(os.name == "nt", reason="such names are not allowed there")
def test_odd_names_survive_a_pipe(shell: Shell, library: Path) -> None:
    names = [b"line\nbreak.txt", b"esc\x1b]0;x\x07.txt", b"latin-\xe9.txt", "ü\u202e.txt".encode()]
    for name in names:
        path = os.path.join(os.fsencode(library), name)
        Path(os.fsdecode(path)).write_text("The harbour was closed.\n", "utf-8")
    done = shell.glosse("ls", ".", "-0", cwd=library)
    found = done.stdout.split(b"\0")[:-1]
    assert sorted(names) == sorted(name for name in found if not name.startswith(b"00"))
    plain = shell.glosse("ls", ".", "--no-index", cwd=library).stdout
    assert len(plain.splitlines()) == 6
    assert b"\x1b" not in plain
    assert b"\x1b" not in shell.glosse("ls", ".", "--json", "--no-index", cwd=library).stdout


def test_search_finds_words_and_marks_them(shell: Shell, library: Path) -> None:
    (hit,) = shell.json("search", "--in", library, "Patriot")
    assert hit["key"] == SECOND
    snippet = hit["snippets"][0]
    start, end = snippet["spans"][0]
    assert snippet["text"][start:end] == "Patriot"
    plain = shell.glosse("search", "patriot", "lang:de", cwd=library).stdout.decode()
    assert plain.split("\t")[:2] == [SECOND, SECOND_TITLE]
    assert shell.glosse("search", "StepStone", cwd=library).returncode == 1, "it was removed"
    assert b"Words that begin so: patr*" in shell.glosse("search", "patr", cwd=library).stderr
    assert shell.json("search", "patriot", "-lang:de", cwd=library) == []
    assert shell.json("search", "-", given=b"patriot\n", cwd=library)[0]["key"] == SECOND


def test_search_takes_paths_around_its_words(shell: Shell, library: Path) -> None:
    (library / ".glosse").mkdir()
    (library / "2025").mkdir()
    (library / "2025" / "new.txt").write_text("The Patriot was closed on Monday.\n", "utf-8")
    keys = {SECOND, "2025/new.txt"}
    assert {hit["key"] for hit in shell.json("search", "patriot", library)} == keys
    assert {hit["key"] for hit in shell.json("search", "patriot", ".", cwd=library)} == keys
    for words in (["patriot", "2025/"], ["2025/", "patriot"], ["./2025/new.txt", "patriot"]):
        (hit,) = shell.json("search", *words, cwd=library)
        assert hit["key"] == "2025/new.txt"
    done = shell.glosse("search", "patriot", "2025", cwd=library)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"2025 was sought as a word; 2025/ is the folder." in done.stderr
    assert shell.glosse("search", "2025/", cwd=library).returncode == 2, "nothing is sought"
    assert shell.json("search", "n/a", cwd=library) == [], "no such path: words"


def test_search_knows_reading_state_and_notes(shell: Shell, library: Path) -> None:
    from tests.cli.notes import annotate

    annotate(library, SECOND, "Patriot", comment="Ask Raytheon", tags=["weapons"])
    (hit,) = shell.json("search", "raytheon", cwd=library)
    assert (hit["key"], hit["note"][:9]) == (SECOND, "urn:uuid:")
    found = shell.json("search", "patriot", "tag:weapons", cwd=library)
    assert {hit["key"] for hit in found} == {SECOND}
    assert shell.json("search", "Trump", "tag:weapons", "is:read", cwd=library) == []
    assert [hit["key"] for hit in shell.json("ls", library, "has:notes")] == [SECOND]


def test_stats_count(shell: Shell, library: Path) -> None:
    (figures,) = shell.json("stats", library)
    assert (figures["articles"], figures["languages"]) == (2, {"de": 2})
    assert figures["marks"] == {"unread": 2, "reading": 0, "read": 0}
    assert b"articles  2" in shell.glosse("stats", library).stdout
    empty = library / "empty"
    empty.mkdir()
    assert shell.glosse("stats", empty).returncode == 1


def test_a_path_that_is_not_there(shell: Shell, library: Path) -> None:
    done = shell.glosse("stats", library / "missing")
    assert done.returncode == 1
    assert b"does not exist" in done.stderr
    two = shell.glosse("stats", library, library.parent)
    assert two.returncode == 2
    assert b"different libraries" in two.stderr


def test_the_reader_of_ls_may_leave(shell: Shell, library: Path) -> None:
    for number in range(300):
        (library / f"{number}.txt").write_text(f"The harbour, part {number}.\n", "utf-8")
    command = f"{sys.executable} -m reader ls . --json | head -1"
    done = subprocess.run(
        ["sh", "-c", command], cwd=library, capture_output=True, env=shell.environment, timeout=60
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


@pytest.mark.parametrize("verb", ["ls", "stats", "search harbour --library"])
def test_without_a_place_for_an_index_the_files_are_read_anew(
    shell: Shell, library: Path, verb: str
) -> None:
    shell.environment["HOME"] = os.devnull
    shell.environment.pop("XDG_CACHE_HOME", None)
    (library / "one.txt").write_text("The harbour was closed after the storm.\n", "utf-8")
    done = shell.glosse(*verb.split(), library)
    assert done.returncode == 0
    assert b"All files are read anew" in done.stderr or b"all files are read anew" in done.stderr
    assert b"one.txt" in done.stdout or b"articles" in done.stdout
