"""Set apart what cannot be told of a scan's structure, so that it is cited by page and never under a wrong number.

A paragraph whose number could not be read stands behind the one before it, and where it begins is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.page.blocks import Block
from ingest.scans.numbers import chains_of, is_next
from ingest.structure.headings import Measures
from ingest.structure.scripts import STOPS
from ingest.structure.units import LIST_ITEM, Unit, UnitKind

_CLOSING_MARKS = "\"'”’)]* "
_INDENT = 12.0
_NUMBER_GAP = 6.0
_LONGEST_NUMBER = 6
"""Points, points and characters by which the first line of a paragraph is known, whatever became of its number."""

_FEW_LINES = 2
_SHORT = 0.15
"""A line that ends this share of the column before its right edge may be the last of a paragraph."""


def set_apart(units: Sequence[Unit], measures: Measures) -> list[Unit]:
    """The units of a scan, with all that may belong to another paragraph than it stands in as unnumbered text.

    - Where numbers are missing, only what certainly belongs to the paragraph before them stays with it.
    - After the last number of a part, or of its subdivision (2.4 before 3), only lettered items stay with it: another
      number may follow that was not read.
    - Preambular paragraphs are counted, not printed: one that was parted or taken for two would shift all others.
    - A summary ends at the first heading or number, so it counts only where the first number of its part was read.

    Args:
        units: In reading order.
        measures: How the body text is set.
    """
    places = {
        at: (unit.section, tuple(map(int, unit.label.split("."))))
        for at, unit in enumerate(units)
        if unit.kind is UnitKind.NUMBERED
    }
    before_gap: set[int] = set()
    last: set[int] = set()
    begun: set[str] = set()
    for section, chain in chains_of(places):
        for (at, label), (_, following) in pairwise(chain):
            if not is_next(label, following):
                before_gap.add(at)
            elif len(following) <= len(label) and following[:-1] != label[:-1]:
                last.add(at)
        last.add(chain[-1][0])
        if is_next((0,), chain[0][1]):
            begun.add(section)
    found: list[Unit] = []
    for at, unit in enumerate(units):
        if at in before_gap or unit.kind is UnitKind.RECOMMENDATION:
            found += _parted(unit, measures, in_gap=True)
        elif at in last:
            found += _parted(unit, measures, in_gap=False)
        elif unit.kind is UnitKind.PREAMBULAR or (unit.kind is UnitKind.SUMMARY and unit.section not in begun):
            found.append(replace(unit, kind=UnitKind.UNNUMBERED))
        else:
            found.append(unit)
    return found


def _parted(unit: Unit, measures: Measures, *, in_gap: bool) -> Iterator[Unit]:
    """A unit of what is certainly its own, and the rest as unnumbered text."""
    own: list[Block] = []
    rest: list[Block] = []
    for block in unit.blocks:
        if rest or (own and (in_gap or not LIST_ITEM.match(block.text))):
            rest.append(block)
            continue
        lines = _sure_lines(block, measures, in_gap=in_gap)
        own.append(replace(block, lines=block.lines[:lines]))
        if lines < len(block.lines):
            rest.append(replace(block, lines=block.lines[lines:]))
    yield replace(unit, blocks=tuple(own))
    if rest:
        yield replace(unit, kind=UnitKind.UNNUMBERED, label="", blocks=tuple(rest), notes_before=())


def _sure_lines(block: Block, measures: Measures, *, in_gap: bool) -> int:
    """How many lines of a block certainly belong to the paragraph that it begins.

    Where a number is known to be missing, each line that ends a sentence or ends short may be the paragraph's last.
    """
    # The block tells best where its lines begin, unless its second line may be the first of the next paragraph.
    left = min(line.x0 for line in block.lines[1:]) if len(block.lines) > _FEW_LINES else measures.left
    for at, (last, line) in enumerate(pairwise(block.lines), start=1):
        first = line.pieces[0].text.strip()
        numbered = len(line.pieces) > 1 and line.pieces[1].gap > _NUMBER_GAP and len(first) <= _LONGEST_NUMBER
        over_page = line.page != last.page and not line.text[:1].islower()
        short = last.x1 < measures.right - _SHORT * (measures.right - measures.left)
        ends = last.text.rstrip(_CLOSING_MARKS).endswith(STOPS)
        if line.x0 > left + _INDENT or numbered or over_page or (in_gap and (short or ends)):
            return at
    return len(block.lines)
