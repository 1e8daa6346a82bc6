"""The documents that the keys of a library stand for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.documents import Refused
from reader.library.contents import document_key, document_of, record_beside


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


def test_of_a_whole_corpus_its_first_record_is_opened(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text('\n\n{"text": "One."}\n{"text": "Two."}\n', "utf-8")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    (tmp_path / "quay.txt").write_text("The quay was empty.\n", "utf-8")
    keys = ["news.jsonl", "news.jsonl#4", "empty.jsonl", "quay.txt", "gone.jsonl"]
    assert [document_key(tmp_path, key) for key in keys] == [
        "news.jsonl#3", "news.jsonl#4", "empty.jsonl", "quay.txt", "gone.jsonl",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "by", "found"),
    [(1, 1, 3), (1, 2, 5), (1, 9, 5), (5, 1, 5), (5, -1, 3), (5, -2, 1), (5, -9, 1), (1, -1, 1)],
)
def test_the_records_beside_one_leave_out_blank_lines(
    tmp_path: Path, number: int, by: int, found: int
) -> None:
    lines = ['{"text": "One."}', "", '{"text": "Two."}', "", '{"text": "Three."}']
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    assert record_beside(tmp_path, f"news.jsonl#{number}", by) == f"news.jsonl#{found}"


def test_messages_of_a_box_are_beside_each_other(tmp_path: Path) -> None:
    message = (
        "From a@b.example Mon Jan  5 10:00:00 2026\nFrom: a@b.example\nSubject: {}\n\nText {}.\n\n"
    )
    (tmp_path / "post.mbox").write_text("".join(message.format(n, n) for n in range(3)), "utf-8")
    assert document_key(tmp_path, "post.mbox") == "post.mbox#1"
    assert record_beside(tmp_path, "post.mbox#1", 1) == "post.mbox#2"
    assert record_beside(tmp_path, "quay.txt", 1) == "quay.txt"
