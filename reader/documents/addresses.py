"""Where a document came from: the host of its address, and what a saved page notes of its own."""

from __future__ import annotations

import re

_HOST = re.compile(
    r"(?:https?|ftp)://(?:[^/@?#\s]*@)?(?:www\.)?(?:\[([^\]/?#\s]+)\]|([^/:?#\[\]\s]+))",
    re.IGNORECASE,
)
_SAVED = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s{1,20}url:\s{0,9})"
    r"(https?://[^\s<>]{1,4000})"
)
"""As browsers and ``glosse add`` write it (the number is the length), and as SingleFile does."""
_LOOKED_AT = 8_000


def host_of(url: str) -> str:
    """The host of an http(s) or ftp address, in lower case and without ``www.``; else "".

    It stands in titles, and names the rules of a site.
    """
    match = _HOST.match(url)
    return (match[1] or match[2]).lower().rstrip(".") if match else ""


def saved_from(source: str) -> str:
    """The address in the comment at the beginning of a saved page; "" where there is none."""
    match = _SAVED.search(source, 0, _LOOKED_AT)
    return match.group(1).replace("%2D%2D", "--").replace("%2D-", "--") if match else ""
