"""Find tables by their columns: rows of text that leave the same gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.page.blocks import Block
from ingest.page.lines import Line, Piece

_GAP_EMS = 1.9
"""A gap of so many ems inside a line parts two columns; the gap after a paragraph number is not counted."""

_FEWEST_ROWS = 3
_LABEL = re.compile(r"^\s*(?:\(?[a-zA-Z0-9]{1,4}[.)]|\([ivx]+\)|[•●▪–—-]|[IVXLC]+\.|\d{1,3}(?:\.\d{1,2})?)\s*$")
_LEADERS = re.compile(r"(?:\.\s?){4,}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a page that are text, or the rows of one table."""

    lines: tuple[Line, ...]
    columns: tuple[float, ...] = ()

    def cells(self, table: int) -> list[Block]:
        """The table's cells, row by row; lines that fill only later columns go on the row above."""
        blocks: list[Block] = []
        row = -1
        for line in self.lines:
            parts = split_at_gaps(line)
            places = [self._column(part[0].x0) for part in parts]
            if row < 0 or places[0] == 0:
                row += 1
            for part, column in zip(parts, places, strict=True):
                cell = replace(line, x0=part[0].x0, x1=part[-1].x1, pieces=tuple(part))
                known = next((i for i, b in enumerate(blocks) if (b.row, b.column) == (row, column)), None)
                if known is None:
                    blocks.append(Block((cell,), table=table, row=row, column=column))
                else:
                    blocks[known] = replace(blocks[known], lines=(*blocks[known].lines, cell))
        return blocks

    def _column(self, x: float) -> int:
        return min(range(len(self.columns)), key=lambda i: abs(self.columns[i] - x))


def find_tables(lines: Sequence[Line], size: float) -> list[Stretch]:
    """Part the lines of a page into text and tables.

    Args:
        lines: Lines from the top down.
        size: Size of the body type.
    """
    stretches: list[Stretch] = []
    start = 0
    while start < len(lines):
        end = _table_end(lines, start, size)
        if end > start:
            rows = tuple(lines[start:end])
            stretches.append(Stretch(rows, _columns(rows)))
            start = end
            continue
        if stretches and not stretches[-1].columns:
            stretches[-1] = Stretch((*stretches[-1].lines, lines[start]))
        else:
            stretches.append(Stretch((lines[start],)))
        start += 1
    return stretches


def split_at_gaps(line: Line) -> list[list[Piece]]:
    """The pieces of a line, parted where a column could end."""
    parts: list[list[Piece]] = [[line.pieces[0]]]
    for piece in line.pieces[1:]:
        label = len(parts) == 1 and len(parts[0]) == 1 and _LABEL.match(parts[0][0].text)
        if piece.gap > _GAP_EMS * line.size and not label and not piece.raised:
            parts.append([piece])
        else:
            parts[-1].append(piece)
    return parts


def _is_row(line: Line) -> bool:
    return len(split_at_gaps(line)) > 1 and not _LEADERS.search(line.text)


def _table_end(lines: Sequence[Line], start: int, size: float) -> int:
    """Position after the last row of a table that starts here; ``start`` where none does."""
    if not _is_row(lines[start]):
        return start
    starts = [part[0].x0 for part in split_at_gaps(lines[start])]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    rows = 1
    end = start + 1
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if lines[position - 1].y - line.y > 3.5 * size:
            break
        if _is_row(line):
            edges = [part[0].x0 for part in split_at_gaps(line)]
            shared = sum(any(abs(a - b) < 14 for b in starts) for a in edges)
            if shared < 2 and shared < len(edges):
                break
            rows += 1
            end = position + 1
        elif position - end > 3 or line.x1 - line.x0 > 0.75 * width:
            break
    return end if rows >= _FEWEST_ROWS else start


def _columns(rows: Sequence[Line]) -> tuple[float, ...]:
    edges = sorted(part[0].x0 for line in rows for part in split_at_gaps(line))
    columns: list[list[float]] = []
    for edge in edges:
        if columns and edge - columns[-1][-1] < 12:
            columns[-1].append(edge)
        else:
            columns.append([edge])
    kept = [group for group in columns if len(group) >= max(2, len(rows) // 5)]
    return tuple(group[0] for group in kept or columns)
