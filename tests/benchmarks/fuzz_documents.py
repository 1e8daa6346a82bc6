"""Feed parsers damaged input for as long as told: ``python tests/benchmarks/fuzz_documents.py``.

Each format starts from sound documents of our own making, which are cut, doubled, swapped and
sprinkled with telling pieces. A document must open with sound blocks or be refused with a
sentence; anything else, and anything that takes longer than ``--slowest`` seconds, is printed with
the seed that makes it again, and its bytes are written to ``--keep``.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import time
import traceback
import zipfile
from pathlib import Path

from reader.documents import Refused, load
from reader.documents.model import Document

HTML = b"""<!DOCTYPE html><html lang=en><head><title>A | B</title><meta name=author content=Roe>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"A","articleBody":"b"}</script>
</head><body><nav><ul><li><a href=/>Home</a></ul></nav><h1>Rye</h1><p>One <b>two <i>three</b> four
</i><br>five<br><br>six<table><tr><th>a<th>b<tr><td>1<td>2</table><pre> x
 y</pre><blockquote><p>q</blockquote><ol start=3><li>a<li>b</ol><p hidden>h</p>
<sup hidden>2</sup><sup>3</sup><hr></body></html>"""
MARKDOWN = b"""---\ntitle: T\n---\n# A\n\n*b* **c** `d` [e](f) ![g](h)\n\n- i\n  - j\n\n> k\n
| l | m |\n|---|---|\n| n | o |\n\n```\np\n```\n\n---\n1. q\n2. r\n<b>s</b>\n"""
MAIL = b"""From: =?utf-8?q?J=C3=B6rg?= <a@b.c>\nTo: d@e.f\nSubject: =?utf-8?b?w6Q=?=
Date: Fri, 03 May 2024 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/mixed;
 boundary=XX\n
--XX\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable\n
=C1=C2
--XX\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+eDwvcD4=\n--XX\n
Content-Type: image/png; name=x.png\nContent-Disposition: attachment\n\nxx\n--XX--\n"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>A</title>
<link>http://x.example/</link><description>&lt;p&gt;b&lt;/p&gt;</description></item></channel></rss>"""
RECORDS = (
    b'{"text": "one\\ntwo", "title": "T", "authors": ["a"]}\n{"html": "<p>x</p>"}\n{"body": 1}\n'
)
TEXT = (
    "A Title\n=======\n\nÜber den Fluß – „so“.\n\n- a\n  b\n> q\n\n\n"
    "\ta\tb\n1. x\n\u2028\x00\x1b[0m"
).encode()
CONTAINER = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
PACKAGE = (
    "<package><metadata><title>T</title></metadata><manifest><item id='a' href='a.xhtml' "
    "media-type='application/xhtml+xml'/><item id='n' href='n.ncx'/></manifest>"
    "<spine toc='n'><itemref idref='a'/></spine></package>"
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr><w:r><w:t>x</w:t><w:br/></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"
)
ODF = (
    '<d xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text><text:h>a</text:h>'
    "<text:p>b<text:s text:c='3'/>c<text:note><text:note-body>n</text:note-body></text:note>"
    "</text:p><text:list><text:list-item><text:p>i</text:p></text:list-item></text:list></text></d>"
)
PIECES = [
    *(b"<", b">", b"</p>", b"<p>", b"<table>", b"<td>", b"<b>", b"<svg>", b"<![CDATA[", b"]]>"),
    *(b"<!--", b"-->", b"&#0;", b"&#xD800;", b"&x;", b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"\x00"),
    *(b"\xff", b"\xed\xa0\x80", b"\r", b"\n\n", b"\x1b]0;x\x07", b"{", b"}", b'"', b"\\ud800"),
    *(b"[" * 2000, b"<div>" * 3000, b"> " * 500, b"* " * 500, b"- " * 500, b"(" * 500, b"|" * 800),
    *(b"--XX\n", b"Content-Type: message/rfc822\n\n", b"charset=utf-7", b"9" * 5000, b"NaN"),
    *(b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"=" * 300, b"`" * 300, b"[a](" * 300, b"![" * 300),
]  # fmt: skip


