"""Open the reader on a folder, a file, or what is piped in.

examples:
  glosse articles/       the library: what was read last is open
  glosse report.txt      one article, alone
  glosse news.jsonl#17   one record of a corpus, alone; J and K go to those beside it
  curl … | glosse -      what is piped in; notes on it are kept with a copy of it
  glosse --linear f.txt  by lines, without a screen: for screen readers and plain terminals
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader.cli.console import STDIN, Failure

TYPE_CHECKING = False  # as in typing, whose import takes longer than all of this module
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse` and `glosse open` take."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder, a file, or - for stdin")
    parser.add_argument(
        "--linear",
        action="store_true",
        help="read and mark by lines that are printed and typed; ? lists the commands",
    )


def run(options: argparse.Namespace) -> int:
    """Open the screen and stay until the person leaves."""
    if len(options.paths) > 1:
        raise Failure(
            "The reader opens one folder or file. Give the folder that holds them.", status=2
        )
    target = named_target(options.paths[0] if options.paths else "")
    if options.linear:
        from reader.cli.sitting import sit

        return sit(target)
    return enter(target)


def enter(target: Path) -> int:
    """Open the screen on a folder or file, and stay until the person leaves."""
    _require_terminal()
    from reader.tui.start.early import early_screen

    with early_screen(target) as beginning:
        if beginning.left:
            return 0
        from reader.tui.app import run as run_screen

        return run_screen(beginning.start, beginning.config, beginning.problems)


def named_target(named: str) -> Path:
    """The folder or file to open. Raises Failure with a sentence."""
    if named == STDIN:
        return _piped()
    if not named:
        from reader.library.root import last_library

        return last_library() or Path.cwd()
    path = Path(named)
    try:
        path.stat()
    except FileNotFoundError:
        from reader.library.scan import record_address

        if record_address(named):
            return path
        raise Failure(f"{path} does not exist. {_meant(named)}") from None
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror}.") from None
    if not path.is_dir() and not os.access(path, os.R_OK):
        raise Failure(f"{path} cannot be read: permission denied. Change its permissions.")
    return path


def _meant(named: str) -> str:
    """What somebody meant who named neither a file nor a verb."""
    from difflib import get_close_matches

    from reader.cli import VERBS

    near = get_close_matches(named, VERBS, 1, 0.7)
    return f"Did you mean `glosse {near[0]}`?" if near else "Check the spelling."


def _piped() -> Path:
    """Keep what is piped in where its notes can find it again, and give the keyboard back."""
    if sys.stdin.isatty():
        raise Failure("Nothing is piped in. Try `curl … | glosse -`.", status=2)
    import hashlib

    import platformdirs

    data = sys.stdin.buffer.read()
    if not data.strip():
        raise Failure("What was piped in is empty.")
    folder = Path(platformdirs.user_data_dir("glosse", appauthor=False), "piped")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.{_ending(data)}"
    if not path.exists():
        from reader.storage import write_atomic

        write_atomic(path, data)
    _take_keyboard()
    return path


def _ending(data: bytes) -> str:
    from reader.documents import FORMATS, sniff
    from reader.documents.sniffing import HEAD

    found = sniff(data[:HEAD], STDIN)
    return next((f.suffixes[0].lstrip(".") for f in FORMATS if f.name == found), "txt")


def _take_keyboard() -> None:
    """Keys come from the controlling terminal when stdin was a pipe."""
    try:
        keyboard = os.open("CONIN$" if os.name == "nt" else "/dev/tty", os.O_RDWR)
    except OSError:
        raise Failure("There is no terminal to read keys from. Try `glosse clean -`.") from None
    os.dup2(keyboard, 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as we do


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Failure(
            "The reader needs a terminal. Without one, `glosse clean FILE` prints the article, "
            "and `glosse --linear FILE` reads by lines.",
            status=2,
        )
