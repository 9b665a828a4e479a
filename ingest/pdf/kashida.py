"""Take out the strokes that lengthen Arabic words to fill a line: they are none of the words' letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.pdf.fonts import UNKNOWN
from ingest.pdf.runs import Run
from ingest.structure.scripts import ARABIC

_INSIDE = re.compile("(?<=[\u0621-\u065f])\u0640+(?=[\u0621-\u064a])")
_TOUCHING = 0.12
"""A stroke is no further from its neighbours than this share of the type size."""

_LAID_OVER = 1 / 3
"""Share of strokes that lie over another one, more than beside it; a letter never does."""


def without_strokes(text: str) -> str:
    """A text without strokes inside its words; one at a word's end was typed.

    >>> without_strokes("حـــق"), without_strokes("هـ")
    ('حق', 'هـ')
    """
    return _INSIDE.sub("", text)


def without_unnamed(rows: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Lines of glyphs without the strokes that the file names no character for.

    LibreOffice adds them when it prints. A letter can be without a name too, so they only go where all such glyphs
    stand inside words, and many of them lie one over the other.

    Args:
        rows: The lines of a file, each from left to right.
    """
    strokes = laid_over = 0
    for row in rows:
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end].text == UNKNOWN:
                end += 1
            if end > start:
                if not (start and end < len(row) and _inside(row[start - 1 : end + 1])):
                    return [list(each) for each in rows]
                strokes += end - start
                pairs = pairwise(row[start:end])
                laid_over += 2 * sum(b.x0 - a.x0 < (a.x1 - a.x0) / 2 for a, b in pairs)
            start = end + 1
    if laid_over < _LAID_OVER * strokes:
        return [list(each) for each in rows]
    return [_closed(row) for row in rows]


def _closed(row: Sequence[Run]) -> list[Run]:
    """A line without its strokes; the letter left of them takes their room, so that no gap parts the word."""
    kept: list[Run] = []
    for run in row:
        if run.text == UNKNOWN:
            kept[-1] = replace(kept[-1], x1=max(kept[-1].x1, run.x1))
        else:
            kept.append(run)
    return kept


def _inside(runs: Sequence[Run]) -> bool:
    """Whether the first and the last of some glyphs are letters, and all touch."""
    letters = ARABIC.search(runs[0].text) and ARABIC.search(runs[-1].text)
    return bool(letters) and all(b.x0 - a.x1 < _TOUCHING * b.size for a, b in pairwise(runs))
