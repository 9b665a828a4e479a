"""Decide which of a scan's paragraph numbers count: a misread one must not give a paragraph another's name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from ingest.structure.numbering import Candidate, Label, PartStart, step_cost

_SAME_PLACE = 6.0
"""Points by which the numbers of paragraphs may stand apart on skewed pages."""

Places = Mapping[int, tuple[str, Label]]
"""Part and number by position."""


def sure_numbers(numbers: Places, items: Sequence[Candidate | PartStart]) -> dict[int, tuple[str, Label]]:
    """The numbers that count: without those that may be another, misread.

    A number is left out where the block prints another and its neighbours do not leave this one alone for it; where
    another block between its neighbours prints the same; and at the end of a part, where none before it supports it.

    Args:
        numbers: Those chosen.
        items: Everything they were chosen from, in reading order.
    """
    printed = {item.index: item for item in items if isinstance(item, Candidate)}
    others = [item for item in printed.values() if item.index not in numbers]
    sure: dict[int, tuple[str, Label]] = {}
    for part, chain in chains_of(numbers):
        for before, (index, label), after in _with_neighbours(chain):
            start, last = before or (index, (0,))
            end, following = after or (math.inf, None)
            follows = is_next(last, label)
            goes_on = following is not None and is_next(label, following)
            twin = any(
                item.label == label and start < item.index < end and abs(item.x - printed[index].x) < _SAME_PLACE
                for item in others
            )
            misread = printed[index].label != label and not (follows and goes_on)
            if not twin and not misread and (follows or after is not None):
                sure[index] = (part, label)
    return dict(sorted(sure.items()))


def chains_of(numbers: Places) -> Iterator[tuple[str, list[tuple[int, Label]]]]:
    """The numbering of each part, in reading order."""
    chains: dict[str, list[tuple[int, Label]]] = {}
    for index, (part, label) in sorted(numbers.items()):
        chains.setdefault(part, []).append((index, label))
    yield from chains.items()


def _with_neighbours(
    chain: Sequence[tuple[int, Label]],
) -> Iterator[tuple[tuple[int, Label] | None, tuple[int, Label], tuple[int, Label] | None]]:
    for at, place in enumerate(chain):
        yield chain[at - 1] if at else None, place, chain[at + 1] if at + 1 < len(chain) else None


def is_next(last: Label, label: Label) -> bool:
    """Whether a number is the one that should follow another: 3 and 4, 3 and 3.1, 2.4 and 3."""
    return step_cost(last, label) == 0
