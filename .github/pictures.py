"""Makes the README's pictures from the running program: `python .github/pictures.py`.

A copy of `seeds/` is opened, read and annotated by keys, and each screen is saved as SVG.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"

READING = ["j", "enter", "}", "}", ")", "v", ")", "2", "}", "}", "}", "a"]
COMMENT = "Jermak sagt es selbst: als Beleg zitieren #jermak"
MARKING = ["}", "v", "e", "e", "e", "3", "{", "{", "{"]


async def take(name: str, size: tuple[int, int], theme: str, *keys: str) -> None:
    """Annotate a fresh copy by keys, press ``keys`` as well, and save the screen as ``name``."""
    from reader.config import Config
    from reader.tui.app import GlosseApp
    from reader.tui.start.target import start_of

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "articles")
        shutil.copytree(SEEDS, root, ignore=shutil.ignore_patterns(".glosse"))
        app = GlosseApp(start_of(root), Config(), [])
        async with app.run_test(size=size) as pilot:
            await pilot.pause(1.5)
            app.theme = theme
            for key in READING:
                await pilot.press(_named(key))
                await pilot.pause(0.7 if key.isdigit() else 0.05)
            await pilot.pause(0.5)
            for character in COMMENT:
                await pilot.press(_named(character))
            await pilot.press("ctrl+s")
            await pilot.pause(0.8)
            for key in (*MARKING, *keys):
                await pilot.press(_named(key))
                await pilot.pause(0.7 if key.isdigit() else 0.1)
            await pilot.pause(1)
            picture = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(), flags=re.DOTALL)
            (HERE / name).write_text(picture, "utf-8")  # without fonts from elsewhere
    print(name)


def _named(key: str) -> str:
    from textual.keys import _character_to_key

    return key if len(key) > 1 else _character_to_key(key)


async def main() -> None:
    """All pictures of the README."""
    dark, light = "glosse-dusk", "glosse-paper"
    await take("glosse-120x40.svg", (120, 40), dark)
    await take("glosse-removed-120x40.svg", (120, 40), dark, "x", "G")
    await take("glosse-80x24.svg", (80, 24), light)
    await take("glosse-200x50.svg", (200, 50), dark)


if __name__ == "__main__":
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[variable] = tempfile.mkdtemp()
    asyncio.run(main())
    sys.exit(0)
