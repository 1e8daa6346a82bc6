"""What converters, editors and publishing systems do to a text with a known passage.

Edits as in `anchoring_edits`: page furniture and columns of a PDF, lists and transcripts, spelling
of another keyboard, script or variety, corrections that quote what they correct, texts that say the
same sentence with other figures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from anchoring_edits import FAR, PHRASE, WORD, Edit, Scene, breaks, elsewhere, reworded

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
                         "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})  # fmt: skip
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ك": "ک", "ي": "ی"})
SIMPLIFIED = "国学师时间问题东书车长门见说话对会来这个们为发后里业"
TRADITIONAL = str.maketrans(
    dict(zip(SIMPLIFIED, "國學師時間問題東書車長門見說話對會來這個們為發後裡業", strict=True))
)
LOOKALIKES = str.maketrans(dict(zip("aeocpxyi", "аеосрхуі", strict=True)))
DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "deva": str.maketrans("0123456789", "०१२३४५६७८९"),
    "wide": str.maketrans("0123456789", "０１２３４５６７８９"),
}


# Layout ----------------------------------------------------------------------------------------


def broken_lines(text: str, width: int) -> list[str]:
    """The text's lines, none longer than `width`, broken at blanks where there are any."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while len(rest) > width:
            at = rest.rfind(" ", width // 2, width + 1)
            at = width if at == -1 else at
            lines.append(rest[:at])
            rest = rest[at:]
        lines.append(rest)
    return lines


def each_line(scene: Scene, draw: Random, mark: str) -> Scene:
    """Every line begins with the mark, `{}` in it counts; the quote's first piece is marked too."""
    width, number = draw.randint(40, 90), 0

    def change(text: str) -> str:
        nonlocal number
        out = []
        for line in broken_lines(text, width):
            number += 1
            out.append((mark.format(number) if out else "") + line.lstrip(" " if out else ""))
        return "\n".join(out)

    return scene.each(change)


def replied(scene: Scene, draw: Random) -> Scene:
    """Quoted in a mail: a mark before each line."""
    return each_line(scene, draw, draw.choice(["> ", ">> ", "| ", "    "]))


def numbered(scene: Scene, draw: Random) -> Scene:
    """Numbers before each line, as of a transcript or a statute."""
    return each_line(scene, draw, draw.choice(["{} ", "{}. ", "[{}] ", "(00:{}) "]))


def page_furniture(scene: Scene, draw: Random) -> Scene:
    """A running head and a page number wherever a page ended, amid sentences too."""
    size, title = draw.randint(300, 1500), " ".join(draw.choices(scene.vocabulary, k=4))
    page = 0

    def change(text: str) -> str:
        nonlocal page
        pieces = []
        for at in range(0, len(text), size):
            piece = text[at : at + size]
            cut = piece.rfind(" ")
            if at + size < len(text) and cut > size / 2:
                page += 1
                piece = f"{piece[:cut]}\n\n{page}\n\f{title}\n\n{piece[cut + 1 :]}"
            pieces.append(piece)
        return "".join(pieces)

    return scene.each(change)


def columns(scene: Scene, draw: Random) -> Scene | None:
    """Two columns read as one: after each line stands one of another text."""
    if scene.kind in PHRASE or not scene.others:
        return None
    alien = broken_lines(" ".join(scene.others), 45)
    width = draw.randint(40, 60)

    def change(text: str) -> str:
        lines = broken_lines(text, width)
        return "\n".join(
            f"{line}   {draw.choice(alien).strip()}" if i + 1 < len(lines) else line
            for i, line in enumerate(lines)
        )

    return scene.each(change)


def listed(scene: Scene, draw: Random) -> Scene:
    """Each sentence a point of a list."""
    mark = draw.choice(["- ", "• ", "* ", "– "])
    return scene.each(lambda t: re.sub(r"(?<=[.!?。]) (?=\S)", f"\n{mark}", t))


def glued(scene: Scene, draw: Random) -> Scene:
    """The blank after sentences and between paragraphs lost; a hyphen at a line's end kept."""

    def change(text: str) -> str:
        text = re.sub(r"(?<=[.!?])\s+", "", text)
        return WORD.sub(
            lambda m: f"{m[0][:3]}- {m[0][3:]}" if len(m[0]) > 7 and draw.random() < 0.1 else m[0],
            text,
        )

    return scene.each(change)


def captions(scene: Scene, draw: Random) -> Scene:
    """A picture's caption, a teaser or a player between any two paragraphs and amid the quote."""
    made = [
        "Bild: {} (Archiv)", "Photo credit: {} / Agency", "Watch: {}", "Lesen Sie auch: {}",
        "{} – Audio 3:45", "#{}", "Tweet by @{}\n12.3K likes\n4.5K reposts",
    ]  # fmt: skip

    def piece() -> str:
        words = " ".join(draw.choices(scene.vocabulary, k=draw.randint(1, 7)))
        return draw.choice(made).format(words)

    def change(text: str) -> str:
        text = re.sub(r"\n+", lambda m: f"\n\n{piece()}\n\n", text)
        return re.sub(
            r"(?<=[.!?]) ", lambda m: f"\n\n{piece()}\n\n" if draw.random() < 0.1 else " ", text
        )

    return scene.each(change)


def sources(scene: Scene, draw: Random) -> Scene:
    """Notes and references expanded amid the sentences."""
    return scene.each(
        lambda t: re.sub(
            r"(?<=\w)(?=[,.;] )",
            lambda m: (
                draw.choice([f" [{draw.randint(1, 99)}]", f" (vgl. S. {draw.randint(1, 300)})"])
                if draw.random() < 0.3
                else ""
            ),
            t,
        )
    )


# Spelling --------------------------------------------------------------------------------------


def respelled(scene: Scene, draw: Random) -> Scene | None:
    """The same letters in the spelling of another system."""
    tables = [UMLAUTS, ARABIC, TRADITIONAL, *DIGITS.values()]
    telling = [t for t in tables if scene.quote.translate(t) != scene.quote]
    if not telling:
        return None
    table = draw.choice(telling)
    return scene.each(lambda t: t.translate(table))


def lookalikes(scene: Scene, draw: Random) -> Scene | None:
    """Some letters are Cyrillic ones that look alike."""
    if not re.search("[aeocpxyi]", scene.quote):
        return None
    share = draw.choice([0.02, 0.1])
    return scene.each(
        lambda t: "".join(c.translate(LOOKALIKES) if draw.random() < share else c for c in t)
    )


def marks(scene: Scene, draw: Random) -> Scene:
    """Direction marks, joiners, byte order marks and breaking hints between words and letters."""
    unseen = [
        "\u200f",
        "\u200e",
        "\u202b",
        "\u202c",
        "\u2067",
        "\u2069",
        "\u200b",
        "\ufeff",
        "\u2060",
    ]
    return scene.each(
        lambda t: "".join(
            c + (draw.choice(unseen) if draw.random() < (0.3 if c == " " else 0.03) else "")
            for c in t
        )
    )  # fmt: skip


def inflected(scene: Scene, draw: Random) -> Scene | None:
    """Another tense or case: some words of the quote end otherwise."""
    if scene.kind in PHRASE or scene.dense:
        return None

    def word(match: re.Match[str]) -> str:
        if len(match[0]) < 5 or draw.random() > 0.3:
            return match[0]
        return match[0][:-2] + draw.choice(scene.vocabulary)[-draw.randint(1, 3) :]

    return replace(scene, quote=WORD.sub(word, scene.quote))


def styled(scene: Scene, draw: Random) -> Scene:
    """House style: quotes, dashes and figures set otherwise, abbreviations written out."""
    pairs = [
        ("%", " Prozent"), ("%", " per cent"), ("&", "and"), ("€", "Euro"), ("$", "USD "),
        ("Mr.", "Mr"), ("z.B.", "zum Beispiel"), ("u.a.", "unter anderem"), (" - ", "—"),
    ]  # fmt: skip
    chosen = draw.sample(pairs, 5)

    def change(text: str) -> str:
        for old, new in chosen:
            text = text.replace(old, new)
        return re.sub(r"(?<=\d)[., ](?=\d{3}\b)", draw.choice([",", ".", " ", "\u202f", "'"]), text)

    return scene.each(change)


# Sentences -------------------------------------------------------------------------------------


def sentences_swapped(scene: Scene, draw: Random) -> Scene | None:
    """The sentences of the quote in another order."""
    if scene.kind != "passage":
        return None
    parts = [p for p in re.split(r"(?<=[.!?。]) ", scene.quote) if p.strip()]
    if len(parts) < 2:
        return None
    draw.shuffle(parts)
    return replace(scene, quote=" ".join(parts))


def sentences_joined(scene: Scene, _draw: Random) -> Scene | None:
    """Full stops became commas with a conjunction, in all the text."""
    if scene.dense or scene.kind in PHRASE:
        return None
    return scene.each(lambda t: re.sub(r"[.!?] (\w)", lambda m: f", and {m[1].lower()}", t))


def sentences_parted(scene: Scene, _draw: Random) -> Scene:
    """Commas became full stops."""
    return scene.each(lambda t: re.sub(r", (\w)", lambda m: f". {m[1].upper()}", t))


def half_cut(scene: Scene, draw: Random) -> Scene | None:
    """The text breaks off within the quote, after most of it."""
    if scene.kind not in {"sentence", "passage", "long"}:
        return None
    kept = int(len(scene.quote) * draw.uniform(0.75, 0.95))
    end = draw.choice(["…", "...", " […]", "… Mehr lesen", " (paid content)"])
    return replace(scene, quote=scene.quote[:kept].rstrip(), after=end)


def widened(scene: Scene, draw: Random) -> Scene | None:
    """A clause set into the quote's sentence."""
    if scene.kind in PHRASE or scene.dense:
        return None
    at = draw.choice([m.start() for m in re.finditer(" ", scene.quote)] or [len(scene.quote)])
    clause = " ".join(draw.choices(scene.vocabulary, k=draw.randint(3, 9)))
    return replace(scene, quote=f"{scene.quote[:at]}, {clause},{scene.quote[at:]}")


def all_edited(scene: Scene, draw: Random) -> Scene | None:
    """A word in ten of the whole text replaced."""
    if scene.kind in PHRASE:
        return None
    return scene.each(lambda t: reworded(t, 0.1, scene, draw))


# Copies ----------------------------------------------------------------------------------------


def correction_note(scene: Scene, draw: Random) -> Scene | None:
    """The quote was corrected, and a note at the end tells what it said before."""
    if scene.kind not in {"clause", "sentence"} or len(scene.after) < FAR:
        return None
    new = reworded(scene.quote, 0.12, scene, draw)
    note = f"\n\nCorrection: an earlier version of this article said “{scene.quote}”.\n"
    return replace(scene, quote=new, after=scene.after + note)


def pull_quote(scene: Scene, draw: Random) -> Scene | None:
    """The quote again in capitals or in dashes, near where it stands, and as the headline."""
    if scene.kind not in {"clause", "sentence"}:
        return None
    at = draw.choice(breaks(scene.after)[:4])
    shown = draw.choice([str.upper, str.title, str])(scene.quote)
    after = f"{scene.after[:at]}\n\n“{shown}”\n\n{scene.after[at:]}"
    before = f"{scene.quote}\n\n{scene.before}" if draw.random() < 0.5 else scene.before
    return replace(scene, before=before, after=after)


def everything_twice(scene: Scene, draw: Random) -> Scene | None:
    """The page holds the article twice (for print, for phones), a little different below."""
    if scene.kind == "long":
        return None
    copy = scene.text if draw.random() < 0.5 else reworded(scene.text, 0.05, scene, draw)
    return replace(scene, after=f"{scene.after}\n\n{copy}\n")


# Gone ------------------------------------------------------------------------------------------


def other_figures(scene: Scene, draw: Random) -> Scene | None:
    """The quote is gone; elsewhere stands its sentence about something else."""
    if scene.kind != "sentence" or elsewhere(scene):
        return None
    turned = reworded(
        re.sub(r"\d", lambda m: str(draw.randint(0, 9)), scene.quote), 0.3, scene, draw
    )
    far = [b for b in breaks(scene.after) if b > FAR]
    if (
        not far
        or sum(a != b for a, b in zip(turned.split(), scene.quote.split(), strict=False)) < 3
    ):
        return None
    at = draw.choice(far)
    return replace(
        scene.without(), after=f"{scene.after[:at]} {turned} {scene.after[at:]}"
    )  # fmt: skip


def next_issue(scene: Scene, draw: Random) -> Scene | None:
    """Another issue of a regular report: its boilerplate stands, the rest is new."""
    if scene.kind in {*PHRASE, "long"} or not scene.others or elsewhere(scene):
        return None
    lines = (scene.before + scene.quote + scene.after).split("\n")
    kept = [line if len(line) < 40 else draw.choice(scene.others) for line in lines]
    text = "\n".join(kept)
    if scene.quote[:30].casefold() in text.casefold():
        return None
    return replace(scene, before=text, quote="", after="", gone=True)


def summary(scene: Scene, draw: Random) -> Scene | None:
    """Only a summary is left, of half the words in their order."""
    if scene.kind in PHRASE or scene.dense:
        return None
    kept = [w for w in scene.text.split(" ") if draw.random() < 0.25]
    return replace(scene, before=" ".join(kept), quote="", after="", gone=True)


def shuffled(scene: Scene, draw: Random) -> Scene | None:
    """The quote's words stand all over the text, the quote does not."""
    if scene.kind in {"word", "long"} or scene.dense or elsewhere(scene):
        return None
    words = scene.quote.split()
    if len(words) < 3:
        return None
    rest = scene.without()
    for word in words:
        places = [m.start() for m in re.finditer(" ", rest.after)]
        if not places:
            return None
        at = draw.choice(places)
        rest = replace(rest, after=f"{rest.after[:at]} {word}{rest.after[at:]}")
    return None if elsewhere(replace(rest, quote=scene.quote)) else rest


CONVERSIONS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        replied, numbered, page_furniture, columns, listed, glued, captions, sources, respelled,
        lookalikes, marks, inflected, styled, sentences_swapped, sentences_joined,
        sentences_parted, half_cut, widened, all_edited, correction_note, pull_quote,
        everything_twice, other_figures, next_issue, summary, shuffled,
    )
}  # fmt: skip
