"""The one door between foreign text and the terminal.

Text, names, titles, metadata and notes come from strangers. A terminal obeys what it is sent, so
everything foreign passes through :func:`sanitise` before it is drawn, printed or copied: controls
become symbols, nothing is obeyed and nothing visible is lost. Sources: ECMA-48 (controls), UAX #9
(bidirectional controls; CVE-2021-42574), UTS #39 (invisible characters).
"""

from __future__ import annotations

import re
from functools import cache

MOST_MARKS = 8
"""Combining marks shown on one base; natural scripts need at most five."""

REPLACEMENT = "\ufffd"
BIDI_MARK = "\u21c4"
TAG_MARK = "\u2402"

_BIDI = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0100-\U000e01ef"
    "\U0001f3fb-\U0001f3ff"  # skin tones: some terminals join them to a picture, others do not
)
_TAGS = "\U000e0000-\U000e007f"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# A joiner is dropped where it glues pictures: programs and terminals disagree on the width of the
# result. Between letters (Persian, Indic scripts) it shapes them and stays.
_JOINED_PICTURES = "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"

_UNSAFE = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}{_INVISIBLE}{_TAGS}{_BROKEN}]"
    f"|[{_MARKS}]{{{MOST_MARKS + 1}}}|{_JOINED_PICTURES}"
)
_TAG_RUN = re.compile(f"[{_TAGS}]+")
_MARK_RUN = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_PICTURE_JOINER = re.compile(_JOINED_PICTURES)


def _expand(ranges: str) -> list[int]:
    points: list[int] = []
    for match in re.finditer("(.)-(.)|(.)", ranges, re.DOTALL):
        first, last, single = match.groups()
        points.extend([ord(single)] if single else range(ord(first), ord(last) + 1))
    return points


@cache
def _table() -> dict[int, str]:
    table = {point: chr(0x2400 + point) for point in range(0x20)}
    table[0x09] = " "
    table[0x7F] = "\u2421"
    table.update(dict.fromkeys(range(0x80, 0xA0), REPLACEMENT))
    table.update({0x85: "\u2424", 0x2028: "\u2424", 0x2029: "\u2424"})
    table.update(dict.fromkeys(_expand(_BIDI), BIDI_MARK))
    table.update(dict.fromkeys(_expand(_INVISIBLE), ""))
    table.update(dict.fromkeys(_expand(_BROKEN), REPLACEMENT))
    return table


@cache
def _multiline_table() -> dict[int, str]:
    return {**_table(), 0x0A: "\n"}


def is_safe(text: str) -> bool:
    """Whether ``text`` may go to a terminal as one line just as it is."""
    return _UNSAFE.search(text) is None


def sanitise(text: str, *, multiline: bool = False) -> str:
    """``text`` as it may be shown: every control visible, none of them live.

    Controls become the pictures of U+2400 ff., C1 controls and broken code points U+FFFD,
    bidirectional overrides ⇄, runs of tag characters one ␂; characters without a shape are left
    out and combining marks capped. A tab is a space. ``multiline`` keeps ``\\n`` alone.
    """
    if _UNSAFE.search(text) is None:
        return text
    text = _TAG_RUN.sub(TAG_MARK, text)
    text = text.translate(_multiline_table() if multiline else _table())
    text = _MARK_RUN.sub(r"\1", text)
    return _PICTURE_JOINER.sub("", text)
