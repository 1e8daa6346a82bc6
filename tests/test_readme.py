"""The README says what the program does."""

from __future__ import annotations

import re

from tests.readme import README, renewed


def test_generated_parts_are_up_to_date() -> None:
    text = README.read_text("utf-8")
    assert renewed(text) == text, "run: python -m tests.readme"


def test_both_commands_are_one_line_each() -> None:
    text = README.read_text("utf-8")
    for name in ("try", "test"):
        found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", text, re.DOTALL)
        assert found is not None
        assert found[1].count("\n") == 1


def test_every_picture_and_file_named_is_there() -> None:
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", README.read_text("utf-8")):
        assert (README.parent / target).exists(), target


def test_pictures_are_no_burden_and_load_nothing() -> None:
    for picture in sorted((README.parent / ".github").glob("*.svg")):
        text = picture.read_text("utf-8")
        assert len(text) < 400_000, picture.name
        assert "<script" not in text
        assert not re.findall(r"(?:href|src)=[\"'](?!#)|url\([\"']?http", text), picture.name


def test_every_promise_names_tests_that_exist() -> None:
    text = README.read_text("utf-8")
    named = re.findall(r"\[`(test_\w+)`\]\(([^)]+)\)", text)
    assert len(named) > 15
    for test, file in named:
        assert f"def {test}(" in (README.parent / file).read_text("utf-8"), f"{file}: {test}"
    table = text.partition("## Promises")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert [row for row in rows if "test_" not in row and "---" not in row] == []
