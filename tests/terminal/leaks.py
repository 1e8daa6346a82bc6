"""What must never reach a terminal, and a library in which everything tries to."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

EVIL = (
    "\x1b]0;pwned\x07\x1b[21t\x1b[53mloud\x1b[5i\x1b[6n\x1bPq\x1b\\\x1bc\x9b21t\x9d0;x\x9c\x05\x0e\x7f"
    "\u202etxt.exe\u2066\u200f\u2028\u2029\U000e0069\U000e0001[@click=app.quit]x[/] [/b] {0} %s"
)
"""Escape sequences of each kind, C1 controls, answerback, charset shifts, bidirectional and tag
characters, line separators, markup."""

_FORBIDDEN = re.compile(
    rb"[\x00\x05\x0e\x0f\x7f]"  # NUL, answerback, charset shifts, DEL
    rb"|\xc2[\x80-\x9f]"  # C1 controls
    rb"|\xe2\x80[\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"  # line separators, bidirectional controls
    rb"|\xf3\xa0[\x80\x81]"  # tag characters
    rb"|\xed[\xa0-\xbf]"  # surrogates
    rb"|\x1b\](?!52;c;|8;|22;default)"  # OSC, but a copy, an address, the pointer's shape
    rb"|\x1b[PX^_c]"  # DCS, SOS, PM, APC, reset
    rb"|\x1b\[[0-9;]*(?:53m|[0-9]t|[ni])"  # a mark of ours, reports, printing
)


def leaks(output: bytes) -> list[bytes]:
    """What of the bytes written to a terminal must not be in them, with what surrounds it."""
    return [
        output[max(0, found.start() - 30) : found.end() + 30]
        for found in _FORBIDDEN.finditer(output)
    ]


def evil_name(ending: str) -> str:
    """A file's name with as much of ``EVIL`` as a file's name can hold."""
    return "\x1b]0;pwned\x07\x1b[53m\u202e[@click=app.quit]\n\u2028\x9b21t" + ending


def evil_library(folder: Path) -> Path:
    """Files of several formats, with a store that somebody else wrote."""
    folder.mkdir(parents=True)
    text = f"{EVIL} title\n\nBy {EVIL}\n\nSome words of text with {EVIL} in them, and more.\n"
    (folder / "a plain.txt").write_text(text, "utf-8")
    front = f"---\ntitle: {json.dumps(EVIL)}\nauthor: {json.dumps(EVIL)}\n---\n"
    (folder / "b front.md").write_text(f"{front}# {EVIL}\n\n[{EVIL}](http://x.example/{EVIL})\n")
    entities = "".join(f"&#{ord(c)};" for c in EVIL)
    (folder / "c page.html").write_text(
        f"<html lang='{entities}'><title>{entities}</title><meta name=author content='{entities}'>"
        f"<meta property=og:site_name content='{entities}'><h1>{entities}</h1>"
        f"<p>Some words <a href='http://x.example/{entities}'>{entities}</a> of a page.</p>"
    )
    (folder / "d mail.eml").write_text(
        f"From: {EVIL[:60]} <a@b.example>\nTo: x\nSubject: =?utf-8?q?=1B]0;pwned=07=1B[53m?=\n"
        "Content-Type: text/plain; charset=utf-8\n\nWords in a mail.\n".replace("\x0e", "")
    )
    record = dict.fromkeys(("text", "title", "author", "site", "url", "language", "id"), EVIL)
    (folder / "e records.jsonl").write_text(json.dumps(record) + "\n")
    (folder / "f damaged.epub").write_bytes(b"PK\x03\x04" + EVIL.encode())
    (folder / evil_name(".txt")).write_text(f"Named so.\n\n{EVIL}\n")
    (folder / evil_name(".epub")).write_bytes(b"PK\x03\x04")
    _evil_store(folder / ".glosse")
    return folder


def _evil_store(home: Path) -> None:
    (home / "notes").mkdir(parents=True)
    for key in ("a plain.txt", "b front.md", f"gone {EVIL[:40]}.txt".replace("/", "")):
        page = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:x:{EVIL}",
            "type": "AnnotationPage",
            "glosse:schema": 1,
            "glosse:document": {"key": key, "title": EVIL, "site": EVIL, "url": EVIL, "date": EVIL},
            "items": [_evil_note(number, key) for number in range(3)],
        }
        name = os.fsencode(home / "notes") + b"/" + key.replace("\n", "").encode() + b".json"
        with open(name, "w", encoding="utf-8") as file:
            json.dump(page, file)
    rule = {"block": EVIL, "occurrence": 0, "kept": False, "text": EVIL, "reason": EVIL}
    (home / "cleaning.json").write_text(
        json.dumps({"version": 1, "sites": {EVIL: [rule]}, "documents": {"a plain.txt": [rule]}})
    )
    stamp = "2026-01-01T00:00:00Z"
    state = {"mark": [EVIL, stamp], "view": [EVIL, stamp], "encoding": [EVIL, stamp]}
    (home / "state.json").write_text(
        json.dumps(
            {
                "version": 1,
                "last": [EVIL, stamp],
                "filters": {EVIL: [EVIL, stamp]},
                "articles": {"b front.md": state, EVIL: state},
            }
        )
    )
    (home / "notes" / "damaged.json").write_text(f'{{"type": "{EVIL}')


def _evil_note(number: int, key: str) -> dict[str, object]:
    return {
        "id": f"urn:x:{number}{EVIL}",
        "type": "Annotation",
        "motivation": "commenting",
        "created": EVIL if number else "2026-01-01T00:00:00Z",
        "modified": EVIL,
        "creator": {"type": "Person", "name": EVIL},
        "body": [
            {"type": "TextualBody", "value": f"comment {EVIL}", "purpose": "commenting"},
            {"type": "TextualBody", "value": f"tag{EVIL}", "purpose": "tagging"},
        ],
        "target": {
            "source": f"file:{key}",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "words" if number else EVIL,
                 "prefix": "Some ", "suffix": EVIL},
                {"type": "TextPositionSelector", "start": 5, "end": 10},
            ],
            "styleClass": f"glosse-{EVIL}",
        },
    }  # fmt: skip


def evil_config(path: Path) -> None:
    """Settings that somebody else wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    evil = json.dumps(EVIL.replace("\x7f", ""))
    path.write_text(
        f"[look]\ntheme = {evil}\n[notes]\ncreator = {evil}\nyellow = {evil}\n"
        f"[filters]\n{evil} = {evil}\n[keys]\n{evil} = [{evil}]\nrow-down = [{evil}]\n"
        f"[{evil}]\nx = 1\n",
        "utf-8",
    )
