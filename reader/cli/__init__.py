"""The command line: `glosse [PATH…]` opens the reader, `glosse VERB …` works without a screen."""

from __future__ import annotations

import os
import sys

from reader.cli.console import Failure, complain, leave_quietly, prepare_streams

TYPE_CHECKING = False  # as in typing, whose import takes longer than all of this module
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence
    from types import ModuleType

VERBS: dict[str, str] = {
    "open": "open the reader (the default)",
    "ls": "list the articles of a library, filtered",
    "search": "search articles and notes by their words",
    "clean": "print the article without what does not belong to it",
    "add": "save a page, a file or what is piped in into the library",
    "notes": "list notes, or edit them all in $EDITOR",
    "export": "write notes as Markdown, JSON, CSV, org, Anki cards, …",
    "import": "take over notes from Hypothesis, Readwise or another library",
    "merge": "join another person's notes into a library",
    "agree": "measure how far readers agree: overlap F1, Krippendorff's unitised alpha",
    "verify": "check every note against its source",
    "stats": "count articles, words, languages, notes",
    "doctor": "check the store and the terminal; repair",
    "serve": "open the reader in a browser",
    "config": "show, edit or check the settings",
    "completion": "print a completion script for bash, zsh or fish",
}
"""Every verb with its line in the help; the verb `x` is the module `reader.cli.x`."""

_HEED_SIGNALS = {"open", "serve", "notes", "config"}
"""Verbs that know what to do when asked to end, or wait for an editor that is to outlive them."""

MODULES = {"import": "import_notes"}
"""Verbs whose name no module can have."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line. Returns the exit status: 0 done, 1 nothing found or failed, 2 usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    try:
        status = _painted(words)
        sys.stdout.flush()
    except Failure as failure:
        complain(str(failure))
        return failure.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return leave_quietly()
    except OSError as error:
        complain(_sentence(error))
        return 1
    except Exception as error:  # noqa: BLE001 - a mistake of ours: told, noted, never a traceback
        from reader.mishap import told

        complain(told(error))
        return 1
    return status


def _painted(words: list[str]) -> int:
    """Run it behind the first screen, where that was kept when the reader was last left."""
    path = words[:1] if words[:1] != ["open"] else words[1:2]
    opens = words[:1] == ["open"] or not words or words[0] not in VERBS
    if not opens or len(words) > 2 or any(word.startswith("-") for word in words):
        return _run(words)
    from reader import bytecode
    from reader.tui import terminal
    from reader.tui.start import picture

    named = path[0] if path else picture.last_library()
    if not picture.show(named) and (named or sys.platform == "linux"):
        from reader.tui.start import glance

        glance.show(os.path.abspath(named))
    kept = os.path.join(os.path.dirname(picture.folder()), "bytecode")
    bytecode.keep(terminal.__spec__.cached, kept)
    try:
        return _enter(path[0] if path else "") if len(words) < 2 else _run(words)
    finally:
        terminal.release()


def _enter(path: str) -> int:
    """Open the screen without a parser of command lines, which takes long to load."""
    import gc

    gc.disable()  # already while the first modules are loaded: see reader.tui.start.early
    try:
        from reader.cli.open import enter, named_target

        return enter(named_target(path))
    finally:
        gc.enable()


def _run(words: list[str]) -> int:
    from reader.cli.parsing import parser_for_help, verb_parser

    if words and words[0] in {"-h", "--help", "--version"}:
        parser_for_help().parse_args(words)
    log: list[str] = []
    if words and words[0].startswith("--log"):
        count = 1 if "=" in words[0] else 2
        log, words = words[:count], words[count:]
    named = bool(words) and words[0] in VERBS
    verb = words[0] if named else "open"
    module, parser = verb_parser(verb, "" if named else "glosse")
    words = words[1:] if named else words
    if getattr(module, "QUERY", False):
        from reader.cli.query import shielded

        words = shielded(words)
    options = parser.parse_intermixed_args(log + words)
    if getattr(options, "schema", False):
        from reader.cli.forms import schema

        print(schema(module.FORM))
        return 0
    if options.log:
        from reader.cli.log import logged

        return logged(options.log, verb, lambda: _carry_out(module, verb, options))
    return _carry_out(module, verb, options)


def _carry_out(module: ModuleType, verb: str, options: Namespace) -> int:
    run: Callable[[Namespace], int] = module.run
    if verb in _HEED_SIGNALS:
        return run(options)
    from reader.cli.ending import orderly

    with orderly():
        return run(options)


def _sentence(error: OSError) -> str:
    """A system error that nobody met before, as something a person can act on."""
    text = str(error) if error.errno is None else (error.strerror or str(error))
    if error.filename is not None:
        where = error.filename if isinstance(error.filename, str) else repr(error.filename)
        text = f"{where}: {text}"
    return text if text.endswith(".") else f"{text}."
