from __future__ import annotations

import json
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning import judge
from reader.documents import load
from reader.documents.html import declared, page
from reader.documents.html_meta import iso_date
from reader.documents.model import BlockKind, Document, Style

PARAGRAPHS = [
    "The ferry to the northern islands will stop running in October, the harbour board said on "
    "Monday, because no crew could be found for the winter timetable of this year.",
    "The board had looked for sailors since the spring, in every port along the coast, but wages "
    "are better on the wind farms, and nobody who was asked wanted to come back to the ferries.",
    "Islanders must now take the bus over the causeway, which floods twice a month at spring tide, "
    "and the northern school will open an hour later so that pupils can reach it in the dark.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Ferry stops in October | The Island Post</title>
<meta property="og:site_name" content="The Island Post">
<meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2024-05-03T08:00:00Z">
<link rel="canonical" href="https://post.example/ferry">
<script>var x = "never shown";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry stops in October</h1>
{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<footer><p>Subscribe to our newsletter</p></footer></body></html>"""


def body(source: str) -> Document:
    return page(f"<body>{source}</body>", judged=False)


def shape(source: str) -> list[tuple[BlockKind, str]]:
    document = body(source)
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def test_a_page_says_what_it_is():
    metadata = load(PAGE.encode(), "ferry.html").metadata
    assert metadata.title == "Ferry stops in October"
    assert metadata.author == "Jane Roe"
    assert metadata.site == "The Island Post"
    assert metadata.date == "2024-05-03T08:00:00Z"
    assert metadata.url == "https://post.example/ferry"
    assert metadata.language == "en"


BARE = "<html><head><title>Ferry</title></head><body><p>It stops.</p></body></html>"


@pytest.mark.parametrize(
    ("comment", "url"),
    [
        (
            "<!-- saved from url=(0026)https://www.post.example/a -->",
            "https://www.post.example/a",
        ),
        (
            "<!-- saved from url=(0029)https://www.post.example/a%2D%2Db on 2026-01-02 -->",
            "https://www.post.example/a--b",
        ),
        (
            "<!--\n Page saved with SingleFile \n url: https://www.post.example/a?b=1 \n"
            " saved date: Fri Jan 02 2026 -->",
            "https://www.post.example/a?b=1",
        ),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        ("<!-- saved from url=(0020)javascript:alert(1) -->", ""),
    ],
)
def test_a_saved_page_tells_where_it_was_saved_from(comment: str, url: str):
    metadata = load(f"<!DOCTYPE html>\n{comment}\n{BARE}".encode(), "ferry.html").metadata
    assert metadata.url == url
    assert metadata.site == ("post.example" if url else "")


def test_what_a_page_says_of_its_own_address_goes_before_where_it_was_saved_from():
    comment = "<!-- saved from url=(0028)https://mirror.example/ferry -->\n"
    assert (
        load((comment + PAGE).encode(), "ferry.html").metadata.url == "https://post.example/ferry"
    )


def test_an_address_in_the_text_of_a_page_is_not_taken_for_its_own():
    told = BARE.replace(
        "It stops.", "It stops. " * 2000 + "<!-- saved from url=(0017)https://a.example -->"
    )
    assert load(told.encode(), "ferry.html").metadata.url == ""


def test_a_site_that_names_itself_by_its_address_is_called_by_its_host():
    told = PAGE.replace('content="The Island Post"', 'content="https://www.post.example/"')
    assert load(told.encode(), "ferry.html").metadata.site == "post.example"


def test_the_whole_page_is_there_and_the_article_is_known():
    document = load(PAGE.encode(), "ferry.html")
    texts = [block.span.of(document.text) for block in document.blocks]
    assert "• Sport" in texts
    assert "Subscribe to our newsletter" in texts
    assert "never shown" not in document.text
    article = [text for text, v in zip(texts, judge(document), strict=True) if v.kept]
    assert [text for text in article if len(text) > 60] == PARAGRAPHS
    assert "• Sport" not in article


def test_where_each_block_stands_is_known():
    document = load(b"<body class=single><div id=top>a</div><p>b <i>c</i></p>d", "a.html")
    assert document.markup is not None
    paths = []
    for holder in document.markup.holders:
        path: list[str] = []
        at = holder
        while at >= 0:
            element = document.markup.elements[at]
            path.insert(0, " ".join(filter(None, (element.tag, element.names))))
            at = element.parent
        paths.append(" > ".join(path))
    assert paths == ["html > body single > div top", "html > body single > p", "html > body single"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h2>One</h2>two", [(BlockKind.HEADING, "One"), (BlockKind.PARAGRAPH, "two")]),
        (
            "<ol start=3><li>c<li>d</ol>",
            [(BlockKind.LIST_ITEM, "3. c"), (BlockKind.LIST_ITEM, "4. d")],
        ),
        (
            "<ol type=a><li>c<li>d</ol>",
            [(BlockKind.LIST_ITEM, "a. c"), (BlockKind.LIST_ITEM, "b. d")],
        ),
        ("<ol type=I start=4><li>c<li value=9>d</ol>",
         [(BlockKind.LIST_ITEM, "IV. c"), (BlockKind.LIST_ITEM, "IX. d")]),
        ("<blockquote><p>said", [(BlockKind.QUOTE, "said")]),
        ("<pre>\n  a\n    b</pre>", [(BlockKind.CODE, "a\n  b")]),
        ("<figcaption>A boat</figcaption>", [(BlockKind.CAPTION, "A boat")]),
        ("a<hr>b", [(BlockKind.PARAGRAPH, "a"), (BlockKind.RULE, "* * *"),
                    (BlockKind.PARAGRAPH, "b")]),
        ("<p>a  b\n c<span>d</span></p>", [(BlockKind.PARAGRAPH, "a b cd")]),
        ("<p>a<br>b<br><br>c", [(BlockKind.PARAGRAPH, "a\nb"), (BlockKind.PARAGRAPH, "c")]),
        ("<q>said</q>", [(BlockKind.PARAGRAPH, "“said”")]),
        ("<style>p{}</style><template>x</template><svg><text>y</text></svg>", []),
    ],
)  # fmt: skip
def test_elements_become_blocks(source: str, expected: list[tuple[BlockKind, str]]):
    assert shape(source) == expected


def test_a_table_of_data_is_aligned_and_keeps_its_links():
    document = body("<table><tr><th>grain<th>year<tr><td><a href='/r'>rye</a><td>1920</table>")
    assert document.text == "grain  year\nrye    1920"
    assert document.blocks[0].kind is BlockKind.TABLE
    assert [(i.target, i.span.of(document.text)) for i in document.inlines] == [("/r", "rye")]


def test_a_table_that_lays_out_a_page_is_flattened():
    cell = "<td><table><tr><td>in</table><p>paragraph</p>"
    assert [kind for kind, _ in shape(f"<table><tr>{cell}{cell}</table>")] == [
        BlockKind.PARAGRAPH
    ] * 4


def test_links_and_styles_survive_block_breaks():
    document = body("<p>See <a href='https://x.example/'>the <b>page</b></a>.</p>")
    found = [(i.style, i.span.of(document.text), i.target) for i in document.inlines]
    assert found == [(Style.LINK, "the page", "https://x.example/"), (Style.STRONG, "page", "")]


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ("<blockquote>{}<p>seen</p></blockquote>", BlockKind.QUOTE),
        ("<ul><li>one{}</li><li>seen</li></ul>", BlockKind.LIST_ITEM),
        ("<figure><figcaption>{}<p>seen</p></figcaption></figure>", BlockKind.CAPTION),
    ],
)
@pytest.mark.parametrize(
    "hidden",
    [
        "<blockquote hidden>no</blockquote>", "<ul hidden><li>no</li></ul>", "<li hidden>no</li>",
        "<q hidden>no</q>", "<sup hidden>1</sup>", "<table hidden><tr><td>no</td></tr></table>",
        "<pre hidden>no</pre>", "<h2 hidden>no</h2>", "<a href='/x' hidden>no</a>",
    ],
)  # fmt: skip
def test_what_is_hidden_changes_nothing_around_it(around: str, kind: BlockKind, hidden: str):
    plain, with_hidden = body(around.format("")), body(around.format(hidden))
    assert with_hidden.text == plain.text
    assert with_hidden.blocks == plain.blocks
    assert with_hidden.blocks[-1].kind is kind


def test_hidden_text_is_left_out_with_a_notice():
    document = body("<p>one two three</p><p hidden>four</p><p style='display: none'>five six</p>")
    assert document.text == "one two three" or "hides" in document.notices[0]
    shown = body("<p>" + "word " * 30 + "</p><p hidden>secret</p>")
    assert "secret" not in shown.text
    assert "1 word that the page itself hides is left out." in shown.notices[0]


def test_a_page_that_hides_all_its_text_until_a_script_runs_is_shown():
    document = body("<div style='visibility:hidden'><p>All of the text.</p></div>")
    assert document.text == "All of the text."
    assert "script" in document.notices[0]


def test_an_article_that_stands_only_in_json_ld_is_shown():
    text = " ".join(PARAGRAPHS)
    source = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry stops", '
        f'"articleBody": "{text}"}}</script><p>Loading…</p>'
    )
    document = page(source, judged=True)
    assert text in document.text
    assert document.metadata.title == "Ferry stops"


def test_an_article_that_stands_only_in_data_for_scripts_is_shown():
    data = json.dumps({"props": {"kind": "story", "parts": [{"html": f"<p>{PARAGRAPHS[0]}</p>"},
                      {"text": PARAGRAPHS[1]}, {"text": PARAGRAPHS[2]}]}})  # fmt: skip
    source = f'<div id=__next>Loading</div><script id="__NEXT_DATA__">{data}</script>'
    document = page(source, judged=True)
    assert document.text == "\n\n".join(["Loading", *PARAGRAPHS])
    assert "data for scripts" in document.notices[0]


def test_a_page_of_frames_names_its_files():
    source = "<frameset><frame src='menu.html'><frame src='text.html'></frameset>"
    document = page(source, judged=True)
    assert document.text == ""
    assert document.notices == (
        "This page is made of frames, files of their own: menu.html, text.html.",
    )


def test_text_for_browsers_without_scripts_is_told_of():
    words = "word " * 60
    document = body(f"<p>{words}</p><noscript>Switch scripts on</noscript><template>a b</template>")
    assert document.text == words.strip()
    assert document.notices == ("5 words that the page itself hides are left out.",)


def test_the_templates_that_a_browser_shows_are_shown():
    document = body("<x-card><template shadowrootmode=open><p>shown</p></template></x-card>")
    assert document.text == "shown"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<figure><img alt='Two women mend a net'><figcaption>Menders</figcaption></figure>",
         ["[image: Two women mend a net]", "Menders"]),
        ("<p>See <img alt='a small red boat'>here</p>", ["See [image: a small red boat] here"]),
        ("<a href='/'><img alt='The Island Post, home'></a>", []),
        ("<img alt='DSC_0031.JPG'><img alt=logo><img alt=''><img>", []),
        ("<img alt='港口的渔船'>", ["[image: 港口的渔船]"]),
    ],
)  # fmt: skip
def test_pictures_are_described_where_they_tell_something(source: str, expected: list[str]):
    assert [text for _, text in shape(source)] == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("12 m<sup>2</sup>", "12 m²"),
        ("H<sub>2</sub>O and CO<sub>2</sub>", "H₂O and CO₂"),
        ("the 1<sup>st</sup>", "the 1st"),
        ("bread<sup><a href='#fn1'>1</a></sup> is", "bread[1] is"),
        ("bread<sup><a href='#fn1'>[1]</a></sup> is", "bread[1] is"),
    ],
)
def test_raised_and_lowered_text(source: str, text: str):
    assert body(source).text == text


def test_cells_over_columns_keep_the_columns_in_line():
    document = body("<table><tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3</table>")
    assert document.text == "a     b\n1  2  3"


def test_typography_beyond_the_bound_is_told_of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.documents.flow._MOST_INLINES", 3)
    document = body("".join(f"<p><b>{n}</b></p>" for n in range(9)))
    assert document.text == "\n\n".join(map(str, range(9)))
    assert "are left out" in document.notices[0]


def test_character_references_are_decoded_once():
    assert body("&#27;[31m &amp;#27; &lt;b&gt;").text == "\x1b[31m &#27; <b>"


def test_declared_entities_are_not_expanded():
    source = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><html><body><p>&b;</p>'
    assert page(source, judged=False).text == "&b;"


def test_thousands_of_nested_elements_keep_their_text():
    document = load(b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000, "a.html")
    assert document.text == "deep"
    assert [verdict.kept for verdict in judge(document)] == [True]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<meta charset="koi8-r">', "koi8-r"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=big5">', "big5"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2"),
        (b"<p>charset", None),
    ],
)
def test_the_encoding_that_a_page_declares(head: bytes, name: str | None):
    assert declared(head) == name


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03 08:00:00+02:00", "2024-05-03T08:00:00+02:00"),
        ("May 3, 2024", "2024-05-03"),
        ("2024-77-03", ""),
    ],
)
def test_dates_of_pages(text: str, date: str):
    assert iso_date(text) == date


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for something")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    source = '<base href="http://x.example/"><img src="http://x.example/i"><link rel=stylesheet '
    source += 'href="http://x.example/s"><iframe src="file:///etc/passwd"></iframe><p>text</p>'
    assert page(source, judged=True).text == "text"


TAGS = ["p", "div", "b", "a href=x", "li", "ul", "ol", "table", "tr", "td", "pre", "h1", "br", "q",
        "blockquote", "span", "sup", "script", "textarea", "select", "option", "svg",
        "math"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"<{tag} hidden>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    st.sampled_from(["words here ", "&#27;", "&#xD800;", "\n", "<!--", "-->", "<![CDATA[", "]]>"]),
    st.text(max_size=8),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_markup_gives_sound_blocks(source: str):
    document = page(source, judged=False)
    document.text.encode("utf-8")
    end = 0
    for block in document.blocks:
        assert block.span.start >= end
        assert document.text[end : block.span.start].strip() == ""
        assert block.span.of(document.text) == block.span.of(document.text).strip() != ""
        end = block.span.end
    assert end == len(document.text)
    for inline in document.inlines:
        assert inline.span.start < inline.span.end <= end
    assert list(document.inlines) == sorted(
        document.inlines, key=lambda i: (i.span.start, -i.span.end)
    )


def test_a_tag_with_thousands_of_attributes_is_slimmed():
    names = " ".join(f"a{number}=1" for number in range(20_000))
    assert load(f"<p {names}>text</p>".encode(), "a.html").text == "text"


def test_a_page_of_too_many_blocks_is_kept_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reader.documents.html.MOST_JUDGED", 9)
    document = load(b"<nav>" + b"<a href=/><p>Home</p></a>" * 10 + b"</nav>", "a.html")
    assert all(verdict.kept for verdict in judge(document))
    assert document.notices == (
        "Nothing is removed of this page: it is too long to be looked through.",
    )


def test_a_page_of_nothing_but_tags_opens():
    assert load(b"<b>x</b>" * 700_000, "a.html").text.startswith("xxx")


def test_like_typography_side_by_side_is_one():
    document = body("<p>" + "<b>x</b>" * 1_000 + "</p>")
    assert [len(one.span) for one in document.inlines] == [1_000]
