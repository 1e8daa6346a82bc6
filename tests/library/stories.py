"""Made-up articles: stories with names, reports on them, and copies that were tampered with."""

from __future__ import annotations

import random

_SYLLABLES = tuple(a + b for a in "bdfghklmnprstvwz" for b in "aeio")
_VERBS = ("said", "held", "told", "met", "saw", "took", "gave", "made", "found", "lost", "wanted")
_LINKS = ["after", "before", "while", "because", "although", "when", "where", "until", "since"]
_OPENERS = ("The", "Later", "Then", "But", "Now", "Yesterday", "Some", "Many", "There")
_BOILERPLATE = (
    "Subscribe to our newsletter and never miss a story again.",
    "Read more on this subject in our weekend edition.",
    "Comments are moderated. Please stay polite and keep to the matter.",
    "Follow us on all channels for updates around the clock.",
    "Advertisement. The article goes on below.",
    "This text was first published elsewhere and has been shortened.",
)


def word(rnd: random.Random, least: int = 2, most: int = 3) -> str:
    """A word of some syllables."""
    return "".join(rnd.choice(_SYLLABLES) for _ in range(rnd.randint(least, most)))


class World:
    """A vocabulary and stories told with it; the same seed gives the same world."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.nouns = [word(self.rnd) for _ in range(1500)]

    def story(self) -> list[str]:
        """The names of a story: people, places, things."""
        return [word(self.rnd, 3, 4).title() for _ in range(7)]

    def sentence(self, names: list[str]) -> str:
        """Eight to twenty words, some of them names."""
        rnd = self.rnd
        words = [rnd.choice(self.nouns) for _ in range(rnd.randint(6, 14))]
        words.insert(rnd.randint(1, len(words)), rnd.choice(_VERBS))
        words.insert(rnd.randint(1, len(words)), rnd.choice(_LINKS))
        for _ in range(rnd.randint(0, 2)):
            words.insert(rnd.randint(1, len(words)), rnd.choice(names))
        return " ".join([rnd.choice(_OPENERS), *words]) + "."

    def article(self, names: list[str], sentences: int = 24, quotes: tuple[str, ...] = ()) -> str:
        """A report: a headline and paragraphs; ``quotes`` are said in every report of a story."""
        body = [self.sentence(names) for _ in range(sentences)]
        for quote in quotes:
            body.insert(self.rnd.randint(0, len(body)), quote)
        paragraphs = [" ".join(body[i : i + 3]) for i in range(0, len(body), 3)]
        return "\n\n".join([self.headline(names), *paragraphs])

    def headline(self, names: list[str]) -> str:
        """A few words with a name."""
        nouns = " ".join(self.rnd.choice(self.nouns) for _ in range(4))
        return f"{self.rnd.choice(names)} {nouns}"

    def copy(self, text: str, edits: float = 0.1, boilerplate: int = 3) -> str:
        """The article with another headline, other boilerplate, and a part of its words changed."""
        rnd = self.rnd
        _, *paragraphs = text.split("\n\n")
        words = [paragraph.split(" ") for paragraph in paragraphs]
        places = [(i, j) for i, some in enumerate(words) for j in range(len(some))]
        for i, j in rnd.sample(places, int(len(places) * edits)):
            change = rnd.random()
            if change < 0.6:
                words[i][j] = rnd.choice(self.nouns)
            elif change < 0.8:
                words[i][j] = ""
            else:
                words[i][j] += " " + rnd.choice(self.nouns)
        edited = [" ".join(filter(None, some)) for some in words]
        for line in rnd.sample(_BOILERPLATE, boilerplate):
            edited.insert(rnd.randint(0, len(edited)), line)
        return "\n\n".join([self.headline([word(rnd).title()]), *edited])
