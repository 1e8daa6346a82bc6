"""What happens to articles on the web, as edits of a text with a known passage.

Each edit takes the text in three parts (before, quote, after) and gives the parts as they are
later, so that the true place of the passage is known; `gone` says that it is not there any more.
An edit gives None where it cannot be applied. Everything is drawn from the given random source.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from reader.folding import skeleton

WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"(?<=[.!?。！？]) |\n+")
FAR = 150
"""How far a copy stands from the passage, at least."""
PHRASE = {"word", "phrase"}
"""Kinds of quotes too short to be known without their surroundings."""


@dataclass(frozen=True)
class Scene:
    """A text around a passage, and what it takes to edit it."""

    before: str
    quote: str
    after: str
    kind: str
    """"word", "phrase", "clause", "sentence", "passage" or "long"."""
    language: str
    others: Sequence[str] = field(repr=False, default=())
    """Paragraphs of other texts in the same language."""
    foreign: Sequence[str] = field(repr=False, default=())
    """Paragraphs in other languages."""
    gone: bool = False

    @property
    def text(self) -> str:
        return self.before + self.quote + self.after

    def each(self, change: Callable[[str], str]) -> Scene:
        """The scene with the same change made to all three parts."""
        return replace(
            self,
            before=change(self.before),
            quote=change(self.quote),
            after=change(self.after),
        )

    def without(self, replacement: str = "") -> Scene:
        """The scene with the quote gone, or something else in its place."""
        return replace(self, before=self.before + replacement, quote="", gone=True)

    @property
    def dense(self) -> bool:
        """Whether the script has no spaces between words."""
        return sum(c >= "\u2e80" or "\u0e00" <= c < "\u0f00" for c in self.quote) > (
            len(self.quote) / 3
        )

    @property
    def vocabulary(self) -> list[str]:
        if self.dense:
            return [c for c in self.text if c.isalnum()]
        return [m.group() for m in WORD.finditer(self.text) if len(m.group()) > 3] or ["x"]


Edit = Callable[[Scene, Random], Scene | None]


def reworded(text: str, share: float, scene: Scene, draw: Random) -> str:
    """The text with a share of its words (characters, without spaces) replaced by others."""
    words = scene.vocabulary
    if scene.dense:
        return "".join(
            draw.choice(words) if c.isalnum() and draw.random() < share else c for c in text
        )
    return WORD.sub(lambda m: draw.choice(words) if draw.random() < share else m.group(), text)


def paragraphs(scene: Scene, draw: Random, count: int) -> str:
    return "".join(draw.choice(scene.others) + "\n\n" for _ in range(count)) if scene.others else ""


def breaks(text: str) -> list[int]:
    """Where sentences end, and the text itself."""
    return [m.end() for m in SENTENCE_END.finditer(text)] + [len(text)]


# Layout and letters ----------------------------------------------------------------------------


def wrapped(scene: Scene, draw: Random, *, hyphens: bool = True) -> Scene:
    width = draw.randint(28, 72)

    def wrap(text: str) -> str:
        out, column = [], 0
        for piece in re.findall(r"\s+|\S+", text):
            if piece.isspace():
                broken = "\n" in piece or column > width
                out.append("\n" if broken else " ")
                column = 0 if broken else column + 1
            elif hyphens and column + len(piece) > width and len(piece) > 7 and piece.isalpha():
                half = draw.randint(3, len(piece) - 3)
                out.append(f"{piece[:half]}-\n{piece[half:]}")
                column = len(piece) - half
            else:
                out.append(piece)
                column += len(piece)
        return "".join(out)

    return scene.each(wrap)


def spaces_lost(scene: Scene, draw: Random) -> Scene:
    share = draw.choice([0.1, 0.5, 1.0])
    return scene.each(
        lambda t: re.sub(r"[ \n]+", lambda m: "" if draw.random() < share else " ", t)
    )


def spaces_odd(scene: Scene, draw: Random) -> Scene:
    odd = [" ", "  ", "\u00a0", "\u202f", "\u2009", "\t", " \n ", "\u3000"]
    return scene.each(lambda t: re.sub(" ", lambda m: draw.choice(odd), t))


def spaces_added(scene: Scene, draw: Random) -> Scene:
    """Letters that stand apart, as PDF extractors leave them."""
    return scene.each(
        lambda t: WORD.sub(lambda m: " ".join(m.group()) if draw.random() < 0.1 else m.group(), t)
    )


def typeset(scene: Scene, draw: Random) -> Scene:
    """Ligatures, soft hyphens, typographic quotes and dashes."""
    ligatures = [("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"), ("...", "…"), (" - ", " — ")]

    def change(text: str) -> str:
        for plain, set_ in ligatures:
            text = text.replace(plain, set_)
        text = text.replace("'", "’")
        text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
        return re.sub(
            r"\w{8,}", lambda m: m.group()[:4] + "\u00ad" + m.group()[4:], text
        )  # fmt: skip

    return scene.each(change)


def typewritten(scene: Scene, _draw: Random) -> Scene:
    table = str.maketrans(dict.fromkeys("„“”«»", '"') | dict.fromkeys("‚‘’‹›", "'") | {
        "–": "--", "—": "--", "…": "...", "\u00a0": " ", "€": "EUR",
    })  # fmt: skip
    return scene.each(lambda t: t.translate(table))


def entities(scene: Scene, draw: Random) -> Scene:
    twice = draw.random() < 0.3

    def change(text: str) -> str:
        text = html.escape(text, quote=True)
        text = re.sub(
            "[\u0080-\uffff]",
            lambda m: f"&#{ord(m.group())};" if draw.random() < 0.3 else m.group(),
            text,
        )
        return html.escape(text, quote=False) if twice else text

    return scene.each(change)


def inner(text: str, change: Callable[[re.Match[str]], str]) -> str:
    """The text with its words changed, the first and the last one left as they are."""
    words = [m.span() for m in WORD.finditer(text)]
    if len(words) < 3:
        return text
    first, last = words[0][1], words[-1][0]
    return text[:first] + WORD.sub(change, text[first:last]) + text[last:]


def residue(scene: Scene, draw: Random) -> Scene:
    """Markdown and markup that an extractor left in the text."""
    forms = ["**{}**", "*{}*", "_{}_", "[{}](https://example.org/a)", "<b>{}</b>", "{}[12]", "`{}`"]

    def word(match: re.Match[str]) -> str:
        return draw.choice(forms).format(match.group()) if draw.random() < 0.08 else match.group()

    return scene.each(lambda t: re.sub(r"\n+", "\n\n> ", inner(t, word)))


def links(scene: Scene, draw: Random) -> Scene:
    """Words that became links with long addresses."""

    def word(match: re.Match[str]) -> str:
        if draw.random() > 0.05:
            return match.group()
        return draw.choice(
            [
                f"[{match.group()}](https://example.org/news/{draw.randint(10**6, 10**7)}?ref=txt)",
                f'<a href="https://example.org/a/{draw.randint(10**6, 10**7)}">{match.group()}</a>',
            ]
        )

    return scene.each(lambda t: inner(t, word))


def scanned(scene: Scene, draw: Random) -> Scene:
    """Characters that a scanner confuses."""
    pairs = {
        "e": "c", "l": "1", "i": "l", "o": "0", "m": "rn", "u": "ii", "h": "b", "S": "5",
        "B": "8", "t": "f", "n": "u", "и": "н", "н": "и", "а": "о", "日": "曰", "未": "末",
    }  # fmt: skip
    share = draw.choice([0.03, 0.06, 0.1])

    def letter(character: str) -> str:
        if draw.random() >= share or not character.isalnum():
            return character
        return pairs.get(character, "" if draw.random() < 0.3 else character * 2)

    return scene.each(lambda t: "".join(map(letter, t)))


def cased(scene: Scene, draw: Random) -> Scene:
    return scene.each(draw.choice([str.upper, str.lower, str.title, str.swapcase]))


def normal_forms(scene: Scene, draw: Random) -> Scene:
    form = draw.choice(["NFD", "NFKD", "NFKC"])
    return scene.each(lambda t: unicodedata.normalize(form, t))


def bare(scene: Scene, _draw: Random) -> Scene:
    """Accents and punctuation lost."""

    def change(text: str) -> str:
        apart = unicodedata.normalize("NFD", text)
        return "".join(
            c for c in apart if unicodedata.category(c)[0] not in "MP" or c in "-'" or c > "\u0590"
        )

    return scene.each(change)


# The text around the passage -------------------------------------------------------------------


def live(scene: Scene, draw: Random) -> Scene:
    """Reports set above, the newest first, one of them about the same."""
    news = ""
    for _ in range(draw.randint(2, 9)):
        told = draw.choice(scene.others) if scene.others else "…"
        if draw.random() < 0.3:
            told = reworded(scene.before[-200:] or told, 0.4, scene, draw).lstrip()
        news += f"{draw.randint(0, 23)}:{draw.randint(10, 59)}\n{told}\n\n"
    return replace(scene, before=news + scene.before)


def between(scene: Scene, draw: Random) -> Scene:
    """An advertisement or a teaser between paragraphs."""
    notes = ["Advertisement", "Anzeige", "Mehr zum Thema", "Read more: What we know so far", "***"]
    notes += list(scene.others[:3])
    return scene.each(lambda t: re.sub(r"\n+", lambda m: f"\n\n{draw.choice(notes)}\n\n", t))


def edges(scene: Scene, draw: Random) -> Scene:
    """Words set in right before or after the quote."""
    added = [draw.choice(scene.others)[: draw.choice([12, 40, 300])] if scene.others else "xyz"]
    added += ["[Update]", "Foto: dpa", " ".join(draw.choices(scene.vocabulary, k=3))]
    piece = draw.choice(added)
    gap = "" if scene.dense else " "
    if draw.random() < 0.5:
        return replace(scene, before=f"{scene.before}{piece}{gap}")
    return replace(scene, after=f"{gap}{piece}{scene.after}")


def reordered(scene: Scene, draw: Random) -> Scene | None:
    """Paragraphs in another order, the one of the quote as a whole."""
    first = scene.before.rfind("\n") + 1
    last = scene.after.find("\n")
    last = len(scene.after) if last == -1 else last
    own = (scene.before[first:], scene.after[:last])
    rest = [p for p in (scene.before[:first] + scene.after[last:]).split("\n") if p.strip()]
    if len(rest) < 3:
        return None
    draw.shuffle(rest)
    at = draw.randint(0, len(rest))
    return replace(
        scene,
        before="".join(p + "\n\n" for p in rest[:at]) + own[0],
        after=own[1] + "".join("\n\n" + p for p in rest[at:]),
    )


def split(scene: Scene, draw: Random) -> Scene:
    """Paragraphs merged, and broken up at other sentences."""

    def change(text: str) -> str:
        text = re.sub(r"\n+", " ", text)
        return re.sub(r"([.!?]) ", lambda m: m[1] + draw.choice(["\n\n", "\n\n", " "]), text)

    return scene.each(change)


def beheaded(scene: Scene, draw: Random) -> Scene:
    """The first part of the text is gone, and something else stands there."""
    cut = draw.randint(0, len(scene.before))
    return replace(scene, before=paragraphs(scene, draw, draw.randint(0, 3)) + scene.before[cut:])


def one_side(scene: Scene, draw: Random) -> Scene:
    """All that stood near the quote on one side was written anew."""
    if draw.random() < 0.5:
        return replace(scene, before=scene.before[:-250] + "\n\n" + paragraphs(scene, draw, 1))
    return replace(scene, after="\n\n" + paragraphs(scene, draw, 1) + scene.after[250:])


def both_sides(scene: Scene, draw: Random) -> Scene | None:
    if scene.kind in PHRASE:
        return None
    return replace(
        scene,
        before=scene.before[:-250] + "\n\n" + paragraphs(scene, draw, 1),
        after="\n\n" + paragraphs(scene, draw, 1) + scene.after[250:],
    )


def neighbours(scene: Scene, draw: Random) -> Scene:
    """Some words near the quote were changed."""
    share = 0.15 if scene.kind in PHRASE else 0.3
    return replace(
        scene,
        before=scene.before[:-120] + reworded(scene.before[-120:], share, scene, draw),
        after=reworded(scene.after[:120], share, scene, draw) + scene.after[120:],
    )


# Corrections -----------------------------------------------------------------------------------


def figures(scene: Scene, draw: Random) -> Scene | None:
    """Other numbers, everywhere."""
    if not any(c.isdigit() for c in scene.quote) or scene.kind in PHRASE:
        return None
    return scene.each(lambda t: re.sub(r"\d", lambda m: str(draw.randint(0, 9)), t))


def names(scene: Scene, draw: Random) -> Scene | None:
    """A name corrected wherever it stands."""
    found = {m.group() for m in WORD.finditer(scene.quote) if m.group()[0].isupper()}
    if not found or scene.kind in PHRASE:
        return None
    old = draw.choice(sorted(found))
    new = draw.choice(scene.vocabulary).title()
    return scene.each(lambda t: re.sub(rf"\b{re.escape(old)}\b", new, t))


def corrected(scene: Scene, draw: Random) -> Scene | None:
    """One word in five of the quote."""
    if scene.kind in PHRASE:
        return None
    return replace(scene, quote=reworded(scene.quote, 0.2, scene, draw))


def together(scene: Scene, draw: Random) -> Scene | None:
    """Quote and surroundings reworded at once."""
    if scene.kind in PHRASE:
        return None
    share = draw.choice([0.1, 0.2, 0.3])
    near = neighbours(scene, draw)
    return replace(near, quote=reworded(scene.quote, share, scene, draw))


def rephrased(scene: Scene, draw: Random) -> Scene | None:
    """Words left out and words added."""
    if scene.kind in PHRASE or scene.dense:
        return None

    def word(match: re.Match[str]) -> str:
        chance = draw.random()
        if chance < 0.12:
            return ""
        added = draw.choice(scene.vocabulary) + " " if chance < 0.24 else ""
        return added + match.group()

    return replace(scene, quote=re.sub(r"\w+ ", word, scene.quote))


def shortened(scene: Scene, draw: Random) -> Scene | None:
    """The last fifth of the quote cut away."""
    if scene.kind not in {"sentence", "passage", "long"}:
        return None
    kept = int(len(scene.quote) * draw.uniform(0.78, 0.95))
    return replace(scene, quote=scene.quote[:kept].rstrip())


def interrupted(scene: Scene, draw: Random) -> Scene | None:
    """Something set into the quote."""
    if scene.kind in PHRASE:
        return None
    places = [m.start() for m in re.finditer(" ", scene.quote)] or [len(scene.quote) // 2]
    at = draw.choice(places)
    piece = draw.choice(["\n\nAdvertisement\n\n", " [sic] ", "\n\nFoto: dpa\n\n", " (Update) "])
    return replace(scene, quote=scene.quote[:at] + piece + scene.quote[at:])


# Copies ----------------------------------------------------------------------------------------


def teaser(scene: Scene, draw: Random) -> Scene | None:
    """A copy of the quote above or below, as a teaser or a pull quote."""
    if scene.kind == "word":
        return None
    if len(scene.before) > FAR and draw.random() < 0.5:
        return replace(scene, before=f"{scene.quote}\n\n{scene.before}")
    if len(scene.after) < FAR:
        return None
    return replace(scene, after=f"{scene.after}\n\n{scene.quote}\n")


def edited_twin(scene: Scene, draw: Random) -> Scene | None:
    """A copy as it was, and the original a little edited."""
    if scene.kind in PHRASE:
        return None
    copied = draw.choice([teaser, quoted_elsewhere])(scene, draw)
    return copied and replace(copied, quote=reworded(scene.quote, 0.12, scene, draw))


def quoted_elsewhere(scene: Scene, draw: Random) -> Scene | None:
    """The quote amid a paragraph far away."""
    places = [at for at in breaks(scene.after) if at > FAR]
    if not places:
        return None
    at = draw.choice(places)
    return replace(scene, after=f"{scene.after[:at]} {scene.quote} {scene.after[at:]}")


def copied_block(scene: Scene, _draw: Random) -> Scene:
    """The quote and its paragraph again further down, with other neighbours."""
    first = max(scene.before.rfind("\n") + 1, len(scene.before) - 400)
    last = scene.after.find("\n")
    last = min(400, len(scene.after) if last == -1 else last)
    block = scene.before[first:] + scene.quote + scene.after[:last]
    return replace(scene, after=f"{scene.after}\n\n{block}\n")


# Gone ------------------------------------------------------------------------------------------


def elsewhere(scene: Scene) -> bool:
    """Whether the quote's letters stand in what is left."""
    return skeleton(scene.quote).text in skeleton(scene.before + "\n" + scene.after).text


