"""Of an article that takes seconds to read the first pages are shown at once."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.geometry import Region

from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.start.first_keys import FirstKeys
from tests.documents.test_pdf import pdf
from tests.tui.library_case import notes_on_disk, reader_on, sync

PAGES = [
    [f"On day {day} nothing was heard from the island,", "and nobody rowed out to it."]
    for day in range(1, 120)
]


@sync
async def test_the_first_pages_are_read_while_the_rest_is_fetched(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.documents.pdf.MOST_OF_HEAD", 1_000)
    monkeypatch.setattr("reader.documents.registry.LEAST_BEGUN", 1_000)
    (library / "c island.pdf").write_bytes(pdf(PAGES))
    usual, go_on = Session.open, Event()

    def slow(session: Session, key: str) -> OpenArticle:
        if key.endswith(".pdf"):
            assert go_on.wait(20)
        return usual(session, key)

    async with reader_on(library) as reader:
        await reader.until("The ferry came in")
        monkeypatch.setattr(Session, "open", slow)
        await reader.press("l", "J", "J")
        await reader.until("On day 1 nothing")
        article = reader.main.article
        assert article is not None
        assert "still being read" in article.read_only
        assert "On day 119 nothing" not in article.document.text
        reader.send("H")  # waits for the whole
        go_on.set()
        await reader.until("Notes (1)")
        article = reader.main.article
        assert article is not None
        assert "On day 119 nothing" in article.document.text
        assert not article.read_only
    assert len(notes_on_disk(library)) == 1


@sync
async def test_an_article_that_was_begun_opens_at_its_place_alone(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.documents.pdf.MOST_OF_HEAD", 1_000)
    monkeypatch.setattr("reader.documents.registry.LEAST_BEGUN", 1_000)
    (library / "c island.pdf").write_bytes(pdf(PAGES))
    session = Session(library)
    assert session.open_beginning("c island.pdf") is not None
    assert session.open_beginning("a harbour.md") is None
    session.keep_position("c island.pdf", caret=900, progress=0.2, view="clean")
    assert session.open_beginning("c island.pdf") is None
    session.close()


@sync
async def test_what_the_first_keys_lay_on_is_painted_once_they_are_gone(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader_on(library, size=(80, 24)) as reader:
        await reader.until("First keys")
        await reader.until_indexed()
        hint = reader.main.query_one(FirstKeys)
        whole: list[bool] = []
        really = reader.main.refresh

        def refresh(*regions: Region, **named: bool) -> object:
            if not regions and not named:  # all of the screen, and no new layout
                whole.append(hint.display)
            return really(*regions, **named)

        monkeypatch.setattr(reader.main, "refresh", refresh)
        reader.send("j", "k")
        for _ in range(1_000):
            if False in whole:
                break
            await reader.pilot.pause(0.02)
        assert False in whole
