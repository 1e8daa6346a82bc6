"""Cases of anchoring from other texts and other kinds of edit.

The edits are in `anchoring_edits` and `anchoring_conversions`.

usage: python tests/benchmarks/anchoring_cases.py [TEXTS.jsonl[.gz] …] [--seed N] [--part I/N]
           [--most N] [--per N] [--only EDIT …] [--save CASES.jsonl.gz]

Rows of TEXTS hold `id`, `text`, and perhaps `lang` and `labels` (a line counts where its label is
1). Without TEXTS they are made of syllables in scripts of many kinds. Prints what the anchoring
makes of each class: correct, wrong (shown where it does not belong), wrong and called sure, lost.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import tee
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from anchoring import cases, judged
from anchoring_conversions import CONVERSIONS
from anchoring_edits import EDITS as ARTICLES
from anchoring_edits import PHRASE, WORD, Scene

from reader.folding import graphemes
from reader.notes.anchoring import anchor
from reader.text import Span

EDITS = ARTICLES | CONVERSIONS
KINDS = ("word", "phrase", "clause", "sentence", "passage", "long")
REMEMBERED = ("both", "both", "both", "both", "before", "after", "no start")
"""What is remembered around the quote."""
REWRITTEN = {
    "one_side", "both_sides", "neighbours", "combined", "edges", "reordered", "between",
    "paragraph_moved",
}  # fmt: skip
"""Edits of the surroundings, which is all that tells where a word stood."""
UNSURE = {"sentence_elsewhere"}
"""Here a place may be shown, with a doubt."""
SYLLABLES = {
    "xa": "ba ke li mo nu ra se ti vo da fe gi ho ju pa",
    "th": "กา ขี คู เงิน จะ ชอบ ดี ตาม ทำ นา บ้าน ปี ผม เมือง รัก สวน หา",
    "ar": "با تي كو مر سل عن قد فه لا نه شم حر جب دو",
    "ru": "ба ки лю мо ну ра се ти во да ше жи",
    "zh": "山水日月人大小上下中国天地风云江河湖海春夏秋冬东南西北城市学生老师工作时间问题",
    "hi": "का ले मी रो सु ता नी पे हो दा गी वा",
    "em": "🙂🎉 🌍 👩‍🚀 ba ke 🇩🇪 li mo 👍🏽 nu ra",
}


def made_text(script: str, draw: Random) -> str:
    """An article of made-up words, a few of them much more frequent than the others."""
    parts = list(SYLLABLES[script]) if script == "zh" else SYLLABLES[script].split()
    gap = "" if script in {"zh", "th"} else " "
    words = ["".join(draw.choices(parts, k=draw.randint(1, 4))) for _ in range(400)]
    lines = []
    for _ in range(draw.randint(12, 40)):
        line = ""
        for _ in range(draw.randint(2, 6)):
            chosen = [words[int(400 * draw.random() ** 3)] for _ in range(draw.randint(6, 18))]
            if draw.random() < 0.3:
                chosen.insert(2, str(draw.randint(2, 4000)))
            sentence = gap.join(chosen)
            line += sentence[:1].upper() + sentence[1:] + ("。" if script == "zh" else ". ")
        lines.append(line.strip())
    return "\n\n".join(lines)


def texts(paths: list[Path], seed: int) -> dict[str, list[tuple[str, str]]]:
    """Language to (id, text); a text that says again what another said is left out."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    seen: set[str] = set()
    for path in paths:
        for row in cases(path):
            lines = row["text"].split("\n")
            labels = row.get("labels") or [1] * len(lines)
            kept = [line for line, label in zip(lines, labels, strict=True) if label == 1]
            text = "\n".join(kept)
            told = {line for line in kept if len(line) > 60}
            if len(text) > 1200 and len(told & seen) <= len(told) / 10:
                found[row.get("lang", "")].append((str(row["id"]), text))
            seen |= told
    if not paths:
        for script in SYLLABLES:
            for number in range(8):
                name = f"{script}{number}"
                found[script].append((name, made_text(script, Random(f"{seed} {name}"))))
    return found


