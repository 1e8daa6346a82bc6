"""The manual page, made from the parsers: `python -m reader.cli.manual` writes ``glosse.1``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from reader import __version__
from reader.cli import VERBS
from reader.cli.parsing import EPILOG, verb_parser

PAGE = Path(__file__).with_name("glosse.1")


def page() -> str:
    """The whole page as roff (man macros)."""
    lines = [
        f'.TH GLOSSE 1 "" "glosse {__version__}" "User Commands"',
        ".SH NAME",
        "glosse \\- read, clean and annotate articles kept as files",
        ".SH SYNOPSIS",
        ".B glosse",
        ".RI [ PATH ]",
        ".br",
        ".B glosse",
        ".I VERB",
        ".RI [ OPTION ...]",
        ".RI [ ARGUMENT ...]",
        ".SH DESCRIPTION",
        "Without a verb the reader opens: a library of articles, the article, its notes. The verbs",
        "do the same without a screen; all read \\- where they read files, print plain text into a",
        "pipe, and take \\-\\-json where there is something to tell.",
        ".nf",
        *map(_escaped, EPILOG.strip().split("\n")),
        ".fi",
        ".SH VERBS",
    ]
    for verb, line in VERBS.items():
        lines += _verb(verb, line)
    lines += [
        ".SH ENVIRONMENT",
        *_item("NO_COLOR", "set to anything: no colour"),
        *_item("VISUAL, EDITOR", "the editor for notes and settings"),
        *_item("XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_DATA_HOME", "where files are kept"),
        ".SH FILES",
        *_item(".glosse/", "notes, reading state and cleaning rules of a library"),
        *_item("~/.config/glosse/config.toml", "settings"),
        *_item("~/.cache/glosse/", "indexes: safe to delete"),
    ]
    return "\n".join(lines) + "\n"


def _verb(verb: str, line: str) -> Iterator[str]:
    module, parser = verb_parser(verb)
    yield f".SS glosse {verb}"
    yield _escaped(line[0].upper() + line[1:] + ".")
    for action in parser._actions:
        yield from _item(_names(action), action.help or "")
    yield ".PP"
    yield ".nf"
    yield from map(_escaped, (module.__doc__ or "").strip().split("\n")[1:])
    yield ".fi"


def _names(action: argparse.Action) -> str:
    value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    if action.nargs == 0:
        return ", ".join(action.option_strings)
    if action.choices:
        value = "|".join(map(str, action.choices))
    return ", ".join(f"{name} {value}" for name in action.option_strings)


def _item(name: str, text: str) -> list[str]:
    return [".TP", f".B {_escaped(name)}", _escaped(text)]


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
