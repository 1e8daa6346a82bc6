"""What the first keys ask for that are not carried out before Textual is loaded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.start.first_typed import FILTER, HELP, NOTHING, PALETTE, Typed, typed_of

KEYS = {
    b"\r": "library-open", b"\t": "pane-next", b"\x1b[C": "library-open", b"/": FILTER, b"?": HELP,
    b":": PALETTE, b"q": "back-or-quit", b"j": "library-down",
}  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "found", "more"),
    [
        ("", NOTHING, True),
        ("\r", Typed(True), True),
        ("\x1b[C?", Typed(True, HELP), True),
        ("/", Typed(False, FILTER), True),
        ("/war q", Typed(False, FILTER, "war q"), True),
        ("?über", Typed(False, HELP, "über"), True),
        (":?", Typed(False, PALETTE, "?"), True),
        ("/war\r", Typed(False, FILTER, "war"), False),
        ("?\x1b", Typed(False, HELP), False),
        ("\r/", Typed(True), False),  # the line to search the article
        ("\t\t", Typed(True), False),
        ("x?", NOTHING, False),
        ("j", NOTHING, False),  # a move that cannot be told
    ],
)
def test_what_keys_ask_for(keys: str, found: Typed, more: bool) -> None:
    assert typed_of(keys.encode(), KEYS, alone=False) == (found, more)


@pytest.mark.parametrize(
    ("keys", "found"), [("?", Typed(False, HELP)), ("/", NOTHING), ("\r?", NOTHING)]
)
def test_one_file_alone_has_no_list_to_filter_or_leave(keys: str, found: Typed) -> None:
    assert typed_of(keys.encode(), KEYS, alone=True) == (found, found != NOTHING)


@given(st.text("aü漢 1", max_size=8), st.integers(0, 30))
def test_what_is_typed_grows_however_its_bytes_come(text: str, cut: int) -> None:
    keys = f"/{text}".encode()
    first, more = typed_of(keys[: 1 + cut], KEYS, alone=False)
    assert more
    assert text.startswith(first.text)
    assert typed_of(keys, KEYS, alone=False) == (Typed(False, FILTER, text), True)
