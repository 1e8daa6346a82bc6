"""What the screen asks of the session in a worker thread."""

from __future__ import annotations

from pathlib import Path

from reader.notes.query import Noted
from reader.session import Session
from reader.text import Span
from reader.tui.main.asking import notes_of, states_of


def test_where_notes_stand_is_looked_up_in_the_encoding_that_was_chosen(tmp_path: Path) -> None:
    text = "Причал был пуст. Чайки сидели на ступенях."
    (tmp_path / "pier.txt").write_bytes(text.encode("koi8-r"))
    session = Session(tmp_path)
    try:
        session.set_encoding("pier.txt", "koi8-r")
        article = session.open("pier.txt")
        session.annotate(article, Span(0, 16))
        noted: list[Noted] = notes_of(session)
        states: dict[str, str] = {}
        states_of(session, noted, states.update, lambda: False)
        assert list(states.values()) == ["placed"]
    finally:
        session.close()
