"""Print a script that completes verbs, options and files in your shell.

examples:
  glosse completion bash > ~/.local/share/bash-completion/completions/glosse
  glosse completion zsh > "${fpath[1]}/_glosse"
  glosse completion fish > ~/.config/fish/completions/glosse.fish
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from reader.cli.console import Failure

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse completion` takes."""
    parser.add_argument("shell", choices=SHELLS, help="your shell")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    if options.shell == "fish":
        sys.stdout.write(fish())
        return 0
    try:
        import shtab
    except ImportError:
        raise Failure("Completion needs shtab: pip install shtab.") from None
    script = shtab.complete(whole_parser(shtab.FILE), shell=options.shell)
    # shtab registers what zsh evaluates; of what `source` reads it would complete at once
    print(script.replace("[-1] == eval ]]", "[-1] == (eval|file) ]]"))
    return 0


def whole_parser(files: object = None) -> argparse.ArgumentParser:
    """All verbs in one parser; ``files`` marks what takes a path, as shtab wants it."""
    from reader.cli import VERBS
    from reader.cli.parsing import verb_parser

    parser = argparse.ArgumentParser(prog="glosse")
    parser.add_argument("--version", action="store_true", help="print the version")
    verbs = parser.add_subparsers(dest="verb")
    for verb, line in VERBS.items():
        own = verb_parser(verb)[1]
        verbs.add_parser(verb, help=line, parents=[own], add_help=False, description=line)
        for action in own._actions:
            if files is not None and takes_path(action):
                action.complete = files  # type: ignore[attr-defined] # shtab looks for it
    return parser


def takes_path(action: argparse.Action) -> bool:
    """Whether an argument is a file or folder."""
    shown = str(action.metavar or "")
    return any(word in shown for word in ("PATH", "FILE", "FOLDER", "OTHER", "WHERE"))


def fish() -> str:
    """The script for fish, which completes files where nothing else is said."""
    from reader.cli import VERBS
    from reader.cli.parsing import verb_parser

    lines = ["# Completion of glosse for fish, made by `glosse completion fish`."]
    bare = "__fish_use_subcommand"
    for verb, line in VERBS.items():
        lines.append(f"complete -c glosse -n {bare} -a {verb} -d {_quoted(line)}")
    lines.append(f"complete -c glosse -n {bare} -l version -d 'print the version'")
    lines.append("complete -c glosse -s h -l help -d 'show help and leave'")
    for verb in VERBS:
        lines += _fish_verb(verb, verb_parser(verb)[1])
    return "\n".join(lines) + "\n"


def _fish_verb(verb: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    start = f"complete -c glosse -n '__fish_seen_subcommand_from {verb}'"
    for action in parser._actions:
        if action.dest == "help":
            continue
        choices = " ".join(map(str, action.choices or ()))
        if not action.option_strings:
            if choices:
                yield f"{start} -f -a {_quoted(choices)}"
            continue
        names = "".join(
            f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
            for name in action.option_strings
        )
        value = ""
        if choices:
            value = f" -x -a {_quoted(choices)}"
        elif action.nargs != 0:
            value = " -r" if takes_path(action) else " -x"
        yield f"{start}{names}{value} -d {_quoted(action.help or '')}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
