"""Tell tables that hold data from tables that only place text: mastheads, summaries, lists of contents, boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.page.blocks import Block
from ingest.structure.scripts import STOPS
from ingest.structure.wording import pattern

_KINDS = ("table", "figure", "box", "map", "chart")
CAPTION = re.compile(
    rf"^(?:{'|'.join(f'(?P<{kind}>{pattern(kind)})' for kind in _KINDS)})\s*"
    r"(?P<number>[IVXLC]+|[A-Z]?\.?\d{1,3}(?:\.\d{1,2})?)(?![A-Za-z\d])(?P<rest>.*)$",
    re.I,
)
"""The caption of a table or figure; its kind is the group that matched."""

SUMMARY_WORDS = re.compile(pattern("summary"), re.I)
"""What stands above a summary, as a whole line."""

_LEADERS = re.compile(r"(?:\.\s?){5,}")


class TableKind(StrEnum):
    """What a table is there for."""

    GRID = "grid"
    BOX = "box"
    SUMMARY = "summary"
    CONTENTS = "contents"
    MASTHEAD = "masthead"


def table_kind(number: int, flow: Sequence[Block]) -> TableKind:
    """What a table is there for.

    Args:
        number: The table's number.
        flow: The blocks of the document.
    """
    cells = [block for block in flow if block.table == number]
    texts = [block.text for block in cells]
    if cells[0].page == 1 and any(text.startswith("Distr.") for text in texts):
        return TableKind.MASTHEAD
    if SUMMARY_WORDS.fullmatch(texts[0]) and cells[0].page < 8:
        return TableKind.SUMMARY
    if sum(bool(_LEADERS.search(text)) for text in texts) >= max(1, len({block.row for block in cells}) // 3):
        return TableKind.CONTENTS
    if max(block.column for block in cells) == 0:
        return TableKind.BOX
    return TableKind.GRID


def is_caption(block: Block) -> bool:
    """Whether a block is the caption of a table or figure, and not a sentence that begins with one's name."""
    match = CAPTION.match(block.text)
    if not match or block.table:
        return False
    rest = match["rest"].strip()
    set_apart = block.role.startswith("H") or block.role == "Caption" or block.lines[0].pieces[0].bold
    return not rest or set_apart or rest[0] in ".:–—-：．" or (len(rest) < 200 and not rest.endswith(STOPS))


def rows_as_text(cells: Sequence[Block]) -> list[str]:
    """The rows of a table, cells parted by " | "; a cell that spans several rows is repeated in each.

    Args:
        cells: Blocks of one or more tables, in reading order.
    """
    rows: dict[tuple[int, int], dict[int, list[Block]]] = {}
    for block in cells:
        rows.setdefault((block.table, block.row), {}).setdefault(block.column, []).append(block)
    starts: dict[int, list[float]] = {}
    for (table, _), columns in rows.items():
        if len(columns) > len(starts.get(table, ())):
            starts[table] = [min(b.lines[0].x0 for b in column) for _, column in sorted(columns.items())]
    lines = []
    first = ("", 0)
    for (table, _), columns in sorted(rows.items()):
        if len(starts[table]) == 1:
            lines += [block.text for block in columns[min(columns)]]
            continue
        texts = [_cell_text(column) for _, column in sorted(columns.items())]
        edge = min(block.lines[0].x0 for block in next(iter(columns.values())))
        if 1 < len(texts) < len(starts[table]) and edge > starts[table][1] - 4 and first[1] == table:
            texts.insert(0, first[0])
        elif len(texts) > 1:
            first = (texts[0], table)
        lines.append(" | ".join(texts))
    return lines


def _cell_text(column: Sequence[Block]) -> str:
    """The paragraphs of a cell on one line: entries of a list parted by semicolons, sentences by a space."""
    text = column[0].text
    for block in column[1:]:
        text += f" {block.text}" if text.endswith((".", ":", ";", ",")) else f"; {block.text}"
    return text
