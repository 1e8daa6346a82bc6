"""How the main screen looks, at three sizes in a dark and a light theme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config import Config
from reader.tui.app import GlosseApp
from reader.tui.main.screen import MainScreen
from reader.tui.start.target import start_of
from tests.tui.library_case import screen_text


async def at_rest(pilot: Pilot[None]) -> None:
    """Wait until nothing on the screen is still to be found out; then read the first article."""
    app = pilot.app
    assert isinstance(app, GlosseApp)
    main = next(screen for screen in app.screen_stack if isinstance(screen, MainScreen))
    for _ in range(1_000):
        if main.tracking.is_indexed:
            break
        await pilot.pause(0.02)
    await pilot.press("enter", "}", "v", "e")
    for _ in range(200):
        if "en 100%" in screen_text(app):
            break
        await pilot.pause(0.02)
    await pilot.pause(0.3)


@pytest.mark.parametrize("theme", ["glosse-dusk", "glosse-paper"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_the_main_screen(
    library: Path,
    snap_compare: object,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    theme: str,
) -> None:
    monkeypatch.setattr("reader.tui.article.timing.READING_SPEED", 0.0)
    monkeypatch.setattr("reader.tui.main.opening.KEEP", 3_600.0)
    config = replace(Config(), look=replace(Config().look, theme=theme))
    app = GlosseApp(start_of(library), config)
    assert snap_compare(app, terminal_size=size, run_before=at_rest)  # type: ignore[operator]
