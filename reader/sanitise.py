"""The one door between foreign text and the terminal.

Text, names, titles, metadata and notes come from strangers. A terminal obeys what it is sent, so
everything foreign passes through :func:`sanitise` before it is drawn, printed or copied: controls
become symbols, nothing is obeyed and nothing visible is lost. Sources: ECMA-48 (controls), UAX #9
(bidirectional controls; CVE-2021-42574), UTS #39 (invisible characters).
"""

from __future__ import annotations

import re
from functools import cache

from reader.patterns import late

MOST_MARKS = 8
"""Combining marks shown on one base; natural scripts need at most five."""

REPLACEMENT = "\ufffd"
BIDI_MARK = "\u21c4"
TAG_MARK = "\u2402"

_BIDI = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0080-\U000e0fff"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001f3fb-\U0001f3ff"  # skin tones: some terminals join them to a picture, others do not
)
_TAGS = "\U000e0000-\U000e007f"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
# What stands in the cell of the letter before it: marks (categories Mn and Me of Unicode 14; beyond
# the first plane only those of scripts that fonts hold), and the vowels and ends of Korean letters.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d"
    "\u0859-\u085b\u0898-\u089f\u08ca-\u08e1\u08e3-\u0902\u093a\u093c\u0941-\u0948\u094d"
    "\u0951-\u0957\u0962\u0963\u0981\u09bc\u09c1-\u09c4\u09cd\u09e2\u09e3\u09fe\u0a01\u0a02\u0a3c"
    "\u0a41\u0a42\u0a47\u0a48\u0a4b-\u0a4d\u0a51\u0a70\u0a71\u0a75\u0a81\u0a82\u0abc\u0ac1-\u0ac8"
    "\u0acd\u0ae2\u0ae3\u0afa-\u0b01\u0b3c\u0b3f\u0b41-\u0b44\u0b4d\u0b55\u0b56\u0b62\u0b63\u0b82"
    "\u0bc0\u0bcd\u0c00\u0c04\u0c3c\u0c3e-\u0c40\u0c46-\u0c4d\u0c55\u0c56\u0c62\u0c63\u0c81\u0cbc"
    "\u0cbf\u0cc6\u0ccc\u0ccd\u0ce2\u0ce3\u0d00\u0d01\u0d3b\u0d3c\u0d41-\u0d44\u0d4d\u0d62\u0d63"
    "\u0d81\u0dca\u0dd2-\u0dd6\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6"
    "\u102d-\u1030\u1032-\u1037\u1039\u103a\u103d\u103e\u1058\u1059\u105e-\u1060\u1071-\u1074"
    "\u1082\u1085\u1086\u108d\u109d\u1161-\u11ff\u135d-\u135f\u1712-\u1714\u1732\u1733"
    "\u1752\u1753\u1772\u1773\u17b7-\u17bd\u17c6\u17c9-\u17d3\u17dd\u1885\u1886\u18a9"
    "\u1920-\u1922\u1927\u1928\u1932\u1939-\u193b\u1a17\u1a18\u1a1b\u1a56\u1a58-\u1a60\u1a62"
    "\u1a65-\u1a6c\u1a73-\u1a7c\u1a7f\u1ab0-\u1ace\u1b00-\u1b03\u1b34\u1b36-\u1b3a\u1b3c\u1b42"
    "\u1b6b-\u1b73\u1b80\u1b81\u1ba2-\u1ba5\u1ba8\u1ba9\u1bab-\u1bad\u1be6\u1be8\u1be9\u1bed"
    "\u1bef-\u1bf1\u1c2c-\u1c33\u1c36\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4"
    "\u1cf8\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302d"
    "\u3099\u309a\ua66f-\ua672\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802\ua806\ua80b\ua825\ua826"
    "\ua82c\ua8c4\ua8c5\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua951\ua980-\ua982\ua9b3"
    "\ua9b6-\ua9b9\ua9bc\ua9bd\ua9e5\uaa29-\uaa2e\uaa31\uaa32\uaa35\uaa36\uaa43\uaa4c\uaa7c\uaab0"
    "\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1\uaaec\uaaed\uaaf6\uabe5\uabe8\uabed\ud7b0-\ud7fb"
    "\ufb1e\ufe20-\ufe2f"
    "\U00010a01-\U00010a0f\U00010f46-\U00010f50\U00011038-\U00011046\U0001d165-\U0001d172"
    "\U0001d17b-\U0001d18b\U0001d1aa-\U0001d1ad\U0001da00-\U0001da6c\U0001e000-\U0001e02a"
    "\U0001e8d0-\U0001e94a"
)
_JOINERS = "\u200c\u200d"
_HEAPED = _MARKS + _JOINERS
# A joiner stays where it shapes letters (Arabic, Indic and Mongolian scripts). Elsewhere it hides
# in words, and where it glues pictures programs and terminals disagree on their width.
_IDLE_JOINER = (
    "(?<![\u0600-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc"
    f"\U00010a00-\U00011fff])[{_JOINERS}]"
)

_BEYOND = late("[\U00010000-\U0010ffff]-?")


def _pattern(invisible: str, broken: str, heaped: str, more: str) -> re.Pattern[str]:
    return re.compile(
        f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}{invisible}{broken}{more}]"
        f"|[{heaped}]{{{MOST_MARKS + 1}}}|{_IDLE_JOINER}"
    )


# Most text has nothing beyond the first plane, and is looked through twice as fast for less.
_NEAR = [_BEYOND.sub("", part) for part in (_INVISIBLE, _BROKEN, _HEAPED)]
_SUSPECT = _pattern(_NEAR[0], _NEAR[1], _NEAR[2], "\U00010000-\U0010ffff")


@cache
def _unsafe() -> re.Pattern[str]:
    return _pattern(_INVISIBLE, _BROKEN, _HEAPED, _TAGS)


_HEAP = late(f"([{_HEAPED}]{{{MOST_MARKS}}})[{_HEAPED}]+")
_TAG_RUN = late(f"[{_TAGS}]+")
_IDLE = late(_IDLE_JOINER)


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
    return _SUSPECT.search(text) is None or _unsafe().search(text) is None


def sanitise(text: str, *, multiline: bool = False) -> str:
    """``text`` as it may be shown: every control visible, none of them live.

    Controls become the pictures of U+2400 ff., C1 controls and broken code points U+FFFD,
    bidirectional overrides ⇄, runs of tag characters one ␂; characters without a shape are left
    out and combining marks capped. A tab is a space. ``multiline`` keeps ``\\n`` alone.
    """
    if is_safe(text):
        return text
    text = _TAG_RUN.sub(TAG_MARK, text)
    text = text.translate(_multiline_table() if multiline else _table())
    return _HEAP.sub(r"\1", _IDLE.sub("", text))
