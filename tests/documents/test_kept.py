"""What the table of formats says is kept is kept: each of its words is tried on a small file."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable

import pytest

from reader.documents import FORMATS, load
from reader.documents.model import BlockKind, Document, Style
from tests.documents.test_archives import packed
from tests.documents.test_pdf import pdf

PROSE = "The ferry to the northern islands will stop running in October, said the board."
HTML = f"""<html lang=en><head><title>The Ferry</title><meta name=author content="Jane Roe">
<meta property=og:site_name content="Island Post"><meta property=og:url content="http://i.example/f">
<meta property=article:published_time content="2024-05-03"></head><body><h1>The Ferry</h1>
<p>{PROSE} <a href="http://i.example/t">Timetable</a> and <em>more</em>.</p><ul><li>First item</ul>
<blockquote><p>We are not glad.</blockquote><table><tr><th>a<th>b<tr><td>1<td>2</table>
<pre>x = 1</pre><figure><img alt="A white ferry in the old harbour" src=a.jpg><figcaption>The ferry
at the pier</figcaption></figure></body></html>"""
MARKDOWN = f"""---\ntitle: The Ferry\nauthor: Jane Roe\ndate: 2024-05-03\n---\n\n# Heading\n
{PROSE} [Timetable](http://i.example/t) and *more*.\n
- First item\n\n> We are not glad.\n
| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n\n<b>bold</b> stays\n"""
TEXT = f"""The Ferry\n\nBy Jane Roe\n3 May 2024\n
{PROSE * 3}\n\nHEADING OF A PART\n
{PROSE * 3}\n\n- First item\n- Second item\n\n> We are not glad.\n
The sea was wide, the sea was grey,
and all the boats were gone,\nwe stood upon the pier all day\nand waited, one by one,\n
a\tb\n1\t2\n3\t4\n\n    x = 1\n    y = 2\n\n{PROSE * 3}\n\nBack to the homepage of Island Post\n"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
RELATED = (
    "<Relationships><Relationship Id='r1' Target='http://i.example/t' "
    "TargetMode='External'/></Relationships>"
)


def word_file() -> bytes:
    def paragraph(words: str, style: str = "", more: str = "") -> str:
        named = f"<w:pStyle w:val='{style}'/>" if style else ""
        return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    item = "<w:numPr><w:ilvl w:val='0'/></w:numPr>"
    cells = "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in "ab")
    numbers = "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in "12")
    linked = (
        "<w:p><w:hyperlink r:id='r1'><w:r><w:t>Timetable</w:t></w:r></w:hyperlink><w:r><w:rPr>"
        "<w:i/></w:rPr><w:t> more</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    body = (
        paragraph("Heading", "Heading1") + paragraph(PROSE) + linked
        + paragraph("First item", "", item) + paragraph("We are not glad.", "Quote")
        + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{numbers}</w:tr></w:tbl>"
    )  # fmt: skip
    note = f"<w:footnote w:id='2'>{paragraph('So said the board.')}</w:footnote>"
    core = (
        f"<c {DC}><dc:title>The Ferry</dc:title><dc:creator>Jane Roe</dc:creator>"
        "<dcterms:created>2024-05-03T10:00:00Z</dcterms:created></c>"
    )
    return packed({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": RELATED,
        "word/footnotes.xml": f"<w:footnotes {W}>{note}</w:footnotes>",
        "docProps/core.xml": core,
    })  # fmt: skip


def open_document_file() -> bytes:
    names = (
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in row)
        + "</table:table-row>"
        for row in ("ab", "12")
    )
    content = (
        f"<d {names}><text><text:h text:outline-level='1'>Heading</text:h><text:p>{PROSE} "
        "<text:a xlink:href='http://i.example/t'>Timetable</text:a><text:note><text:note-body>"
        "<text:p>So said the board.</text:p></text:note-body></text:note></text:p><text:list>"
        "<text:list-item><text:p>First item</text:p></text:list-item></text:list>"
        f"<table:table>{rows}</table:table></text></d>"
    )
    meta = (
        f"<d {DC} xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'><meta>"
        "<dc:title>The Ferry</dc:title><meta:initial-creator>Jane Roe</meta:initial-creator>"
        "<meta:creation-date>2024-05-03T10:00:00</meta:creation-date></meta></d>"
    )
    return packed(
        {"content.xml": content, "meta.xml": meta}, "application/vnd.oasis.opendocument.text"
    )


def book() -> bytes:
    package = (
        f"<package {DC}><metadata><dc:title>The Ferry</dc:title><dc:creator>Jane Roe</dc:creator>"
        "<dc:publisher>Island Post</dc:publisher><dc:date>2024-05-03</dc:date><dc:language>en"
        "</dc:language></metadata><manifest><item id='b' href='b.xhtml'/><item id='a' "
        "href='a.xhtml'/><item id='n' href='n.xhtml' properties='nav'/></manifest><spine>"
        "<itemref idref='a'/><itemref idref='b'/></spine></package>"
    )
    nav = "<nav><ol><li><a href='b.xhtml'>Contents Name</a></li></ol></nav>"
    note = (
        "<p>Words<a href='#n'><sup>1</sup></a> of it.</p><aside id='n'>So said the board.</aside>"
    )
    return packed({
        "META-INF/container.xml": "<c><rootfiles><rootfile full-path='b.opf'/></rootfiles></c>",
        "b.opf": package, "n.xhtml": nav, "a.xhtml": HTML, "b.xhtml": note,
    })  # fmt: skip


