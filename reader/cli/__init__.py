"""The command line: `glosse [PATH…]` opens the reader, `glosse VERB …` works without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from reader import __version__
from reader.cli.console import Failure, complain, leave_quietly, prepare_streams

VERBS: dict[str, str] = {
    "open": "open the reader (the default)",
    "clean": "print the article without what does not belong to it",
}
"""Every verb with its line in the help; the verb `x` is the module `reader.cli.x`."""

EPILOG = """\
examples:
  glosse                    the last library, else this folder
  glosse articles/          a folder: library, article, notes
  glosse report.txt         one file
  curl … | glosse -         what is piped in
  glosse clean page.html    the article as plain text

`glosse VERB --help` explains a verb. A file named like a verb: `glosse ./clean`.
"""


def parser_for_help() -> argparse.ArgumentParser:
    """The top-level parser; a verb's own is made in its module, when the verb is named."""
    width = max(map(len, VERBS)) + 2
    verbs = "\n".join(f"  {name:<{width}}{line}" for name, line in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="glosse",
        usage="glosse [PATH…]\n       glosse VERB [OPTION…] [ARGUMENT…]",
        description="Read, clean and annotate articles kept as files.",
        epilog=f"verbs:\n{verbs}\n\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder, a file, or - for stdin")
    parser.add_argument("--version", action="version", version=f"glosse {__version__}")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line. Returns the exit status: 0 done, 1 nothing found or failed, 2 usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    try:
        if words and words[0] in {"-h", "--help", "--version"}:
            parser_for_help().parse_args(words)
        named = bool(words) and words[0] in VERBS
        verb = words.pop(0) if named else "open"
        module = import_module(f"reader.cli.{verb.replace('-', '_')}")
        parser = argparse.ArgumentParser(
            prog=f"glosse {verb}" if named else "glosse",
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(parser)
        status: int = module.run(parser.parse_args(words))
    except Failure as failure:
        complain(str(failure))
        return failure.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return leave_quietly()
    return status
