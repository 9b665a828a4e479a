"""Tell the names of parts that a scan's table of contents lists from headings: a listed annex does not begin there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block
from ingest.numbering import NUMBER
from ingest.scripts import STOPS
from ingest.wording import part_named, pattern, value_of

_CONTENTS = re.compile(rf"(?:{pattern('contents')})(?![^\W\d_]).{{0,40}}", re.I | re.S)
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}")
_SHORT = 60
"""Characters that an entry on one line can have."""

_PAGE = re.compile(r"\s(\d{1,3})$")


def listed_parts(flow: Sequence[Block]) -> set[int]:
    """Positions of blocks that name a part as a table of contents does.

    They stand between the word "Contents" and the first running text, or end as entries do: with a page number or dot
    leaders.

    Args:
        flow: Blocks in reading order.
    """
    found: set[int] = set()
    in_contents = False
    for at, block in enumerate(flow):
        if _CONTENTS.fullmatch(block.text):
            in_contents = True
        elif in_contents and _is_running_text(block):
            in_contents = False
        if (part := part_named(block.text)) and (in_contents or _is_entry(block.text, part[1])):
            found.add(at)
    return found


def _is_running_text(block: Block) -> bool:
    text, lines = block.text, len(block.lines)
    if _LEADERS.search(text):
        return False
    return (text.endswith(STOPS) and (lines > 1 or len(text) > _SHORT)) or (lines > 1 and bool(NUMBER.match(text)))


def _is_entry(text: str, number: str) -> bool:
    """Whether the name of a part is followed by leaders or a page number, which is not its own number: "Annex 3"."""
    page = _PAGE.search(text)
    return bool(_LEADERS.search(text)) or (page is not None and value_of(number) != int(page[1]))
