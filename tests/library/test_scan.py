"""Which files are articles, and what is never touched."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from reader.library.root import find_root
from reader.library.scan import Entry, entry_of, path_of, scan, split_key

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, FIFOs and odd names are POSIX")


def fill(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Body of {name!a}.\n", encoding="utf-8")


def listed(root: Path) -> dict[str, Entry]:
    return {entry.key: entry for batch in scan(root) for entry in batch}


def test_own_files_come_first_then_folders_by_name(tmp_path: Path) -> None:
    fill(tmp_path, "z.txt", "b/2.md", "a/1.html", "a/deep/3.eml")
    assert list(listed(tmp_path)) == ["z.txt", "a/1.html", "a/deep/3.eml", "b/2.md"]


def test_an_entry_knows_size_and_time(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(5, 1_700_000_000_000_000_000))
    size = (tmp_path / "a.txt").stat().st_size
    assert listed(tmp_path)["a.txt"] == Entry("a.txt", size, 1_700_000_000_000_000_000)


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        ".git/a.txt",
        "picture.png",
        "noext",
        ".glosse/notes/a.txt.json",
        "store.sync-conflict-20260101-120000-ABCDEFG.json",
    ],
)
def test_what_is_no_article_is_not_listed(tmp_path: Path, name: str) -> None:
    fill(tmp_path, name)
    assert listed(tmp_path) == {}


@pytest.mark.parametrize("name", ["A.TXT", "c.jsonl.gz", "c.jsonl.zst", "mail.eml", "p.mhtml"])
def test_formats_are_known_by_their_suffix(tmp_path: Path, name: str) -> None:
    fill(tmp_path, name)
    assert list(listed(tmp_path)) == [name]


@pytest.mark.parametrize("folder", ["Page_files", "Page-Dateien", "Page_pliki", "Page.files"])
def test_the_folder_of_a_saved_page_belongs_to_it(tmp_path: Path, folder: str) -> None:
    fill(tmp_path, "Page.html", f"{folder}/frame.html", "Other_files/own.txt")
    assert list(listed(tmp_path)) == ["Page.html", "Other_files/own.txt"]


def test_the_first_batch_is_small(tmp_path: Path) -> None:
    fill(tmp_path, *(f"{number:04}.txt" for number in range(300)))
    sizes = [len(batch) for batch in scan(tmp_path)]
    assert sizes[0] <= 100
    assert sum(sizes) == 300


def test_a_cancelled_scan_ends(tmp_path: Path) -> None:
    fill(tmp_path, *(f"{number}/a.txt" for number in range(200)))
    asked = iter([False] * 10)
    found = sum(map(len, scan(tmp_path, cancelled=lambda: next(asked, True))))
    assert found < 200


class TestIgnoreFile:
    def test_patterns_of_the_root(self, tmp_path: Path) -> None:
        fill(tmp_path, "a.txt", "b.md", "drafts/x.txt", "keep/drafts.txt", "keep/b.md")
        (tmp_path / ".glosseignore").write_text("# not these\n*.md\ndrafts/\n!keep/b.md\n")
        assert list(listed(tmp_path)) == ["a.txt", "keep/b.md", "keep/drafts.txt"]

    def test_a_leading_slash_means_this_folder(self, tmp_path: Path) -> None:
        fill(tmp_path, "a.txt", "sub/a.txt")
        (tmp_path / ".glosseignore").write_text("/a.txt\n")
        assert list(listed(tmp_path)) == ["sub/a.txt"]

    def test_one_in_a_sub_folder_counts_there(self, tmp_path: Path) -> None:
        fill(tmp_path, "a.txt", "sub/a.txt", "sub/deep/a.txt", "sub/b.txt")
        (tmp_path / "sub" / ".glosseignore").write_text("a.txt\n")
        assert list(listed(tmp_path)) == ["a.txt", "sub/b.txt"]

    @pytest.mark.parametrize(
        ("pattern", "left"),
        [
            ("2024/**", ["b.txt"]),
            ("**/x?.txt", ["b.txt"]),
            ("2024/*/x[0-4].txt", ["b.txt"]),
            ("x[!0-2].txt", ["b.txt", "2024/1/x1.txt"]),
            ("[z-a]", ["b.txt", "2024/1/x1.txt", "2024/1/x3.txt"]),
            ("[", ["b.txt", "2024/1/x1.txt", "2024/1/x3.txt"]),
        ],
    )
    def test_globs(self, tmp_path: Path, pattern: str, left: list[str]) -> None:
        fill(tmp_path, "b.txt", "2024/1/x1.txt", "2024/1/x3.txt")
        (tmp_path / ".glosseignore").write_text(pattern + "\n")
        assert list(listed(tmp_path)) == left


@posix
class TestHostileFolders:
    def test_links(self, tmp_path: Path) -> None:
        root = tmp_path / "root"
        fill(root, "real.txt")
        fill(tmp_path, "secret.txt")
        for target, name in [
            ("real.txt", "inside.txt"),
            (".", "loop_dir"),
            ("b.txt", "a.txt"),
            ("a.txt", "b.txt"),
            ("/dev/zero", "device.txt"),
            ("../secret.txt", "outside.txt"),
            ("gone.txt", "dangling.txt"),
        ]:
            (root / name).symlink_to(target)
        found = {key: entry.readable for key, entry in listed(root).items()}
        assert found == {
            "dangling.txt": "a link to a file that is not there",
            "inside.txt": "",
            "outside.txt": "a link that leads out of the library",
            "real.txt": "",
        }

    def test_pipes_and_sockets_are_no_files(self, tmp_path: Path, monkeypatch) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.txt")
            assert listed(tmp_path) == {}

    @pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads it all")
    def test_a_file_without_permission_is_listed_with_the_reason(self, tmp_path: Path) -> None:
        fill(tmp_path, "a.txt", "b.txt")
        (tmp_path / "a.txt").chmod(0)
        assert listed(tmp_path)["a.txt"].readable == "you have no permission to read it"
        assert listed(tmp_path)["b.txt"].readable == ""

    @pytest.mark.parametrize(
        "name",
        [
            *("new\nline.txt", "esc\x1b]0;pwned\x07.txt", "\u202egnp.exe.txt", "-rf.txt"),
            *("[@click=app.quit]x.txt", "nfc_é.txt", "nfd_e\u0301.txt", "tab\there.txt"),
            *(" x .txt", "a#b.txt"),
        ],
    )
    def test_odd_names_are_keys_like_others(self, tmp_path: Path, name: str) -> None:
        fill(tmp_path, name)
        assert list(listed(tmp_path)) == [name]
        assert entry_of(tmp_path, name) == listed(tmp_path)[name]
        assert Path(path_of(tmp_path, name)).read_text(encoding="utf-8").startswith("Body")

    def test_a_name_that_is_no_utf8_keeps_its_bytes(self, tmp_path: Path) -> None:
        path = os.fsencode(tmp_path) + b"/bad_\xff\xfe.txt"
        try:
            with open(path, "wb"):
                pass
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        assert list(listed(tmp_path)) == ["bad_\udcff\udcfe.txt"]
        assert os.fsencode(path_of(tmp_path, "bad_\udcff\udcfe.txt")) == path

    def test_sixty_levels(self, tmp_path: Path) -> None:
        key = "/".join(["level"] * 60) + "/bottom.txt"
        fill(tmp_path, key)
        assert list(listed(tmp_path)) == [key]


def test_entry_of_a_gone_or_hidden_file_is_none(tmp_path: Path) -> None:
    fill(tmp_path, "picture.png")
    assert entry_of(tmp_path, "gone.txt") is None
    assert entry_of(tmp_path, "picture.png") is None


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("a.txt", ("a.txt", "")),
        ("a#b.txt", ("a#b.txt", "")),
        ("c.jsonl#17", ("c.jsonl", "17")),
        ("d/c.jsonl.gz#2", ("d/c.jsonl.gz", "2")),
        ("c.jsonl#x.txt", ("c.jsonl#x.txt", "")),
        ("c.jsonl#17/a.txt", ("c.jsonl#17/a.txt", "")),
        ("c.jsonl#17#", ("c.jsonl#17", "")),
        ("c.jsonl#17##", ("c.jsonl#17#", "")),
        ("c.jsonl", ("c.jsonl", "")),
    ],
)
def test_keys_of_records(key: str, parts: tuple[str, str]) -> None:
    assert split_key(key) == parts


class TestRoot:
    def test_the_nearest_folder_with_a_store(self, tmp_path: Path) -> None:
        fill(tmp_path, "lib/.glosse/x", "lib/sub/deep/a.txt")
        assert find_root(tmp_path / "lib" / "sub" / "deep") == tmp_path / "lib"
        assert find_root(tmp_path / "lib" / "sub" / "deep" / "a.txt") == tmp_path / "lib"

    def test_without_one_the_folder_itself(self, tmp_path: Path) -> None:
        fill(tmp_path, "sub/a.txt")
        assert find_root(tmp_path / "sub") == tmp_path / "sub"
        assert find_root(tmp_path / "sub" / "a.txt") == tmp_path / "sub"


@pytest.mark.parametrize(
    "key", [".hidden.txt", ".old/a.txt", "drafts/a.txt", "b.draft.txt", "Page_files/a.html",
            "sub/deep/c.txt", "linked/a.txt"],
)  # fmt: skip
def test_entry_of_what_is_left_out_of_the_list_is_none(tmp_path: Path, key: str) -> None:
    fill(tmp_path, "Page.html", "drafts/a.txt", ".old/a.txt", "b.draft.txt", "Page_files/a.html",
         "sub/deep/c.txt", ".hidden.txt", "other/a.txt")  # fmt: skip
    (tmp_path / "linked").symlink_to(tmp_path / "other")
    (tmp_path / ".glosseignore").write_text("drafts/\n*.draft.txt\n")
    (tmp_path / "sub" / ".glosseignore").write_text("deep\n")
    assert key not in listed(tmp_path)
    assert entry_of(tmp_path, key) is None
    assert entry_of(tmp_path, "other/a.txt") == listed(tmp_path)["other/a.txt"]
