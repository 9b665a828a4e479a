"""Tell tables that hold data from tables that only place text: mastheads, summaries, lists of contents, boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from ingest.blocks import Block

CAPTION = re.compile(
    r"^(?P<kind>Table|Figure|Box|Map|Chart)\s+(?P<number>[IVXLC]+|[A-Z]?\.?\d{1,3}(?:\.\d{1,2})?)\b(?P<rest>.*)$", re.I
)
"""The caption of a table or figure."""

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
    if texts[0].lower() in ("summary", "executive summary", "abstract") and cells[0].page < 8:
        return TableKind.SUMMARY
    if sum(bool(_LEADERS.search(text)) for text in texts) >= max(2, len({block.row for block in cells}) // 3):
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
    return not rest or set_apart or rest[0] in ".:–—-" or (len(rest) < 200 and not rest.endswith((".", ";")))


def rows_as_text(cells: Sequence[Block]) -> list[str]:
    """The rows of a table, cells parted by " | "."""
    rows: dict[tuple[int, int], dict[int, list[str]]] = {}
    for block in cells:
        rows.setdefault((block.table, block.row), {}).setdefault(block.column, []).append(block.text)
    return [
        " | ".join(" ".join(texts) for _, texts in sorted(columns.items())) for _, columns in sorted(rows.items())
    ]
