"""Text objects: the word, sentence or paragraph around a caret, as spans."""

from __future__ import annotations

from collections.abc import Callable

from reader.sentences import sentence_at
from reader.text import Span
from reader.tui.article.motions import Ground, kind_at

TextObject = Callable[[Ground, int], Span]


def inner_word(ground: Ground, caret: int) -> Span:
    """The run of characters of one class around the caret."""
    block = ground.blocks[ground.number_of(caret)]
    caret = ground.clamp(caret)
    kind = kind_at(ground.text, caret, block.start)
    start, end = caret, caret + 1
    while start > block.start and kind_at(ground.text, start - 1, block.start) == kind:
        start -= 1
    while end < block.end and kind_at(ground.text, end, block.start) == kind:
        end += 1
    return Span(start, end)


def inner_sentence(ground: Ground, caret: int) -> Span:
    """The sentence around the caret."""
    block = ground.blocks[ground.number_of(caret)]
    return sentence_at(ground.text, caret, block.start, block.end)


def with_following(ground: Ground, span: Span, text_object: TextObject) -> Span:
    """``span`` and the next object after it; as it is where there is none."""
    number = ground.number_of(span.end - 1)
    for block in ground.blocks[number : number + 2]:
        at = max(block.start, span.end)
        while at < block.end and ground.text[at].isspace():
            at += 1
        if at < block.end:
            return Span(span.start, text_object(ground, at).end)
    return span


def inner_paragraph(ground: Ground, caret: int) -> Span:
    """The block around the caret."""
    return ground.blocks[ground.number_of(caret)]
