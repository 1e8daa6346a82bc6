"""Patterns that are compiled late match as those compiled at once, and every one compiles."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import reader
from reader.patterns import Late, late

LEFT_OUT = {"reader.__main__", "reader.cli.served"}
"""Modules that run when they are imported."""


def test_a_late_pattern_matches_as_one_compiled_at_once() -> None:
    at_once, later = re.compile(r"(\w+)\s", re.ASCII), late(r"(\w+)\s", re.ASCII)
    assert later.findall("rye and öl ") == at_once.findall("rye and öl ")
    assert (later.pattern, later.flags, later.groups) == (at_once.pattern, at_once.flags, 1)
    assert late(rb"\d+").sub(b"", b"a1b22") == b"ab"


def test_it_is_compiled_by_its_first_use_and_never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def spy(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return compile_(source, flags)

    compile_ = re.compile
    monkeypatch.setattr("reader.patterns.re.compile", spy)
    found = late("harbour")
    assert compiled == []
    assert found.search("a harbour")
    assert found.search("no harbours")
    assert compiled == ["harbour"]


def test_a_wrong_one_is_told_by_its_first_use() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_every_late_pattern_of_the_package_compiles() -> None:
    seen = 0
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if module.name in LEFT_OUT:
            continue
        try:
            names = vars(importlib.import_module(module.name))
        except ModuleNotFoundError as missing:
            if str(missing.name).startswith("reader"):
                raise
            continue  # what an extra brings
        for value in names.values():
            if isinstance(value, Late):
                assert value.flags >= 0
                seen += 1
    assert seen > 50