def span(text: str, kind: str, draw: Random) -> tuple[int, int] | None:
    """A quote of this kind as a reader would mark it."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if len(m.group()) > 50]
    if not lines:
        return None
    if kind == "long":
        first, last = sorted(draw.sample(range(len(lines)), 2)) if len(lines) > 2 else (0, 0)
        start = lines[first][0]
        return (start, min(lines[last][1], start + draw.randint(5000, 20000)))
    start, end = draw.choice(lines)
    line = text[start:end]
    if kind in {"sentence", "passage"}:
        ends = [0, *(m.end() for m in re.finditer(r"[.!?。！？]+[\"”»]?\s*", line))]
        count = 1 if kind == "sentence" else draw.randint(2, 3)
        if len(ends) <= count:
            return None
        at = draw.randrange(len(ends) - count)
        return start + ends[at], start + ends[at + count]
    count = {"word": 1, "phrase": draw.randint(2, 3), "clause": draw.randint(5, 12)}[kind]
    words = [m.span() for m in WORD.finditer(line)]
    if sum(c >= "\u2e80" or "\u0e00" <= c < "\u0f00" for c in line) > len(line) / 3:
        size = min(len(line) - 1, 3 * count)
        at = draw.randrange(len(line) - size)
        return start + at, start + at + size
    if len(words) < count:
        return None
    at = draw.randrange(len(words) - count + 1)
    return start + words[at][0], start + words[at + count - 1][1]


def scene(
    name: str, text: str, language: str, known: dict[str, list[tuple[str, str]]], kind: str,
    draw: Random,
) -> Scene | None:  # fmt: skip
    if kind == "long":
        siblings = draw.choices(known[language], k=4)
        text = "\n\n".join(dict.fromkeys([text, *(other for _, other in siblings)]))
    found = span(text, kind, draw)
    if found is None:
        return None
    start, end = found
    quote = text[start:end].strip()
    start = text.index(quote, start) if quote else start
    whole = graphemes(text, Span(start, start + len(quote)))
    start, quote = whole.start, whole.of(text)
    if not any(c.isalnum() for c in quote) or (kind in {"sentence", "passage"} and len(quote) < 25):
        return None

    def lines(language: str, count: int) -> list[str]:
        pool = [t for n, t in known[language] if n != name] or [""]
        chosen = [line for t in draw.choices(pool, k=count) for line in t.split("\n")]
        alien = [line for line in chosen if len(line) > 60 and line[:40] not in text]
        return draw.sample(alien, min(count, len(alien)))

    abroad = sorted(set(known) - {language})
    foreign = lines(draw.choice(abroad), 6) if abroad else []
    before, after = text[:start], text[start + len(quote) :]
    return Scene(before, quote, after, kind, language, lines(language, 12), foreign)


def made(
    known: dict[str, list[tuple[str, str]]], seed: int, part: tuple[int, int], most: int, per: int,
    only: list[str],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Every edit, `per` times for each of up to `most` texts a language."""
    for language in sorted(known):
        mine = [
            (name, text)
            for name, text in sorted(known[language])
            if zlib.crc32(name.encode()) % part[1] == part[0]
        ]
        Random(f"{seed} {language}").shuffle(mine)
        for name, text in mine[:most]:
            for edit in only or EDITS:
                for turn in range(per):
                    row = case(
                        name, text, language, known, edit, Random(f"{seed} {name} {edit} {turn}")
                    )
                    if row:
                        yield row | {"id": f"{row['id']}/{turn}"}


def case(
    name: str, text: str, language: str, known: dict[str, list[tuple[str, str]]], edit: str,
    draw: Random,
) -> dict[str, Any] | None:  # fmt: skip
    kind = draw.choice(KINDS)
    drawn = scene(name, text, language, known, kind, draw)
    edited = drawn and EDITS[edit](drawn, draw)
    if drawn is None or edited is None:
        return None
    memory = "both" if edit in REWRITTEN and kind in PHRASE else draw.choice(REMEMBERED)
    before, after = drawn.before[-32:], drawn.after[:32]
    start = len(edited.before)
    return {
        "id": f"{name}/{kind}/{edit}/{memory}",
        "cls": edit,
        "kind": kind,
        "memory": memory,
        "lang": language,
        "text": edited.text,
        "quote": drawn.quote,
        "prefix": "" if memory == "after" else before,
        "suffix": "" if memory == "before" else after,
        "start": None if memory == "no start" else len(drawn.before),
        "new_start": None if edited.gone else start,
        "new_end": None if edited.gone else start + len(edited.quote),
    }


class Tally:
    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.times: list[float] = []

    def line(self, name: str) -> str:
        total = len(self.times)
        names = ("correct", "wrong", "sure", "partial", "lost", "doubted")
        shares = "".join(f"{100 * self.count[n] / total:9.2f}" for n in names)
        times = sorted(self.times)
        return f"{name:20}{total:6}{shares}{times[total // 2]:9.2f}{times[int(total * 0.95)]:8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="0/1", help="only every Nth text, as 0/2 and 1/2")
    parser.add_argument("--most", type=int, default=8, help="texts a language")
    parser.add_argument("--per", type=int, default=2, help="cases for each text and edit")
    parser.add_argument("--only", nargs="*", default=[], choices=sorted(EDITS))
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--save", type=Path, help="keep the cases")
    options = parser.parse_args()
    index, parts = map(int, options.part.split("/"))
    known = texts(options.texts, options.seed)
    rows = made(known, options.seed, (index, parts), options.most, options.per, options.only)
    tallies: dict[str, Tally] = defaultdict(Tally)
    shown = 0
    if options.save:
        with gzip.open(options.save, "wt", encoding="utf-8") as kept:
            rows, copy = tee(rows)
            kept.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in copy)
    for row in rows:
        started = time.perf_counter()
        place = anchor(
            row["text"], exact=row["quote"], prefix=row["prefix"], suffix=row["suffix"],
            start=row["start"],
        )  # fmt: skip
        took = (time.perf_counter() - started) * 1000
        verdict, _ = judged(row, place.span)
        if row["cls"] in UNSURE and place.status == "uncertain":
            verdict = "correct"
        gone = "= gone" if row["new_start"] is None else "= there"
        size = "= long texts" if len(row["text"]) > 20_000 else "= texts to 20,000"
        for name in (row["cls"], gone, f"- {row['kind']}", f"- {row['memory']}", size, "= all"):
            tallies[name].times.append(took)
            tallies[name].count[verdict] += 1
            tallies[name].count["sure"] += verdict == "wrong" and place.status == "placed"
            tallies[name].count["doubted"] += place.status == "uncertain"
        if verdict != "correct" and shown < options.misses:
            shown += 1
            print(f"{verdict:8}{place.status:10}{place.confidence:.2f}  {row['id']}")
    heads = ("correct", "wrong", "sure", "partial", "lost", "doubted", "ms", "p95")
    print(f"{'':20}{'n':>6}" + "".join(f"{h:>9}" for h in heads[:-1]) + f"{'p95':>8}")
    for name in sorted(tallies, key=lambda n: (n[0] in "=-", n)):
        print(tallies[name].line(name))


if __name__ == "__main__":
    main()
