from __future__ import annotations

import sys

import pytest

from reader.documents.mending import is_mangled, mended

MEANT = "Die Straße führt übers Feld – „schön“, sagt Köhler.\nТуман над рекой."


def wrongly(text: str) -> str:
    """UTF-8 read as cp1252, its undefined bytes as Latin-1."""
    return "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in text.encode()
    )


@pytest.mark.parametrize("with_ftfy", [True, False])
def test_wrongly_decoded_text_is_mended(with_ftfy: bool, monkeypatch: pytest.MonkeyPatch):
    if with_ftfy:
        pytest.importorskip("ftfy")
    else:
        monkeypatch.setitem(sys.modules, "ftfy", None)
    assert is_mangled(wrongly(MEANT))
    assert mended(wrongly(MEANT)) == MEANT


@pytest.mark.parametrize("text", ["", MEANT, "Ã is a letter.", "São Paulo, Ärger, Ñandú, «ÂGE»"])
def test_sound_text_is_left_alone(text: str):
    assert mended(text) is None
