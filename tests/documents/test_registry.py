from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

import pytest

from reader.documents import Refused, load, open_document, registry

TEXT = "A first line.\r\nA second line.\n"


def test_a_file_opens_as_a_document(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    document = open_document(path)
    assert document.text == "A first line.\nA second line.\n"
    assert document.digest == hashlib.sha256(document.text.encode()).hexdigest()
    assert document == load(TEXT.encode(), "a.txt")


def test_gzip_of_a_text_opens():
    assert load(gzip.compress(TEXT.encode()), "a.txt.gz").text == load(TEXT.encode()).text


def test_a_gzip_bomb_is_refused():
    with pytest.raises(Refused, match="unpacked"):
        load(gzip.compress(b"a" * 300_000_000, 9), "a.txt.gz")


def test_what_does_not_exist_is_said(tmp_path: Path):
    with pytest.raises(Refused, match="does not exist"):
        open_document(tmp_path / "none.txt")


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="folder"):
        open_document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Refused, match="pipe"):
        open_document(tmp_path / "pipe.txt")
    with pytest.raises(Refused, match="device"):
        open_document(Path("/dev/zero"))


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(8 << 30)
    with pytest.raises(Refused, match=r"too large|binary"):
        open_document(path)


def test_the_readers_encoding_is_used(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes("Дощ".encode("koi8-u"))
    assert open_document(path, encoding="koi8-u").text == "Дощ"


def test_every_format_has_words_and_a_reader():
    for row in registry.FORMATS:
        assert row.title
        assert row.keeps
        assert callable(row.reader())


def test_a_gzip_file_that_was_cut_off_says_so():
    words = "".join(
        f"Line {n} of a text with a number {n * 7919}.\n" for n in range(2_000)
    ).encode()
    whole = load(gzip.compress(words), "a.txt.gz")
    assert whole.notices == ()
    cut = load(gzip.compress(words)[:-500], "a.txt.gz")
    assert cut.text.startswith("Line 0 of a text")
    assert "damaged or cut off" in cut.notices[0]
    two = load(gzip.compress(words) + gzip.compress(words)[:-500], "a.txt.gz")
    assert "damaged or cut off" in two.notices[0]


def test_members_by_the_thousand():
    assert load(gzip.compress(b"a") * 50_000, "a.txt.gz").text == "a" * 50_000
    assert load(gzip.compress(b"words") + bytes(512), "a.txt.gz").notices == ()


def test_a_link_out_of_the_library_is_refused_wherever_it_stands(tmp_path: Path):
    from reader.documents.opening import refuse_outside

    library, outside = tmp_path / "library", tmp_path / "outside"
    library.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (library / "inside.txt").write_text("words")
    try:
        (library / "file.txt").symlink_to(outside / "secret.txt")
        (library / "folder").symlink_to(outside)
        (library / "same.txt").symlink_to(library / "inside.txt")
    except OSError:
        pytest.skip("no links here")
    for name in ("file.txt", "folder/secret.txt", "../outside/secret.txt"):
        with pytest.raises(Refused, match="leads out of the library"):
            refuse_outside(library / name, library)
    for name in ("inside.txt", "same.txt", "gone.txt"):
        refuse_outside(library / name, library)
