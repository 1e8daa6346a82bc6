"""Bytes to text: by BOM, strict UTF-8, the declared encoding, a detected one, cp1252."""

from __future__ import annotations

import codecs

from reader.documents.model import Encoding
from reader.documents.refused import Refused
from reader.patterns import late

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What people and pages write, and what browsers take it for (WHATWG Encoding Standard).
_ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_ESCAPING = ("iso2022_jp", "iso2022_kr", "hz")
_NOT_FOR_TEXT = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "oem")
)
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u", "cp866", "cp437", "cp850"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874", "mac_roman"),
]
_ENOUGH_TO_DETECT = 48
"""Bytes above 0x7F that must stand in a text before its encoding is guessed from them."""
_SAMPLE = 32_768
_PIECE = 1 << 16
_HIGH = late(rb"[\x80-\xff]")
_MULTIBYTE = late(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(
    data: bytes, *, declared: str | None = None, encoding: str | None = None
) -> tuple[str, Encoding]:
    """The text of ``data`` with ``\\n`` line ends and no lone surrogates, and how it was read.

    ``encoding`` is the reader's own choice and overrules everything; ``declared`` is what the
    source says of itself. Raises ``Refused`` when the reader's choice is not an encoding.
    """
    if encoding is not None:
        name = chosen_codec(encoding)
        return _replacing(_without_bom(data, name), name, guessed=False)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], name, guessed=False)
    stated = codec_name(declared) if declared else None
    if stated in _ESCAPING and b"\x1b" in data:
        return _replacing(data, stated, guessed=False)
    wide = _wide(data)
    if wide is not None:
        return _replacing(data, wide, guessed=True)
    try:
        return normalise_newlines(data.decode("utf-8")), Encoding("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, stated)


def chosen_codec(encoding: str) -> str:
    """Python's name of the encoding that a reader asks for. Raises ``Refused`` if it is none."""
    name = codec_name(encoding)
    if name is None:
        raise Refused(f"{encoding!r} is not a text encoding. Try utf-8, cp1252 or koi8-r.")
    return name


def codec_name(label: str) -> str | None:
    """Python's name of a text encoding as pages and people write it, or None if unknown."""
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NOT_FOR_TEXT:
        return None
    return _ALIASES.get(info.name, info.name)


def normalise_newlines(text: str) -> str:
    """``\\r\\n`` and ``\\r`` as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_surrogates(text: str) -> str:
    """The text with surrogate pairs joined and lone surrogates as U+FFFD."""
    if text.isascii() or not _has_surrogates(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _has_surrogates(text: str) -> bool:
    """Piece by piece: a long text is not copied whole. Encoding is faster than any search."""
    try:
        for start in range(0, len(text), _PIECE):
            text[start : start + _PIECE].encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _replacing(data: bytes, name: str, *, guessed: bool) -> tuple[str, Encoding]:
    text = data.decode(name, "replace")
    replaced = text.count("\ufffd")
    return normalise_newlines(without_surrogates(text)), Encoding(name, guessed, replaced)


def _without_bom(data: bytes, name: str) -> bytes:
    if name in ("utf-16", "utf-32"):  # whose byte order the mark tells
        return data
    for bom, of in _BOMS:
        if name.replace("_", "-").startswith(of[:6]) and data.startswith(bom):
            return data[len(bom) :]
    return data


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM: every other byte of Latin text is NUL."""
    head = data[:2048]
    if len(head) < 8 or b"\x00" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _not_utf8(data: bytes, stated: str | None) -> tuple[str, Encoding]:
    if _damaged_utf8(data):
        return _replacing(data, "utf-8", guessed=stated != "utf-8")
    if stated is not None and not stated.startswith(("utf-16", "utf-32", "utf-8")):
        text, how = _replacing(data, stated, guessed=False)
        if how.replaced <= 0.01 * len(text):
            return text, how
    return _replacing(data, _detected(data) or "cp1252", guessed=True)


def _damaged_utf8(data: bytes) -> bool:
    """Whether most of the bytes above ASCII still form UTF-8 sequences."""
    sample = data if len(data) <= 1_000_000 else data[:1_000_000]
    high = len(_HIGH.findall(sample))
    sound = sum(map(len, _MULTIBYTE.findall(sample)))
    return sound >= 0.75 * high > 0


def _detected(data: bytes) -> str | None:
    sample = _telling_sample(data)
    if len(_HIGH.findall(sample)) < _ENOUGH_TO_DETECT:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    return codec_name(best.encoding) if best is not None else None


def _telling_sample(data: bytes) -> bytes:
    """The lines that hold bytes above ASCII, up to a bound: the rest says nothing."""
    if len(data) <= _SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data[: 64 * _SAMPLE].split(b"\n"):
        if not line.isascii():
            lines.append(line[:4096])
            size += len(lines[-1])
            if size >= _SAMPLE:
                break
    return b"\n".join(lines)
