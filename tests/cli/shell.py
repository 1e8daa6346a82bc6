"""Running the program as a shell does, on a machine of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent.parent.parent / "seeds"
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
        return subprocess.run(
            [sys.executable, "-m", "reader", *map(str, arguments)],
            input=given,
            capture_output=True,
            timeout=60,
            cwd=cwd,
            env=self.environment | env,
        )

    def json(self, *arguments: str | Path, **options: Any) -> list[Any]:
        """The lines that a verb prints with ``--json``."""
        done = self.glosse(*arguments, "--json", **options)
        assert b"Traceback" not in done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]
