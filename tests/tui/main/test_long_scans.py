"""A list that arrives while it is grouped or filtered leaves time for keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.scan import Entry
from reader.tui.library import pane
from tests.tui.library_case import reader_on, sync

BATCHES = 50


@pytest.mark.parametrize("how", ["folders", "filter"])
@sync
async def test_rows_of_a_long_scan_are_arranged_now_and_then(
    library: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    async with reader_on(library) as reader:
        await reader.until("Library (3)")
        await reader.until_indexed()
        view = reader.main.library
        if how == "folders":
            view.command_library_group(None, "")
        else:
            view.set_filter("path:new")
        now, arranged, really = [1_000.0], [], view.rearrange

        def slowly() -> None:
            really()
            now[0] += 0.3
            arranged.append(now[0])

        monkeypatch.setattr(pane.time, "monotonic", lambda: now[0])
        monkeypatch.setattr(view, "rearrange", slowly)
        view.scanning = True
        for batch in range(BATCHES):
            view.add([Entry(f"new/{batch}-{n}.txt", 10, 1) for n in range(10)])
            now[0] += 0.1
        monkeypatch.undo()
        assert 1 <= len(arranged) <= 5
        view.scanning = False
        view.rearrange()
        assert view.shown == BATCHES * 10 + (3 if how == "folders" else 0)
