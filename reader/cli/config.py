"""Show, edit or check the settings.

examples:
  glosse config                 all settings with what they mean, as TOML
  glosse config --path          where they are kept
  glosse config --edit          open them in $EDITOR, then check them
  glosse config --check         exit status 1 and a line for everything that is wrong
  glosse config --json | jq .reading
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.cli.console import Failure, complain, emit, emit_json, remark
from reader.cli.forms import Setting

if TYPE_CHECKING:
    from reader.config import Config, Problem

FORM = Setting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `glosse config` takes."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="print all settings (the default)")
    what.add_argument("--edit", action="store_true", help="open them in $EDITOR")
    what.add_argument("--check", action="store_true", help="say what is wrong in them")
    what.add_argument("--path", action="store_true", help="print where they are kept")
    parser.add_argument("--json", action="store_true", help="the settings, or problems, as JSON")
    parser.add_argument("--quiet", action="store_true", help="no remarks")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; 1 when the settings hold something wrong."""
    from reader.config import config_path, show

    if options.path:
        emit(str(config_path()))
        return 0
    if options.edit:
        _edit()
    config, problems = checked()
    if options.json and options.check:
        for problem in problems:
            row: Setting = {"line": problem.line, "problem": problem.sentence}
            emit_json(row)
        return 1 if problems else 0
    for problem in problems:
        complain(str(problem))
    if options.json:
        from dataclasses import asdict

        settings = asdict(config)
        settings.pop("lines")
        emit_json(settings)
    elif not options.check and not options.edit:
        emit(show(config), end="")
    elif not problems:
        remark("The settings are in order.", quiet=options.quiet)
    return 1 if problems else 0


def checked() -> tuple[Config, list[Problem]]:
    """The settings, and all that is wrong in them in the order of their lines."""
    from reader.config import load
    from reader.tui.settings import wrong_settings

    config, problems = load()
    return config, sorted([*problems, *wrong_settings(config)], key=lambda wrong: wrong.line)


def _edit() -> None:
    """Open the file, which is made from the settings as they are where it is missing."""
    from reader.cli.editing import run_editor
    from reader.config import Config, config_path, show
    from reader.storage import reason, write_atomic

    path = config_path()
    try:
        if not path.exists():
            write_atomic(path, show(Config()).encode("utf-8"))
    except OSError as error:
        raise Failure(f"{path} cannot be written: {reason(error, where=False)}.") from error
    run_editor(path)
