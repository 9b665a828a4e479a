"""Put what stands on a line of Arabic into the order of reading: from right to left, but for numbers and Latin words.

The Unicode bidirectional algorithm (UAX #9) tells how a text is laid out; this goes the way back, for a paragraph that
runs from right to left. Two texts can look alike on paper: what is adjacent to Latin letters is read as theirs, so that
"MB 10" and "10 MB" give the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from ingest.pdf.runs import Run
from ingest.structure.scripts import ARABIC

Island = list[Run]
"""Runs that are read from left to right; one run where the text runs from right to left."""

WORD_GAP = 0.19
"""A gap wider than this share of the type size parts words."""

_COLUMN_GAP = 1.5
"""A gap of so many ems parts columns, which are read each by itself."""

_JOINS_FIGURES = re.compile("[.,:/\u060c\u066b\u066c\u00a0\u202f]")
_FIGURE = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")
_PAUSE = ("\u060c", "\u061b")
_BRACKETS = {"(": ")", "[": "]"}
_LATIN_END = re.compile(r"[.;:!?]$")


class _Kind(Enum):
    ARABIC = "arabic"
    LATIN = "latin"
    FIGURE = "figure"
    NEUTRAL = "neutral"


def in_reading_order(row: Sequence[Run]) -> list[Island]:
    """The islands of a line, in the order in which they are read.

    Args:
        row: What stands on one line of the page, from left to right by its middles.
    """
    return [island for column in reversed(_columns(row)) for island in _in_column(column)]


def middle(run: Run) -> float:
    """Where a run stands among others of its line: kerned letters, and spaces of another font, overlap a little."""
    return (run.x0 + run.x1) / 2


def _columns(row: Sequence[Run]) -> list[list[Run]]:
    """The parts of a line that wide gaps part, from the left."""
    columns: list[list[Run]] = []
    edge = 0.0
    for run in row:
        if not columns or (run.text.strip() and run.x0 - edge > _COLUMN_GAP * run.size):
            columns.append([])
        columns[-1].append(run)
        edge = run.x1 if run.text.strip() else edge
    return columns


def _in_column(row: list[Run]) -> list[Island]:
    kinds = [_kind(run) for run in row]
    if _is_left_to_right(row, kinds):
        return [row]
    islands: list[Island] = []
    start = 0
    while start < len(row):
        end = start + 1
        if kinds[start] in (_Kind.LATIN, _Kind.FIGURE):
            end = _end_of_island(row, kinds, start)
        islands.append(row[start:end])
        start = end
    return _with_percents_behind(islands[::-1])


def _kind(run: Run) -> _Kind:
    if ARABIC.search(run.text):
        return _Kind.ARABIC
    if any(char.isalpha() for char in run.text):
        return _Kind.LATIN
    return _Kind.FIGURE if _FIGURE.search(run.text) else _Kind.NEUTRAL


def _is_left_to_right(row: Sequence[Run], kinds: Sequence[_Kind]) -> bool:
    """Whether a line is Latin altogether: no sentence that runs to the left begins with its stop."""
    solid = [(run, kind) for run, kind in zip(row, kinds, strict=True) if run.text.strip()]
    if not solid or any(kind is _Kind.ARABIC for _, kind in solid) or not any(kind is _Kind.LATIN for _, kind in solid):
        return False
    return solid[0][1] is not _Kind.NEUTRAL and bool(_LATIN_END.search(solid[-1][0].text.rstrip()))


def _end_of_island(row: Sequence[Run], kinds: Sequence[_Kind], start: int) -> int:
    """Position after the last run, to the right, that is read from left to right together with the first."""
    latin = kinds[start] is _Kind.LATIN
    end = start + 1
    while end < len(row):
        following = next((i for i in range(end, len(row)) if kinds[i] is not _Kind.NEUTRAL), len(row))
        if following == len(row) or kinds[following] is _Kind.ARABIC:
            break
        between = row[end:following]
        gap = row[following].x0 - row[end - 1].x1 > WORD_GAP * row[following].size + sum(
            run.x1 - run.x0 for run in between
        )
        spaced = gap or any(not run.text.strip() for run in between)
        if not between and not spaced:
            latin = latin or kinds[following] is _Kind.LATIN
        elif latin:
            if spaced and _begins_line(row, kinds, following):
                break
            if _pauses(row, end, following) or _is_parted_by_bracket(row, kinds, range(start, end), following):
                break
        elif kinds[following] is _Kind.LATIN and all(not run.text.strip() for run in between):
            # Read from right to left, a figure before Latin words would stand on their right.
            latin = True
        elif gap or kinds[following] is not _Kind.FIGURE or not _joins_figures(between):
            break
        end = following + 1
    text = "".join(run.text for run in row[start:end])
    if latin and text.count("(") > text.count(")") and end < len(row) and row[end].text == ")":
        end += 1
    return end


def _joins_figures(between: Sequence[Run]) -> bool:
    return len(between) == 1 and bool(_JOINS_FIGURES.fullmatch(between[0].text))


def _touch(row: Sequence[Run], place: int) -> bool:
    """Whether a run touches the next one, neither being white space."""
    one, other = row[place], row[place + 1]
    return bool(one.text.strip() and other.text.strip()) and other.x0 - one.x1 <= WORD_GAP * other.size


def _pauses(row: Sequence[Run], end: int, following: int) -> bool:
    """Whether an Arabic comma or semicolon stands between two runs, and white space on its left, behind it."""
    return any(row[place].text in _PAUSE and not _touch(row, place - 1) for place in range(end, following))


def _is_parted_by_bracket(row: Sequence[Run], kinds: Sequence[_Kind], island: range, following: int) -> bool:
    """Whether a bracket between an island and the next run has its partner beyond Arabic, to which it then belongs.

    So has one that touches what stands outside it as seen: the file names the bracket that is meant, to be mirrored. A
    bracket whose partner is on another line belongs to the island that begins or ends the line.
    """
    for place in range(island.stop, following):
        mark = row[place].text
        opening = next((left for left, right in _BRACKETS.items() if right == mark), "")
        before, behind = _touch(row, place - 1), _touch(row, place)
        if mark in _BRACKETS:
            meant = before and not behind
            partner = _partner(row, place, range(place + 1, len(row)), _BRACKETS[mark])
            between = kinds[: island.start] if partner is None else kinds[place:partner]
        elif opening:
            meant = behind and not before
            partner = _partner(row, place, range(place - 1, -1, -1), opening)
            between = kinds[following:] if partner is None else kinds[partner:place]
        else:
            continue
        if meant or _Kind.ARABIC in between:
            return True
    return False


def _partner(row: Sequence[Run], place: int, others: range, wanted: str) -> int | None:
    """Where the other bracket of a pair stands, those inside the pair left out."""
    depth = 1
    for other in others:
        depth += (row[other].text == row[place].text) - (row[other].text == wanted)
        if not depth:
            return other
    return None


def _begins_line(row: Sequence[Run], kinds: Sequence[_Kind], index: int) -> bool:
    """Whether a figure at the right end of a line is read before the Latin words left of it.

    The mark of a note is, being set in another type, and so is the day of a date where a line has no Arabic.
    """
    before = next((run for run in reversed(row[:index]) if run.text.strip()), row[index])
    rest = "".join(run.text for run in row[index:]).rstrip()
    figures = all(_FIGURE.match(char) for char in rest)
    mark = row[index]
    set_apart = abs(mark.size - before.size) > 0.3 or mark.y > before.y + 1 or mark.mcid != before.mcid
    return figures and (set_apart or _Kind.ARABIC not in kinds)


def _with_percents_behind(islands: list[Island]) -> list[Island]:
    """A per cent sign is read behind its figure, on whichever side of it the page shows it."""
    for place in range(1, len(islands)):
        sign, figure = islands[place - 1][-1], islands[place]
        after_figure = place > 1 and _kind(islands[place - 2][-1]) is _Kind.FIGURE
        touches = sign.x0 - figure[-1].x1 < WORD_GAP * sign.size
        if sign.text in ("%", "\u066a") and _kind(figure[0]) is _Kind.FIGURE and touches and not after_figure:
            islands[place - 1], islands[place] = figure, islands[place - 1]
    return islands
