from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import load, markdown
from reader.documents.markdown import DEEPEST, rendered
from reader.documents.model import BlockKind, Style

SOURCE = """---
title: "Rye on the coast"
author: [Jane Roe]
date: 2024-05-03
url: https://post.example/rye
lang: en
---

# Rye

Some *soft* and **hard** words, `code`
and a [link](https://x.example/ "t").

- one
- two
  1. inner

> quoted
> on

| grain | year |
|-------|------|
| rye   | 1920 |

```python
x = 1
```

---
Last <b>bold</b> line.
"""


def test_structure_is_kept_and_marks_are_not():
    document = load(SOURCE.encode(), "rye.md")
    assert [(b.kind, b.level, b.span.of(document.text)) for b in document.blocks] == [
        (BlockKind.HEADING, 1, "Rye"),
        (BlockKind.PARAGRAPH, 0, "Some soft and hard words, code and a link."),
        (BlockKind.LIST_ITEM, 0, "• one"),
        (BlockKind.LIST_ITEM, 0, "• two"),
        (BlockKind.LIST_ITEM, 1, "1. inner"),
        (BlockKind.QUOTE, 0, "quoted on"),
        (BlockKind.TABLE, 0, "grain  year\nrye    1920"),
        (BlockKind.CODE, 0, "x = 1"),
        (BlockKind.RULE, 0, "* * *"),
        (BlockKind.PARAGRAPH, 0, "Last <b>bold</b> line."),
    ]


def test_links_and_emphasis_stand_beside_the_text():
    document = load(SOURCE.encode(), "rye.md")
    found = {(i.style, i.span.of(document.text), i.target) for i in document.inlines}
    assert found == {
        (Style.EMPHASIS, "soft", ""),
        (Style.STRONG, "hard", ""),
        (Style.CODE, "code", ""),
        (Style.LINK, "link", "https://x.example/"),
    }


def test_front_matter_is_metadata_and_not_text():
    metadata = load(SOURCE.encode(), "rye.md").metadata
    assert metadata.title == "Rye on the coast"
    assert metadata.author == "Jane Roe"
    assert (metadata.date, metadata.language) == ("2024-05-03", "en")
    assert metadata.url == "https://post.example/rye"
    assert metadata.site == "post.example"


def test_without_front_matter_the_heading_is_the_title():
    assert load(b"## A quiet harbour\n\nText.", "x.md").metadata.title == "A quiet harbour"


def test_a_script_is_text():
    assert rendered("<script>alert(1)</script>").text == "<script>alert(1)</script>"


def test_a_very_long_text_is_read_as_plain(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(markdown, "LARGEST", 100)
    document = load(b"# Title\n\n" + b"word " * 100, "x.md")
    assert document.text.startswith("# Title")
    assert "plain text" in document.notices[0]


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(["# ", "- ", "> ", "1. ", "\n", "\n\n", "    ", "|a|b|\n|-|-|\n", "```\n",
                         "*", "**", "[a](b)", "![i](j)", "<b>", "word", "~~", "\\", "&#0;",
                         "---\n"])
        | st.text(max_size=5),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_any_markdown_gives_sound_blocks(source: str):
    document = load(source.encode("utf-8", "replace"), "x.md")
    end = 0
    for block in document.blocks:
        assert block.span.start >= end
        assert document.text[end : block.span.start].strip() == ""
        assert block.span.of(document.text).strip() != ""
        end = block.span.end
    assert all(inline.span.end <= len(document.text) for inline in document.inlines)


@pytest.mark.parametrize("piece", ["[a](b) ", "- item\n", "| a | b |\n", "<http://a.b> ", "**a**b"])
def test_more_than_the_parser_can_take_in_a_second_is_shown_as_plain_text(piece: str):
    document = load(piece.encode() * 60_000, "marks.md")
    assert document.notices[0].startswith("This Markdown holds too many lines and marks")
    assert document.text.startswith(piece.strip())


def test_quotes_and_lists_are_laid_out_as_deep_as_people_go():
    quote = rendered(">" * 40 + " deep")
    assert quote is not None
    assert quote.text == "deep"
    listed = "".join("  " * depth + f"- item {depth}\n" for depth in range(40))
    items = rendered(listed)
    assert items is not None
    assert len(items.blocks) == 40


@pytest.mark.parametrize("lead", [">" * DEEPEST + " ", "- " * DEEPEST, ">" * 3_000 + " "])
def test_what_is_too_deep_to_be_laid_out_is_not_lost(lead: str):
    document = load(f"A title\n\n{lead}deep words\n".encode(), "deep.md")
    assert "deep words" in document.text
    assert "too deep" in document.notices[0]
