"""Signs that people type, or find on a page, one for the other."""

from __future__ import annotations

ALIKE: dict[str, str] = {
    **dict.fromkeys('"«»„“”‟″〃＂❝❞〝〞〟', '"'),
    **dict.fromkeys("'‘’‚‛`´′ʼʻ＇‹›❛❜", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⸺⸻", "-"),
    **dict(zip("æœøđðłħıŋŧƒĸß", ["ae", "oe", *"oddlhintfk", "ss"], strict=True)),
    "þ": "th",
    "ـ": "",
}
"""What Unicode does not decompose: quotes, dashes and lower-case letters."""
