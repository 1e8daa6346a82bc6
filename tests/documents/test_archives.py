from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Refused, load
from reader.documents.archive import Archive, member_name
from reader.documents.model import BlockKind, Document


def packed(files: dict[str, str | bytes], mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Ferry</dc:title>
<dc:creator>Jane Roe</dc:creator><dc:language>en</dc:language><dc:date>2024-05-03</dc:date>
</metadata><manifest>
<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>
<item id="out" href="../../../etc/passwd" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="style.css" media-type="text/css"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/><itemref idref="out"/>
</spine></package>"""
BOOK: dict[str, str | bytes] = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/one.xhtml": "<html><head><title/></head><body><h1>One</h1><p>First<a id='x'/> words."
    "</p></body></html>",
    "OEBPS/two.xhtml": "<html><body><p>Second words.</p></body></html>",
    "OEBPS/nav.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><body><nav><ol><li>"
    "<a href='one.xhtml'>One</a></li><li><a href='two.xhtml#s'>Chapter Two</a></li></ol></nav>"
    "</body></html>",
}


def lines(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def test_a_book_is_read_along_its_spine_with_its_contents_as_headings():
    document = load(packed(BOOK, "application/epub+zip"), "a.epub")
    assert lines(document) == [
        (BlockKind.HEADING, "One"),
        (BlockKind.PARAGRAPH, "First words."),
        (BlockKind.HEADING, "Chapter Two"),
        (BlockKind.PARAGRAPH, "Second words."),
    ]
    assert document.metadata.title == "The Ferry"
    assert (document.metadata.author, document.metadata.language) == ("Jane Roe", "en")


def test_missing_chapters_and_those_outside_are_reported():
    notice = load(packed(BOOK), "a.epub").notices[0]
    assert notice.startswith("2 chapters are missing")
    assert "OEBPS/gone.xhtml" in notice


def test_entities_of_a_chapter_are_not_expanded():
    bomb = (
        '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><html><body><p>&b;</p></body></html>'
    )
    assert "&b;" in load(packed({**BOOK, "OEBPS/one.xhtml": bomb}), "a.epub").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({**BOOK, "OEBPS/one.xhtml": b"<p>" + b"a" * 30_000_000}), "unpacks to"),
        (packed(BOOK)[:900], "damaged"),
        (packed({"META-INF/container.xml": "<x/>"}), "no package file"),
        (packed({**BOOK, "META-INF/encryption.xml": "<e><CipherReference URI='a/one.xhtml'/></e>"}),
         "protected"),
    ],
    ids=["bomb", "cut", "empty", "locked"],
)  # fmt: skip
def test_books_that_cannot_be_read_are_refused(data: bytes, words: str):
    with pytest.raises(Refused, match=words):
        load(data, "a.epub")


@pytest.mark.parametrize(
    ("base", "reference", "name"),
    [
        ("OEBPS/book.opf", "text/one.xhtml#top", "OEBPS/text/one.xhtml"),
        ("OEBPS/book.opf", "../images/a%20b.xhtml", "images/a b.xhtml"),
        ("book.opf", "../../etc/passwd", ""),
        ("book.opf", "/etc/passwd", ""),
        ("book.opf", "file:///etc/passwd", ""),
    ],
)
def test_references_stay_inside(base: str, reference: str, name: str):
    assert member_name(base, reference) == name


def test_a_container_with_countless_members_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.documents.archive._MOST_MEMBERS", 2)
    with pytest.raises(Refused, match="holds 5 files"):
        Archive(packed(BOOK), "a.epub")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORD = packed(
    {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"""<w:document {W} {R}><w:body>
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Rye</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Some </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>hard</w:t></w:r>
<w:r><w:footnoteReference w:id="7"/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>
<w:hyperlink r:id="l1"><w:r><w:t> link</w:t></w:r></w:hyperlink></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>rye</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1920</w:t>
</w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>oats</w:t></w:r></w:p></w:tc><w:tc><w:p>
<w:r><w:t>1921</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>""",
        "word/styles.xml": f'<w:styles {W}><w:style w:styleId="berschrift1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>',
        "word/_rels/document.xml.rels": '<R><Relationship Id="l1" Target="https://x.example/"/></R>',
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="7"><w:p><w:r><w:t>A note.</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>",
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>Jane Roe</dc:creator></c>",
    }
)


WORD_PARTS = zipfile.ZipFile(io.BytesIO(WORD)).namelist()


def test_a_word_document():
    document = load(WORD, "a.docx")
    assert lines(document) == [
        (BlockKind.HEADING, "Rye"),
        (BlockKind.PARAGRAPH, "Some hard[1] link"),
        (BlockKind.LIST_ITEM, "• item"),
        (BlockKind.TABLE, "rye   1920\noats  1921"),
        (BlockKind.PARAGRAPH, "[1] A note."),
    ]
    assert [(i.target, i.span.of(document.text)) for i in document.inlines] == [
        ("", "hard"),
        ("https://x.example/", " link"),
    ]
    assert document.metadata.author == "Jane Roe"


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/_rels/document.xml.rels", "word/footnotes.xml",
             "docProps/core.xml"],
)  # fmt: skip
def test_a_damaged_part_that_the_text_can_do_without_is_left_out(part: str):
    files = {name: zipfile.ZipFile(io.BytesIO(WORD)).read(name) for name in WORD_PARTS}
    document = load(packed({**files, part: ""}), "a.docx")
    assert "Some hard[1] link" in document.text


def test_a_book_with_an_empty_table_of_contents_opens():
    document = load(packed({**BOOK, "OEBPS/nav.xhtml": ""}, "application/epub+zip"), "a.epub")
    assert "First words." in document.text


def test_a_table_of_a_word_document_shows_neither_deletions_nor_codes():
    row = "<w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
    cells = (
        "<w:r><w:t>rye</w:t><w:br/><w:t>bread</w:t></w:r>",
        "<w:del><w:r><w:delText>barley</w:delText></w:r></w:del>"
        '<w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r><w:r><w:t>oats</w:t></w:r>',
    )
    table = "".join(map(row.format, cells))
    body = f"<w:document {W} {R}><w:body><w:tbl>{table}</w:tbl></w:body></w:document>"
    document = load(packed({"[Content_Types].xml": "<T/>", "word/document.xml": body}), "a.docx")
    assert lines(document) == [(BlockKind.TABLE, "rye bread  1\noats       1")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_as_no_document_is_packed_is_refused(method: int):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}/>")
    with pytest.raises(Refused, match="packed in an unusual way"):
        load(out.getvalue(), "a.docx")


T = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
ODT = packed(
    {
        "content.xml": f"""<o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" {T}
 xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<o:body><o:text><text:h text:outline-level="2">Rye</text:h><text:p>Some
 <text:a xlink:href="https://x.example/">link</text:a><text:note><text:note-body><text:p>A note.
</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>item</text:p>
</text:list-item></text:list><t:table><t:table-row><t:table-cell><text:p>rye</text:p></t:table-cell>
<t:table-cell><text:p>1920</text:p></t:table-cell></t:table-row></t:table></o:text></o:body></o:d>""",
    },
    "application/vnd.oasis.opendocument.text",
)


def test_an_opendocument_text():
    document = load(ODT, "a.odt")
    assert lines(document) == [
        (BlockKind.HEADING, "Rye"),
        (BlockKind.PARAGRAPH, "Some link[1]"),
        (BlockKind.LIST_ITEM, "• item"),
        (BlockKind.TABLE, "rye  1920"),
        (BlockKind.PARAGRAPH, "[1] A note."),
    ]
    assert [(i.target, i.span.of(document.text)) for i in document.inlines] == [
        ("https://x.example/", "link")
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["a.epub", "a.docx", "a.odt"]),
    st.integers(0, 2_000),
    st.binary(min_size=1, max_size=6),
)
def test_damaged_containers_open_or_are_refused(name: str, at: int, noise: bytes):
    whole = {"a.epub": packed(BOOK), "a.docx": WORD, "a.odt": ODT}[name]
    at %= len(whole)
    try:
        document = load(whole[:at] + noise + whole[at + len(noise) :], name)
    except Refused:
        return
    assert all(block.span.end <= len(document.text) for block in document.blocks)


def test_a_book_of_deep_chapters_opens_as_far_as_it_is_read():
    chapter = "<html><body>" + "<div>" * 20_000 + "<p>Words of it.</p>"
    names = [f"c{n}.xhtml" for n in range(20)]
    items = "".join(f"<item id='{name}' href='{name}'/>" for name in names)
    spine = "".join(f"<itemref idref='{name}'/>" for name in names)
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    document = load(packed({"b.opf": package} | dict.fromkeys(names, chapter)), "a.epub")
    assert document.text.count("Words of it.") == 20
    assert "of 20 on, is shown as plain text" in document.notices[0]


LISTED = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
STYLED = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="LB"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
</w:pPr></w:style><w:style w:styleId="LB2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr>
<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"""


def test_lists_of_word_are_known_by_their_styles_and_numbered_as_they_say() -> None:
    def item(text: str, *, style: str = "", number: str = "", level: int = 0) -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        own = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>' if number else ""
        numbering = f"<w:numPr>{own}</w:numPr>" if own else ""
        return f"<w:p><w:pPr>{named}{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = (
        item("ropes", style="LB")
        + item("thin", style="LB2")
        + item("plain", style="LB", number="0")
        + item("sail", number="2")
        + item("jib", number="2", level=1)
        + item("main", number="2", level=1)
        + item("oar", number="2")
        + item("long", number="2", level=1)
        + item("lost", number="9")
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    word = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    parts = {
        "word/document.xml": word,
        "word/numbering.xml": LISTED,
        "word/styles.xml": STYLED,
        "[Content_Types].xml": "<T/>",
    }
    found = load(packed(parts), "a.docx")
    shown = [(block.span.of(found.text), block.level) for block in found.blocks]
    assert shown == [
        ("• ropes", 0), ("• thin", 1), ("plain", 0), ("3. sail", 0), ("a. jib", 1),
        ("b. main", 1), ("4. oar", 0), ("a. long", 1), ("• lost", 0),
    ]  # fmt: skip
