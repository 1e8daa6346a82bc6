from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cleaning import KEPT, Verdict, rules
from tests.cleaning.build import document

REMOVED = Verdict(False, "newsletter", 0.9)
DOC = document(
    "Read also", "The bridge was closed on Monday.", "Read  ALSO", "Read also: the river"
)


def applied(taught: rules.Rules, *, key: str = "a.txt", site: str = "example.org"):
    before = [REMOVED, KEPT, REMOVED, KEPT]
    return rules.apply(taught, DOC, before, key=key, site=site)


def test_without_rules_the_verdicts_stay():
    assert applied(rules.Rules()) == (REMOVED, KEPT, REMOVED, KEPT)


def test_an_override_names_the_block_by_its_words_and_occurrence():
    taught = rules.with_override(rules.Rules(), "a.txt", "read also", True, occurrence=1)
    assert [v.kept for v in applied(taught)] == [False, True, True, True]
    assert applied(taught)[2].source == "reader"


def test_an_override_survives_an_edit_around_the_block():
    taught = rules.with_override(rules.Rules(), "a.txt", "The bridge was closed.", False)
    edited = document("A new first line", "The bridge was  closed.", "More")
    verdicts = rules.apply(taught, edited, [KEPT] * 3, key="a.txt", site="")
    assert [v.kept for v in verdicts] == [True, False, True]
    assert verdicts[1].reason == "removed by you"


def test_an_override_speaks_of_its_own_document_only():
    taught = rules.with_override(rules.Rules(), "b.txt", "Read also", True)
    assert applied(taught) == (REMOVED, KEPT, REMOVED, KEPT)


@pytest.mark.parametrize(
    ("match", "kept"),
    [
        ("exact", [True, False, True, False]),
        ("starts", [True, False, True, True]),
        ("contains", [True, False, True, True]),
    ],
)
def test_a_site_rule_can_keep(match, kept):
    taught = rules.with_site_rule(rules.Rules(), "example.org", "read also", True, match=match)
    verdicts = rules.apply(taught, DOC, [REMOVED] * 4, key="", site="example.org")
    assert [v.kept for v in verdicts] == kept


def test_a_site_rule_removes_what_matches_and_says_so():
    taught = rules.with_site_rule(rules.Rules(), "example.org", "Read also:", False, match="starts")
    assert applied(taught)[3] == Verdict(False, "rule for example.org", 1.0, "rule")
    assert applied(taught, site="other.net")[3] == KEPT


def test_the_readers_own_block_wins_over_the_sites_rule():
    taught = rules.with_site_rule(rules.Rules(), "example.org", "Read also", False)
    taught = rules.with_override(taught, "a.txt", "Read also", True)
    assert [v.kept for v in applied(taught)] == [True, True, False, True]


def test_the_same_rule_taught_again_replaces_the_first():
    taught = rules.with_site_rule(rules.Rules(), "example.org", "Read also", False)
    taught = rules.with_site_rule(taught, "example.org", "READ  also", True)
    assert len(taught.sites["example.org"]) == 1
    assert taught.sites["example.org"][0].kept


def test_entries_can_be_taken_back():
    taught = rules.with_site_rule(rules.Rules(), "example.org", "Read also", False)
    taught = rules.with_override(taught, "a.txt", "Read also", True)
    taught = rules.without(taught, site="example.org", index=0)
    taught = rules.without(taught, key="a.txt", index=0)
    assert taught == rules.Rules()
    with pytest.raises(rules.RulesError, match=r"number 1 for 'a\.txt'"):
        rules.without(taught, key="a.txt", index=0)


words = st.text(min_size=1).filter(lambda text: bool(rules.folded(text)))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(words, st.booleans(), st.sampled_from(rules.Match)), max_size=5), words)
def test_what_is_written_is_read_again(entries, block):
    taught = rules.with_override(rules.Rules(), "f.txt", block, False)
    for text, kept, match in entries:
        taught = rules.with_site_rule(taught, "s", text, kept, match=match)
    assert rules.parse(json.loads(json.dumps(rules.dump(taught)))) == taught


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "no object of rules"),
        ({"version": 9}, "version 9"),
        ({"sites": []}, '"sites" must be an object'),
        ({"sites": {"a": {}}}, '"sites" → "a" must be a list'),
        ({"sites": {"a": [{"text": "x"}]}}, '"kept"'),
        ({"sites": {"a": [{"text": "x", "kept": True, "match": "regex"}]}}, "use exact"),
        ({"documents": {"a": [{"kept": True}]}}, '"block"'),
    ],
)
def test_a_mistake_in_the_file_is_explained(data, sentence):
    with pytest.raises(rules.RulesError, match=sentence):
        rules.parse(data)
