"""A garbled document read as it was meant: blocks, links and places come along."""

from __future__ import annotations

from dataclasses import replace

from reader.documents.mended_view import mended_document
from reader.documents.model import Block, Document, Inline, Metadata, Style
from reader.text import Span

MEANT = (
    "Der Bürgermeister begrüßte die Gäste.\nSie blieben über Nacht: schön war’s, größer als früher."
)
GARBLED = MEANT.encode().decode("cp1252")


def made(text: str) -> Document:
    first = text.partition("\n")[0]
    cut = len(first) + 1
    link = text.index("blieben")
    return Document(
        text,
        (Block(Span(0, len(first))), Block(Span(cut, len(text)))),
        Metadata(title=first),
        inlines=(Inline(Span(link, link + 7), Style.LINK, "https://example.org/"),),
    )


def test_a_text_that_is_right_has_no_other_view() -> None:
    assert mended_document(made(MEANT)) is None


def test_letters_blocks_links_and_title_are_mended_together() -> None:
    found = mended_document(made(GARBLED))
    assert found is not None
    document = found.document
    assert document.text == MEANT
    assert [block.span.of(document.text) for block in document.blocks] == MEANT.split("\n")
    assert document.inlines[0].span.of(document.text) == "blieben"
    assert document.metadata.title == MEANT.partition("\n")[0]
    assert found.original == GARBLED


def test_places_keep_their_words_and_their_order() -> None:
    found = mended_document(made(GARBLED))
    assert found is not None
    places = [found.place(position) for position in range(len(GARBLED) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(MEANT))
    for word in ("Gäste", "schön", "früher"):
        at = GARBLED.index(word.encode().decode("cp1252"))
        span = found.span(Span(at, at + len(word.encode().decode("cp1252"))))
        assert span.of(MEANT) == word


def test_a_document_without_metadata_stays_without() -> None:
    found = mended_document(replace(made(GARBLED), metadata=Metadata()))
    assert found is not None
    assert found.document.metadata == Metadata()


def test_a_long_paragraph_on_one_line_is_mended_in_the_time_it_is_read() -> None:
    meant = "Der Bürgermeister begrüßte die Gäste, größer als früher war das Fest. " * 300
    garbled = meant.encode().decode("cp1252")
    found = mended_document(Document(garbled, (Block(Span(0, len(garbled))),)))
    assert found is not None
    assert found.document.text == meant
    for word in range(0, 300, 50):
        at = word * (len(garbled) // 300)
        assert found.place(at) == word * (len(meant) // 300)
    assert found.document.blocks[0].span == Span(0, len(meant))
