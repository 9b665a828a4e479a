"""Group the lines of a file into blocks: paragraphs, headings, table cells, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.page.lines import Line, make_lines
from ingest.pdf.runs import Run
from ingest.pdf.tags import Tag, Tags
from ingest.structure.scripts import WIDE

_BROKEN_WORD = re.compile(r"\w[-/‐]$|\d–$|https?://\S*[-/.?=&_%#]$")
_TYPED_NOTE = re.compile(r"\*{1,4}\s*\S")
_SUSPENDED = re.compile(r"(?:and|or|to|nor|as|but)\b")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that the page sets as one: a paragraph, a heading, a paragraph in a cell or in a note.

    Attributes:
        lines: Its lines in reading order; they may lie on several pages.
        role: Structure type (``P``, ``H2``) where the file tells it.
        table: Number of the table that holds it, from 1; 0 outside tables.
        row: Row of that table.
        column: Cell of that row.
        note: Number of the footnote that holds it, from 1; 0 outside footnotes.
    """

    lines: tuple[Line, ...]
    role: str = "P"
    table: int = 0
    row: int = 0
    column: int = 0
    note: int = 0

    @property
    def text(self) -> str:
        """Its words on one line."""
        return join_lines(self.lines)

    @property
    def page(self) -> int:
        """First page."""
        return self.lines[0].page


def join_lines(lines: Sequence[Line]) -> str:
    """Lines joined by a space; at a hyphen or a slash inside a word, and in Chinese, nothing is put between.

    United Nations documents are not hyphenated by software: a hyphen at a line's end belongs to the word. A hyphen that
    waits for a later word ("low- and middle-income") keeps its space.
    """
    text = ""
    for line in lines:
        words = line.text
        if not words:
            continue
        suspended = text.endswith("-") and _SUSPENDED.match(words)
        unspaced = text and (WIDE.match(text[-1]) or WIDE.match(words[0]))
        if unspaced or (_BROKEN_WORD.search(text) and words[0].isalnum() and not suspended):
            text += words
        else:
            text = f"{text} {words}" if text else words
    return text


def tagged_blocks(pages: Sequence[Sequence[Run]], tags: Tags) -> list[Block]:
    """Blocks of a tagged file, in its logical order.

    Args:
        pages: The runs of each page, furniture left out.
        tags: Where each marked piece of text belongs.
    """
    found: dict[int, tuple[Tag, dict[int, list[Run]]]] = {}
    for number, runs in enumerate(pages, start=1):
        for run in runs:
            tag = tags.get((number, run.mcid))
            if tag is not None:
                found.setdefault(tag.block, (tag, {}))[1].setdefault(number, []).append(run)
    blocks: list[Block] = []
    for _, (tag, by_page) in sorted(found.items()):
        lines = [line for page, runs in sorted(by_page.items()) for line in make_lines(page, runs)]
        if lines:
            block = Block(tuple(lines), tag.role, tag.table, tag.row, tag.column, tag.note)
            if blocks and _is_label_of(blocks[-1], block):
                label = blocks.pop()
                block = replace(block, lines=_beside(label.lines, block.lines))
            blocks.append(block)
    return with_typed_notes(blocks)


def with_typed_notes(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in small type that open with an asterisk are notes too, though the file does not tag them as such."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if not block.note:
            sizes[block.lines[0].size] += sum(len(line.text) for line in block.lines)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    last = max((block.note for block in blocks), default=0)
    found: list[Block] = []
    for block in blocks:
        typed = _TYPED_NOTE.match(block.text) and block.lines[0].size < size - 0.6
        if typed and not block.note and not block.table:
            last += 1
            found.append(replace(block, note=last))
        else:
            found.append(block)
    return found


def _is_label_of(label: Block, block: Block) -> bool:
    """Whether a block is only the number or bullet of the next one, set beside its first line."""
    same_place = (label.table, label.row, label.column, label.note) == (
        block.table,
        block.row,
        block.column,
        block.note,
    )
    if not same_place or label.role not in ("LI", "Lbl") or len(label.lines) > 1:
        return False
    a, b = label.lines[0], block.lines[0]
    return a.page == b.page and abs(a.y - b.y) < 3 and a.x1 <= b.x0 + 1


def _beside(label: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    a, b = label[0], lines[0]
    first = b.pieces[0]
    space = replace(first, text=" " + first.text, gap=first.x0 - a.x1)
    return (replace(b, x0=a.x0, pieces=(*a.pieces, space, *b.pieces[1:])), *lines[1:])
