"""Settings: read, documented, and never in the way of starting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.config import Config, load, parse, set_value, show


def test_a_missing_file_is_an_empty_one(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == (Config(), [])


def test_all_settings_as_shown_can_be_read_back_and_each_is_explained() -> None:
    text = show(Config())
    assert parse(text) == (Config(), [])
    rows = text.splitlines()
    for number, row in enumerate(rows):
        if " = " in row and not row.startswith("#"):
            assert rows[number - 1].startswith("# "), row


def test_what_is_set_is_set() -> None:
    config, problems = parse('[reading]\ncolumn = 60\n[keys]\nrow-down = "n"\nzen = ["z", "f2"]\n')
    assert problems == []
    assert config.reading.column == 60
    assert config.keys == {"row-down": ("n",), "zen": ("z", "f2")}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[reading]\n\ncolumn = 5", 3, "between 20 and 400"),
        ("[reading]\ncolumn = true", 2, "whole number"),
        ("[reading]\ncolum = 60", 2, "Did you mean column?"),
        ('[reading]\njustify = "yes"', 2, "true or false"),
        ('[reading]\nview = "nice"', 2, "clean, removed, raw"),
        ("[look]\ntheme = 3", 2, "text"),
        ("[loook]\na = 1", 1, "Did you mean look?"),
        ("look = 3", 1, "write [look]"),
        ("[keys]\nzen = 3", 2, "wants keys"),
        ("[reading\ncolumn = 60", 1, "Expected"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_default_holds(
    text: str, line: int, words: str
) -> None:
    config, problems = parse(text)
    assert config == Config()
    [problem] = problems
    assert problem.line == line
    assert words in str(problem)


def test_one_mistake_leaves_the_other_settings_alone() -> None:
    config, problems = parse("[reading]\ncolumn = 60\njustify = 3\n[keyboard]\npause = 1\n")
    assert len(problems) == 1
    assert (config.reading.column, config.reading.justify, config.keyboard.pause) == (
        60,
        False,
        1.0,
    )


def test_a_file_that_is_no_text_is_told_not_raised(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    config, problems = load(path)
    assert config == Config()
    assert "UTF-8" in str(problems[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[look]\ntheme = "x"\n'),
        ("# mine\n[look]\nhints = false\n", '# mine\n[look]\ntheme = "x"\nhints = false\n'),
        ('[look]\ntheme = "y" # why\n[keys]\n', '[look]\ntheme = "x"\n[keys]\n'),
        ("[reading]\ncolumn = 60\n", '[reading]\ncolumn = 60\n\n[look]\ntheme = "x"\n'),
        ('look.theme = "y"\n', 'look.theme = "x"\n'),
        ("look.hints = false\n", 'look.hints = false\nlook.theme = "x"\n'),
        ("[look]\r\nhints = false\r\n", '[look]\r\ntheme = "x"\r\nhints = false\r\n'),
    ],
)
def test_one_value_is_written_and_every_other_line_stays(
    tmp_path: Path, before: str, after: str
) -> None:
    path = tmp_path / "deep" / "config.toml"
    path.parent.mkdir()
    path.write_bytes(before.encode())
    set_value("look", "theme", "x", path)
    assert path.read_bytes().decode() == after
    assert load(path)[0].look.theme == "x"


def test_a_table_in_one_line_is_left_to_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("look = { hints = false }\n", "utf-8")
    with pytest.raises(ValueError, match=r'Write look\.theme = "x" into it yourself\.'):
        set_value("look", "theme", "x", path)
    assert path.read_text("utf-8") == "look = { hints = false }\n"


def test_settings_that_are_kept_elsewhere_stay_there(tmp_path: Path) -> None:
    real, path = tmp_path / "dotfiles" / "glosse.toml", tmp_path / "config.toml"
    real.parent.mkdir()
    real.write_text("", "utf-8")
    path.symlink_to(real)
    set_value("look", "theme", "x", path)
    assert path.is_symlink()
    assert load(real)[0].look.theme == "x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_a_device_or_a_giant_is_no_file_of_settings(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "device.toml").symlink_to("/dev/zero")
    (tmp_path / "giant.toml").write_text("# words\n" * 200_000)
    for name in ("pipe", "device", "giant"):
        config, [problem] = load(tmp_path / f"{name}.toml")
        assert config == Config()
        assert "cannot be read: it is" in str(problem)


def test_brackets_without_end_are_a_mistake_of_the_file() -> None:
    config, [problem] = parse("a = " + "[" * 100_000)
    assert config == Config()
    assert "too deep" in str(problem)
