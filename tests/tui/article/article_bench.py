"""The article pane alone in a running program: keys go in, screens and messages come out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

import reader.tui.app
from reader.cleaning.verdict import KEPT, Verdict
from reader.documents.model import Block, Document
from reader.notes.model import Anchor, Colour, Note, PlacedNote
from reader.opened import OpenArticle
from reader.text import LineIndex
from reader.tui.article.view import ArticleView
from reader.tui.commands import COMMANDS
from reader.tui.keyboard.keys import KeyParser, Match
from reader.tui.layout import STYLE_VARIABLES
from reader.tui.theme import variables

PARAGRAPHS = [
    "The harbour master counts the boats every evening before the lamps are lit on the pier.",
    "He writes the number in a grey book. Nobody reads it. 数を書く。 مرحبا بالعالم",
    "Subscribe to our newsletter now!",
    "In the morning the number is never the same, and he does not wonder why \x1b[31m at all.",
]


def article(paragraphs: list[str] = PARAGRAPHS, **fields: object) -> OpenArticle:
    text = "\n".join(paragraphs)
    index = LineIndex(text)
    blocks = tuple(Block(index.span(line)) for line in range(len(index)))
    verdicts = tuple(
        Verdict(False, "newsletter", 0.9) if "Subscribe" in block.span.of(text) else KEPT
        for block in blocks
    )
    made = OpenArticle("a.txt", Path("a.txt"), Document(text, blocks), verdicts, words=60)
    return replace(made, **fields)  # type: ignore[arg-type]


def note(start: int, end: int, *, comment: str = "", colour: Colour = Colour.YELLOW) -> PlacedNote:
    return PlacedNote(
        Note(f"urn:uuid:{start}", "", comment=comment, colour=colour), Anchor("placed", start, end)
    )


class Bench(App[None]):
    """The pane alone, styled as in the reader but without its frame; keys are read as there."""

    CSS_PATH = Path(reader.tui.app.__file__).with_name("app.tcss")
    CSS = "ArticleView { border: none !important; }"

    def get_css_variables(self) -> dict[str, str]:
        own = variables(self.current_theme)
        return {**super().get_css_variables(), **own, **STYLE_VARIABLES}

    def __init__(self, shown: OpenArticle | None) -> None:
        super().__init__()
        self.shown = shown
        self.parser = KeyParser(COMMANDS)
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield ArticleView(self.shown)

    def on_mount(self) -> None:
        self.view.focus()

    @property
    def view(self) -> ArticleView:
        return self.screen_stack[0].query_one(ArticleView)

    def type(self, keys: str) -> None:
        for key in keys.split():
            for match in self.parser.feed(key, self.view.scopes):
                assert isinstance(match, Match)
                getattr(self.view, match.command.method)(match.count, match.argument)

    def _keep(self, message: Message) -> None:
        self.said.append(message)

    on_article_view_annotate_requested = _keep
    on_article_view_delete_requested = _keep
    on_article_view_block_flip_requested = _keep
    on_article_view_copy_requested = _keep
    on_article_view_leave_requested = _keep
    on_article_view_caret_moved = _keep
    on_article_view_noticed = _keep

    def last(self, kind: type[Message]) -> Message:
        return [message for message in self.said if isinstance(message, kind)][-1]

    def screen_rows(self) -> list[str]:
        return [strip_text(self.view, y) for y in range(self.view.size.height)]


def strip_text(view: ArticleView, y: int) -> str:
    return "".join(segment.text for segment in view.render_line(y))


Scene = Callable[[Bench, Pilot[None]], Awaitable[None]]


def play(
    scene: Scene, shown: OpenArticle | None = None, *, size: tuple[int, int] = (60, 14)
) -> None:
    """Run a scene with the pane on ``shown``."""

    async def run() -> None:
        app = Bench(article() if shown is None else shown)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(run())
