"""Where blocks stand on a page: to what is surest, to the title, among boxes of their kind."""

from __future__ import annotations

from reader.cleaning.pages.boxes import Boxes
from reader.cleaning.pages.judging import second_copies
from reader.cleaning.pages.standing import NAMES, named, standing
from reader.cleaning.pages.titles import title_block
from reader.documents.html import page
from reader.documents.model import BlockKind, Document

STORY = "The ferry to the northern islands will stop running in October, the board said."
REMARK = "I have taken this boat every week for thirty years, and nobody asked me about it."
PAGE = (
    "<html><head><title>The last ferry</title></head><body><main>"
    f"<article><h1>The last ferry</h1><div class=text>{f'<p>{STORY}</p>' * 4}</div></article>"
    "<section class=talk><h2>What readers say</h2>"
    + "".join(f"<div class=remark><b>Reader {n}</b><p>{REMARK}</p></div>" for n in range(3))
    + "</section></main></body></html>"
)


def shown(ngram: dict[str, int]) -> tuple[Document, Boxes, dict[str, list[int]]]:
    """The columns of the page, whose blocks weigh what ``ngram`` says by how they begin."""
    document = page(PAGE, judged=True)
    assert document.markup is not None
    boxes = Boxes(document.markup)
    lines = [block.span.of(document.text) for block in document.blocks]
    even = [32] * len(lines)
    own = {
        "ngram": [next((v for k, v in ngram.items() if line.startswith(k)), 32) for line in lines],
        "path": even, "links": [0] * len(lines), "ending": [3] * len(lines),
        "title": [0] * len(lines),
        "tag": [12 if line == "What readers say" else 1 for line in lines],
    }  # fmt: skip
    elements = document.markup.elements
    found = named(boxes, [(-9, 8 if one.names == "text" else -40) for one in elements])
    found |= standing(boxes, own, list(map(len, lines)), title_block(document))
    assert set(found) == set(NAMES)
    assert all(0 <= value < 64 for column in found.values() for value in column)
    told = {name: [found[name][lines.index(one)] for one in (STORY, REMARK)] for name in NAMES}
    return document, boxes, told


def test_what_reads_best_is_what_the_others_are_told_by():
    _, _, found = shown({"The ferry": 60})
    assert found["main_up"] == [0, 2], "out of the text and the article, into the remarks"
    assert found["main_down"] == [1, 3]
    assert found["box_ngram"][0] > found["box_ngram"][1]
    assert found["outer_sure"][0] > found["outer_sure"][1]
    _, _, turned = shown({"I have taken": 60})
    assert turned["main_down"][1] < turned["main_down"][0]


def test_the_way_from_the_title_and_the_article_around():
    _, _, found = shown({})
    assert found["title_up"] == [1, 2]
    assert found["title_down"] == [2, 3]
    assert found["article"] == [1, 0]


def test_boxes_of_one_kind_side_by_side_and_the_heading_above():
    _, _, found = shown({"What readers": 10})
    assert found["cards"][0] == 0 < found["cards"][1]
    assert found["head_level"] == [0, 2]
    assert found["best"] == [2, 0]
    assert found["worst"] == [53, 53]


POSTS = (
    "<html><head><title>The last ferry</title></head><body><article class=post>"
    f"<h2>The last ferry</h2><p>{STORY}</p><h3>What now</h3><p>{STORY}</p>"
    f"<article class=post><h2><a href='/bus'>A bus instead</a></h2><p>{REMARK}</p></article>"
    f"</article><article class=post><h2>The pier</h2><p>{REMARK}</p></article></body></html>"
)


def test_further_posts_are_told_by_their_headings_and_articles():
    document = page(POSTS, judged=True)
    assert document.markup is not None
    boxes = Boxes(document.markup)
    lines = [block.span.of(document.text) for block in document.blocks]
    even = [40] * len(lines)
    own = {
        "ngram": even, "path": even, "ending": [3] * len(lines), "title": [0] * len(lines),
        "links": [63 if line == "A bus instead" else 0 for line in lines],
        "tag": [10 + one.level if one.kind is BlockKind.HEADING else 1 for one in document.blocks],
    }  # fmt: skip
    found = standing(boxes, own, list(map(len, lines)), title_block(document))
    texts = [number for number, line in enumerate(lines) if line in (STORY, REMARK)]
    assert [found["other_articles"][n] for n in texts] == [0, 0, 1, 1]
    assert [found["peers"][n] for n in texts] == [0, 0, 1, 2]
    assert [found["head_links"][n] for n in texts] == [0, 0, 63, 0]
    assert found["box_sure"][texts[0]] >= 2 * found["box_sure"][texts[2]], "half the evidence"


def test_the_innermost_box_that_holds_most():
    document, boxes, _ = shown({})
    first, *rest = boxes.holders
    assert boxes.holding_most([1] + [0] * len(rest)) == first
    assert boxes.holding_most([0] * len(boxes.holders)) == 0
    up, down = boxes.steps(first)
    assert (up[first], down[first]) == (0, 0)
    assert len(document.blocks) == len(boxes.holders)


def test_a_block_that_holds_the_whole_article_again_goes():
    parts = [
        f"{STORY} It is part {n} of the story. " + f"Line {n * n} follows. " * 30 for n in range(4)
    ]
    whole = " ".join(parts)
    assert second_copies([*parts, whole], [True] * 5) == [4]
    assert second_copies([*parts, whole], [False] * 4 + [True]) == []
    assert second_copies([*parts, f"{REMARK} " * 40], [True] * 5) == []
