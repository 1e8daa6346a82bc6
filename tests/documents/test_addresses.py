"""Where a document came from."""

from __future__ import annotations

import pytest

from reader.documents.addresses import host_of
from reader.library.facts import site_name


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/news/1.html", "example.org"),
        ("HTTP://News.Example.ORG", "news.example.org"),
        ("http://WWW.Example.org:8080?x=http://other.example", "example.org"),
        ("ftp://files.example.org/a.txt", "files.example.org"),
        ("https://anna:secret@example.org/", "example.org"),
        ("https://example.org/@anna", "example.org"),
        ("https://example.org./", "example.org"),
        ("http://[2001:DB8::1]:80/", "2001:db8::1"),
        ("https://müller.example/ä", "müller.example"),
        ("file:///home/anna/page.html", ""),
        ("//example.org/", ""),
        ("mailto:anna@example.org", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_the_host_names_a_site_in_titles_and_rules_alike(url: str, host: str) -> None:
    assert host_of(url) == host
    assert site_name(url, "A Site") == (host or "A Site")
