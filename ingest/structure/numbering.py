"""Decide which blocks are numbered paragraphs: one choice over the whole document, not line by line.

A number at the head of a block is only a candidate. Agenda lists, lists inside a paragraph, headings and table rows
open with numbers too, and draft resolutions inside a report count from 1 while the report goes on at 2. So all
candidates are read together: a beam search keeps the sequences that leave the fewest numbers unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER = re.compile(
    r"^(?P<number>\d{1,4}(?:\.\d{1,3}){0,2})(?P<stop>[.．、]|\s?[-–ـ](?=\s*[\u0620-\u064a\"«(])|)\s*(?=\S|$)"
)
"""A paragraph number at the head of a block; in Arabic a dash can stand behind it."""

Label = tuple[int, ...]
"""A paragraph number: ``(7,)``, or ``(2, 1)`` for the ``2.1`` of treaty-body views."""

_BEAM = 60
_MISPRINT = 2.4
_OTHER_PLACE = 1.5
_RESUME = 0.4
_LEAVE_ANNEX = 2.0
_LATE_START = 2.0
_LONGEST_GAP = 4
_LONGEST_GAP_OF_SCANS = 40
"""How far a number can be from the one before it; a few pages of a scan may be too faint for theirs."""
_GAP = 2.0
_WIDER = 1.5
_WIDER_IN_SCANS = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that opens with a number.

    Attributes:
        index: Position of the block.
        label: The number as printed.
        x: Left edge of the number.
        weight: How much its looks speak for a paragraph, from about -3 to 2.
    """

    index: int
    label: Label
    x: float
    weight: float


@dataclass(frozen=True, slots=True)
class PartStart:
    """A heading that opens a part with its own numbering.

    Attributes:
        index: Position of the heading.
        name: Section name for locators, such as ``annex I``.
        nested: Whether the surrounding text goes on after it, as around a draft resolution in a report.
    """

    index: int
    name: str
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The numbering of one part, as far as it is read."""

    part: str
    last: Label
    x: float
    nested: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    score: float
    stack: tuple[Chain, ...]
    chosen: tuple[int, str, Label, object] | None
    """Linked list of choices, last one first: block, part, number, the rest."""


def choose_numbers(items: Sequence[Candidate | PartStart], *, recognised: bool = False) -> dict[int, tuple[str, Label]]:
    """The numbered paragraphs among the candidates: part and number by position of the block.

    Args:
        items: Candidates and part headings in reading order.
        recognised: Whether they were recognised from pictures, which leaves numbers unread.
    """
    beam = [_Path(0.0, (Chain("", (0,), -1.0),), None)]
    for item in items:
        paths: dict[tuple[Chain, ...], _Path] = {}
        for path in beam:
            for following in _steps(path, item, recognised):
                known = paths.get(following.stack)
                if known is None or following.score > known.score:
                    paths[following.stack] = following
        beam = sorted(paths.values(), key=lambda path: -path.score)[:_BEAM]
    numbers: dict[int, tuple[str, Label]] = {}
    chosen: object = beam[0].chosen
    while isinstance(chosen, tuple):
        index, part, label, chosen = chosen
        numbers[index] = (part, label)
    return numbers


def _steps(path: _Path, item: Candidate | PartStart, recognised: bool) -> list[_Path]:
    if isinstance(item, PartStart):
        chain = Chain(item.name, (0,), -1.0, item.nested)
        keep = path.stack if item.nested or len(path.stack) == 1 else path.stack[:1]
        if item.nested:
            # A second draft resolution follows the first; it does not stand inside it.
            keep = tuple(other for other in keep if not _same_kind(other.part, item.name))
        return [_Path(path.score, (*keep, chain), path.chosen)]
    steps = [path]
    late = len(path.stack) - 1 if recognised else 0
    for depth in range(len(path.stack) - 1, -1, -1):
        chain = path.stack[depth]
        cost = step_cost(chain.last, item.label, recognised=recognised)
        if depth == late and chain.last == (0,) and len(item.label) == 1:
            # An addendum can go on with the numbers of the document that it adds to; of a scan, the first of any part
            # may be unread.
            cost = _LATE_START if cost is None else min(cost, _LATE_START)
        label = item.label
        if cost is None:
            label = successor(chain.last, item.label)
            if not looks_misprinted(item.label, label):
                continue
            cost = _MISPRINT
        popped = path.stack[depth + 1 :]
        cost += sum(_leaving(other) for other in popped)
        if chain.x >= 0 and abs(chain.x - item.x) > 5:
            cost += _OTHER_PLACE
        steps.append(_take(path, item, depth, label, 2.0 + item.weight - cost))
    return steps


def _leaving(chain: Chain) -> float:
    """What it costs to go back from a part to the text around it: little after a draft, much after an annex."""
    if not chain.nested:
        return _LEAVE_ANNEX
    return _RESUME if chain.last != (0,) else 0.0


def _take(path: _Path, item: Candidate, depth: int, label: Label, gain: float) -> _Path:
    chain = path.stack[depth]
    stack = (*path.stack[:depth], Chain(chain.part, label, item.x, chain.nested))
    return _Path(path.score + gain, stack, (item.index, chain.part, label, path.chosen))


def _same_kind(a: str, b: str) -> bool:
    return bool(a) and a.rsplit(" ", 1)[0] == b.rsplit(" ", 1)[0]


def step_cost(last: Label, label: Label, *, recognised: bool = False) -> float | None:
    """What it costs to read ``label`` after ``last``: 0 for the next number, more for a gap; ``None`` if impossible."""
    if len(label) > 3:
        return None
    if len(label) == 1:
        gap = label[0] - last[0]
    elif len(last) > 1 and label[0] == last[0]:
        if label[:-1] == last[: len(label) - 1] and len(label) <= len(last):
            gap = label[-1] - last[len(label) - 1]
        elif label[:-1] == last and label[-1] == 1:
            gap = 1
        else:
            return None
    elif label[1:] == (1,):
        gap = label[0] - last[0] if len(last) > 1 or label[0] != last[0] else 1
    else:
        return None
    if not 1 <= gap <= (_LONGEST_GAP_OF_SCANS if recognised else _LONGEST_GAP):
        return None
    return 0.0 if gap == 1 else _GAP + (_WIDER_IN_SCANS if recognised else _WIDER) * (gap - 2)


def successor(last: Label, like: Label) -> Label:
    """The number that should follow, as deep as the printed one."""
    if len(like) == 2 and len(last) == 2:
        return (last[0], last[1] + 1)
    return (last[0] + 1,)


def looks_misprinted(printed: Label, meant: Label) -> bool:
    """Whether a printed number can be a slip for another: a digit lost, added or wrong ("25" for 125)."""
    if len(printed) != 1 or len(meant) != 1 or meant[0] < 3:
        return False
    a, b = str(printed[0]), str(meant[0])
    if len(a) == len(b):
        return len(a) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
