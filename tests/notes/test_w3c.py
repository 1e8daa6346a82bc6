"""Notes as W3C annotations: valid, complete, and gentle with what others wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.notes.annotation import from_annotation, key_of, source, to_annotation, zoned
from reader.notes.model import Colour, DocumentFacts, Note, Tombstone
from reader.notes.versions import version
from reader.notes.w3c import (
    CONTEXT,
    NotAPage,
    from_page,
    page_json,
    to_page,
    tombstone_from_json,
)
from reader.storage import dump_json, parse_json

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
NOTES = st.builds(
    Note,
    id=st.uuids().map(lambda found: found.urn),
    exact=TEXT,
    prefix=TEXT,
    suffix=TEXT,
    start=st.integers(0, 1000),
    end=st.integers(1000, 2000),
    comment=TEXT,
    tags=st.lists(TEXT.filter(bool), unique=True, max_size=4).map(tuple),
    colour=st.sampled_from(Colour),
    created=st.datetimes(timezones=st.just(None)).map(lambda found: found.isoformat() + "Z"),
    creator=TEXT,
    revision=st.integers(1, 99),
)


def whole(text: str) -> bool:
    """No half of a surrogate pair that a neighbour would complete."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") == text


@settings(deadline=None, max_examples=150)
@given(
    NOTES.filter(
        lambda note: all(
            map(
                whole,
                (note.exact, note.prefix, note.suffix, note.comment, note.creator, *note.tags),
            )
        )
    ),
    TEXT.filter(whole),
)
def test_a_note_survives_being_written_and_read(note: Note, key: str) -> None:
    value = parse_json(dump_json(page_json(from_page(to_page(key, [note]), key=key))))
    (read,) = from_page(value, key=key).notes
    assert read == note
    assert version(read) == version(note)


def test_an_annotation_says_all_there_is() -> None:
    note = Note(
        id="urn:uuid:00000000-0000-0000-0000-000000000001",
        exact="die Passage",
        prefix="vor ",
        suffix=" nach",
        start=4,
        end=15,
        comment="so?",
        tags=("krieg",),
        colour=Colour.PINK,
        created="2026-03-01T10:00:00+01:00",
        modified="2026-03-01T10:00:00+01:00",
        creator="Anna",
    )
    made = to_annotation("Ein Ordner/ä#1.txt", note)
    assert made["@context"] == CONTEXT
    assert made["motivation"] == "commenting"
    assert made["target"]["source"] == "file:Ein%20Ordner/%C3%A4%231.txt"
    assert made["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": "die Passage", "prefix": "vor ", "suffix": " nach"},
        {"type": "TextPositionSelector", "start": 4, "end": 15},
    ]
    assert made["target"]["styleClass"] == "glosse-pink"
    assert ".glosse-pink" in made["stylesheet"]["value"]
    assert made["body"] == [
        {"type": "TextualBody", "value": "so?", "purpose": "commenting"},
        {"type": "TextualBody", "value": "krieg", "purpose": "tagging"},
    ]
    assert to_annotation("a", replace(note, comment="", tags=()))["motivation"] == "highlighting"
    assert "body" not in to_annotation("a", replace(note, comment="", tags=()))


def foreign_page() -> dict[str, Any]:
    """A page as another program might write it, with much that is not ours."""
    return {
        "@context": CONTEXT,
        "id": "urn:uuid:00000000-0000-0000-0000-0000000000ff",
        "type": "AnnotationPage",
        "partOf": {"id": "https://example.org/all", "label": "all"},
        "items": [
            {
                "@context": CONTEXT,
                "id": "urn:uuid:00000000-0000-0000-0000-000000000001",
                "type": "Annotation",
                "motivation": ["commenting", "questioning"],
                "rights": "https://example.org/licence",
                "creator": {"id": "https://example.org/anna", "type": "Person", "name": "Anna"},
                "stylesheet": "https://example.org/style.css",
                "body": [
                    {"type": "TextualBody", "value": "hm", "purpose": "commenting",
                     "format": "text/markdown", "language": "de"},
                    {"type": "TextualBody", "value": "öl", "purpose": "tagging", "weight": 3},
                    {"type": "Video", "id": "https://example.org/film"},
                ],
                "target": {
                    "source": "https://example.org/page",
                    "styleClass": "bold",
                    "renderedVia": {"id": "https://example.org/viewer"},
                    "selector": [
                        {"type": "XPathSelector", "value": "/p[1]"},
                        {"type": "TextQuoteSelector", "exact": "q", "prefix": "p",
                         "refinedBy": {"type": "FragmentSelector", "value": "x"}},
                        {"type": "TextPositionSelector", "start": 1, "end": 2, "unit": "char"},
                    ],
                },
                "invention": {"k": [1]},
            },
            {
                "id": "urn:uuid:00000000-0000-0000-0000-000000000002",
                "type": "Annotation",
                "body": "https://example.org/note",
                "target": "https://example.org/page",
            },
        ],
    }  # fmt: skip


