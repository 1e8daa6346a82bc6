"""Text of a page that is not in its flow: hidden, or in descriptions, templates, frames, data."""

from __future__ import annotations

import re
from typing import Any

from reader.documents.decoding import without_surrogates
from reader.documents.script_data import script_data
from reader.scripts import SIGN_BY_SIGN

_FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)\b|^(?:img|dsc|image)[\s_-]?\d+",
                   re.IGNORECASE)  # fmt: skip
_NO_WORDS = re.compile(
    r"(?:image|img|photo|picture|logo|icon|avatar|bild|foto|banner|thumbnail|placeholder|spacer)"
    r"[\s\d:#._-]*", re.IGNORECASE,
)  # fmt: skip
_DENSE = re.compile(f"[{SIGN_BY_SIGN}]")
_LONGEST = 600
_SPOKEN = re.compile(r"[.!?…。！？।؟][\"”’»)\]]*\s|[.!?…。！？।؟][\"”’»)\]]*$")
_LEAST_STRING = 60
_LARGEST_DATA = 6_000_000
_MOST_VALUES = 200_000
_TAG = re.compile(r"<[^<>]*>")
_OPENED = re.compile(r"<template\b(?=[^<>]*\bshadowroot)", re.IGNORECASE)
_TEMPLATE = re.compile(r"<template\b", re.IGNORECASE)
_CLOSED = re.compile(r"</template\b", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def described(alt: str) -> str:
    """What a picture's description tells a reader, on one line; "" where it tells nothing.

    File names, and single words such as "logo", tell nothing.
    """
    text = " ".join(without_surrogates(alt[: _LONGEST * 2]).split())
    if _FILE.search(text) or _NO_WORDS.fullmatch(text):
        return ""
    few = len(text) < 4 if _DENSE.search(text) else len(text) < 10 or " " not in text
    if few:
        return ""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def with_shadow(source: str) -> str:
    """The source with the templates that a browser shows at once (declarative shadow roots) as
    plain elements; other templates then are hidden ones."""
    if _OPENED.search(source) is None:
        return source
    source = _TEMPLATE.sub("<div hidden", _OPENED.sub("<div", source))
    return _CLOSED.sub("</div", source)


def template_words(source: str) -> int:
    """How many words a template's source holds."""
    return len(_TAG.sub(" ", source).split())


def frames(tree: Any) -> list[str]:
    """The addresses of the files that a page of frames is made of."""
    found = [node.attributes.get("src") or "" for node in tree.css("frameset frame")[:50]]
    return [" ".join(without_surrogates(address[:120]).split()) for address in found if address]


def data_texts(tree: Any) -> list[str]:
    """The prose in a page's data for scripts (Next.js and its like), in the order of the data."""
    texts: dict[str, None] = {}
    selector = 'script[type="application/json"], script#__NEXT_DATA__'
    for data in script_data(tree, selector, _LARGEST_DATA):
        for text in _strings(data):
            texts.setdefault(text)
    return list(texts)


def _strings(data: Any) -> list[str]:
    """Strings that read like prose; no recursion, a bounded number of values."""
    stack: list[Any] = [data]
    found: list[str] = []
    for _ in range(_MOST_VALUES):
        if not stack:
            break
        value = stack.pop()
        if isinstance(value, str):
            if _is_prose(value):
                found.append(without_surrogates(value))
        elif isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))
    return found


def _is_prose(value: str) -> bool:
    text = _TAG.sub(" ", value).strip() if "<" in value else value.strip()
    if _DENSE.search(text):
        return len(text) >= _LEAST_STRING // 3 and _SPOKEN.search(text) is not None
    if len(text) < _LEAST_STRING or _SPOKEN.search(text) is None:
        return False
    letters = sum(map(str.isalpha, text[:400]))
    words = text[:400].split()
    return letters > 0.6 * len(text[:400]) and 2.5 <= len(text[:400]) / len(words) <= 14


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether a page hides an element of these attributes itself."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    return style is not None and _HIDING.search(style) is not None
