from __future__ import annotations

import gzip

import pytest

from reader.documents import Refused, sniff, suffix_format


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        (b"Plain words.\n", "a.txt", "text"),
        (b"Plain words.\n", "", "text"),
        (b"# Title\n", "a.md", "markdown"),
        (b"---\ntitle: Rye\n---\nText", "clip", "markdown"),
        (b"<!DOCTYPE html><html><p>x", "a.txt", "html"),
        (b"<!-- saved from url=(0014)about:internet -->\n<html>", "page", "html"),
        (b"<p>one</p><p>two</p>", "a.html", "html"),
        (b"Words about <b>bold</b> text", "a.txt", "text"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "x", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "x.xml", "feed"),
        (b'{"text": "one"}\n{"text": "two"}\n', "corpus", "jsonl"),
        (b'{"text": "one"}\n', "a.jsonl", "jsonl"),
        (b'{"version": 1}', "store.json", "json"),
        (b"From: a@b.c\nTo: d@e.f\nSubject: Hi\n\nBody", "letter.eml", "email"),
        (b"From a@b Thu Jan  1 00:00:00 2020\nFrom: a@b.c\nTo: d@e.f\n\nBody", "m", "mbox"),
        (b"From: x\nSubject: Here\nMIME-Version: 1.0\n"
         b"Content-Type: multipart/related; type=\"text/html\"\n\n", "p.mhtml", "mhtml"),
        (b"%PDF-1.7\n", "a.pdf", "pdf"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "a.epub", "epub"),
        (b"", "empty.txt", "text"),
        (b"From: the beginning, it rained.\n", "story.txt", "text"),
        ("Straße".encode("utf-16"), "a.txt", "text"),
        (gzip.compress(b'{"text": "one"}\n{"text": "two"}\n', mtime=0), "a.jsonl.gz", "jsonl"),
        (gzip.compress(b"<html><body>", mtime=0), "page.gz", "html"),
    ],
)  # fmt: skip
def test_a_format_is_told_by_content_first_and_name_second(head: bytes, name: str, found: str):
    assert sniff(head, name) == found


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b"SQLite format 3\x00", "SQLite database"),
        (b"PK\x03\x04\x14\0\0\0\x08\0photo.jpg", "ZIP archive"),
        (b"MZ\x90\0\x03\0\0\0", "Windows program"),
        (bytes(range(256)) * 4, "binary data"),
        (b"\0" * 100, "binary data"),
    ],
)
def test_what_is_not_text_is_refused_with_what_it_is(head: bytes, words: str):
    with pytest.raises(Refused, match=words):
        sniff(head, "article.txt")


@pytest.mark.parametrize("words", [b"MZ and BZh are magic words, ID3 too", b"BMW builds cars."])
def test_prose_that_begins_like_magic_is_prose(words: bytes):
    assert sniff(words, "a.txt") == "text"


@pytest.mark.parametrize(
    ("name", "found"),
    [("A.HTML", "html"), ("x.jsonl.zst", "jsonl"), (".md", None), ("README", None)],
)
def test_a_name_promises_a_format(name: str, found: str | None):
    assert suffix_format(name) == found
