"""Unfinished notes as the screen keeps them: by the note, or by the passage that was chosen.

A passage is known by its words, not by where it stood, so that a draft is found again after its
file was edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.described import shortened
from reader.notes.model import CONTEXT_LENGTH
from reader.opened import OpenArticle
from reader.session import Session
from reader.tui.notes.box import Subject

if TYPE_CHECKING:
    from reader.notes.anchoring import Quote

_NEW = "new "


def draft_name(subject: Subject) -> str:
    """The name of the draft on a subject: the note's id, or one made of the passage's words."""
    if subject.note_id is not None:
        return subject.note_id
    import hashlib

    words = " ".join(subject.quote.split()).encode("utf-8", "backslashreplace")
    return _NEW + hashlib.blake2b(words, digest_size=8).hexdigest()


def draft_of(session: Session, subject: Subject) -> str:
    """What was typed of an unfinished note on this subject, or ""."""
    drafts, name = session.store.drafts, draft_name(subject)
    known = drafts.of(subject.key)
    if name not in known and subject.note_id is None and subject.span is not None:
        from reader.notes.anchoring import anchor_all

        quotes = {other: q for other, value in known.items() if (q := _quote(value)) is not None}
        anchors = anchor_all(subject.article.document.text, quotes.values())
        for other, found in zip(quotes, anchors, strict=True):
            if found.span is not None and found.span.overlaps(subject.span):
                drafts.put(subject.key, name, known[other])
                drafts.drop(subject.key, other)
                return _text(known[other])
    return _text(known.get(name, ""))


def keep_draft(session: Session, subject: Subject, text: str) -> None:
    """Keep what was typed of a note; nothing typed is nothing kept."""
    name, span = draft_name(subject), subject.span
    if not text.strip():
        session.store.drafts.drop(subject.key, name)
    elif subject.note_id is not None or span is None:
        session.store.drafts.put(subject.key, name, text)
    else:
        whole = subject.article.document.text
        value = {
            "text": text,
            "exact": span.of(whole),
            "prefix": whole[max(0, span.start - CONTEXT_LENGTH) : span.start],
            "suffix": whole[span.end : span.end + CONTEXT_LENGTH],
            "start": span.start,
        }
        session.store.drafts.put(subject.key, name, value)


def drafts_in(session: Session, article: OpenArticle) -> list[str]:
    """Sentences on unfinished notes of an article: where each can be gone on with."""
    said = []
    notes = {pair.note.id: pair.note.exact for pair in article.notes}
    for name, value in session.store.drafts.of(article.key).items():
        quote = _quote(value)
        if name in notes:
            said.append(
                f"An edit of the note on “{shortened(notes[name])}” is unfinished: e on it."
            )
        elif quote is not None:
            from reader.notes.anchoring import anchor_all

            [found] = anchor_all(article.document.text, [quote])
            if found.span is None:
                passage, typed = shortened(quote.exact), shortened(_text(value))
                said.append(
                    f"An unfinished note is left whose passage “{passage}” is gone: “{typed}”"
                )
            else:
                passage = shortened(found.span.of(article.document.text))
                said.append(f"An unfinished note waits at “{passage}”: a there goes on with it.")
    return said


def _text(value: Any) -> str:
    text = value.get("text", "") if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""


def _quote(value: Any) -> Quote | None:
    """The passage of a draft on a new note, where it says one."""
    if not isinstance(value, dict):
        return None
    exact, prefix, suffix = (value.get(name, "") for name in ("exact", "prefix", "suffix"))
    if not (isinstance(exact, str) and isinstance(prefix, str) and isinstance(suffix, str)):
        return None
    from reader.notes.anchoring import Quote

    start = value.get("start")
    return Quote(exact, prefix, suffix, start if isinstance(start, int) else None)
