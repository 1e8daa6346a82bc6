"""What the screen uses of Textual's inside is there: an override that is never called says nothing.

A new Textual may rename any of it. Each name stands here with what would go wrong unseen.
"""

from __future__ import annotations

import ast
import inspect
import os
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen

import reader.tui
from tests.tui.library_case import sync

INSIDE = {
    "_handle_exception": "a mistake would end in a traceback, and what was typed be lost",
    "_unnotify": "a toast's words would stay on the screen after scrolling",
    "_display": "whole regions would go to the terminal instead of what changed",
    "_filters": "controls that a widget forgot would reach the terminal",
    "_exit": "a mistake while leaving would be told as one while reading",
    "_return_code": "a reader that ended by a mistake would report success",
    "_exit_renderables": "the last words would not be told",
    "_close_messages_no_wait": "a mistake would leave the screen standing",
}
"""Of the app."""
DRIVER = {
    "_sigtstp_application": "ctrl+z would leave the terminal in raw mode",
    "_sigcont_application": "a stop from outside would leave the terminal in raw mode",
    "_must_signal_resume": "nothing would be painted on coming back",
    "_auto_restart": "stops would not be told apart",
    "_writer_thread": "writing would be tried to a terminal that is given back",
    "_debug": "keys typed early could not be parsed",
    "attrs_before": "the terminal would not be given back as it was",
}
"""Of the driver for Linux and macOS."""


@pytest.mark.parametrize("name", INSIDE)
def test_the_app_has_inside_what_is_built_on(name: str) -> None:
    assert hasattr(App[None](), name), INSIDE[name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has a driver of its own")
@pytest.mark.parametrize("name", DRIVER)
def test_the_driver_has_inside_what_is_built_on(name: str) -> None:
    from textual.drivers.linux_driver import LinuxDriver

    parts = (inspect.getsource(base) for base in LinuxDriver.__mro__[:-1])
    assert any(f"self.{name}" in part or f"def {name}(" in part for part in parts), DRIVER[name]


@sync
async def test_a_handler_of_a_base_class_is_called_without_being_asked() -> None:
    called = []

    class Base(Screen[None]):
        def on_mount(self) -> None:
            called.append("base")

    class Derived(Base):
        def on_mount(self) -> None:
            called.append("derived")

    app = App[None]()
    async with app.run_test():
        await app.push_screen(Derived())
    assert called == ["derived", "base"]


def test_no_handler_calls_its_base() -> None:
    """It would run twice: see above."""
    for file in Path(reader.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert called != "super().on_mount", file.name
