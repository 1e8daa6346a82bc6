from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Refused, load
from reader.documents.model import BlockKind

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Island Post</title><link>https://post.example/</link><language>en</language>
<item><title>Ferry stops</title><link>https://post.example/ferry</link>
<dc:creator>Jane Roe</dc:creator><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;No &lt;b&gt;crew&lt;/b&gt; was found.&lt;/p&gt;</description></item>
<item><title>Rye &amp; oats</title><description>Plain words.</description></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>One</title>
<link rel="self" href="https://post.example/self"/><link href="https://post.example/1"/>
<author><name>Jane Roe</name></author><updated>2024-05-03T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First words.</p></div></content>
</entry></feed>"""


def test_each_entry_of_a_feed_is_a_section_that_links_to_it():
    document = load(RSS, "a.xml")
    assert document.format == "feed"
    assert [(b.kind, b.span.of(document.text)) for b in document.blocks] == [
        (BlockKind.HEADING, "The Island Post"),
        (BlockKind.HEADING, "Ferry stops"),
        (BlockKind.CAPTION, "Jane Roe · 2024-05-03"),
        (BlockKind.PARAGRAPH, "No crew was found."),
        (BlockKind.HEADING, "Rye & oats"),
        (BlockKind.PARAGRAPH, "Plain words."),
    ]
    assert document.inlines[0].target == "https://post.example/ferry"
    assert (document.metadata.site, document.metadata.language) == ("The Island Post", "en")


def test_atom_too():
    document = load(ATOM, "a.atom")
    assert document.text.endswith("First words.")
    assert document.inlines[0].target == "https://post.example/1"


@pytest.mark.parametrize("system", ["file:///etc/passwd", "http://x.example/"])
def test_entities_are_neither_fetched_nor_expanded(system: str):
    source = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{system}"><!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
        "<rss><channel><title>T</title><item><title>&b;</title><description>&x; words"
        "</description></item></channel></rss>"
    )
    text = load(source.encode(), "a.rss").text
    assert "root:" not in text
    assert "lollol" not in text


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(RSS)), st.binary(max_size=8))
def test_damaged_feeds_open_or_are_refused(at: int, noise: bytes):
    try:
        document = load(RSS[:at] + noise + RSS[at + 3 :], "a.rss")
    except Refused:
        return
    assert all(block.span.end <= len(document.text) for block in document.blocks)


def test_bytes_that_are_not_utf8_are_replaced():
    source = (
        b"<rss><channel><title>T\xed\xa0\x80</title><item><title>x</title></item></channel></rss>"
    )
    assert load(source, "a.rss").blocks


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#xdfff", "&#x0000DC00;"])
def test_references_to_surrogates_are_replaced(reference: str):
    source = f"<rss><channel><title>T{reference} x</title></channel></rss>"
    assert load(source.encode(), "a.rss").text == "T\ufffd x"


def test_markup_nested_by_the_thousand_in_an_entry():
    deep = "&lt;div&gt;" * 60_000 + "words"
    document = load(
        f"<rss><channel><item><description>{deep}</description></item></channel></rss>".encode(),
        "a.rss",
    )
    assert document.text.endswith("words")


def test_the_author_of_an_rss_entry_is_a_name_and_odd_dates_stay_as_they_are() -> None:
    feed = (
        "<rss version='2.0'><channel><title>Quay</title><item><title>One</title>"
        "<author>roe@island.example (Jane Roe)</author><pubDate>at low tide</pubDate>"
        "</item></channel></rss>"
    )
    document = load(feed.encode(), "a.rss")
    texts = [block.span.of(document.text) for block in document.blocks]
    assert "Jane Roe · at low tide" in texts