def framed_elsewhere(scene: Scene) -> bool:
    """Whether the quote stands again with what was before it, or after it: no edit can tell."""
    rest = skeleton(scene.before).text, skeleton(scene.after).text
    lead = skeleton(scene.before[-10:] + scene.quote).text
    tail = skeleton(scene.quote + scene.after[:10]).text
    return any(lead in side or tail in side for side in rest)


def paywalled(scene: Scene, draw: Random) -> Scene | None:
    """Only the beginning is left, with a sentence that says much the same."""
    if elsewhere(scene):
        return None
    head = scene.before[: draw.randint(0, len(scene.before))]
    near = reworded(scene.quote, draw.choice([0.35, 0.5]), scene, draw)
    if scene.kind in {*PHRASE, "long"} or draw.random() < 0.4:
        near = ""
    at = draw.choice(breaks(head))
    head = f"{head[:at]}{near} {head[at:]}…\n\nSubscribe to read on. Jetzt weiterlesen mit Abo."
    return replace(scene, before=head, quote="", after="", gone=True)


def cut_out(scene: Scene, draw: Random) -> Scene | None:
    """The quote is deleted, or its sentence, and the text closed up."""
    if elsewhere(scene):
        return None
    if draw.random() < 0.5 or scene.kind in {"passage", "long"}:
        return scene.without()
    first = [b for b in breaks(scene.before)[:-1] if b <= len(scene.before)]
    last = breaks(scene.after)[0]
    return replace(
        scene,
        before=scene.before[: first[-1] if first else 0],
        quote="",
        after=scene.after[last:],
        gone=True,
    )


