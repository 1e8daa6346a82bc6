from __future__ import annotations

import builtins
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Refused, load
from reader.documents.model import BlockKind
from reader.documents.pdf import joined, paragraphs, without_running_lines


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF of our own making, a text line a line, in a standard font."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 800 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        resources = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Resources {resources} "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + head.encode() + tail.encode()


PAGES = [
    ["The Island Post", "The ferry to the northern islands will stop run-", "ning in October, said",
     "the board of the harbour on a Monday in", "1"],
    ["The Island Post", "spring, and nobody on the islands was glad.", "2"],
    ["The Island Post", "Nothing else was said that evening at all.", "3"],
]  # fmt: skip


def test_a_pdf_is_mended_into_paragraphs():
    pytest.importorskip("pypdf")
    document = load(pdf(PAGES), "a.pdf")
    assert "will stop running in October" in document.text
    assert "on a Monday in spring" in document.text
    assert "The Island Post" not in document.text
    assert document.notices == ("6 running headers and page numbers are left out.",)


def test_without_the_extra_the_reader_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pypdf":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Refused, match=r"pip install 'glosse\[pdf\]'"):
        load(pdf(PAGES), "a.pdf")


def test_pictures_of_pages_are_refused():
    pytest.importorskip("pypdf")
    with pytest.raises(Refused, match="OCR"):
        load(pdf([[]]), "a.pdf")


def test_running_lines_are_known_though_their_numbers_change():
    kept, dropped = without_running_lines([[f"Chapter {n}", f"words {'y' * n}"] for n in range(4)])
    assert dropped == 4
    assert kept[3] == ["words yyy"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["run-", "ning on"], "running on"),
        (["Anglo-", "Saxon"], "Anglo- Saxon"),
        (["one", "two"], "one two"),
        (["1914-", "1918"], "1914- 1918"),
    ],
)
def test_words_parted_at_a_lines_end(lines: list[str], text: str):
    assert joined(lines) == text


def test_a_line_is_looked_at_alone_however_much_text_stands_before_it(
    monkeypatch: pytest.MonkeyPatch,
):
    class Counting:
        looked_at = 0

        def search(self, text: str) -> bool:
            self.looked_at += len(text)
            return text.endswith("-")

    counting = Counting()
    monkeypatch.setattr("reader.documents.pdf._HYPHENATED", counting)
    lines = ["the har-", "bour of a", "small town"] * 500
    assert joined(lines) == " ".join(["the harbour of a small town"] * 500)
    assert counting.looked_at <= sum(map(len, lines))


def test_short_lines_before_text_are_headings():
    text = "The ferry to the northern islands will stop in October, said"
    document = paragraphs([["What the Board Said", text, text, "the board."]])
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


@settings(deadline=None, max_examples=40)
@given(st.integers(9, 1_500), st.binary(max_size=6))
def test_damaged_pdfs_open_or_are_refused(at: int, noise: bytes):
    pytest.importorskip("pypdf")
    whole = pdf(PAGES)
    try:
        document = load(whole[:at] + noise + whole[at + len(noise) :], "a.pdf")
    except Refused:
        return
    assert all(block.span.end <= len(document.text) for block in document.blocks)


def test_only_as_many_pages_as_a_reader_waits_for(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pypdf")
    pages = [[f"Words of page {n} that stand alone on it."] * 20 for n in range(40)]
    monkeypatch.setattr("reader.documents.pdf.MOST_CONTENT", 10_000)
    document = load(pdf(pages), "a.pdf")
    assert "page 2 " in document.text
    assert "page 39" not in document.text
    assert any("there is too much on them" in notice for notice in document.notices)


def test_a_page_that_is_a_drawing_hides_no_other(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pypdf")
    monkeypatch.setattr("reader.documents.pdf.MOST_OF_PAGE", 2_000)
    document = load(pdf([["The first page."], ["x" * 90] * 40, ["The last page."]]), "a.pdf")
    assert "The first page." in document.text
    assert "The last page." in document.text
    assert "1 page could not be read." in document.notices


def test_forms_in_forms_are_counted_as_often_as_they_are_drawn():
    from reader.documents.pdf import MOST_OF_PAGE, _weight

    class Form(dict):
        def get_object(self):
            return self

        def get_data(self):
            return b"/A Do " * 10

    form = Form({"/Subtype": "/Form"})
    for _ in range(12):
        form = Form({"/Subtype": "/Form", "/Resources": Form({"/XObject": Form({"/A": form})})})
    assert _weight(form, form.get_data(), None, 0) > MOST_OF_PAGE
