"""The parsers of the command line: one for `glosse --help`, one for each verb."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from reader import __version__
from reader.cli import MODULES, VERBS

EPILOG = """\
examples:
  glosse                    the last library, else this folder
  glosse articles/          a folder: library, article, notes
  glosse report.txt         one file
  curl … | glosse -         what is piped in
  glosse --linear a.txt     by lines, for screen readers and plain terminals
  glosse clean page.html    the article as plain text
  glosse ls --json is:unread | jq -r .title

`glosse VERB --help` explains a verb. A file named like a verb: `glosse ./clean`.
Exit status: 0 done, 1 nothing found or a check failed, 2 wrong usage.
"""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; asks for its width itself, since shutil loads slowly."""

    def __init__(self, prog: str) -> None:
        try:
            width = int(os.environ.get("COLUMNS") or os.get_terminal_size(1).columns)
        except (OSError, ValueError):
            width = 80
        super().__init__(prog, width=max(width - 2, 40))


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where help is, instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Leave with status 2."""
        from reader.cli.console import Failure

        said = message.rstrip(".")
        raise Failure(f"{said[:1].upper()}{said[1:]}. See `{self.prog} --help`.", status=2)


def parser_for_help() -> argparse.ArgumentParser:
    """The top-level parser; a verb's own is made in its module, when the verb is named."""
    width = max(map(len, VERBS)) + 2
    verbs = "\n".join(f"  {name:<{width}}{line}" for name, line in VERBS.items())
    parser = Parser(
        prog="glosse",
        usage="glosse [PATH…]\n       glosse VERB [OPTION…] [ARGUMENT…]",
        description="Read, clean and annotate articles kept as files.",
        epilog=f"verbs:\n{verbs}\n\n{EPILOG}",
        formatter_class=Formatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder, a file, or - for stdin")
    parser.add_argument("--version", action="version", version=f"glosse {__version__}")
    _add_log(parser)
    return parser


def verb_parser(verb: str, prog: str = "") -> tuple[ModuleType, argparse.ArgumentParser]:
    """The module of a verb and the parser of its command line."""
    module = import_module(f"reader.cli.{MODULES.get(verb, verb)}")
    parser = Parser(
        prog=prog or f"glosse {verb}",
        description=module.__doc__,
        formatter_class=Formatter,
    )
    module.add_arguments(parser)
    if hasattr(module, "FORM"):
        parser.add_argument(
            "--schema", action="store_true", help="print the JSON Schema of --json and leave"
        )
    _add_log(parser)
    return module, parser


def _add_log(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--log", metavar="FILE", help="append what happens, without private text")
