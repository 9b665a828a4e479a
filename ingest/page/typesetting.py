"""Set text that comes without pages into lines, as a page would: structure is told by where lines begin and their type.

So a Word file, a web page and a plain text go through the same reading of structure as a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.page.blocks import Block, with_typed_notes
from ingest.page.lines import Line, Piece, part_asterisks
from ingest.structure.scripts import WIDE

COLUMN = 480.0
"""Width of the column that text is set in, in points."""

BODY_SIZE = 10.0
"""Type size of a text that names none."""

_EM_SHARE = 0.5
"""Average width of a character, in ems."""

_WORDS = re.compile(rf"\n|[^\S\n]*(?:{WIDE.pattern}|(?:(?!{WIDE.pattern})\S)+)[^\S\n]*|[^\S\n]+")
_NEVER_FIRST = "，。；：、）》」”！？"
_MAY_BREAK = re.compile(r"[\w.,;:)\]”’]$")


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one type.

    Attributes:
        text: The words, with line breaks.
        bold: Whether the type is bold.
        italic: Whether the type is italic.
        size: Type size in points.
        mark: Whether it is the mark of a footnote.
        gap: Points of empty paper before it, as a tab leaves them.
    """

    text: str
    bold: bool = False
    italic: bool = False
    size: float = BODY_SIZE
    mark: bool = False
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph before it is set.

    Attributes:
        spans: Its words.
        role: Structure type (``P``, ``H2``), as in a tagged PDF.
        left: Left edge in points from that of the column.
        first: Where its first line begins.
        right: Right edge.
        centred: Whether its lines are.
        table: Number of the table that holds it, from 1; 0 outside tables.
        row: Row of that table.
        column: Cell of that row.
        note: Number of the footnote that holds it, from 1; 0 outside footnotes.
        page: Page that it stands on as far as the file tells, from 1; a hint, never cited.
    """

    spans: tuple[Span, ...]
    role: str = "P"
    left: float = 0.0
    first: float = 0.0
    right: float = COLUMN
    centred: bool = False
    table: int = 0
    row: int = 0
    column: int = 0
    note: int = 0
    page: int = 1

    @property
    def text(self) -> str:
        """Its words, note marks left out."""
        return "".join(span.text for span in self.spans if not span.mark)


def set_blocks(paragraphs: Iterable[Paragraph]) -> list[Block]:
    """The blocks of paragraphs, in order; empty ones take no place."""
    blocks: list[Block] = []
    page, y = 0, 0.0
    for paragraph in paragraphs:
        if paragraph.page != page:
            page, y = paragraph.page, 800.0
        lines = []
        for pieces in _set_lines(paragraph):
            size = _main_size(pieces)
            y -= 1.2 * size
            lines.append(Line(page, pieces[0].x0, pieces[-1].x1, y, size, tuple(part_asterisks(pieces))))
        if lines:
            where = (paragraph.table, paragraph.row, paragraph.column, paragraph.note)
            blocks.append(Block(tuple(lines), paragraph.role, *where))
    return with_typed_notes(blocks)


def _main_size(pieces: Sequence[Piece]) -> float:
    longest = max((piece for piece in pieces if not piece.raised), key=lambda piece: len(piece.text), default=pieces[0])
    return longest.size


def _set_lines(paragraph: Paragraph) -> Iterator[list[Piece]]:
    """The pieces of each line; what is shown nowhere gives no line."""
    line: list[Piece] = []
    x = paragraph.first
    for span in paragraph.spans:
        gap = span.gap
        for word in _WORDS.findall(span.text):
            width = _width(word.rstrip(), span)
            broken = word == "\n"
            if broken or (line and x + gap + width > paragraph.right and _breaks_before(line, word)):
                yield from _done(line, paragraph)
                line, x, gap = [], paragraph.left, 0.0
            shown = word if line else word.lstrip()
            if shown:
                _append(line, shown, x, gap, span)
                x, gap = line[-1].x1, 0.0
    yield from _done(line, paragraph)


def _done(line: list[Piece], paragraph: Paragraph) -> Iterator[list[Piece]]:
    if not any(piece.text.strip() for piece in line):
        return
    shift = 0.0
    if paragraph.centred:
        shift = max(0.0, (paragraph.left + paragraph.right - line[0].x0 - line[-1].x1) / 2)
    yield [_moved(piece, shift) for piece in line] if shift else line


def _breaks_before(line: Sequence[Piece], word: str) -> bool:
    """Whether a line may end here: between words, and not where joining lines would lose the space."""
    if WIDE.match(word[0]) and WIDE.match(line[-1].text[-1]):
        return not line[-1].raised and word[0] not in _NEVER_FIRST
    parted = line[-1].text.endswith(" ") or word.startswith(" ")
    return parted and bool(_MAY_BREAK.search(line[-1].text.rstrip())) and not line[-1].raised


def _append(line: list[Piece], word: str, x: float, gap: float, span: Span) -> None:
    width = _width(word, span)
    last = line[-1] if line else None
    alike = last is not None and (last.bold, last.italic, last.size, last.raised) == (
        span.bold,
        span.italic,
        span.size,
        span.mark,
    )
    if last is not None and alike and not gap and not span.mark:
        line[-1] = _piece(last.text + word, last.x0, x + width, span, last.gap)
        return
    if last is not None and gap and not last.text.endswith(" "):
        word = " " + word.lstrip()
    line.append(_piece(word, x + gap, x + gap + width, span, gap if line else 0.0))


def _width(word: str, span: Span) -> float:
    """Width of a word in points: Chinese signs are as wide as they are high."""
    return (len(word) * _EM_SHARE + len(WIDE.findall(word)) * (1 - _EM_SHARE)) * span.size


def _piece(text: str, x0: float, x1: float, span: Span, gap: float) -> Piece:
    return Piece(text, x0, x1, span.size, span.bold, span.italic, span.mark, gap)


def _moved(piece: Piece, shift: float) -> Piece:
    return Piece(
        piece.text,
        piece.x0 + shift,
        piece.x1 + shift,
        piece.size,
        piece.bold,
        piece.italic,
        piece.raised,
        piece.gap,
    )
