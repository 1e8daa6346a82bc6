"""Motions as triples: ``before, motion, after`` with the caret's character in ``#[…]#``.

Paragraphs are parted by ``¶``, which stands for an empty line and is no place for a caret.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import Span
from reader.tui.article import motions, textobjects
from reader.tui.article.motions import Find, Ground


def parse(marked: str) -> tuple[Ground, int]:
    """The ground and the caret of a marked text."""
    caret = marked.index("#[")
    text = marked.replace("#[", "").replace("]#", "")
    blocks = [Span(m.start(), m.end()) for m in re.finditer("[^¶]+", text)]
    return Ground(text, blocks), caret


def marked(ground: Ground, caret: int) -> str:
    text = ground.text
    return f"{text[:caret]}#[{text[caret]}]#{text[caret + 1 :]}"


def press(keys: str, ground: Ground, caret: int) -> int:
    """A count, then the key of a motion."""
    match = re.fullmatch(r"([1-9]\d*)?(.+)", keys, re.DOTALL)
    assert match is not None
    count, key = int(match[1] or 1), match[2]
    if key[0] in "fFt" and len(key) == 2:
        return Find(key[1], key[0] != "F", key[0] == "t")(ground, caret, count)
    return MOTIONS[key](ground, caret, count)


MOTIONS = {
    "w": motions.word_next,
    "e": motions.word_end,
    "b": motions.word_back,
    ")": motions.sentence_next,
    "v)": motions.sentence_end,
    "(": motions.sentence_back,
    "}": motions.paragraph_next,
    "v}": motions.paragraph_end,
    "{": motions.paragraph_back,
    "gg": motions.document_start,
    "G": lambda ground, caret, count: motions.document_end(ground, caret, 0),
    "%": motions.percent,
}

TRIPLES = [
    # words forward
    ("#[f]#oo bar", "w", "foo #[b]#ar"),
    ("f#[o]#o bar", "w", "foo #[b]#ar"),
    ("foo#[ ]#bar", "w", "foo #[b]#ar"),
    ("#[f]#oo   bar", "w", "foo   #[b]#ar"),
    ("#[f]#oo bar baz", "2w", "foo bar #[b]#az"),
    ("#[f]#oo, bar", "w", "foo#[,]# bar"),
    ("foo#[,]# bar", "w", "foo, #[b]#ar"),
    ("foo#[.]#”) bar", "w", "foo.”) #[b]#ar"),
    ("#[f]#oo_bar baz", "w", "foo_bar #[b]#az"),
    ("#[a]#1b2 c", "w", "a1b2 #[c]#"),
    ("fo#[o]#¶bar", "w", "foo¶#[b]#ar"),
    ("#[f]#oo¶bar baz", "2w", "foo¶bar #[b]#az"),
    ("foo #[b]#ar", "w", "foo ba#[r]#"),
    ("foo #[b]#ar", "9w", "foo ba#[r]#"),
    ("#[ü]#ber alles", "w", "über #[a]#lles"),
    ("#[u]#\u0308ber alles", "w", "u\u0308ber #[a]#lles"),
    ("#[c]#afe\u0301 noir", "w", "cafe\u0301 #[n]#oir"),
    ("#[中]#文abc", "w", "中文#[a]#bc"),
    ("#[漢]#字かな", "w", "漢字#[か]#な"),
    ("#[か]#なカナ", "w", "かな#[カ]#ナ"),
    ("#[中]#文。再见", "w", "中文#[。]#再见"),
    ("#[К]#иїв і Львів", "w", "Київ #[і]# Львів"),
    ("#[ש]#לום עולם", "w", "שלום #[ע]#ולם"),
    ("#[D]#on't stop", "w", "Don#[']#t stop"),
    # ends of words
    ("#[f]#oo bar", "e", "fo#[o]# bar"),
    ("fo#[o]# bar", "e", "foo ba#[r]#"),
    ("#[f]#oo bar baz", "3e", "foo bar ba#[z]#"),
    ("#[f]#oo, bar", "2e", "foo#[,]# bar"),
    ("fo#[o]#¶bar", "e", "foo¶ba#[r]#"),
    ("foo ba#[r]#", "e", "foo ba#[r]#"),
    ("#[a]# b", "e", "a #[b]#"),
    ("#[中]#文abc", "e", "中#[文]#abc"),
    # words back
    ("foo #[b]#ar", "b", "#[f]#oo bar"),
    ("foo ba#[r]#", "b", "foo #[b]#ar"),
    ("foo bar #[b]#az", "2b", "#[f]#oo bar baz"),
    ("foo, #[b]#ar", "b", "foo#[,]# bar"),
    ("foo#[,]# bar", "b", "#[f]#oo, bar"),
    ("foo¶#[b]#ar", "b", "#[f]#oo¶bar"),
    ("#[f]#oo", "b", "#[f]#oo"),
    ("foo #[b]#ar", "7b", "#[f]#oo bar"),
    ("中文#[a]#bc", "b", "#[中]#文abc"),
    ("cafe\u0301 #[n]#oir", "b", "#[c]#afe\u0301 noir"),
    # sentences
    ("#[O]#ne. Two.", ")", "One. #[T]#wo."),
    ("One. T#[w]#o. Three.", ")", "One. Two. #[T]#hree."),
    ("#[O]#ne. Two. Three.", "2)", "One. Two. #[T]#hree."),
    ("One. #[T]#wo.¶Three.", ")", "One. Two.¶#[T]#hree."),
    ("One. #[T]#wo.", ")", "One. Two#[.]#"),
    ("#[D]#r. Meyer kam. Er ging.", ")", "Dr. Meyer kam. #[E]#r ging."),
    ("#[A]#m 3. Mai kam er. Er ging.", ")", "Am 3. Mai kam er. #[E]#r ging."),
    ("#[你]#好。再见。", ")", "你好。#[再]#见。"),
    ("One. T#[w]#o.", "(", "One. #[T]#wo."),
    ("One. #[T]#wo.", "(", "#[O]#ne. Two."),
    ("One. Two.¶#[T]#hree.", "(", "One. #[T]#wo.¶Three."),
    ("One. Two.¶#[T]#hree.", "2(", "#[O]#ne. Two.¶Three."),
    ("#[O]#ne.", "(", "#[O]#ne."),
    # paragraphs
    ("f#[o]#o¶bar¶baz", "}", "foo¶#[b]#ar¶baz"),
    ("#[f]#oo¶bar¶baz", "2}", "foo¶bar¶#[b]#az"),
    ("foo¶#[b]#ar", "}", "foo¶ba#[r]#"),
    ("foo¶b#[a]#r", "{", "foo¶#[b]#ar"),
    ("foo¶#[b]#ar", "{", "#[f]#oo¶bar"),
    ("foo¶bar¶b#[a]#z", "3{", "#[f]#oo¶bar¶baz"),
    ("#[f]#oo", "{", "#[f]#oo"),
    # sentences and paragraphs to their ends, as a selection takes them in
    ("#[O]#ne. Two.", "v)", "One#[.]# Two."),
    ("#[O]#ne.” Two.", "v)", "One.#[”]# Two."),
    ("One#[.]# Two.¶Three.", "v)", "One. Two#[.]#¶Three."),
    ("One. Two#[.]#¶Three.", "v)", "One. Two.¶Three#[.]#"),
    ("#[O]#ne. Two.¶Three. Four.", "3v)", "One. Two.¶Three#[.]# Four."),
    ("One#[.]#", "2v)", "One#[.]#"),
    ("#[f]#oo¶bar", "v}", "fo#[o]#¶bar"),
    ("fo#[o]#¶bar", "v}", "foo¶ba#[r]#"),
    ("#[f]#oo¶bar¶baz", "2v}", "foo¶ba#[r]#¶baz"),
    ("#[f]#oo¶bar", "9v}", "foo¶ba#[r]#"),
    # ends, percent
    ("foo¶b#[a]#r", "gg", "#[f]#oo¶bar"),
    ("f#[o]#o¶bar¶baz", "2gg", "foo¶#[b]#ar¶baz"),
    ("f#[o]#o¶bar", "G", "foo¶ba#[r]#"),
    ("#[0]#123456789", "50%", "01234#[5]#6789"),
    ("#[0]#1234¶56789", "50%", "01234¶#[5]#6789"),
    ("#[0]#123456789", "100%", "012345678#[9]#"),
    # characters of the paragraph
    ("#[a]#bcb", "fb", "a#[b]#cb"),
    ("#[a]#bcb", "2fb", "abc#[b]#"),
    ("#[a]#bcb", "3fb", "#[a]#bcb"),
    ("#[a]#bc¶x", "fx", "#[a]#bc¶x"),
    ("abc#[b]#", "Fb", "a#[b]#cb"),
    ("abc#[b]#", "Fa", "#[a]#bcb"),
    ("x¶ab#[c]#", "Fx", "x¶ab#[c]#"),
    ("#[a]#bcd", "td", "ab#[c]#d"),
    ("#[a]#bcb", "2tb", "ab#[c]#b"),
]


@pytest.mark.parametrize(("before", "keys", "after"), TRIPLES)
def test_motion(before: str, keys: str, after: str) -> None:
    ground, caret = parse(before)
    assert marked(ground, press(keys, ground, caret)) == after


WALKS = [
    # forward, back, and a text with a | before every stop
    ("w", "b", "|Der |alte |Mann|, |der |nie |schlief|, |sah |das |Meer|."),
    ("w", "b", "|She |said|: |“|No|.” |Then |(|quietly|) |she |left|."),
    ("w", "b", "|Die |Straße |heißt |jetzt |Öl|-|Allee |Nr|. |17a|."),
    ("w", "b", "|Вона |прийшла |о |сьомій|, |а |п|’|ять |хвилин |чекала|."),
    ("w", "b", "|L|’|été |dernier|, |à |l|’|aube|… |rien|."),
    ("w", "b", "|中文|，|English |和 |数字|123|。"),
    ("w", "b", "|東京|へ|行|きました|。"),
    ("w", "b", "|カタカナ|と|漢字|の|間"),
    ("w", "b", "|שלום|, |עולם |גדול|."),
    ("w", "b", "|مرحبا |بالعالم|، |يا |صديقي|."),
    ("w", "b", "|a |👍 |b |👩\u200d👩\u200d👧 |c"),
    ("w", "b", "|x |= |f|(|y_1|, |2|.|5|) |# |no"),
    ("w", "b", "|one¶|two |three¶|four"),
    ("w", "b", "|tab\t|and   |spaces\n|and |breaks"),
    ("w", "b", "|e\u0301te\u0301 |a\u0300 |la |mer"),
    (")", "(", "|Er kam. |Sie ging! |Wer blieb? |Keiner."),
    (")", "(", "|Am 3. Mai regnete es. |Dann schien die Sonne. |Endlich."),
    (")", "(", "|Mr. Smith left at 5 p.m. today. |He smiled. |Nobody saw it."),
    (")", "(", "|„Komm!“, rief sie. |Er kam nicht. |„Nie!“"),
    (")", "(", "|Вона прийшла. |Він пішов. |Кінець."),
    (")", "(", "|你好。|再见！|谢谢？|不客气。"),
    (")", "(", "|こんにちは。|さようなら。|また明日。"),
    (")", "(", "|One. |Two.¶|Three. |Four.¶|Five."),
    ("}", "{", "|a b c¶|d. e. f.¶|中文¶|last one"),
]
STEPS = [
    (forward, back, walk, step)
    for forward, back, walk in WALKS
    for step in range(walk.count("|") - 1)
]


@pytest.mark.parametrize(("forward", "back", "walk", "step"), STEPS)
def test_a_walk_there_and_back(forward: str, back: str, walk: str, step: int) -> None:
    text, stops = "", []
    for piece in walk.split("|")[1:]:
        stops.append(len(text))
        text += piece
    ground = Ground(text, [Span(m.start(), m.end()) for m in re.finditer("[^¶]+", text)])
    assert MOTIONS[forward](ground, stops[step], 1) == stops[step + 1]
    assert MOTIONS[back](ground, stops[step + 1], 1) == stops[step]
    assert MOTIONS[forward](ground, stops[0], step + 1) == stops[step + 1]


OBJECTS = [
    ("foo b#[a]#r baz", "iw", "bar"),
    ("foo#[ ]#bar", "iw", " "),
    ("fo#[o]#, bar", "iw", "foo"),
    ("foo#[,]# bar", "iw", ","),
    ("cafe#[\u0301]# noir", "iw", "cafe\u0301"),
    ("中#[文]#abc", "iw", "中文"),
    ("One. T#[w]#o three. Four.", "is", "Two three."),
    ("One.#[ ]#Two.", "is", "One."),
    ("„So?“, fragte s#[i]#e. Nein.", "is", "„So?“, fragte sie."),
    ("foo¶b#[a]#r baz¶qux", "ip", "bar baz"),
]


@pytest.mark.parametrize(("before", "keys", "selected"), OBJECTS)
def test_text_object(before: str, keys: str, selected: str) -> None:
    ground, caret = parse(before)
    found = {
        "iw": textobjects.inner_word,
        "is": textobjects.inner_sentence,
        "ip": textobjects.inner_paragraph,
    }[keys](ground, caret)
    assert found.of(ground.text) == selected


def test_a_repeated_t_goes_on() -> None:
    ground, caret = parse("#[a]#bcbcb")
    find = Find("b", till=True)
    caret = find(ground, caret, 1)
    caret = find(ground, caret, 1, again=True)
    assert marked(ground, caret) == "ab#[c]#bcb"
    assert marked(ground, find.reversed()(ground, caret, 1, again=True)) == "ab#[c]#bcb"


GROUNDS = st.lists(st.text("aB ,.é\u0301中か\u200b-“3", min_size=1), min_size=1, max_size=4)


@settings(deadline=None, max_examples=200)
@given(GROUNDS, st.sampled_from(sorted(MOTIONS)), st.integers(1, 5), st.integers(0, 200))
def test_a_motion_stays_on_a_character_of_a_block(
    paragraphs: list[str], key: str, count: int, caret: int
) -> None:
    text = "¶".join(paragraphs)
    ground = Ground(text, [Span(m.start(), m.end()) for m in re.finditer("[^¶]+", text)])
    reached = MOTIONS[key](ground, ground.clamp(min(caret, len(text) - 1)), count)
    assert any(reached in block for block in ground.blocks)


@settings(deadline=None, max_examples=200)
@given(GROUNDS, st.integers(0, 200))
def test_forward_goes_forward_and_back_goes_back(paragraphs: list[str], caret: int) -> None:
    text = "¶".join(paragraphs)
    ground = Ground(text, [Span(m.start(), m.end()) for m in re.finditer("[^¶]+", text)])
    here = ground.clamp(min(caret, len(text) - 1))
    assert all(MOTIONS[key](ground, here, 1) >= here for key in ("w", "e", ")", "}", "G"))
    assert all(MOTIONS[key](ground, here, 1) <= here for key in ("b", "(", "{", "gg"))


@settings(deadline=None, max_examples=200)
@given(GROUNDS, st.integers(0, 100))
def test_so_many_percent_is_what_is_said_of_the_place(paragraphs: list[str], wanted: int) -> None:
    text = "¶".join(paragraphs)
    ground = Ground(text, [Span(m.start(), m.end()) for m in re.finditer("[^¶]+", text)])
    reached = motions.percent(ground, 0, wanted)
    assert ground.share(reached) >= wanted / 100 or ground.before[-1] == 1
    earlier = [
        at for block in ground.blocks for at in range(block.start, block.end) if at < reached
    ]
    assert all(ground.share(at) < wanted / 100 for at in earlier)
