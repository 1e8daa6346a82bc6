from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning import cues
from reader.cleaning.vocabulary import SLOTS_LOG2, Vocabulary, slots

WEIGHTS = memoryview(random.Random(7).randbytes(1 << SLOTS_LOG2)).cast("b")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_a_line_weighs_what_its_slots_weigh(line):
    measure = Vocabulary(WEIGHTS).measure(line)
    places = slots(line)
    assert measure.weight == sum(WEIGHTS[place] for place in places)
    assert measure.slots == len(places)


def test_words_are_counted_by_nature():
    measure = Vocabulary().measure("Please READ the 12 chapters of your book")
    assert measure.words == 8
    assert measure.function == 2
    assert (measure.capital, measure.number) == (2, 1)
    assert measure.letters == len("PleaseREADthe12chaptersofyourbook")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sign up for our daily letter", "newsletter"),
        ("Stellenangebote", "job ad"),
        ("Es werden alle Kommentare moderiert: sie werden moderiert", "comment rules"),
        ("Читайте также: новый мост", "related links"),
        ("相关阅读", "related links"),
        ("無断転載を禁じます", "legal notice"),
        ("Tüm hakları saklıdır", "legal notice"),
        ("Wir verwenden Cookies", "cookie notice"),
        ("Advertisement", "advertisement"),
    ],
)
def test_cues_of_many_languages_have_a_kind(line, kind):
    measure = Vocabulary().measure(line)
    assert cues.lexicon().kinds[measure.kind] == kind


def test_prose_has_no_kind():
    assert Vocabulary().measure("The bridge fell into the river at noon.").kind == -1


def test_forms_of_a_word_are_one_topic():
    one, other = map(Vocabulary().measure, ("Der Minister schweigt", "des Ministers Schweigen"))
    assert one.topics == other.topics


def test_pairs_of_characters_are_topics_where_words_are_not_spaced():
    told = Vocabulary().measure("新桥梁").topics
    assert len(told) == 2
    assert told & Vocabulary().measure("桥梁坏了").topics
    assert not told & Vocabulary().measure("梁桥新").topics
