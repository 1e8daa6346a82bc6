"""PDF with the extra: text by page, running headers left out, lines and hyphens mended."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reader.documents.decoding import without_surrogates
from reader.documents.lines import is_list_item, may_be_heading
from reader.documents.model import BlockKind, Document, Metadata
from reader.documents.pdf_lines import FirstLine, TableRow, lines_of
from reader.documents.reading import Builder, Wish
from reader.documents.refused import Refused
from reader.documents.tables import Cell, aligned
from reader.wording import counted

MOST_PAGES = 2_000
MOST_CONTENT = 4_000_000
"""Bytes of page descriptions that are read, of all pages: under a megabyte takes a second."""
MOST_OF_HEAD = 150_000
"""Bytes of page descriptions that are shown first, about half a second, while the rest is read."""
MOST_OF_PAGE = 1_500_000
"""Bytes of one page's description. Pages of text have some thousand; what has more is a drawing."""
_DEEPEST_FORM = 8
_EDGE = 2
"""Lines at either end of a page that may be a running header or footer."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_STOP = tuple('.!?…:。！？"”»')


def read(data: bytes, wish: Wish) -> Document:
    """The text of a PDF. Raises ``Refused`` without the extra, for locked files and for scans."""
    return _read(data, wish, MOST_CONTENT)[0]


def head(data: bytes, wish: Wish) -> Document | None:
    """The first pages of a PDF that is long; None of one that is not. Raises ``Refused``."""
    document, cut = _read(data, wish, MOST_OF_HEAD)
    return document if cut else None


def _read(data: bytes, wish: Wish, most: int) -> tuple[Document, bool]:
    """The pages with at most so many bytes of description, and whether there are more."""
    try:
        import pypdf
    except ImportError as error:
        raise Refused(f"{wish.shown} is a PDF. To open it: pip install 'glosse[pdf]'.") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would write over the screen
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages, failed, cut = ([], 0, False) if locked else _pages(reader, most)
        metadata = Metadata() if locked else _metadata(reader)
    except Exception as error:  # foreign code on foreign bytes fails in any way
        raise Refused(f"{wish.shown} is damaged: {type(error).__name__}.") from error
    if locked:
        raise Refused(f"{wish.shown} is locked with a password.")
    if not any(pages) and failed:
        raise Refused(f"{wish.shown} cannot be read: its pages are damaged, or all drawings.")
    if not any(pages):
        raise Refused(f"{wish.shown} has no text, only pictures of pages. Run OCR over it first.")
    body, dropped = without_running_lines(pages)
    if not any(body):  # nothing but lines that repeat
        body, dropped = list(pages), 0
    document = paragraphs(body)
    notices = []
    if dropped:
        one, many = "running header or page number is", "running headers and page numbers are"
        notices.append(f"{counted(dropped, one, many)} left out.")
    if failed:
        notices.append(f"{counted(failed, 'page')} could not be read.")
    if cut:
        notices.append(f"Only the first {len(pages):,} pages are shown: there is too much on them.")
    elif len(pages) >= MOST_PAGES:
        notices.append(f"Only the first {MOST_PAGES:,} pages are shown.")
    return replace(document, metadata=metadata, notices=tuple(notices)), cut


def _pages(reader: Any, most: int) -> tuple[list[list[str]], int, bool]:
    """The lines of each page, how many pages failed, and whether the rest is left out."""
    pages: list[list[str]] = []
    failed = content = 0
    for number in range(min(len(reader.pages), MOST_PAGES)):
        try:
            page = reader.pages[number]
            weight = _page_weight(page)
            if weight > MOST_OF_PAGE:
                raise ValueError("a drawing")  # noqa: TRY301 - counted as any page that fails
            content += weight
            if content > most and pages:
                return pages, failed, True
            lines = lines_of(page)
        except Exception:  # noqa: BLE001 - a page that cannot be read must not hide the others
            failed += 1
            lines = []
        pages.append(lines)
    return pages, failed, False


def _page_weight(page: Any) -> int:
    """Bytes of a page's description, forms counted as often as they are drawn."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else []
    streams = contents if isinstance(contents, list) else [contents]
    data = b"\n".join(stream.get_object().get_data() for stream in streams)
    return _weight(page, data, page.get("/Resources"), 0)