def packed(files: dict[str, str], level: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP container; stored, so that damage reaches the parsers and not only the unpacker."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf() -> bytes:
    """A small PDF of two lines."""
    stream = "BT /F1 11 Tf 50 800 Td (One run-) Tj 0 -14 Td (ning) Tj ET"
    return (
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages "
        "/Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R "
        "/MediaBox [0 0 9 9] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>\nendobj\n"
        f"4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n5 0 obj\n"
        f"<< /Length {len(stream)} >>\n"
        f"stream\n{stream}\nendstream\nendobj\ntrailer << /Size 6 /Root 1 0 R >>\n%%EOF"
    ).encode()


def seeds() -> dict[str, tuple[str, bytes]]:
    """A name and sound bytes for each format."""
    chapter = "<html><body><h1>a</h1><p>b<a id='x'/></p></body></html>"
    label = "<navLabel><text>L</text></navLabel>"
    toc = f"<ncx><navPoint>{label}<content src='a.xhtml'/></navPoint></ncx>"
    book = {"META-INF/container.xml": CONTAINER, "b.opf": PACKAGE, "a.xhtml": chapter, "n.ncx": toc}
    return {
        "text": ("a.txt", TEXT),
        "markdown": ("a.md", MARKDOWN),
        "html": ("a.html", HTML),
        "email": ("a.eml", MAIL),
        "mbox": ("a.mbox", b"From x\n" + MAIL + b"\nFrom y\n" + MAIL),
        "mhtml": (
            "a.mhtml",
            MAIL.replace(b"multipart/mixed", b"multipart/related; type=text/html"),
        ),
        "feed": ("a.rss", FEED),
        "jsonl": ("a.jsonl", RECORDS),
        "json": ("a.json", RECORDS.split(b"\n")[0]),
        "epub": ("a.epub", packed(book)),
        "docx": ("a.docx", packed({"word/document.xml": WORD})),
        "odt": ("a.odt", packed({"content.xml": ODF})),
        "pdf": ("a.pdf", pdf()),
        "gzip": ("a.txt.gz", gzip.compress(TEXT, mtime=0)),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some damage."""
    whole = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(whole))
        length = min(chance.choice((1, 2, 8, 40)), len(whole) - at)
        kind = chance.randint(0, 5)
        if kind == 0:
            del whole[at : at + length]
        elif kind == 1:
            whole[at:at] = chance.choice(PIECES)
        elif kind == 2:
            whole[at : at + length] = chance.randbytes(length)
        elif kind == 3:
            whole[at:at] = whole[at : at + length] * chance.randint(1, 60)
        elif kind == 4:
            other = chance.randint(0, len(whole))
            whole[at : at + length] = whole[other : other + length]
        else:
            del whole[at : None if chance.random() < 0.1 else at + 1]
    return bytes(whole)


def check(document: Document) -> None:
    """What holds of every document."""
    end = 0
    for block in document.blocks:
        assert block.span.start >= end, "blocks overlap"
        assert not document.text[end : block.span.start].strip(), "text between blocks"
        assert block.span.of(document.text).strip(), "a block without text"
        end = block.span.end
    assert end <= len(document.text), "a block beyond the text"
    assert not document.text[end:].strip(), "text after the blocks"
    if document.markup is not None:
        assert len(document.markup.holders) == len(document.blocks), "holders and blocks differ"
    assert all(one.span.end <= len(document.text) for one in document.inlines), "inline beyond"
    document.text.encode("utf-8")
    document.metadata.title.encode("utf-8")


def fuzz(name: str, seed: int, slowest: float) -> tuple[str, bytes]:
    """One damaged document; what is wrong with how it opens, or "", and its bytes."""
    file_name, sound = seeds()[name]
    data = damaged(sound, random.Random(seed))
    start = time.process_time()
    try:
        check(load(data, file_name))
    except Refused as refused:
        if not str(refused).strip():
            return "refused without a sentence", data
    except BaseException:
        return traceback.format_exc(limit=-4), data
    took = time.process_time() - start
    return (f"took {took:.1f} s" if took > slowest else ""), data


def main() -> int:
    """Fuzz the formats in turn; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60, help="for each format")
    parser.add_argument("--formats", default=",".join(seeds()), help="names parted by commas")
    parser.add_argument("--seed", type=int, default=0, help="to begin with")
    parser.add_argument(
        "--slowest", type=float, default=2.0, help="seconds of the processor for one document"
    )
    parser.add_argument("--keep", type=Path, help="a folder for what was found")
    asked = parser.parse_args()
    found = 0
    for name in asked.formats.split(","):
        until, seed, seen = time.monotonic() + asked.seconds, asked.seed, set[str]()
        while time.monotonic() < until:
            problem, data = fuzz(name, seed, asked.slowest)
            if problem and problem not in seen:
                seen.add(problem)
                print(f"{name} --seed {seed}: {problem}", flush=True)
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{seed}-{seeds()[name][0]}").write_bytes(data)
            seed += 1
        found += len(seen)
        print(f"{name}: {seed - asked.seed} documents, {len(seen)} problems", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
