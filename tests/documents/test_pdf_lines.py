"""What the places of lines on a page tell of paragraphs, lists and tables."""

from __future__ import annotations

from reader.documents.model import BlockKind
from reader.documents.pdf import paragraphs
from reader.documents.pdf_lines import FirstLine, Placed, TableRow, joined_pieces, read

FULL = "A line that is as full as any other line of this page, and that ends with a stop."
LEFT, STEP = 72.0, 12.0


def page(*lines: tuple[str, float, float]) -> list[Placed]:
    """Lines with how far each is set in, and how many steps it stands below the one above."""
    found: list[Placed] = []
    y = 700.0
    for text, indent, steps in lines:
        y -= steps * STEP
        found.append(Placed(text, LEFT + indent, y))
    return found


def blocks(lines: list[Placed]) -> list[tuple[BlockKind, str]]:
    document = paragraphs([read(lines)])
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def test_a_full_last_line_ends_a_paragraph_where_the_next_is_set_in() -> None:
    lines = page((FULL, 14, 1), (FULL, 0, 1), (FULL, 14, 1), (FULL, 0, 1))
    assert [isinstance(line, FirstLine) for line in read(lines)] == [True, False, True, False]
    assert blocks(lines) == [(BlockKind.PARAGRAPH, f"{FULL} {FULL}")] * 2


def test_a_full_last_line_ends_a_paragraph_above_a_gap() -> None:
    lines = page((FULL, 0, 1), (FULL, 0, 1), (FULL, 0, 1.6), (FULL, 0, 1))
    assert blocks(lines) == [(BlockKind.PARAGRAPH, f"{FULL} {FULL}")] * 2


def test_a_sentence_goes_on_over_a_gap_and_from_one_column_to_the_next() -> None:
    half = FULL.removesuffix(".") + " and"
    lines = page((half, 0, 1), (half, 0, 1), (half, 0, 2), (FULL, 0, 1))
    assert len(blocks(lines)) == 1
    columns = page((FULL, 0, 1), (FULL, 0, 1), (FULL, 250, -2), (FULL, 250, 1))
    assert len(blocks(columns)) == 1


def test_cells_at_one_height_are_the_row_of_a_table() -> None:
    rows = [("Part", "Cost"), ("Northern pier", "12.5"), ("Fish market", "0.8")]
    cells = [(text, 120.0 * n, 0.0 if n else 1.0) for row in rows for n, text in enumerate(row)]
    lines = page((FULL, 0, 1), *cells, (FULL, 0, 1))
    assert [line.cells for line in read(lines) if isinstance(line, TableRow)] == rows
    table = "Part           Cost\nNorthern pier  12.5\nFish market    0.8"
    assert blocks(lines) == [
        (BlockKind.PARAGRAPH, FULL), (BlockKind.TABLE, table), (BlockKind.PARAGRAPH, FULL),
    ]  # fmt: skip


def test_a_bullet_beside_its_item_makes_no_table() -> None:
    items = [
        ("\x7f", 0.0, 1.0),
        ("the pier", 12.0, 0.0),
        ("\x7f", 0.0, 1.0),
        ("the quay", 12.0, 0.0),
    ]
    pieces = [Placed(f"{line.text}\n", line.x, line.y) for line in page(*items)]
    assert blocks(joined_pieces(pieces)) == [
        (BlockKind.LIST_ITEM, "• the pier"), (BlockKind.LIST_ITEM, "• the quay"),
    ]  # fmt: skip


def test_a_bullet_a_little_higher_than_its_item_belongs_to_it() -> None:
    items = [("•", 0, 1), ("the pier", 12, 0.3), ("•", 0, 1), ("the quay", 12, 0.3)]
    lines = page((FULL, 0, 1), *items)
    assert blocks(lines)[1:] == [
        (BlockKind.LIST_ITEM, "• the pier"), (BlockKind.LIST_ITEM, "• the quay"),
    ]  # fmt: skip


def test_the_lines_of_an_item_hang_together() -> None:
    item = "• " + FULL
    lines = page((item, 0, 1), (FULL, 12, 1), (FULL, 12, 1), (item, 0, 1), (FULL, 12, 1))
    assert blocks(lines) == [
        (BlockKind.LIST_ITEM, f"{item} {FULL} {FULL}"), (BlockKind.LIST_ITEM, f"{item} {FULL}"),
    ]  # fmt: skip


def test_a_line_stands_where_its_first_letter_does() -> None:
    pieces = [
        Placed("", 0, 0), Placed(" ", 1, 9), Placed("The fer", 5, 9), Placed("ry\nleft", 5, 8),
        Placed("\n\n", 0, 0), Placed("at noon", 5, 7),
    ]  # fmt: skip
    assert joined_pieces(pieces) == [
        Placed("The ferry", 5, 9), Placed("left", 5, 8), Placed("at noon", 5, 7),
    ]  # fmt: skip
