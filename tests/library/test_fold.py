"""Folding for the library's filter and index."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import folding
from reader.alike import ALIKE
from reader.library.fold import fold, fold_map


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("„Zurück“ – am Ufer", '"zuruck" - am ufer'),
        ("Tim’s", "tim's"),
        ("Łódź", "lodz"),
        ("Smørrebrød, Ærø", "smorrebrod, aero"),
        ("ǿ", "o"),
        ("STRASSE, Straße", "strasse, strasse"),
    ],
)
def test_what_is_typed_finds_what_is_written(written: str, typed: str) -> None:
    assert fold(written) == typed


@pytest.mark.parametrize("sign", sorted(ALIKE))
def test_signs_alike_are_those_of_the_other_folding(sign: str) -> None:
    if not sign.isascii() and sign != "″":  # two of ′ to Unicode
        assert fold(sign) == folding.fold(sign).text


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=200)
def test_each_character_folds_alone_and_once(text: str) -> None:
    folded, origin = fold_map(text)
    assert len(folded) == len(origin)
    assert fold("".join(map(fold, text))) == "".join(map(fold, text))
