from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Refused
from reader.documents.decoding import codec_name, decode, without_surrogates

GERMAN = (
    "Die Straße führt übers Feld. Für größere Wagen ist sie zu schmal, sagt Frau Köhler.\n" * 20
)
RUSSIAN = "Вечером дождь прекратился, и над рекой поднялся туман. Лодки стояли у берега.\n" * 20
JAPANESE = "夕方になると雨は止み、川の上に霧が立ちこめた。船は岸につながれていた。\n" * 30


def test_utf8_is_not_a_guess():
    text, how = decode("naïve – 日本".encode())
    assert text == "naïve – 日本"
    assert (how.name, how.guessed, how.replaced) == ("utf-8", False, 0)


@pytest.mark.parametrize(
    ("bom", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_bom_decides_and_does_not_stay_in_the_text(bom: bytes, name: str):
    text, how = decode(bom + "Zwölf".encode(name), declared="koi8-r")
    assert (text, how.name, how.guessed) == ("Zwölf", name, False)


def test_the_declared_encoding_counts_where_utf8_fails():
    text, how = decode("Привет, мир".encode("koi8-r"), declared="KOI8-R")
    assert (text, how.name, how.guessed) == ("Привет, мир", "koi8-r", False)


def test_valid_utf8_overrules_a_wrong_declaration():
    assert decode("Köln".encode(), declared="iso-8859-1")[0] == "Köln"


def test_latin1_is_taken_for_cp1252_as_browsers_do():
    text, how = decode(b"it\x92s", declared="iso-8859-1")
    assert (text, how.name) == ("it’s", "cp1252")


@pytest.mark.parametrize(
    ("text", "written"),
    [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "cp932")],
)
def test_long_text_is_detected_and_said_to_be_guessed(text: str, written: str):
    found, how = decode(text.encode(written))
    assert found == text
    assert how.guessed


def test_short_text_is_not_put_to_the_detector_but_read_as_cp1252():
    text, how = decode("Café “au lait”".encode("cp1252"))
    assert (text, how.name, how.guessed) == ("Café “au lait”", "cp1252", True)


def test_bytes_without_meaning_in_cp1252_are_replaced_and_counted():
    text, how = decode(b"a\x81b\x8dc")
    assert (text, how.replaced) == ("a\ufffdb\ufffdc", 2)


def test_a_damaged_utf8_text_stays_utf8():
    text, how = decode(GERMAN.encode() + b"\xff\xfe Ende")
    assert text == GERMAN + "\ufffd\ufffd Ende"
    assert (how.name, how.replaced, how.guessed) == ("utf-8", 2, True)


def test_utf16_without_a_bom_is_recognised():
    text, how = decode("Plain words in wide letters".encode("utf-16-le"))
    assert text == "Plain words in wide letters"
    assert how.guessed


def test_the_readers_choice_overrules_everything():
    assert decode("Köln".encode(), encoding="latin-1")[0] == "KÃ¶ln"


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_whoever_asks_for_utf16_gets_the_byte_order_that_the_mark_tells(bom: bytes):
    order = "utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(bom + "Grüße".encode(order), encoding="utf-16")[0] == "Grüße"


@pytest.mark.parametrize("label", ["rot13", "zip", "base64", "punycode", "utf-7", "nonsense", ""])
def test_what_is_not_a_text_encoding_is_refused(label: str):
    assert codec_name(label) is None
    with pytest.raises(Refused, match="not a text encoding"):
        decode(b"x", encoding=label)


def test_newlines_are_normalised_and_controls_stay():
    assert decode(b"a\r\nb\rc\x00\x1b[31m\n")[0] == "a\nb\nc\x00\x1b[31m\n"


def test_surrogates_are_joined_or_replaced():
    assert without_surrogates("\ud83d\ude00 \ud800 x") == "😀 \ufffd x"


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400), st.sampled_from([None, "koi8-r", "utf-16", "gb2312", "bogus"]))
def test_any_bytes_become_text_that_can_be_written_again(data: bytes, declared: str | None):
    text, how = decode(data, declared=declared)
    text.encode("utf-8")
    assert "\r" not in text
    assert how.replaced <= text.count("\ufffd")
