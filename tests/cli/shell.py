"""Running the program as a shell does, on a machine of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

from reader.cli import main
from tests.seeds import SEEDS

FIRST, SECOND = sorted(path.name for path in SEEDS.glob("*.txt"))


class Shell:
    """One person's machine: its home folder is ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
            "HOME": str(home),
            "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8",
        }

    def glosse(
        self, *arguments: str | Path, given: bytes = b"", cwd: Path | None = None, **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        """One command line with pipes at all ends, in this process: starting one takes long."""
        words = list(map(str, arguments))
        out, err = io.BytesIO(), io.BytesIO()
        with (
            mock.patch.dict(os.environ, self.environment | env, clear=True),
            contextlib.chdir(cwd or Path.cwd()),
            mock.patch.object(sys, "stdin", _stream(io.BytesIO(given))),
            mock.patch.object(sys, "stdout", _stream(out)),
            mock.patch.object(sys, "stderr", _stream(err)),
        ):
            try:
                status = main(words)
            except SystemExit as leaving:
                status = int(leaving.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
            return subprocess.CompletedProcess(words, status, out.getvalue(), err.getvalue())

    def process(
        self, *arguments: str | Path, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """The same in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "reader", *map(str, arguments)],
            input=given,
            capture_output=True,
            timeout=60,
            env=self.environment,
        )

    def json(self, *arguments: str | Path, **options: Any) -> list[Any]:
        """The lines that a verb prints with ``--json``."""
        done = self.glosse(*arguments, "--json", **options)
        assert done.returncode != 2, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


def _stream(data: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(data, encoding="utf-8", newline="", write_through=True)
