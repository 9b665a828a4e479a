"""Tell the names of parts that a scan's table of contents lists from headings: a listed annex does not begin there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.page.blocks import Block
from ingest.structure.numbering import NUMBER
from ingest.structure.scripts import STOPS
from ingest.structure.wording import part_named, pattern, value_of

_CONTENTS = re.compile(rf"(?:{pattern('contents')})(?![^\W\d_]).{{0,40}}", re.I | re.S)
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}")
_SHORT = 60
"""Characters that an entry on one line can have."""

_PAGE = re.compile(r"\s(\d{1,3})$")


def in_contents(flow: Sequence[Block]) -> set[int]:
    """Positions of the blocks between the word "Contents" and the first running text.

    Args:
        flow: Blocks in reading order.
    """
    found: set[int] = set()
    inside = False
    for at, block in enumerate(flow):
        if _CONTENTS.fullmatch(block.text):
            inside = True
        elif inside and _is_running_text(block):
            inside = False
        if inside:
            found.add(at)
    return found


def listed_parts(flow: Sequence[Block]) -> set[int]:
    """Positions of blocks that name a part in a table of contents, or end as its entries do.

    Args:
        flow: Blocks in reading order.
    """
    contents = in_contents(flow)
    return {
        at
        for at, block in enumerate(flow)
        if (part := part_named(block.text)) and (at in contents or _is_entry(block.text, part[1]))
    }


def _is_running_text(block: Block) -> bool:
    text, lines = block.text, len(block.lines)
    if _LEADERS.search(text):
        return False
    return (text.endswith(STOPS) and (lines > 1 or len(text) > _SHORT)) or (lines > 1 and bool(NUMBER.match(text)))


def _is_entry(text: str, number: str) -> bool:
    """Whether the name of a part is followed by leaders or a page number, which is not its own number: "Annex 3"."""
    page = _PAGE.search(text)
    return bool(_LEADERS.search(text)) or (page is not None and value_of(number) != int(page[1]))
