"""Mojibake: text that was once decoded wrongly, mended for a view and never in its file."""

from __future__ import annotations

import re

# UTF-8 that was read as cp1252 or Latin-1 shows these pairs: a lead byte as a letter, then the
# bytes 0x80-0xBF as controls, currency signs and punctuation.
_CONTINUED = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPECT = re.compile(rf"[ÂÃÐÑÎÏØÙ][{_CONTINUED}]|â[€‚„†‡ˆ‰™]|[àáãäåæçèé][{_CONTINUED}]{{2}}|ð[ŸŒ]")
_ENOUGH = 2


def is_mangled(text: str) -> bool:
    """Whether the text shows the pairs that wrong decoding leaves, at least twice."""
    found = _SUSPECT.finditer(text)
    return sum(1 for _, _ in zip(found, range(_ENOUGH), strict=False)) >= _ENOUGH


def mended(text: str) -> str | None:
    """The text as it was meant, or None where nothing is wrong or it cannot be told.

    With ftfy (Speer 2019) where it is installed; else runs of characters that are UTF-8 when
    written as cp1252 are read as UTF-8. Offsets differ from those of ``text``.
    """
    if not is_mangled(text):
        return None
    try:
        from ftfy import fix_encoding
    except ImportError:
        result = "\n".join(_reread(line) for line in text.split("\n"))
    else:
        result = "\n".join(str(fix_encoding(line)) for line in text.split("\n"))
    return result if result != text else None


_RUN = re.compile(rf"[À-ÿ][{_CONTINUED}]+(?:[À-ÿ{_CONTINUED}])*")


def _reread(line: str) -> str:
    """A line whose wrongly read runs are read again, twice at most."""
    for _ in range(2):
        again = _RUN.sub(lambda match: _as_utf8(match.group()), line)
        if again == line:
            break
        line = again
    return line


def _as_utf8(run: str) -> str:
    data = bytearray()
    for character in run:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return run
            data.append(ord(character))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return run
