"""What folds together, and the way back to the original."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.folding import Folded, fold, graphemes, skeleton
from reader.text import Span

ALIKE = [
    ("Straße", "STRASSE"),
    ("Ångström", "angstrom"),
    ("Œuvre", "oeuvre"),
    ("İstanbul", "istanbul"),
    ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
    ("„so“", '"so"'),
    ("l’été", "l'ete"),
    ("2019–2021", "2019-2021"),
    ("ﬁnal", "final"),
    ("ｗｉｄｅ", "wide"),
    ("soft\u00adware", "software"),
    ("zero\u200bwidth", "zerowidth"),
    ("\u202edirection\u202c", "direction"),
    ("a \u00a0\n\tb", "a b"),
    ("한글", unicodedata.normalize("NFD", "한글")),
    ("ガラス", "ｶﾞﾗｽ"),
    ("й", unicodedata.normalize("NFD", "й")),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_fold_alike(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("f&uuml;r &#8222;alle&#8220;", "für „alle“"),
        ("fÃ¼r â€žalleâ€œ", "für „alle“"),
        ("aus-\nführ-\nlich", "ausführlich"),
        ("**fett** und _schräg_", "fett und schräg"),
        ("один Ð´Ð²Ð°", "один два"),
    ],
)
def test_a_skeleton_sees_through_damage(damaged: str, clean: str) -> None:
    assert skeleton(damaged).text == skeleton(clean).text


def test_a_span_leads_back_to_the_original() -> None:
    text = "Die  Stra\u00adße in\u00a0Łódź"
    folded = fold(text)
    assert folded.text == "die strasse in lodz"

    def original(piece: str) -> str:
        start = folded.text.index(piece)
        return folded.span(start, start + len(piece)).of(text)

    assert original("strasse") == "Stra\u00adße"
    assert original("lodz") == "Łódź"
    assert original("die strasse") == "Die  Stra\u00adße"
    assert original("ras") == "ra\u00adß"  # half of a letter is the whole letter


def test_a_span_cuts_no_grapheme() -> None:
    text = unicodedata.normalize("NFD", "café noir")
    folded = fold(text)
    assert folded.span(0, 4).of(text) == unicodedata.normalize("NFD", "café")
    assert graphemes("👩🏽\u200d🚀!", Span(0, 1)) == Span(0, 4)


def test_beyond_the_text_is_the_end_of_it() -> None:
    folded = fold("abc")
    assert folded.span(-3, 99) == Span(0, 3)
    assert folded.span(5, 9) == Span(3, 3)
    assert fold("").span(0, 4) == Span(0, 0)


def test_what_is_folded_stays_as_it_is() -> None:
    for start in range(0, sys.maxunicode + 1, 4096):
        once = fold("|".join(map(chr, range(start, start + 4096)))).text
        assert fold(once).text == once


@pytest.mark.parametrize("convert", [fold, skeleton])
def test_a_character_folds_alone_as_in_company(convert: Callable[[str], Folded]) -> None:
    """Else a needle folded by itself would miss its haystack."""
    alphabet = [chr(c) for c in range(0x2100) if not 0x1100 <= c < 0x1200]
    alone = "".join(convert(c).text for c in alphabet)
    together = convert("".join(alphabet)).text
    assert together.replace(" ", "") == alone.replace(" ", "")


texts = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            "aZßéÉİıΣς \n\t\u00a0\u00ad\u200b\u0301\u0323ﬁ½ﷺ&;#Ã¼가ᄀ\u1161\u11a8👩\u200d"
        ),
    ),
    max_size=60,
)


def check_map(folded: Folded, text: str) -> None:
    starts = [folded.start(i) for i in range(len(folded))]
    ends = [folded.end(i) for i in range(len(folded))]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        assert 0 <= start < end <= len(text)
        span = folded.span(i, i + 1)
        assert span.start <= start
        assert span.end >= end


@settings(deadline=None, max_examples=300)
@given(texts)
def test_every_folded_position_maps_into_the_original(text: str) -> None:
    check_map(fold(text), text)
    check_map(skeleton(text), text)


@settings(deadline=None, max_examples=200)
@given(texts, texts, texts)
def test_what_stands_in_a_text_is_found_folded(before: str, needle: str, after: str) -> None:
    text = f"{before}|{needle}|{after}"
    wanted = fold(f"|{needle}|").text
    folded = fold(text)
    place = folded.text.find(wanted)
    assert place != -1
    found = folded.span(place, place + len(wanted))
    assert wanted in fold(found.of(text)).text  # an edge may widen to a whole grapheme


@settings(deadline=None, max_examples=200)
@given(texts)
def test_nothing_invisible_is_left(text: str) -> None:
    folded = fold(text).text
    assert "  " not in folded
    assert not any(unicodedata.category(c) in {"Mn", "Me", "Cf", "Cc"} for c in folded)