def section_cut(scene: Scene, draw: Random) -> Scene | None:
    """The quote and a good deal around it are deleted."""
    if elsewhere(scene):
        return None
    reach = draw.randint(60, 600)
    return replace(scene.without(), before=scene.before[:-reach], after=scene.after[reach:])


def words_elsewhere(scene: Scene, draw: Random) -> Scene | None:
    """A short quote is deleted or replaced, and the same words stand elsewhere."""
    if scene.kind not in PHRASE or framed_elsewhere(scene):
        return None
    copied = scene if elsewhere(scene) else quoted_elsewhere(scene, draw)
    if copied is None:
        return None
    other = " ".join(draw.choices(scene.vocabulary, k=len(scene.quote.split()) or 1))
    if other.casefold()[:3] == scene.quote.casefold()[:3]:
        return None
    return copied.without(draw.choice(["", other]))


def sentence_elsewhere(scene: Scene, draw: Random) -> Scene | None:
    """A sentence stood twice, and the one that was marked is gone. Not to be called sure."""
    if scene.kind not in {"sentence", "passage"}:
        return None
    copied = quoted_elsewhere(scene, draw)
    return copied and replace(copied, before=scene.before[:-40], quote="", gone=True)


def near_twin(scene: Scene, draw: Random) -> Scene | None:
    """The quote is deleted, and a sentence with many of its words stands elsewhere."""
    if elsewhere(scene) or scene.kind in {*PHRASE, "long"}:
        return None
    near = reworded(scene.quote, draw.choice([0.3, 0.4, 0.5]), scene, draw)
    if sum(a != b for a, b in zip(near.split(), scene.quote.split(), strict=False)) < 2:
        return None
    far = [b for b in breaks(scene.after) if b > 200]
    if not far:
        return None
    at = draw.choice(far)
    after = f"{scene.after[:at]} {near} {scene.after[at:]}"
    return replace(scene.without(), after=after)


