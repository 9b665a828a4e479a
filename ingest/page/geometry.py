"""Group the lines of a file without tags into blocks, by their places on the page alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.page.blocks import Block
from ingest.page.columns import find_tables
from ingest.page.furniture import without_furniture
from ingest.page.lines import Line, Piece, make_line, sort_into_rows
from ingest.pdf.runs import Run
from ingest.structure.firstpage import AGENDA, SESSION
from ingest.structure.scripts import ABJAD, LETTER, ORDER, PAUSES, STOPS
from ingest.structure.wording import part_named, pattern

_OPENS_ITEM = re.compile(
    rf"^(?:\d{{1,3}}(?:\.\d{{1,2}})?[.)]\s|\(?(?:[a-z]{{1,2}}|{ABJAD})\)\s|\([ivx]+\)\s|[•●▪–—-]\s|[A-Z]\.\s{{0,2}}{LETTER}"
    rf"|[IVXL]+\.\s|{ORDER}|\d{{1,3}}\s?[-–]\s*[\u0620-\u064a])"
)
_NOTE_START = re.compile(rf"^(?:\d{{1,3}}|\*{{1,4}}|[a-z])(?:/|\s|(?=[“«]|{LETTER}))")
_LONGEST_ANNOUNCEMENT = 30
_BODY = re.compile(rf"^\d+\.\s|(?:{pattern('summary')})$|I\.\s", re.I)
_CHAPTER = re.compile(pattern("chapter"), re.I)
_COLUMN_GAP = 30.0


def placed_blocks(pages: Sequence[Sequence[Run]], sizes: Sequence[tuple[float, float]]) -> list[Block]:
    """Blocks of an untagged file, page by page from the top down.

    Args:
        pages: The runs of each page.
        sizes: Width and height of each page in points.
    """
    lines = [
        [line for row in sort_into_rows(_on_page(runs, *size)) if (line := make_line(number, row)) is not None]
        for number, (runs, size) in enumerate(zip(pages, sizes, strict=True), start=1)
    ]
    lines = without_furniture(lines, [height for _, height in sizes])
    size = _body_size(lines)
    leading = _leading(lines, size)
    blocks: list[Block] = []
    tables = notes = 0
    for page, (width, _) in zip(lines, sizes, strict=True):
        text, foot = _split_notes(page, min(size, _body_size([page])))
        if text and text[0].page == 1:
            text, aside = _split_masthead(text, width)
            blocks += [Block((line,)) for line in aside]
        for part in find_tables(text, size):
            if part.columns:
                tables += 1
                blocks += part.cells(tables)
            else:
                blocks += [Block(tuple(group)) for group in _paragraphs(part.lines, leading, size)]
        for group in _notes(foot):
            if not (blocks and not _starts_note(group[0])):
                notes += 1
            blocks.append(Block(tuple(group), note=max(notes, 1)))
    return blocks


def _on_page(runs: Sequence[Run], width: float, height: float) -> list[Run]:
    """Runs on the paper: recognised scans place specks beyond its edge."""
    return [run for run in runs if run.x1 > 2 and run.x0 < width - 2 and 2 < run.y < height]


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _leading(pages: Sequence[Sequence[Line]], size: float) -> float:
    """The usual distance from one line to the next."""
    steps: Counter[float] = Counter()
    for page in pages:
        for above, below in pairwise(page):
            step = above.y - below.y
            if 0.8 * size < step < 3 * size:
                steps[round(step * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else 1.2 * size


def _split_masthead(lines: Sequence[Line], width: float) -> tuple[list[Line], list[Line]]:
    """Part the right column of a masthead (Distr., date, language) from the lines that it shares a height with."""
    text: list[Line] = []
    aside: list[Line] = []
    limit = next((line.y for line in lines if _BODY.match(line.text)), 0.0)
    for line in lines:
        at = next((i for i, piece in enumerate(line.pieces) if i and piece.gap > _COLUMN_GAP), None)
        if line.y > limit and line.x0 > 0.55 * width:
            aside.append(line)
        elif line.y > limit and at is not None and line.pieces[at].x0 > 0.5 * width:
            text.append(_part(line, line.pieces[:at]))
            aside.append(_part(line, line.pieces[at:]))
        else:
            text.append(line)
    return text, aside


def _part(line: Line, pieces: Sequence[Piece]) -> Line:
    return replace(line, x0=pieces[0].x0, x1=pieces[-1].x1, pieces=tuple(pieces))


def _split_notes(page: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """Part the footnotes at the foot of a page: smaller type, down to the last line."""
    start = len(page)
    while start and page[start - 1].size < size - 0.6:
        start -= 1
    while start < len(page) and not _starts_note(page[start]) and _has_note(page[start:]):
        # Smaller type above the first mark: the end of a note that began on the page before, or a table's source.
        if page[start].y < page[start + 1].y + 2.2 * size and start and page[start - 1].y - page[start].y > 1.6 * size:
            break
        start += 1
    if not _has_note(page[start:]) and not (start < len(page) and page[start].y < 200):
        return list(page), []
    return list(page[:start]), list(page[start:])


def _has_note(lines: Sequence[Line]) -> bool:
    return any(_starts_note(line) for line in lines)


def _starts_note(line: Line) -> bool:
    return line.pieces[0].raised or bool(_NOTE_START.match(line.text))


def _notes(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or _starts_note(line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _paragraphs(lines: Sequence[Line], leading: float, size: float) -> list[list[Line]]:
    groups: list[list[Line]] = []
    left = _left_edge(lines, size)
    for line in lines:
        if groups and not _breaks(groups[-1], line, leading, left):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _left_edge(lines: Sequence[Line], size: float) -> float:
    edges = Counter(round(line.x0 / 2) * 2 for line in lines if abs(line.size - size) < 0.6)
    return float(edges.most_common(1)[0][0]) if edges else 0.0


def _breaks(group: Sequence[Line], line: Line, leading: float, left: float) -> bool:
    """Whether a line begins a new paragraph after the lines of a group."""
    last = group[-1]
    step = last.y - line.y
    own_leading = max(leading, 1.1 * line.size) if line.size > 11.5 else leading
    if not -1 <= step <= 1.3 * own_leading:
        return True
    if abs(last.size - line.size) > 0.8 or last.bold != line.bold:
        return True
    if line.page == 1 and (AGENDA.match(line.text) or SESSION.match(last.text)):
        return True
    if (len(group) == 1 and _announces(last.text)) or (abs(line.x0 - last.x0) > 160 and line.x0 > left + 12):
        return True
    return _opens_item(group, line) or _is_indented(group, line, left)


def _announces(text: str) -> bool:
    """Whether a line is only the number of a part or chapter, whose title follows."""
    return len(text) < _LONGEST_ANNOUNCEMENT and bool(
        _CHAPTER.fullmatch(text) or ((part := part_named(text)) and (part[1] or " " not in text.strip()))
    )


def _opens_item(group: Sequence[Line], line: Line) -> bool:
    before = group[-1].text
    if not _OPENS_ITEM.match(line.text) or not (len(group) == 1 or before.endswith((*PAUSES, "and", "or"))):
        return False
    return _gap_after_label(line) > 4 or line.text[0] in "(•●▪–—-" or before.endswith((*STOPS, ":", "："))


def _is_indented(group: Sequence[Line], line: Line, left: float) -> bool:
    last = group[-1]
    ends = last.text.endswith(PAUSES)
    return ends and len(group) > 1 and line.x0 > left + 12 and abs(last.x0 - left) < 6


def _gap_after_label(line: Line) -> float:
    return line.pieces[1].gap if len(line.pieces) > 1 else 0.0