def _weight(holder: Any, data: bytes, inherited: Any, depth: int) -> int:
    total = len(data)
    if depth > _DEEPEST_FORM or total > MOST_OF_PAGE:
        return MOST_OF_PAGE + 1
    resources: Any = holder.get("/Resources") or inherited
    forms: Any = resources.get_object().get("/XObject") if resources and b" Do" in data else None
    for name, reference in forms.get_object().items() if forms else ():
        times = data.count(name.encode("latin-1", "replace") + b" ")
        form: Any = reference.get_object() if times else None
        if form is not None and form.get("/Subtype") == "/Form":
            total += times * _weight(form, form.get_data(), resources, depth + 1)
            if total > MOST_OF_PAGE:
                break
    return total


def _metadata(reader: Any) -> Metadata:
    info = reader.metadata
    if info is None:
        return Metadata()
    title = " ".join(without_surrogates(str(info.title or "")).split())
    if re.search(
        r"\.(?:docx?|indd|tex|dvi|qxd|pdf)$|^untitled|^microsoft word", title, re.IGNORECASE
    ):
        title = ""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(info.get("/CreationDate") or ""))
    return Metadata(
        title=title,
        author=" ".join(without_surrogates(str(info.author or "")).split()),
        date="-".join(match.groups()) if match else "",
    )


def without_running_lines(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """The pages without the lines that stand at the edge of many, numbers set aside."""
    seen = Counter(
        key for page in pages for key in {_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])}
    )
    least = max(3, len([page for page in pages if page]) // 5)
    kept: list[list[str]] = []
    dropped = 0
    for page in pages:
        edge = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        rest = [
            line
            for number, line in enumerate(page)
            if number not in edge or seen[_shape(line)] < least
        ]
        dropped += len(page) - len(rest)
        kept.append(rest)
    return kept, dropped


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line).casefold()


def paragraphs(pages: Sequence[Sequence[str]]) -> Document:
    """Lines joined into paragraphs, across pages; words parted by a hyphen made whole."""
    lines = [line for page in pages for line in page]
    lengths = sorted(map(len, lines))
    full = 0.75 * lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    builder = Builder()
    part: list[str] = []
    table: list[list[Cell]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if isinstance(line, TableRow):
            table.append([(cell, "") for cell in line.cells])
            if not isinstance(following, TableRow):
                builder.add(aligned(table)[0], BlockKind.TABLE, hard_breaks=True)
                table = []
            continue
        heading = not part and len(line) < full and may_be_heading(line) and bool(following)
        if heading and not following[0].islower():
            builder.add(line, BlockKind.HEADING, 2)
            continue
        part.append(line)
        short = len(line) < full or isinstance(following, FirstLine)
        ended = isinstance(following, TableRow) or (line.endswith(_STOP) and short)
        item = is_list_item(f"{following} …")  # a bullet may stand on a line of its own
        if ended or not following or item or _starts(line, following, full):
            text = joined(part)
            kind = BlockKind.LIST_ITEM if is_list_item(text) else BlockKind.PARAGRAPH
            builder.add(text, kind)
            part = []
    return builder.document("pdf")


def _starts(line: str, following: str, full: float) -> bool:
    """Whether ``following`` begins a paragraph although ``line`` has no stop."""
    return len(line) < 0.6 * full and not following[0].islower()


def joined(lines: Sequence[str]) -> str:
    """Lines as one, a hyphen between letters at a line's end taken out before a small letter."""
    parts = list(lines[:1])
    for line in lines[1:]:
        if line[0].islower() and _HYPHENATED.search(parts[-1]):
            parts[-1] = parts[-1][:-1]
        else:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
