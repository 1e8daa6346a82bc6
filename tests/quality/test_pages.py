"""Web pages of our own making: what stays of them, what goes, and for what reason.

A page of ``pages/`` ends with a script of type ``text/expected``: lines that begin with ``+``
(stays) or ``-`` (goes), then the beginning of a block, then after a bar the reason, if it is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.cleaning import judge
from reader.documents import load

FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Expected:
    page: str
    stays: bool
    beginning: str
    reason: str


@dataclass(frozen=True)
class Found:
    text: str
    kept: bool
    reason: str


def expected(file: Path) -> list[Expected]:
    script = file.read_text("utf-8").split('<script type="text/expected">')[1].split("</script>")[0]
    found = []
    for line in script.strip().split("\n"):
        beginning, _, reason = line[2:].partition(" | ")
        found.append(Expected(file.stem, line[0] == "+", beginning.strip(), reason.strip()))
    return found


def blocks(file: Path) -> list[Found]:
    document = load(file.read_bytes(), file.name)
    return [
        Found(" ".join(block.span.of(document.text).split()), verdict.kept, verdict.reason)
        for block, verdict in zip(document.blocks, judge(document), strict=True)
    ]


FILES = sorted(FOLDER.glob("*.html"))


def find(found: list[Found], one: Expected) -> Found:
    beginning = " ".join(one.beginning.split())
    matching = [block for block in found if block.text.startswith(beginning)]
    assert matching, f"{one.page} has no block that begins with {beginning!r}"
    return next((block for block in matching if block.kept), matching[0])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_articles_stay_whole(file: Path):
    found = blocks(file)
    lost = [one.beginning for one in expected(file) if one.stays and not find(found, one).kept]
    assert lost == []


def test_boilerplate_goes():
    rest = [(file, one) for file in FILES for one in expected(file) if not one.stays]
    left = [f"{one.page}: {one.beginning}" for file, one in rest if find(blocks(file), one).kept]
    assert len(left) <= 0.07 * len(rest), left


def test_reasons_are_the_ones_a_reader_would_give():
    told = [(file, one) for file in FILES for one in expected(file) if one.reason]
    wrong = []
    for file, one in told:
        block = find(blocks(file), one)
        if not block.kept and not re.search(one.reason, block.reason):
            wrong.append(f"{one.page}: {one.beginning}: {block.reason}, not {one.reason}")
    assert len(wrong) <= 0.1 * len(told), wrong
