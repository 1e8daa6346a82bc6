"""What repeats on a site goes from the open article, and the caret stays where it is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.following import Follower
from reader.tui.main.evidence import Evidence
from tests.test_evidence import ARTICLES, SHARED
from tests.tui.library_case import Reader, reader_on, sync


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in ARTICLES.items():
        first, _, rest = text.partition("\n\n")
        (folder / f"{name}.txt").write_text(f"{first}\n\n{SHARED}\n\n{rest}\n", "utf-8")
    return folder


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The index is built when this is set: it may be quicker than the first look at the screen."""
    event = threading.Event()
    renew = Follower.renew

    def held(follower: Follower) -> None:
        event.wait(60)
        renew(follower)

    monkeypatch.setattr(Follower, "renew", held)
    return event


async def see_it_whole(reader: Reader, seen: threading.Event) -> None:
    """The shared block is on the screen; from then on it may go."""
    await reader.until("grateful for each")
    seen.set()


@sync
async def test_the_shared_block_goes_and_the_caret_stays(
    library: Path, seen: threading.Event
) -> None:
    async with reader_on(library) as reader:
        await reader.until("grateful for each")
        await reader.press("l", "G")
        caret = reader.main.reading.caret
        seen.set()
        await reader.until_indexed()
        await reader.until_gone("grateful for each")
        assert reader.main.reading.caret == caret
        await reader.press("x")
        await reader.until("in 4 of 4 files in this folder")


@sync
async def test_an_indexed_article_is_judged_as_it_opens(
    library: Path, seen: threading.Event
) -> None:
    async with reader_on(library) as reader:
        await see_it_whole(reader, seen)
        await reader.until_indexed()
    async with reader_on(library) as reader:
        await reader.until("railway bridge")
        await reader.until_gone("grateful for each")
        await reader.press("j")
        await reader.until("harbour stays closed")
        await reader.until_gone("grateful for each")


@sync
async def test_a_restored_block_is_found_by_a_search(library: Path, seen: threading.Event) -> None:
    async with reader_on(library) as reader:
        await see_it_whole(reader, seen)
        await reader.until_indexed()
        await reader.until_gone("grateful for each")
        await reader.press("l", "x")
        await reader.until("in 4 of 4 files")
        article = reader.main.article
        assert article is not None
        reader.main.reading.go_to(article.document.blocks[1].span)
        await reader.press("R")
        await reader.until("Our reporters answer")
        index = reader.main.indexed.index
        assert index is not None
        for _ in range(1000):
            if SHARED in str(index.text_of("bridge.txt")):
                break
            await reader.pilot.pause(0.02)
        assert SHARED in str(index.text_of("bridge.txt"))
        assert SHARED not in str(index.text_of("music.txt"))


@sync
async def test_what_was_found_is_shown_though_the_same_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # before the start: a look that is under way would bring its own answer, later
    monkeypatch.setattr(Evidence, "look", lambda _: None)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "bridge.txt").write_text("The bridge is shut.\n\nWe thank all readers.\n", "utf-8")
    async with reader_on(alone) as reader:
        await reader.until("The bridge is shut")
        main = reader.main
        article = main.article
        assert article is not None
        evidence = {1: (4, 4)}
        main.evidence.judge(article.document, evidence)
        main.store.finish(lambda: None, 20)  # judged, and not told to the screen yet
        main.evidence.judge(article.document, evidence)
        await reader.until_gone("We thank all readers")
