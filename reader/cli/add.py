"""Save a page, a file or what is piped in into a library.

examples:
  glosse add https://example.org/report        the page as HTML, with where it came from
  glosse add ~/Downloads/*.html --folder 2025
  pbpaste | glosse add - --title "Minutes of Tuesday"

Only http and https, within bounds of size and time; redirects are shown; addresses inside your
own network only with --private. Nothing is added twice. Prints the path of each new file.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, emit_json, remark
from reader.cli.forms import Added
from reader.cli.library import Library, add_library_arguments, open_library

if TYPE_CHECKING:
    from reader.library.add import Added as Kept

FORM = Added
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse add` takes."""
    parser.add_argument("what", nargs="+", metavar="URL|FILE|-", help="what to save")
    parser.add_argument("--folder", default="", help="below the root; made where it is missing")
    parser.add_argument("--title", default="", help="names what is piped in")
    parser.add_argument("--private", action="store_true", help="allow addresses of your network")
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="default 20")
    add_library_arguments(parser, indexed=False)


def run(options: argparse.Namespace) -> int:
    """Save everything named; 1 when something could not be."""
    from reader.library.add import Refused
    from reader.storage import reason

    if options.what.count("-") > 1:
        raise Failure("- can be given once: stdin is read to its end.", status=2)
    library = open_library([], named=options.library, quiet=options.quiet)
    refused = 0
    for what in options.what:
        try:
            kept = _add(library.root, what, options)
        except (Refused, Failure, OSError) as error:
            refused += 1
            said = str(error)
            if isinstance(error, OSError):  # what cannot be read is refused
                said = f"{what} is not saved in {library.root}: {reason(error, where=False)}."
            complain(said)
            continue
        _print(library, kept, options)
    return 1 if refused else 0


def _add(root: Path, what: str, options: argparse.Namespace) -> Kept:
    from reader.library.add import add_bytes, add_file, add_url

    if what == "-":
        data = sys.stdin.buffer.read()
        return add_bytes(root, data, folder=options.folder, title=options.title)
    if _ADDRESS.match(what):
        return add_url(
            root, what, folder=options.folder, private=options.private, timeout=options.timeout
        )
    if not what:
        raise Failure("Name a file, an address that begins with https://, or - for stdin.")
    path = Path(what)
    if not path.exists():
        raise Failure(f"{what} does not exist. Check the spelling; an address begins with https://")
    if path.is_dir():
        raise Failure(f"{what} is a folder. Name the files in it: `glosse add {what}/*`.")
    return add_file(root, path, folder=options.folder)


def _print(library: Library, kept: Kept, options: argparse.Namespace) -> None:
    for address in kept.redirects[1:]:
        remark(f"redirected to {address}", quiet=options.quiet)
    if kept.existed:
        remark("It was there already.", quiet=options.quiet)
    if options.json:
        row: Added = {
            "path": str(kept.path),
            "bytes": kept.size,
            "source": kept.source,
            "redirects": list(kept.redirects),
            "existed": kept.existed,
        }
        emit_json(row)
        return
    from reader.cli.console import emit

    emit(str(kept.path))
