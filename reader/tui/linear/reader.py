"""Reading and marking by lines: for screen readers, dumb terminals and scripts.

No alternate screen, no cursor movement, no colour: a paragraph is printed, a line is read. The
verbs are those of the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from reader.documents.model import BlockKind
from reader.documents.refused import Refused
from reader.notes.model import Colour, Note
from reader.notes.store import ReadOnlyNotes
from reader.opened import OpenArticle
from reader.sanitise import sanitise
from reader.sentences import sentences
from reader.session import Session
from reader.text import Span
from reader.tui.article.find import Finder, FindError, within
from reader.tui.linear import notes as linear_notes
from reader.tui.linear.words import HELP, WORDS, note_words, nth, what_went_wrong, whole
from reader.tui.notes.cards import split_tags
from reader.wording import counted, duration

Say = Callable[[str], None]
Titles = Callable[[Sequence[str]], Mapping[str, str]]
VIEWS = ("clean", "removed", "raw")
MOST_LISTED = 40
"""Articles a list names at once."""


@dataclass(slots=True)
class LinearReader:
    """One sitting; :meth:`do` takes a line and says what it has to say."""

    session: Session
    keys: Sequence[str]
    """The articles, in the order of the library."""
    say: Say
    article: OpenArticle | None = None
    at: int = 0
    """The number of the paragraph, from 0, among those shown."""
    view: str = "clean"
    hits: list[Span] = field(default_factory=list)
    hit: int = -1
    titles: Titles = lambda _: {}
    """The titles of articles by key; a key may be missing."""

    def run(self, lines: Iterable[str]) -> None:
        """Read lines until ``q`` or their end."""
        for line in chain(lines, ("q",)):
            try:
                if not self.do(line.rstrip("\r\n")):
                    return
            except (OSError, ReadOnlyNotes) as error:
                self.say(what_went_wrong(error))
            for announcement in self.session.announcements():
                self.say(sanitise(announcement))

    def open(self, number: int) -> None:
        """Open an article by its number, from 0."""
        if not 0 <= number < len(self.keys):
            self.say("There is no such article; l lists them.")
            return
        try:
            self.article = self.session.open(self.keys[number])
        except (Refused, OSError) as error:
            self.say(what_went_wrong(error))
            return
        self.hits, self.view = [], self.article.view
        self.at = self._paragraph_at(self.article.caret)
        title, size = sanitise(self.article.title), counted(len(self._shown()), "paragraph")
        self.say(f"{title} — {size}, {duration(self.article.minutes)}. ? for help.")
        if self.article.read_only:
            self.say(sanitise(self.article.read_only))
        self._read()

    def do(self, line: str) -> bool:
        """Carry out a line; False when it ends the sitting."""
        verb, _, rest = line.strip().partition(" ")
        verb = WORDS.get(verb.casefold(), verb)
        if line.startswith("/"):
            self._search(line[1:])
        elif verb == "search":
            self._search(rest)
        elif verb == "q":
            self._keep_place()
            return False
        elif verb in _LIBRARY_VERBS:
            _LIBRARY_VERBS[verb](self, rest)
        elif self.article is None:
            self.say("No article is open; l lists them and o NUMBER opens one.")
        elif (number := whole(verb)) is not None:
            self._go(number - 1)
        elif verb in _VERBS:
            _VERBS[verb](self, rest)
        else:
            self.say(f"“{sanitise(verb)}” means nothing here; ? lists what does.")
        return True

    # -- paragraphs

    def _shown(self) -> list[int]:
        """The blocks that are shown, by index."""
        assert self.article is not None
        verdicts = self.article.verdicts
        every = range(len(self.article.document.blocks))
        return [i for i in every if self.view != "clean" or verdicts[i].kept]

    def _span(self) -> Span | None:
        assert self.article is not None
        shown = self._shown()
        if not shown:
            return None
        return self.article.document.blocks[shown[min(self.at, len(shown) - 1)]].span

    def _paragraph_at(self, position: int) -> int:
        assert self.article is not None
        blocks, shown = self.article.document.blocks, self._shown()
        before = [n for n, i in enumerate(shown) if blocks[i].span.start <= position]
        return before[-1] if before else 0

    def _read(self) -> None:
        """Say the paragraph: its number, what it is, its text, its notes."""
        assert self.article is not None
        shown = self._shown()
        if not shown:
            self.say("Nothing of this document was kept as article; x shows what was removed.")
            return
        self.at = max(0, min(self.at, len(shown) - 1))
        index = shown[self.at]
        block, verdict = self.article.document.blocks[index], self.article.verdicts[index]
        kind = "" if block.kind is BlockKind.PARAGRAPH else f" {block.kind.value.replace('_', ' ')}"
        removed = "" if verdict.kept else f" removed: {sanitise(verdict.reason)}"
        text = block.span.of(self.article.document.text)
        if self.view != "raw" and not block.hard_breaks:
            text = " ".join(text.split())
        self.say(f"[{self.at + 1}/{len(shown)}{kind}{removed}] {sanitise(text, multiline=True)}")
        for number, (span, words) in enumerate(self._notes(), 1):
            if span.overlaps(block.span):
                self.say(f"  note {number}: {words}")

    def _go(self, number: int) -> None:
        count = len(self._shown())
        if number >= count:
            self.say("The end of the article.")
        if number < 0:
            self.say("The beginning of the article.")
        self.at = max(0, min(number, count - 1))
        self._read()

    def _sentences(self) -> list[Span]:
        assert self.article is not None
        span = self._span()
        return sentences(self.article.document.text, span.start, span.end) if span else []

    def _say_sentences(self, _rest: str) -> None:
        assert self.article is not None
        for number, span in enumerate(self._sentences(), 1):
            words = " ".join(span.of(self.article.document.text).split())
            self.say(f"  {number}: {sanitise(words)}")

    # -- search

    def _search(self, query: str) -> None:
        if self.article is None:
            self.say("No article is open.")
            return
        blocks = self.article.document.blocks
        try:
            found = Finder(self.article.document.text).find(query)
        except FindError as error:
            self.say(str(error))
            return
        self.hits, self.hit = within(found, [blocks[i].span for i in self._shown()]), -1
        self.say(f"{counted(len(self.hits), 'hit')}." if self.hits else "No hits.")
        if self.hits:
            self._to_hit(1)

    def _to_hit(self, step: int) -> None:
        if not self.hits:
            self.say("No search is active; /words begins one.")
            return
        reached = self.hit + step
        self.hit = reached % len(self.hits)
        if reached != self.hit and len(self.hits) > 1:
            self.say("Round the end of the article.")
        self.at = self._paragraph_at(self.hits[self.hit].start)
        self.say(f"Hit {self.hit + 1} of {len(self.hits)}.")
        self._read()

    # -- notes

    def _notes(self) -> list[tuple[Span, str]]:
        assert self.article is not None
        return [
            (span, note_words(note.note))
            for note in self.article.notes
            if (span := note.anchor.span) is not None
        ]

    def _say_notes(self, _rest: str) -> None:
        notes = self._notes()
        for number, (_, words) in enumerate(notes, 1):
            self.say(f"  note {number}: {words}")
        if not notes:
            self.say("No notes yet; a TEXT writes one, H highlights.")

    def _to_note(self, step: int) -> None:
        here = self._span()
        spans = [span for span, _ in self._notes()]
        if step < 0:
            spans.reverse()
        for span in spans:
            if here is None or (span.start >= here.end if step > 0 else span.end <= here.start):
                self.at = self._paragraph_at(span.start)
                self._read()
                return
        self.say("No more notes that way.")

    def _chosen(self, number: str) -> Span | None:
        """The sentence of that number, or the paragraph for ""."""
        if not number:
            return self._span()
        found = nth(self._sentences(), number)
        if found is None:
            self.say("There is no such sentence; s numbers them.")
        return found

    def _annotate(
        self, span: Span | None, comment: str, colour: Colour, tags: tuple[str, ...] = ()
    ) -> None:
        assert self.article is not None
        if span is None:
            return
        try:
            self.article = self.session.annotate(
                self.article, span, comment=comment, colour=colour, tags=tags
            )
        except (OSError, ReadOnlyNotes) as error:
            self.say(f"The note was not kept: {what_went_wrong(error)}")
        else:
            self.say("Note kept." if comment else f"Highlighted in {colour.value}.")

    def _highlight(self, rest: str) -> None:
        words = rest.split()
        colour = Colour.YELLOW
        if words and words[0] in linear_notes.NUMBERED:
            colour = linear_notes.NUMBERED[words.pop(0)]
        self._annotate(self._chosen(words[0] if words else ""), "", colour)

    def _write(self, rest: str) -> None:
        number, colon, comment = rest.partition(":")
        if not colon or whole(number.strip()) is None:
            number, comment = "", rest
        if not comment.strip():
            self.say("Write the note on the same line: a TEXT.")
            return
        comment, tags = split_tags(comment.strip())
        self._annotate(self._chosen(number.strip()), comment, Colour.YELLOW, tags)

    def numbered(self, number: str) -> Note | None:
        """The note of that number."""
        assert self.article is not None
        placed = [pair.note for pair in self.article.notes if pair.anchor.span is not None]
        found = nth(placed, number)
        if found is None:
            self.say("Which one? notes lists them by number.")
        return found

    def _undo(self, *, again: bool) -> None:
        assert self.article is not None
        undone = self.session.redo() if again else self.session.undo()
        if undone is None:
            self.say(f"There is nothing to {'redo' if again else 'undo'}.")
            return
        self.article = self.session.with_notes(self.session.judged_again(self.article))
        self.say(sanitise(undone.sentence))

    # -- views, outline, library

    def _next_view(self, _rest: str) -> None:
        span = self._span()
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % 3] if self.view in VIEWS else "clean"
        if span is not None:
            self.at = self._paragraph_at(span.start)
        self.say({"clean": "Clean.", "removed": "Removed shown.", "raw": "Raw."}[self.view])
        self._read()

    def _flip(self, _rest: str) -> None:
        assert self.article is not None
        shown = self._shown()
        if shown:
            index = shown[min(self.at, len(shown) - 1)]  # fewer are shown after one was removed
            self.article = self.session.flip_block(self.article, index)
            self.say("Restored." if self.article.verdicts[index].kept else "Removed.")

    def _outline(self, _rest: str) -> None:
        assert self.article is not None
        blocks, found = self.article.document.blocks, False
        for number, index in enumerate(self._shown(), 1):
            if blocks[index].kind is BlockKind.HEADING:
                words = " ".join(blocks[index].span.of(self.article.document.text).split())
                self.say(f"  {number}: {sanitise(words)}")
                found = True
        if not found:
            self.say("This article has no headings.")

    def _list(self, rest: str) -> None:
        wanted = rest.casefold().split()
        titles = self.titles(self.keys) if wanted else {}
        found = [
            (number, key)
            for number, key in enumerate(self.keys, 1)
            if all(word in f"{titles.get(key, '')}\n{key}".casefold() for word in wanted)
        ]
        titles = self.titles([key for _, key in found[:MOST_LISTED]])
        here = self.article.key if self.article is not None else ""
        often = Counter(titles.values())
        for number, key in found[:MOST_LISTED]:
            title = titles.get(key) or key
            file = f" — {key}" if often[title] > 1 else ""
            open_now = " (this one)" if key == here else ""
            self.say(f"  {number}: {sanitise(title + file)}{open_now}")
        if len(found) > MOST_LISTED:
            self.say(f"  and {len(found) - MOST_LISTED} more; l WORDS narrows.")
        if not found:
            self.say("No article fits.")

    def _open(self, rest: str) -> None:
        self._keep_place()
        self.open((whole(rest) or 0) - 1)

    def _step_article(self, step: int) -> None:
        here = self.keys.index(self.article.key) if self.article is not None else -step
        if self.article is not None and not 0 <= here + step < len(self.keys):
            self.say(f"There is no article {'after' if step > 0 else 'before'} this one.")
            return
        self._keep_place()
        self.open(here + step)

    def _keep_place(self) -> None:
        if self.article is None:
            return
        span, count = self._span(), len(self._shown())
        if span is not None:
            progress = (self.at + 1) / count
            self.session.keep_position(
                self.article.key,
                caret=span.start,
                progress=progress,
                view=self.view,
                digest=self.article.document.digest,
            )


Verb = Callable[[LinearReader, str], None]
_LIBRARY_VERBS: dict[str, Verb] = {
    "?": lambda reader, _: reader.say(HELP),
    "l": LinearReader._list,
    "o": LinearReader._open,
    "J": lambda reader, _: reader._step_article(1),
    "K": lambda reader, _: reader._step_article(-1),
}
_VERBS: dict[str, Verb] = {
    **dict.fromkeys(("", "j"), lambda reader, _: reader._go(reader.at + 1)),
    "k": lambda reader, _: reader._go(reader.at - 1),
    "gg": lambda reader, _: reader._go(0),
    "G": lambda reader, _: reader._go(len(reader._shown()) - 1),
    ".": lambda reader, _: reader._read(),
    "s": LinearReader._say_sentences,
    "n": lambda reader, _: reader._to_hit(1),
    "p": lambda reader, _: reader._to_hit(-1),
    "H": LinearReader._highlight,
    "a": LinearReader._write,
    "notes": LinearReader._say_notes,
    "]": lambda reader, _: reader._to_note(1),
    "[": lambda reader, _: reader._to_note(-1),
    "d": linear_notes.delete,
    "T": linear_notes.retag,
    "C": linear_notes.recolour,
    "c": linear_notes.rewrite,
    "export": linear_notes.write_out,
    "u": lambda reader, _: reader._undo(again=False),
    "redo": lambda reader, _: reader._undo(again=True),
    "t": LinearReader._outline,
    "x": LinearReader._next_view,
    "R": LinearReader._flip,
}
