"""The real program in a pseudo-terminal, its screen read by an emulator."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "up": "\x1b[A", "down": "\x1b[B",
    "backspace": "\x7f",
}  # fmt: skip


class Terminal:
    """Runs a program; ``type`` keys, ``wait_for`` words, look at the ``screen``."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        home: Path,
        env: Mapping[str, str] | None = None,
    ) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.output = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "TEXTUAL"))}
        clean |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            clean.pop(name, None)
        clean |= {"LANG": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})}
        self.process = subprocess.Popen(
            list(argv),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=clean,
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Take the terminal away, without a signal: the program is in a session of its own."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what the program wrote within ``seconds``; whether there was something."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program ended and closed its side
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)

    def screen(self) -> str:
        """What stands on the screen now."""
        while self.read(0.02):
            pass
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, words: str, seconds: float = 20.0) -> str:
        """Wait until ``words`` stand on the screen; the screen then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()
            text = "\n".join(line.rstrip() for line in self._screen.display)
            if words in text or words in text.replace("\n", ""):  # a long line is broken anywhere
                return text
        raise AssertionError(f"{words!r} did not appear on:\n{self.screen()}")

    def type(self, *keys: str) -> None:
        """Press keys: names of ``KEYS``, ``ctrl+x``, or text as it is."""
        for key in keys:
            control = key.startswith("ctrl+")
            data = chr(ord(key[5:].upper()) - 64) if control else KEYS.get(key, key)
            os.write(self._master, data.encode("utf-8"))
            self.read(0.05)

    def press(self, data: bytes) -> None:
        """Press keys without taking in what the program writes."""
        os.write(self._master, data)

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed by itself."""
        import termios

        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; the program gets SIGWINCH."""
        import fcntl
        import struct
        import termios

        self._screen.resize(rows, columns)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        self.process.send_signal(signal.SIGWINCH)

    def end(self, seconds: float = 15.0) -> int:
        """Wait until the program has ended; its status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read()
        status = self.process.poll()
        assert status is not None, f"still running:\n{self.screen()}"
        while self.read():  # what it wrote last
            pass
        return status


def glosse(*arguments: object) -> list[str]:
    """The command line of the installed program."""
    return [sys.executable, "-m", "reader", *map(str, arguments)]