def translated(scene: Scene, draw: Random) -> Scene | None:
    """The quote in another language now: another text, where the same stood."""
    if elsewhere(scene) or scene.kind == "word" or not scene.foreign:
        return None
    words = " ".join(draw.choice(scene.foreign) for _ in range(1 + len(scene.quote) // 200))
    return scene.without(words[: int(len(scene.quote) * draw.uniform(0.8, 1.3))])


def rewritten(scene: Scene, draw: Random) -> Scene | None:
    """Something else is said where the quote stood."""
    if elsewhere(scene) or scene.kind in PHRASE or not scene.others:
        return None
    words = " ".join(draw.choice(scene.others) for _ in range(1 + len(scene.quote) // 100))
    return scene.without(words[: int(len(scene.quote) * draw.uniform(0.6, 1.4))])


def another(scene: Scene, _draw: Random) -> Scene | None:
    """Another article under the same address."""
    if scene.kind in PHRASE:
        return None
    text = "\n\n".join(scene.others)
    if not text or scene.quote.casefold() in text.casefold():
        return None
    return replace(scene, before=text, quote="", after="", gone=True)


# Moved -----------------------------------------------------------------------------------------


def sentence_moved(scene: Scene, draw: Random) -> Scene | None:
    """The quote alone was moved to another place."""
    if scene.kind not in {"sentence", "passage"} or elsewhere(scene):
        return None
    rest = scene.before + scene.after
    places = [at for at in breaks(rest) if abs(at - len(scene.before)) > 80]
    if not places:
        return None
    at = draw.choice(places)
    return replace(scene, before=rest[:at], after=" " + rest[at:])


def paragraph_moved(scene: Scene, draw: Random) -> Scene | None:
    found = reordered(scene, draw)
    return found and edges(found, draw) if draw.random() < 0.2 else found


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        wrapped, spaces_lost, spaces_odd, spaces_added, typeset, typewritten, entities, residue,
        links, scanned, cased, normal_forms, bare, live, between, edges, reordered, split,
        beheaded, one_side, both_sides, neighbours, figures, names, corrected, together, rephrased,
        shortened, interrupted, teaser, edited_twin, quoted_elsewhere, copied_block, paywalled,
        cut_out, section_cut, words_elsewhere, sentence_elsewhere, near_twin, translated,
        rewritten, another, sentence_moved, paragraph_moved,
    )
}  # fmt: skip

LAYOUT = (wrapped, spaces_odd, typeset, typewritten, residue, cased, entities, split)
AROUND = (live, between, beheaded, reordered)
CONTENT = (corrected, neighbours, figures, names, edges, interrupted)


def combined(scene: Scene, draw: Random) -> Scene | None:
    """A change of content, one of the surroundings and one of the layout."""
    found: Scene | None = scene
    for group in (CONTENT, AROUND, LAYOUT):
        if found is not None:
            found = draw.choice(group)(found, draw)
    return found


def combined_gone(scene: Scene, draw: Random) -> Scene | None:
    """The same where the passage is gone."""
    found = draw.choice((paywalled, cut_out, section_cut, near_twin, rewritten))(scene, draw)
    if found is None:
        return None
    return draw.choice((*LAYOUT, live))(found, draw)


EDITS["combined"] = combined
EDITS["combined_gone"] = combined_gone
