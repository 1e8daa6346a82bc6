"""The documents that the keys of a library stand for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.documents import Refused
from reader.library.contents import document_of


def test_a_key_stands_for_a_file_or_a_record_of_it(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "quay.txt").write_text("The quay was empty.\n", "utf-8")
    (tmp_path / "news.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', "utf-8")
    assert document_of(tmp_path, "notes/quay.txt").text == "The quay was empty.\n"
    assert document_of(tmp_path, "news.jsonl#2").text == "Two."


def test_it_is_read_in_the_encoding_that_was_chosen(tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_bytes("Причал был пуст.".encode("koi8-r"))
    assert document_of(tmp_path, "pier.txt", "koi8-r").text == "Причал был пуст."


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_out_of_the_library_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Not for this library.\n", "utf-8")
    root = tmp_path / "library"
    root.mkdir()
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(Refused):
        document_of(root, "link.txt")
