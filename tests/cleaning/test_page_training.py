"""The trainer of the page model, on a few small pages of our own making."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from reader.cleaning.pages import features
from reader.cleaning.pages.columns import around, shifted, since
from reader.cleaning.pages.copies import copied
from reader.cleaning.pages.judging import chosen, second_copies
from reader.cleaning.pages.labels import label, words
from reader.cleaning.pages.model import read, shipped
from reader.cleaning.pages.words import NAME_SLOTS, WORD_SLOTS, Names, Words, word_slots
from reader.documents.html import page

STORY = (
    "The ferry to the northern islands will stop running in October, the board said on Monday.",
    "Islanders must now take the bus over the causeway, which floods twice a month in spring.",
    "The school will open an hour later, so that pupils can reach it in the dark of winter.",
)


def source(site: str, number: int) -> str:
    menu = "".join(f"<li><a href='/{site}'>{name}</a></li>" for name in ("Home", "Sport", "News"))
    text = "".join(f"<p>{line} It is story {number}.</p>" for line in STORY)
    return (
        f"<html><body><ul class=menu>{menu}</ul><div class=story>"
        f"<h1>Story {number}</h1>{text}</div>"
        f"<div class=foot><p>Subscribe to {site}</p></div></body></html>"
    )


def test_what_a_page_shows_of_a_known_article():
    document = page(source("post", 1), judged=True)
    lines = [block.span.of(document.text) for block in document.blocks]
    gold = "\n".join(f"{line} It is story 1." for line in STORY)
    assert label(document, lines, gold, {}) == [0, 0, 0, -1, 1, 1, 1, 0]
    assert label(document, lines, gold, {words("• Sport"): {1}})[1] == 1


def test_the_second_copy_of_a_paragraph_is_not_article():
    document = page(f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[0]}</p>", judged=True)
    assert label(document, [STORY[0], STORY[1], STORY[0]], "\n".join(STORY), {}) == [1, 1, 0]


def test_the_sums_of_words_are_the_weights_of_their_places():
    weights = bytes((7 * place) % 251 % 128 for place in range(WORD_SLOTS))
    measure = Words(memoryview(weights).cast("b")).measure(STORY[0])
    places = word_slots(STORY[0])
    assert measure.slots == len(places)
    assert measure.weight == sum(memoryview(weights).cast("b")[place] for place in places)


def test_columns():
    assert shifted([1, 2, 3], 1) == [2, 3, 0]
    assert shifted([1, 2], -3) == [0, 0]
    assert around([6, 0, 3], [1, 1, 1], 1) == [0, 4, 0]
    assert since([False, True, False]) == [20, 20, 1]


def test_a_long_block_that_stands_elsewhere_in_pieces_is_a_copy():
    one = " ".join(STORY)
    held = copied([*STORY, one, "Short."])
    assert held[3] >= 40
    assert held[4] == 0
    assert copied([one])[0] == 1


def test_every_feature_fits_a_level():
    document = page(source("post", 1) + "<p>" + "x" * 5_000, judged=True)
    assert document.markup is not None
    tables = (
        Words(memoryview(bytes(WORD_SLOTS)).cast("b")),
        Names(memoryview(bytes(NAME_SLOTS)).cast("b")),
    )
    seen = features.look(document, document.markup, *tables)
    assert set(seen.columns) == set(features.NAMES)
    assert all(len(column) == len(document.blocks) for column in seen.columns.values())
    assert all(0 <= value <= 63 for column in seen.columns.values() for value in column)


def test_the_shipped_model_is_small_and_says_what_it_learnt_from():
    model = shipped()
    assert model.header["pages"] > 500
    unlikely, likely = model.chances([-4.0, 4.0])
    assert unlikely < 0.1 < 0.9 < likely


def test_the_same_pages_give_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    pytest.importorskip("sklearn")
    from reader.cleaning.pages import train

    data = tmp_path / "pages.jsonl.gz"
    with gzip.open(data, "wt", encoding="utf-8") as file:
        for number in range(40):
            site = f"site-{number % 20}"
            gold = "\n".join(f"{line} It is story {number}." for line in STORY)
            row = {"id": str(number), "html": source(site, number), "gold_text": gold,
                   "domain": site, "lang": "en", "source": "own"}  # fmt: skip
            file.write(json.dumps(row) + "\n")
    outs = [tmp_path / "a.bin", tmp_path / "b.bin"]
    for out in outs:
        assert train.main([str(data), "--out", str(out)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert read(outs[0].read_bytes()).header["pages"] == 40
    assert "F1" in capsys.readouterr().out


def test_a_page_of_which_nothing_is_likely_keeps_the_likeliest():
    lines = ["Story", "menu", "A paragraph of some length that is most likely of them all.", "foot"]
    assert chosen(lines, [2.0, -5.0, -1.0, -2.6], 0.0, 0) == [True, False, True, False]


def test_second_copies_are_those_of_kept_lines():
    assert second_copies(
        [STORY[0], STORY[0], "x", "x", STORY[0]], [False, True, True, True, True]
    ) == [4]