def test_what_others_wrote_survives_an_edit_of_ours() -> None:
    value = foreign_page()
    page = from_page(value, key="a.txt")
    (note,) = page.notes
    assert (note.comment, note.tags, note.creator) == ("hm", ("öl",), "Anna")
    edited = replace(note, comment="hm!", tags=("öl", "neu"), colour=Colour.GREEN)
    again = parse_json(dump_json(page_json(replace(page, notes=(edited,)))))
    assert again["partOf"] == value["partOf"]
    item, theirs = again["items"]
    old = value["items"][0]
    assert theirs == {"@context": CONTEXT, **value["items"][1]}
    for name in ("motivation", "rights", "creator", "stylesheet", "invention"):
        assert item[name] == old[name]
    assert item["body"] == [
        {**old["body"][0], "value": "hm!"},
        old["body"][1],
        {"type": "TextualBody", "value": "neu", "purpose": "tagging"},
        old["body"][2],
    ]
    assert item["target"]["renderedVia"] == old["target"]["renderedVia"]
    assert item["target"]["styleClass"] == ["glosse-green", "bold"]
    assert all(selector in item["target"]["selector"] for selector in old["target"]["selector"])
    assert from_page(again).notes[0].colour is Colour.GREEN


def test_reading_is_lenient_with_other_forms() -> None:
    item = {
        "id": "urn:uuid:00000000-0000-0000-0000-000000000001",
        "bodyValue": "plain",
        "target": [{"selector": {"type": "TextQuoteSelector", "exact": "q"}}],
    }
    (note,) = from_page([item], key="a.txt").notes
    assert (note.comment, note.exact, note.start, note.end) == ("plain", "q", 0, 1)


@pytest.mark.parametrize("value", [None, 3, "text", {}, {"items": 3}])
def test_other_json_is_not_a_page(value: Any) -> None:
    with pytest.raises(NotAPage):
        from_page(value)


@pytest.mark.parametrize(
    "item", [None, 3, {}, {"id": 1}, {"id": "a", "target": {"selector": [None]}}]
)
def test_an_item_that_is_no_note_is_kept(item: Any) -> None:
    page = from_page({"items": [item]}, key="a.txt")
    assert page.notes == ()
    assert item in (*page.foreign, *page.unread)
    again = from_page(page_json(page))
    assert (again.foreign, again.unread) == (page.foreign, page.unread)


def test_the_same_id_twice_keeps_both() -> None:
    one = to_annotation("a", Note(id="urn:uuid:00000000-0000-0000-0000-000000000001", exact="q"))
    del one["glosse:versions"]
    other = {**one, "body": [{"type": "TextualBody", "value": "x", "purpose": "commenting"}]}
    notes = from_page({"items": [one, other]}, key="a").notes
    assert sorted(note.comment for note in notes) == ["", "x"]
    assert [bool(note.conflict_of) for note in notes].count(True) == 1


def test_tombstones_and_facts_are_kept() -> None:
    stone = Tombstone(
        "urn:uuid:00000000-0000-0000-0000-000000000009", 3, ("a", "b"), "2026-01-01T00:00:00Z"
    )
    facts = DocumentFacts(digest="ab", title="T", language="de", url="https://example.org/")
    page = from_page(parse_json(dump_json(to_page("k", [], facts=facts, tombstones=[stone]))))
    assert page.tombstones == (stone,)
    assert (page.key, page.facts) == ("k", facts)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02", "2026-01-02T00:00:00+00:00"),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_times_have_a_zone(written: str, read: str) -> None:
    assert zoned(written) == read


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_source_addresses_are_ascii_and_can_be_read_back(key: str) -> None:
    assert source(key).isascii()
    assert key_of(source(key)) == key


def test_names_that_are_not_utf8_have_an_address() -> None:
    assert source("b\udcff.txt") == "file:b%FF.txt"
    assert key_of("file:b%FF.txt") == "b\udcff.txt"
    assert source("\ud800").isascii()


def test_order_is_by_position_so_that_diffs_are_small() -> None:
    notes = [Note(id=f"urn:uuid:{n}", exact="q", start=9 - n, end=10) for n in range(4)]
    items = to_page("k", notes)["items"]
    assert [item["target"]["selector"][1]["start"] for item in items] == [6, 7, 8, 9]
    assert json.dumps(to_page("k", notes)) == json.dumps(to_page("k", notes[::-1]))


def test_broken_history_is_no_reason_to_fail() -> None:
    item = to_annotation("a", Note(id="urn:uuid:1", exact="q"))
    for odd in ({"glosse:revision": -1}, {"glosse:revision": "x"}, {"glosse:versions": [1, None]},
                {"glosse:versions": "x"}, {"glosse:conflictOf": 5}, {"created": 7}):  # fmt: skip
        assert from_annotation({**item, **odd}) is not None
    for odd in (-1, True, 2**60, "x"):
        stone = tombstone_from_json({"id": "urn:uuid:1", "glosse:revision": odd})
        assert stone is not None
        assert stone.revision == 1