def mail() -> bytes:
    return (
        "From: Jane Roe <j@i.example>\nTo: a@b.example\nSubject: The Ferry\n"
        "Date: Fri, 03 May 2024 10:00:00 +0200\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/plain\n\n"
        f"{PROSE}\n--X\nContent-Type: image/png\n"
        "Content-Disposition: attachment; filename=ferry.png\n\nxx\n--X--\n"
    ).encode()


def samples() -> dict[str, tuple[str, bytes]]:
    page = base64.encodebytes(HTML.encode()).decode()
    feed = (
        "<rss><channel><title>Island Post</title><item><title>The Ferry</title><link>"
        "http://i.example/f</link><author><name>Jane Roe</name></author>"
        f"<pubDate>3 May 2024</pubDate><description>{PROSE}</description></item></channel></rss>"
    )
    record = {
        "text": PROSE, "title": "The Ferry", "author": "Jane Roe", "date": "2024-05-03",
        "site": "Island Post", "url": "http://i.example/f", "lang": "en",
    }  # fmt: skip
    saved = (
        "From: x\nSubject: y\nSnapshot-Content-Location: http://i.example/f\nMIME-Version: 1.0\n"
        "Content-Type: multipart/related; boundary=X\n\n--X\nContent-Type: text/html\n"
        f"Content-Transfer-Encoding: base64\n\n{page}\n--X--\n"
    )
    line = json.dumps(record).encode() + b"\n"
    return {
        "text": ("a.txt", TEXT.encode()),
        "markdown": ("a.md", MARKDOWN.encode()),
        "html": ("a.html", HTML.encode()),
        "mhtml": ("a.mhtml", saved.encode()),
        "epub": ("a.epub", book()),
        "jsonl": ("a.jsonl", line),
        "json": ("a.json", json.dumps(record, indent=1).encode()),
        "email": ("a.eml", mail()),
        "pdf": (
            "a.pdf",
            pdf([["Heading of It", *([PROSE] * 5), PROSE + " It will", "not run in spring."]]),
        ),
        "docx": ("a.docx", word_file()),
        "odt": ("a.odt", open_document_file()),
        "feed": ("a.rss", feed.encode()),
        "mbox": ("a.mbox", b"From a\n" + mail() + b"\nFrom b\n" + mail()),
    }


def has(kind: BlockKind) -> Callable[[Document], bool]:
    return lambda document: any(block.kind is kind for block in document.blocks)


def styled(style: Style) -> Callable[[Document], bool]:
    return lambda document: any(inline.style is style for inline in document.inlines)


def says(words: str) -> Callable[[Document], bool]:
    return lambda document: words in document.text


def code_or_verse(document: Document) -> bool:
    return any(block.hard_breaks for block in document.blocks)


KEPT: dict[str, Callable[[Document], bool]] = {
    "headings": has(BlockKind.HEADING),
    "lists": has(BlockKind.LIST_ITEM),
    "quotes": has(BlockKind.QUOTE),
    "tables": has(BlockKind.TABLE),
    "code": lambda document: has(BlockKind.CODE)(document) or code_or_verse(document),
    "verse": says("and all the boats were gone,\nwe stood"),
    "captions": says("The ferry at the pier"),
    "links": lambda d: any(i.target == "http://i.example/t" for i in d.inlines),
    "link": lambda d: any(i.target == "http://i.example/f" for i in d.inlines),
    "emphasis": styled(Style.EMPHASIS),
    "pictures": says("[image: A white ferry in the old harbour]"),
    "footnotes": lambda d: says("So said the board.")(d) and says("[1]")(d),
    "notes": lambda d: says("So said the board.")(d) and says("[1]")(d),
    "chapters": lambda d: d.text.index("The Ferry") < d.text.index("Words"),
    "contents": says("Contents Name"),
    "front": lambda d: d.metadata.title == "The Ferry" and "2024" not in d.text,
    "title": lambda d: d.metadata.title == "The Ferry" or says("The Ferry")(d),
    "subject": lambda d: d.metadata.title == "The Ferry",
    "author": lambda d: d.metadata.author == "Jane Roe" or says("Jane Roe")(d),
    "sender": lambda d: d.metadata.author == "Jane Roe",
    "date": lambda d: (
        d.metadata.date.startswith("2024-05-03") or "2024-05-03" in d.text or says("3 May 2024")(d)
    ),
    "site": lambda d: d.metadata.site == "Island Post",
    "publisher": lambda d: d.metadata.site == "Island Post",
    "address": lambda d: d.metadata.url == "http://i.example/f",
    "language": lambda d: d.metadata.language.startswith("en"),
    "attachments": lambda d: any("ferry.png" in notice for notice in d.notices),
    "paragraphs": says("It will not run in spring."),
}
"""The words of the table, and how to see that what they mean was kept."""
BARE = {"pdf": {"title", "author", "date"}, "json": {"code"}}
"""What the small file of a format does not hold."""


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_what_the_table_says_is_kept(row) -> None:
    if row.extra:
        pytest.importorskip("pypdf")
    name, data = samples()[row.name]
    assert name.endswith(row.suffixes)
    document = load(data, name)
    assert document.format == row.name
    assert PROSE in document.text.replace("\n", " ")
    words = set(re.findall(r"[a-z]+", row.keeps.partition(". A record")[0]))
    if row.name == "text":
        words.discard("paragraphs")
    if row.name == "mhtml":
        words |= {"headings", "lists", "tables", "title", "author"}
    missing = [
        word for word in sorted(words & KEPT.keys() - BARE.get(row.name, set()))
        if not KEPT[word](document)
    ]  # fmt: skip
    assert not missing, f"{document.text}\n{document.metadata}\n{document.inlines}"


def test_html_in_markdown_is_shown_as_text() -> None:
    assert "<b>bold</b> stays" in load(MARKDOWN.encode(), "a.md").text
