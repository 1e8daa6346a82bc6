"""Addresses as they are shown before they are opened."""

from __future__ import annotations

import pytest

from reader.tui.addresses import AddressError, plain


@pytest.mark.parametrize(
    ("address", "shown", "host"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", "example.org"),
        ("HTTP://Example.org:8080/", "http://example.org:8080/", "example.org"),
        ("https://аpple.example/", "https://xn--pple-43d.example/", "xn--pple-43d.example"),
        ("https://example.org/ä b%20c", "https://example.org/%C3%A4%20b%20c", "example.org"),
        ("https://good.example@bad.example/", "https://bad.example/", "bad.example"),
        ("mailto:a@example.org", "mailto:a@example.org", ""),
        ("http://[::1]:80/x", "http://[::1]:80/x", "::1"),
    ],
)
def test_what_is_opened_is_what_is_shown(address: str, shown: str, host: str) -> None:
    assert plain(address) == (shown, host)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "#top", "page.html", "https:///x", "http://[x",
     "http://example.org:port/", "https://" + "ä" * 80 + ".example"],
)  # fmt: skip
def test_nothing_else_is_opened(address: str) -> None:
    with pytest.raises(AddressError):
        plain(address)
