"""What a page says of itself: meta tags, JSON-LD, headings, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reader.documents.addresses import host_of
from reader.documents.byline import parse_date
from reader.documents.decoding import without_surrogates
from reader.documents.model import Metadata
from reader.documents.script_data import script_data

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "byl")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")
_ISO_DATE = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)?"
)
_SEPARATOR = re.compile(r"\s+[|•·»«:—–-]{1,2}\s+|\s*\|\s*")
_ARTICLES = re.compile(
    r"(?:News|Blog|Scholarly|Report|Review|Opinion|Analysis)?Article|BlogPosting|Report"
)
_LEAST_HEADING = 4
_LARGEST_LD = 400_000
_WORD = re.compile(r"\w+")


def page_metadata(tree: Any) -> Metadata:
    """Title, author, date, site, address, language and description of a parsed page."""
    meta = _meta(tree)
    linked = _linked_data(tree)
    canonical = tree.css_first('link[rel~="canonical"]')
    url = (canonical.attributes.get("href") if canonical is not None else "") or ""
    url = url if "://" in url else _first(meta, ("og:url",)) or linked.get("url", "")
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root is not None else ""
    site = _first(meta, _SITES) or linked.get("site", "")
    if site.startswith(("http://", "https://")):  # a page that names itself by its address
        site = host_of(site)
    return Metadata(
        title=_title(tree, meta, linked, site),
        author=_author(meta, linked),
        site=site,
        date=_date(tree, meta, linked),
        url=url if url.startswith(("http://", "https://")) else "",
        language=language.strip() if re.fullmatch(r"\s*[\w-]{2,20}\s*", language) else "",
        description=_first(meta, ("og:description", "description", "twitter:description")),
    )


def _meta(tree: Any) -> dict[str, str]:
    """Meta tags by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:400]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = _line(attributes.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _line(text: str) -> str:
    return " ".join(without_surrogates(text[:2_000]).split())


def _title(tree: Any, meta: dict[str, str], linked: dict[str, str], site: str) -> str:
    """og:title, else the h1 that the page's title contains, else that title without its site."""
    stated = _first(meta, _TITLES) or linked.get("title", "")
    if stated:
        return _without_site(stated, site, _main_heading(tree, stated))
    node = tree.css_first("head title") or tree.css_first("title")
    title = _line(node.text(deep=True) or "") if node is not None else ""
    heading = _main_heading(tree, title)
    if heading:
        return heading
    return _without_site(title, site, "") or _only_heading(tree)


def _main_heading(tree: Any, title: str) -> str:
    """The h1 whose words are those of the page's title, or nearly."""
    words = set(_WORD.findall(title.casefold()))
    for node in tree.css("h1")[:12]:
        heading = _line(node.text(deep=True, separator=" ") or "")
        own = set(_WORD.findall(heading.casefold()))
        if len(own) >= 2 and len(own & words) >= 0.8 * len(own):
            return heading
        if len(heading) >= _LEAST_HEADING and heading in title:
            return heading  # scripts without spaces: the whole heading is one word
    return ""


def _only_heading(tree: Any) -> str:
    headings = tree.css("h1")
    return _line(headings[0].text(deep=True, separator=" ") or "") if headings else ""


def _without_site(title: str, site: str, heading: str) -> str:
    """ "Rye returns | The Island Post" → "Rye returns"."""
    if heading and len(heading) >= 0.4 * len(title):
        return heading
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    known = _WORD.findall(site.casefold())
    if known and set(known) & set(_WORD.findall(tail.casefold())):
        return head or title
    if len(tail.split()) <= 4 and len(head) >= max(12, 1.5 * len(tail)):
        return head
    return title


def _author(meta: dict[str, str], linked: dict[str, str]) -> str:
    stated = linked.get("author", "") or _first(meta, _AUTHORS)
    return "" if "://" in stated or len(stated) > 200 else stated


def _date(tree: Any, meta: dict[str, str], linked: dict[str, str]) -> str:
    for stated in (_first(meta, _DATES), linked.get("date", "")):
        if stated and (date := iso_date(stated)):
            return date
    for node in tree.css("time[datetime]")[:3]:
        if date := iso_date(node.attributes.get("datetime") or ""):
            return date
    return ""


def iso_date(text: str) -> str:
    """A date as ISO 8601, from ISO or from words; "" where there is none."""
    if match := _ISO_DATE.search(text):
        month, day = int(match.group(2)), int(match.group(3) or 1)
        if 1 <= month <= 12 and 1 <= day <= 31:
            return match.group().replace(" ", "T")
    return parse_date(text[:200])


def _linked_data(tree: Any) -> dict[str, str]:
    """Of the page's JSON-LD the first article: title, author, date, site, url."""
    one = _linked_article(tree)
    return _article_fields(one) if one is not None else {}


def article_body(tree: Any) -> str:
    """The article's text as the page's JSON-LD gives it to search engines, or ""."""
    one = _linked_article(tree)
    body = one.get("articleBody") if one is not None else None
    return without_surrogates(body) if isinstance(body, str) else ""


def _linked_article(tree: Any) -> dict[str, Any] | None:
    for data in script_data(tree, 'script[type="application/ld+json"]', _LARGEST_LD):
        for one in _objects(data):
            kind = one.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLES.fullmatch(k) for k in kinds):
                return one
    return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, outermost first, to a bounded depth and number."""
    level: list[Any] = [data]
    for _ in range(4):
        below: list[Any] = []
        for value in level[:500]:
            if isinstance(value, dict):
                yield value
                below.extend(v for k, v in value.items() if k in ("@graph", "mainEntity"))
            elif isinstance(value, list):
                below.extend(value)
        level = below


def _article_fields(one: dict[str, Any]) -> dict[str, str]:
    fields = {
        "title": _string(one.get("headline") or one.get("name")),
        "author": _names(one.get("author")),
        "date": _string(one.get("datePublished") or one.get("dateCreated")),
        "site": _names(one.get("publisher")),
        "url": _string(one.get("url")),
    }
    return {name: value for name, value in fields.items() if value}


def _names(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    names = [_string(v.get("name")) if isinstance(v, dict) else _string(v) for v in values[:6]]
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name))


def _string(value: Any) -> str:
    return _line(value) if isinstance(value, str) else ""
