"""Files that mean harm, of our own making: ``python -m tests.benchmarks.hostile_files FOLDER``.

Writes them into FOLDER and opens each in a process of its own: printed are those that take more
than ``--seconds`` of the processor or ``--megabytes`` of memory, that fail without a sentence, or
whose text, title or refusal still holds what a terminal would obey once it went through the door.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import json
import multiprocessing
import resource
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.terminal.leaks import leaks

PACKAGE = (
    "<package><metadata><title>T</title></metadata><manifest>{items}</manifest>"
    "<spine>{spine}</spine></package>"
)
CONTAINER = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
TAGS = (
    *("div", "b", "a", "span", "p", "ul", "ol", "li", "table", "tr", "td", "blockquote", "dl"),
    *("dd", "pre", "code", "font", "sup", "sub", "q", "figure", "figcaption", "caption", "h1"),
    *("section", "article", "details", "summary", "form", "button", "select", "option", "svg"),
    *("math", "template", "noscript", "ruby", "rt", "center", "i", "em", "strong", "label", "nobr"),
)
NESTED = 20_000


def shapes() -> Iterator[tuple[str, bytes]]:
    """What is sound and far too much: of every format the longest that people or programs make."""
    yield "much-tables.html", b"<table><tr><td>a<td>b<tr><td>c<td>d</table>" * 30_000
    yield "much-tables.md", b"|a|b|\n|--|--|\n|c|d|\n\n" * 10_000
    nested = (
        b"<blockquote><ul><li><div>" * 3_000 + b"words" + b"</div></li></ul></blockquote>" * 3_000
    )
    yield "much-nested.html", nested
    yield "much-quotes.md", (b"> " * 60 + b"words\n\n") * 2_000
    yield "much-lists.md", b"".join(b"  " * depth + b"- words\n" for depth in range(60)) * 200
    yield "much-headings.md", b"# A heading\n\n" * 1_000_000
    yield "much-headings.txt", b"A HEADING\n\n" * 1_000_000
    yield "much-links.md", b"[a link](http://a.example/b) " * 60_000
    yield "much-links.html", b"<p>" + b"<a href='http://a.example/b'>a link</a> " * 150_000
    yield "much-line.txt", b"words of one line " * 1_100_000
    yield "much-blank.txt", b"\n" * 5_000_000
    yield "much-marks.txt", b"Title\n\na" + "\u0301".encode() * 300_000
    yield "much-items.rss", b"<rss><channel>" + b"<item><title>t</title></item>" * 50_000
    head = b"From: a@b.example\nSubject: s\nMIME-Version: 1.0\n"
    part = b"--X\nContent-Type: text/plain\n\nwords of a part\n"
    parted = head + b"Content-Type: multipart/mixed; boundary=X\n\n" + part * 10_000
    yield "much-parts.eml", parted
    yield "much-messages.mbox", b"From x\nFrom: a\nSubject: s\n\nwords of a message\n\n" * 100_000
    yield "much-line.jsonl", b'{"text": "' + b"words of a record " * 2_800_000 + b'"}\n'
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc>" * 20 + "</w:tr>"
    table = f"<w:document {w}><w:body><w:tbl>{row * 8_000}</w:tbl></w:body></w:document>"
    yield "much-table.docx", packed({"word/document.xml": table.encode()})
    names = (
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    cell = "<table:table-cell><text:p>c</text:p></table:table-cell>"
    rows = f"<table:table-row>{cell * 20}</table:table-row>" * 8_000
    sheet = f"<d {names}><table:table>{rows}</table:table></d>"
    yield "much-table.odt", packed({"content.xml": sheet.encode()})


def characters() -> Iterator[tuple[str, bytes]]:
    """Texts of odd characters."""
    c1 = "".join(map(chr, range(0x80, 0xA0)))
    controls = "".join(map(chr, [*range(0x09), *range(0x0B, 0x20), 0x7F]))
    bidi = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    tags = "".join(map(chr, range(0xE0000, 0xE0080)))
    odd = {
        "c1": c1, "controls": controls, "bidi": bidi, "tags": tags,
        "unassigned-ignorable": "\u2065\U000e0080\U000e00ff\U000e01f0\U000e0fff",
        "separators": "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\x1dh\x1ei",
        "variations": "a" + "\ufe0f" * 5_000 + "\U000e0100" * 5_000,
        "joiners": "a" + "\u200d" * 10_000 + "b" + "\u200c" * 10_000 + "c",
        "marks": "a" + "\u0301" * 10_000 + "b" + "\u0488" * 10_000,
        "marks-thai": "\u0e01" + "\u0e49" * 10_000, "marks-arabic": "\u0628" + "\u08f0" * 10_000,
        "marks-tibetan": "\u0f40" + "\u0f71" * 10_000, "marks-music": "x" + "\U0001d167" * 10_000,
        "marks-hindi": "\u0915" + "\u0941" * 10_000, "jamo": "\u1100" + "\u1161" * 10_000,
        "marks-mixed": "a" + "\u0301\u0e49\u08f0\u0f71\u0941" * 2_000,
        "music-controls": "\U0001d173\U0001d17a\U0001bca0\U00013430",
        "private": "\ue000\uf8ff\U000f0000\U0010fffd", "noncharacters": "\ufdd0\ufffe\uffff"
        "\U0001fffe\U0010ffff", "interlinear": "\ufff9a\ufffab\ufffb", "emoji": "👨‍👩‍👧‍👦" * 500,
        "flags": "🇩🇪🇺🇦" * 500, "skin": "👍🏽" * 500, "wide": "﷽𒐫𒈙꧅" * 50, "bom": "\ufeff" * 500,
        "overstrike": "secret\b\b\b\b\b\bpublic", "carriage": "evil\rgood\r\n", "bel": "\x07" * 900,
    }  # fmt: skip
    for name, text in odd.items():
        whole = f"A title {text} of a text\n\nSome words with {text} in them.\n"
        yield f"chars-{name}.txt", whole.encode("utf-8", "surrogatepass")
    yield "chars-raw-c1.txt", b"Title \x9b31m\n\n" + bytes(range(0x80, 0xA0)) + b" more words\n"
    yield "chars-overlong.txt", b"T \xc0\x80 \xe0\x80\x9b \xf0\x80\x80\x9b[31m \xf8\x88\x80\x80\n"
    yield "chars-surrogates.txt", b"T \xed\xa0\x80 \xed\xb0\x80 \xed\xa0\xbd\xed\xb8\x80 words\n"
    yield "chars-cut.txt", "Ein Titel – ä".encode()[:-1]
    evil = "A title \x1b]0;x\x07 here\n\nSome words \x1b[31m follow.\n" * 20
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7", "cp037", "cp500"):
        yield f"codec-{codec}.txt", evil.encode(codec)
    yield "codec-utf-16-bom.txt", evil.encode("utf-16")
    yield "codec-nul-middle.txt", b"Words before\n\n\x00\x00\x00\x00 words after.\n" * 50
    yield "codec-iso2022.html", b'<meta charset=iso-2022-jp><title>\x1b$B$"\x1b(B\x1b]0;x</title>'
    yield "codec-utf7.html", b"<meta charset=utf-7><p>+ABsAXQ-0;pwned+AAc- and words of a page</p>"


def pages() -> Iterator[tuple[str, bytes]]:
    """HTML."""
    for tag in TAGS:
        yield f"html-deep-{tag}.html", (f"<{tag}>" * NESTED + "deep").encode()
        words = "".join(f"<{tag}>w{number} " for number in range(NESTED))
        yield f"html-words-{tag}.html", words.encode()
    yield "html-mixed.html", b"".join(f"<{t}>".encode() * 300 + b"x" for t in TAGS) * 8
    yield "html-5MB-deep.html", (b"<div>" * NESTED + b"deep " + b"<p>Some words.</p>" * 270_000)
    yield "html-5MB-words.html", b"<p>" + b"word " * 1_000_000
    yield "html-5MB-links.html", b"<p>" + b"<a href=x>w</a> " * 310_000
    yield "html-5MB-breaks.html", b"<p>" + b"word<br>" * 600_000
    yield "html-5MB-items.html", b"<ul>" + b"<li>word" * 600_000
    yield "html-5MB-cells.html", b"<table><tr>" + b"<td>word" * 600_000
    yield "html-5MB-rows.html", b"<table>" + b"<tr><td>w" * 500_000
    yield "html-5MB-pre.html", b"<pre>" + b" x\n" * 1_600_000
    yield "html-5MB-hidden.html", b"<div hidden>" + b"<p>word" * 700_000
    yield "html-5MB-entities.html", b"<p>" + b"&NotEqualTilde;" * 330_000
    yield "html-5MB-comments.html", b"<p>" + b"<!-- x -->" * 500_000 + b"words"
    yield "html-5MB-templates.html", b"<template><p>x</template>" * 200_000
    yield "html-5MB-headings.html", b"<h1>word</h1>" * 380_000
    yield "html-5MB-quotes.html", b"<blockquote>word" * 310_000
    yield "html-5MB-style.html", b"<style>" + b"a{b:c}" * 800_000
    yield "html-5MB-meta.html", b"<meta property=og:title content=x>" * 150_000 + b"<p>words"
    yield "html-5MB-noscript.html", b"<noscript><img src=x></noscript>" * 150_000 + b"<p>words"
    yield "html-many-attributes.html", b"<p " + b"a=b " * 1_000_000 + b">words</p>"
    names = b" ".join(b"a%d=b" % number for number in range(300_000))
    yield "html-distinct-attributes.html", b"<p " + names + b">words</p>"
    few = b" ".join(b"a%d=b" % number for number in range(390))
    yield "html-attributes-often.html", (b"<p " + few + b">words</p>") * 1_500
    yield "html-long-attribute.html", b"<p class='" + b"x " * 2_000_000 + b"'>words</p>"
    yield "html-unclosed-tag.html", b"<p>words" + b"<a" * 1_000_000
    yield "html-unclosed-comment.html", b"<p>words<!--" + b"x" * 4_000_000
    yield "html-unclosed-quote.html", b"<p title='" + b"x>" * 2_000_000
    yield "html-long-title.html", b"<title>" + b"title " * 500_000 + b"</title><p>words"
    yield "html-ld-deep.html", b'<script type="application/ld+json">' + b"[" * 200_000
    ld = json.dumps({"@type": "Article", "articleBody": "<b>" * 300_000}).encode()
    yield "html-ld-tags.html", b'<script type="application/ld+json">' + ld + b"</script><p>words"
    big = b'{"@type":"Article","headline":' + b"9" * 100_000 + b"}"
    yield "html-ld-number.html", b'<script type="application/ld+json">' + big + b"</script><p>w"
    yield "html-doctype.html", b"<!DOCTYPE html [" + b"<!ENTITY a 'b'>" * 6_000 + b"]><p>&a;words"
    yield "html-doctype-open.html", b"<!DOCTYPE x [" * 30_000 + b"<p>words"
    yield "html-declared-often.html", b"<meta charset" * 300_000 + b"<p>words"
    nest = b"<table><tr><td>" * 5_000
    yield "html-tables.html", nest + b"word"
    yield "html-spans.html", b"<table><tr><td colspan=1000000000 rowspan=1000000000>w<td>x</table>"
    spans = b"<td colspan=1000 rowspan=1000>w" * 2_000
    yield "html-many-spans.html", b"<table><tr>" + spans + b"</table>"
    yield "html-adoption.html", (b"<b><i><u><p>" * 3_000) + b"x" + b"</b></i></u>" * 3_000
    yield "html-foster.html", b"<table><b>x" * 8_000
    yield "html-shadow.html", b"<div><template shadowrootmode=open>" * 20_000 + b"words"
    yield "html-frames.html", b"<frameset>" + b"<frame src='x\x1b]0;y.html'>" * 50_000
    yield "html-50MB-line.html", b"<p>" + b"<b>x</b>" * 6_000_000


def markdowns() -> Iterator[tuple[str, bytes]]:
    """Markdown and plain text that slow readers down."""
    for name, piece in {
        "brackets": b"[", "images": b"![", "links": b"[a](", "stars": b"*a ", "under": b"_a ",
        "quotes": b"> ", "lists": b"- ", "numbers": b"1. ", "ticks": b"`" * 9 + b"a ",
        "autolinks": b"<a@", "entities": b"&x", "escapes": b"\\", "pipes": b"|", "tilde": b"~~a",
        "references": b"[a]: <", "html": b"<a ", "emphasis": b"*_", "comments": b"<!--", "cdata":
        b"<![CDATA[", "colons": b":", "hashes": b"#", "equals": b"=", "spaces": b" ", "tabs": b"\t",
        "close": b"]", "parens": b"](", "strong": b"**a**b", "www": b"www.", "slashes": b"http://a",
        "at": b"a@b.", "dots": b".", "dashes": b"-", "digits": b"1", "commas": b"a,",
    }.items():  # fmt: skip
        for suffix in (".md", ".txt"):
            yield f"slow-{name}{suffix}", b"Title\n\n" + piece * 60_000 + b"x\n"
            yield f"slow-{name}-lines{suffix}", b"Title\n\n" + (piece + b"x\n") * 60_000
            yield f"slow-{name}-title{suffix}", piece * 60_000 + b"\n\nSome words follow here.\n"
    yield "slow-table.md", b"|a|b|\n|---|---|\n" + b"|x|y|\n" * 200_000
    yield "slow-wide-table.md", b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n" + b"|x" * 20_000
    yield "slow-front.md", b"---\n" + b"a: b\n" * 200_000 + b"---\nwords\n"
    yield "slow-front-open.md", b"---\n" + b"title: x\n" * 300_000
    yield "slow-references.md", b"".join(b"[a%d]: http://x\n" % n for n in range(60_000))
    yield "slow-uses.md", b"[a]: http://x\n\n" + b"[a] " * 200_000
    yield "slow-indents.md", b"".join(b" " * n + b"- x\n" for n in range(3_000))
    yield "slow-one-line-50MB.txt", b"word " * 10_000_000
    yield "slow-breaks-50MB.txt", b"\n" * 50_000_000
    yield "slow-returns.txt", b"\r" * 5_000_000
    yield "slow-short-lines-20MB.txt", b"a\n" * 10_000_000
    yield "slow-dates.txt", b"By " + b"1.1.2020 " * 100_000 + b"\n\nSome words.\n"
    yield "slow-byline.txt", b"Title\n\n" + b"Von A B, " * 100_000 + b"\n\nSome words.\n"
    yield "slow-capitals.txt", b"AA BB " * 500_000


def data() -> Iterator[tuple[str, bytes]]:
    """JSON and records."""
    yield "json-deep.json", b"[" * 2_000_000
    yield "json-deep-objects.json", b'{"a":' * 500_000
    yield "json-deep-text.json", b'{"text": "words", "x": ' + b"[" * 900 + b"]" * 900 + b"}"
    numbers = b'{"text": "words", "a": 1e308, "b": -1e999, "c": NaN, "d": %b, "e": 1e-999999}'
    yield "json-numbers.jsonl", numbers % (b"9" * 100_000) + b"\n"
    yield "json-bigint.json", b'{"text": "words", "n": ' + b"9" * 1_000_000 + b"}"
    yield (
        "json-id.jsonl",
        b'{"text": "words", "id": 1e400}\n{"text": "more", "id": ' + b"9" * 4000 + b"}\n",
    )
    yield "json-double.jsonl", b'{"text": "a", "text": ["b"], "text": "the last counts"}\n'
    yield "json-surrogates.jsonl", b'{"text": "a\\ud800b \\udc1b", "title": "\\ud800\\u001b]0;x"}\n'
    yield "json-escapes.jsonl", b'{"text": "\\u001b[31m\\u009b1m\\u202e", "title": "\\u001b]0;"}\n'
    yield "json-breaks.jsonl", b"\n" * 20_000_000
    yield "json-blanks.jsonl", b" \n" * 10_000_000 + b'{"text": "words"}\n'
    yield "json-one-line.jsonl", b'{"text": "' + b"x" * 60_000_000 + b'"}'
    yield "json-fields.jsonl", b"{" + b'"k":"v",' * 1_000_000 + b'"text":"words"}\n'
    yield "json-authors.jsonl", b'{"text":"words","authors":[' + b'"a",' * 1_000_000 + b'"b"]}\n'
    yield "json-html.jsonl", b'{"html":"' + b"<b>" * 500_000 + b'words"}\n'


def mails() -> Iterator[tuple[str, bytes]]:
    """Mail and what is kept as mail."""
    head = b"From: a@b.example\nTo: c@d.example\nSubject: s\nMIME-Version: 1.0\n"
    body, opened = b"", head
    for number in range(1_000):
        opened += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    body = b"Content-Type: text/plain\n\nThe words.\n"
    yield "mail-nested.eml", opened + body
    parts = b"--X\nContent-Type: text/plain\n\nwords\n" * 60_000
    yield "mail-parts.eml", head + b"Content-Type: multipart/mixed; boundary=X\n\n" + parts
    yield "mail-messages.eml", head + b"Content-Type: message/rfc822\n\n" * 5_000 + b"words"
    broken = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    yield "mail-base64.eml", head + broken + b"=A=*!\n" * 100_000
    yield "mail-headers.eml", head + b"X-A: b\n" * 300_000 + b"\nwords\n"
    yield "mail-folded.eml", head + b"Subject: s\n" + b" folded\n" * 200_000 + b"\nwords\n"
    yield (
        "mail-words.eml",
        b"From: a\nTo: b\nSubject: " + b"=?utf-8?q?a?= " * 60_000 + b"\n\nwords\n",
    )
    yield "mail-comments.eml", b"From: " + b"(" * 60_000 + b"\nTo: b\n\nwords\n"
    yield "mail-addresses.eml", b"From: " + b"a<b@c>," * 60_000 + b"\nTo: b\n\nwords\n"
    yield "mail-date.eml", b"From: a\nDate: " + b"9" * 60_000 + b"\n\nwords\n"
    evil = base64.b64encode(b"\x1b]0;pwned\x07\xc2\x9b31m")
    subject = b"From: =?utf-8?b?" + evil + b"?=\nTo: b\nSubject: =?utf-8?b?" + evil + b"?=\n"
    name = b'Content-Disposition: attachment; filename="\x1b]0;x.png"\n'
    yield "mail-evil.eml", subject + b"Content-Type: image/png\n" + name + b"\nxx\n"
    box = b"From x\nFrom: a\nTo: b\nSubject: s\n\nwords\n\n"
    yield "mail-box.mbox", box * 100_000
    yield "mail-marks.mbox", b"From x\n\n" * 1_000_000
    start = head + b"Content-Type: multipart/related; boundary=X; type=text/html\n\n--X\n"
    page = b"Content-Type: text/html\nContent-Location: cid:a\n\n<iframe src=cid:a></iframe>words\n"
    yield "mail-loop.mhtml", start + page + b"--X\n" + page + b"--X--\n"
    item = b"<item><title>\x1b]0;t</title><description>&lt;p&gt;w</description></item>"
    yield "feed-items.rss", b"<rss><channel>" + item * 60_000 + b"</channel></rss>"
    yield "feed-deep.rss", b"<rss><channel><item><description>" + b"<b>" * 100_000
    markup = b"&lt;div&gt;" * 100_000
    yield "feed-markup.rss", b"<rss><channel><item><description>" + markup
    lol = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    bomb = b"<!DOCTYPE rss [<!ENTITY l0 'lol'>" + lol + b"]><rss><channel><title>&l9;</title>"
    yield "feed-lol.rss", bomb
    secret = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;'
    yield "feed-xxe.rss", secret


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP container."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def book(chapters: list[bytes]) -> bytes:
    """An EPUB of these chapters."""
    names = range(len(chapters))
    items = "".join(f"<item id='c{n}' href='c{n}.xhtml'/>" for n in names)
    spine = "".join(f"<itemref idref='c{n}'/>" for n in names)
    files = {"META-INF/container.xml": CONTAINER.encode()}
    files["b.opf"] = PACKAGE.format(items=items, spine=spine).encode()
    files |= {f"c{n}.xhtml": chapter for n, chapter in enumerate(chapters)}
    return packed(files)


def containers() -> Iterator[tuple[str, bytes]]:
    """Packed files."""
    yield "zip-deep-chapters.epub", book([b"<html><body>" + b"<div>" * NESTED + b"deep"] * 60)
    deep = b"<html><body>" + b"<b><i>" * 8_000 + b"deep"
    yield "zip-styled-chapters.epub", book([deep] * 60)
    yield "zip-long-chapters.epub", book([b"<p>Some words of a chapter.</p>" * 30_000] * 50)
    yield "zip-many-chapters.epub", book([b"<p>Words.</p>"] * 15_000)
    yield "zip-tables.epub", book([b"<table><tr>" + b"<td>w" * 40_000] * 20)
    yield "zip-attributes.epub", book([b"<p " + b"a=b " * 200_000 + b">w"] * 10)
    toc = b"<nav>" + b"<ol><li><a href='c0.xhtml'>x</a>" * 20_000
    with_toc = packed({
        "META-INF/container.xml": CONTAINER.encode(),
        "b.opf": PACKAGE.format(
            items="<item id='n' href='n.xhtml' properties='nav'/><item id='a' href='a.xhtml'/>",
            spine="<itemref idref='a'/>").encode(),
        "n.xhtml": toc, "a.xhtml": b"<p>words</p>",
    })  # fmt: skip
    yield "zip-toc.epub", with_toc
    yield "zip-bomb.docx", packed({"word/document.xml": b"<w:p/>" * 12_000_000})
    yield "zip-bomb.odt", packed({"content.xml": b"<text:p/>" * 9_000_000})
    inner = packed({"a": b"\0" * 10_000_000})
    yield "zip-in-zip.epub", packed({"META-INF/container.xml": inner, "b.opf": inner})
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    tables = "<w:tbl><w:tr><w:tc>" * 10_000
    yield (
        "zip-deep.docx",
        packed({"word/document.xml": f"<w:document {w}><w:body>{tables}".encode()}),
    )
    runs = "<w:p>" + "<w:r><w:t>w </w:t></w:r>" * 300_000
    yield "zip-runs.docx", packed({"word/document.xml": f"<w:document {w}><w:body>{runs}".encode()})
    paragraphs = "<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 200_000
    whole = f"<w:document {w}><w:body>{paragraphs}</w:body></w:document>"
    yield "zip-paragraphs.docx", packed({"word/document.xml": whole.encode()})
    t = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    yield (
        "zip-spaces.odt",
        packed(
            {"content.xml": f'<d {t}><text:p>a<text:s text:c="999999999"/>b</text:p></d>'.encode()}
        ),
    )
    yield (
        "zip-lists.odt",
        packed({"content.xml": (f"<d {t}>" + "<text:list><text:list-item>" * 10_000).encode()}),
    )
    once = gzip.compress(b"\0" * 200_000_000, mtime=0)
    yield "gzip-bomb.txt.gz", once
    yield "gzip-twice.txt.gz", gzip.compress(once, mtime=0)
    yield "gzip-lines.jsonl.gz", gzip.compress(b"\n" * 300_000_000, mtime=0)
    yield "gzip-line.jsonl.gz", gzip.compress(b'{"text": "' + b"x" * 300_000_000, mtime=0)
    yield "gzip-members.txt.gz", gzip.compress(b"a", mtime=0) * 100_000
    yield "gzip-page.html.gz", gzip.compress(b"<b>" * 2_000_000, mtime=0)
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        entry = tarfile.TarInfo("../\x1b]0;x.txt")
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"words"))
    yield "gzip-tar.tar.gz.txt", gzip.compress(tar.getvalue(), mtime=0)
    yield "gzip-cut.txt.gz", gzip.compress(b"words and words\n" * 5_000, mtime=0)[:-300]


def pdf(stream: bytes, *, extra: bytes = b"", filters: bytes = b"", pages: int = 1) -> bytes:
    """A PDF whose pages all show one stream."""
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: b"<< /Length %d %b >>\nstream\n" % (len(stream), filters) + stream + b"\nendstream",
    }
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 4 0 R >>"
    page += b" " + extra + b" >> /Contents 5 0 R >>"
    objects |= {10 + n: page for n in range(pages)}
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return bytes(out) + trailer % (max(places) + 1, start)


def pdfs() -> Iterator[tuple[str, bytes]]:
    """PDF."""
    import zlib

    line = b"BT /F1 11 Tf 50 800 Td (Some words here) Tj ET\n"
    yield "pdf-content.pdf", pdf(line * 60_000)
    flate = b"/Filter /FlateDecode"
    yield "pdf-content-packed.pdf", pdf(zlib.compress(line * 600_000), filters=flate)
    yield "pdf-bomb.pdf", pdf(zlib.compress(b" " * 300_000_000), filters=flate)
    twice = zlib.compress(zlib.compress(b"\0" * 100_000_000))
    yield "pdf-twice.pdf", pdf(twice, filters=b"/Filter [/FlateDecode /FlateDecode]")
    yield "pdf-shared.pdf", pdf(line * 300, pages=1_900)
    yield "pdf-shared-long.pdf", pdf(line * 3_000, pages=1_900)
    unended = b"(The words of a line that goes on in the next one) Tj T* " * 40
    page = b"BT /F1 11 Tf 14 TL 50 800 Td " + unended + b"ET"
    yield "pdf-one-paragraph.pdf", pdf(page, pages=1_500)
    many = b"/Filter [" + b"/FlateDecode " * 2_000 + b"]"
    yield "pdf-filters.pdf", pdf(line, filters=many)
    yield "pdf-deep.pdf", pdf(b"[" * 100_000)
    yield "pdf-saves.pdf", pdf(b"q " * 500_000 + line)
    loop = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages"
    yield "pdf-loop.pdf", loop + b" /Kids [2 0 R] /Count 9 >>\nendobj\ntrailer << /Root 1 0 R >>"
    own = b"%PDF-1.4\n1 0 obj\n1 0 R\nendobj\ntrailer << /Root 1 0 R /Info 1 0 R >>\nstartxref\n0"
    yield "pdf-itself.pdf", own + b"\n%%EOF"
    yield "pdf-previous.pdf", b"%PDF-1.4\nxref\n0 0\ntrailer << /Prev 9 >>\nstartxref\n9\n%%EOF"
    yield "pdf-nothing.pdf", b"%PDF-1.4\n" + b"1 0 obj " * 500_000
    dictionaries = b"<<" * 200_000
    yield (
        "pdf-dictionaries.pdf",
        b"%PDF-1.4\n1 0 obj\n" + dictionaries + b"\ntrailer << /Root 1 0 R >>",
    )
    form = b"/XObject << /A 5 0 R >>"
    yield (
        "pdf-forms.pdf",
        pdf(b"/A Do " * 20 + line, extra=form, filters=b"/Type /XObject /Subtype /Form"),
    )


FAMILIES: dict[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "shapes": shapes, "characters": characters, "pages": pages, "markdowns": markdowns,
    "data": data, "mails": mails, "containers": containers, "pdfs": pdfs,
}  # fmt: skip


def opened(path: Path, answer: multiprocessing.connection.Connection) -> None:
    """In a process of its own: open, judge and show a file; say what it took and what is wrong."""
    from reader.analysis import judged
    from reader.documents import Refused, open_document
    from reader.sanitise import sanitise

    start, problem, words = time.process_time(), "", ""
    try:
        document = open_document(path)
        shown = sanitise(document.text[:200_000], multiline=True) + sanitise(
            document.metadata.title
        )
        if leaks(shown.encode("utf-8")):
            problem = f"leaks {leaks(shown.encode())[0]!r}"
        opening = time.process_time() - start
        judged(document)
        words = f"{len(document.blocks)} blocks, opened in {opening:.1f}"
    except Refused as refused:
        words = str(refused)
        if leaks(sanitise(words).encode("utf-8", "surrogateescape")) or len(words) > 1_000:
            problem = "a bad refusal"
    except BaseException as error:
        problem = f"{type(error).__name__}: {error}"[:200]
    took = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    answer.send((took, memory, problem, words))


def look(path: Path, patience: float) -> tuple[float, float, str, str]:
    """Open a file in another process; seconds, MB, what is wrong, what was said."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=opened, args=(path, there))
    process.start()
    there.close()
    try:
        found: tuple[float, float, str, str] = (
            here.recv() if here.poll(patience) else (patience, 0.0, "does not end", "")
        )
    except EOFError:
        found = (0.0, 0.0, "ended the program", "")
    process.kill()
    process.join()
    return found


def main() -> int:
    """Make and open the files; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--families", default=",".join(FAMILIES), help="names parted by commas")
    parser.add_argument("--only", default="", help="a part of the names of files")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--megabytes", type=float, default=500)
    parser.add_argument("--verbose", action="store_true", help="print every file")
    parser.add_argument("--make", action="store_true", help="make the files, open none")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    import reader.analysis
    import reader.documents.html
    import reader.documents.plain  # noqa: F401 - loaded once, before the processes part

    files = bad = 0
    for family in asked.families.split(","):
        for name, content in FAMILIES[family]():
            if asked.only not in name:
                continue
            files += 1
            path = asked.folder / name
            path.write_bytes(content)
            if asked.make:
                continue
            took, memory, problem, words = look(path, 40 * asked.seconds)
            path.unlink()
            over = took > asked.seconds or memory > asked.megabytes
            bad += bool(over or problem)
            if over or problem or asked.verbose:
                print(f"{name}: {took:.1f} s, {memory:.0f} MB. {problem} {words[:140]}", flush=True)
    print(f"{files} files, {bad} problems", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
