"""The reader as `glosse serve` starts it for a browser: `python -m reader.cli.served PATH`."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the reader on the pipes that the server holds."""
    from reader.config import load
    from reader.tui.app import run
    from reader.tui.start.target import start_of

    config, problems = load()
    return run(start_of(Path(sys.argv[1])), config, problems)


if __name__ == "__main__":
    sys.exit(main())
