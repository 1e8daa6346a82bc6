"""Programs outside of the screen: $EDITOR, the browser, a command to pipe to. Never a shell's."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from threading import Event, Thread

from textual.app import App, SuspendNotSupported

from reader.storage import reason
from reader.tui.addresses import SCHEMES

OPENERS = ("xdg-open", "open", "wslview")
MAX_URL = 4000
LOOK = 0.1
"""Seconds between two looks whether a command is still waited for."""


class OutsideError(Exception):
    """A sentence about why the other program could not be used."""


def editor() -> list[str]:
    """The command of the person's editor. Raises OutsideError."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named, posix=os.name == "posix")
    except ValueError as error:
        raise OutsideError(f"EDITOR is {named}, which cannot be read: {error}.") from None
    if command:
        return command
    for name in ("nano", "vim", "vi", "notepad"):
        if shutil.which(name):
            return [name]
    raise OutsideError("No editor is known. Set the environment variable EDITOR.")


def edit_file(app: App[None], path: Path) -> None:
    """Open a file in the editor, the screen put aside meanwhile. Raises OutsideError."""
    command = editor()
    if shutil.which(command[0]) is None:
        raise OutsideError(f"The editor {command[0]} is not installed. Set EDITOR to another.")
    try:
        with app.suspend():
            status = subprocess.run([*command, str(path)], check=False).returncode
    except SuspendNotSupported:
        raise OutsideError("An editor cannot be opened from this terminal.") from None
    except OSError as error:
        raise OutsideError(f"{command[0]} could not be started: {reason(error)}.") from None
    if status:
        raise OutsideError(f"{command[0]} ended with status {status}.")


def edit_text(app: App[None], text: str) -> str:
    """``text`` as the person left it in the editor. Raises OutsideError."""
    try:
        with TemporaryDirectory(prefix="glosse-") as folder:
            path = Path(folder, "note.md")
            path.write_text(text, "utf-8", newline="\n")
            edit_file(app, path)
            return path.read_text("utf-8", "replace").rstrip("\n")
    except OSError as error:
        raise OutsideError(
            f"The text did not come back from the editor: {reason(error)}."
        ) from None


def open_address(address: str) -> None:
    """Hand an address to the browser, as one argument. Raises OutsideError with a sentence."""
    scheme = address.partition(":")[0].lower()
    if scheme not in SCHEMES:
        raise OutsideError("Only http, https and mailto addresses are opened.")
    if len(address) > MAX_URL or any(ord(c) < 0x21 or 0x7F <= ord(c) < 0xA0 for c in address):
        raise OutsideError("The address holds characters that no address has; it is not opened.")
    try:
        _hand_to_browser(address)
    except OSError as error:
        raise OutsideError(f"The address could not be opened: {reason(error)}.") from None


def _hand_to_browser(address: str) -> None:
    if sys.platform == "win32":
        os.startfile(address)  # noqa: S606 - an address checked above, no shell
        return
    opener = next((found for name in OPENERS if (found := shutil.which(name))), None)
    if opener is None:
        raise OutsideError(f"No program to open addresses was found. The address: {address}")
    subprocess.Popen(
        [opener, address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def pipe(
    command: str, text: str, cancelled: Callable[[], bool] = lambda: False, seconds: float = 60.0
) -> str:
    """What a command prints when it is given ``text``. Raises OutsideError with a sentence."""
    try:
        words = shlex.split(command, posix=os.name == "posix")
    except ValueError as error:
        raise OutsideError(f"The command cannot be read: {error}.") from None
    if not words:
        raise OutsideError("No command was given.")
    try:
        with subprocess.Popen(words, stdin=PIPE, stdout=PIPE, stderr=PIPE) as process:
            out, err = _output(process, text.encode("utf-8", "replace"), cancelled, seconds)
    except FileNotFoundError:
        raise OutsideError(f"There is no command {words[0]}.") from None
    except subprocess.TimeoutExpired:
        raise OutsideError(
            f"{words[0]} took more than {seconds:.0f} seconds and was ended."
        ) from None
    except OSError as error:
        raise OutsideError(f"{words[0]} could not be started: {reason(error)}.") from None
    if process.returncode:
        said = err.decode("utf-8", "replace").strip().splitlines()
        last = f": {said[-1]}" if said else "."
        raise OutsideError(f"{words[0]} ended with status {process.returncode}{last}")
    return out.decode("utf-8", "replace").strip()


def _output(
    process: subprocess.Popen[bytes], given: bytes, cancelled: Callable[[], bool], seconds: float
) -> tuple[bytes, bytes]:
    """What a command writes; ended when it takes too long, or when nobody waits for it any more."""
    done = Event()

    def watch() -> None:
        while not done.wait(LOOK):
            if cancelled():
                process.kill()
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        done.set()
        watcher.join()
