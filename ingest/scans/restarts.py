"""Find where a scan's numbers begin again though no heading was read that says why: what follows may be an annex."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ingest.scans.numbers import Places
from ingest.structure.numbering import Candidate, Label, PartStart

_LIST_INDENT = 20.0
"""Points to the right of the paragraphs' numbers beyond which items are a list inside a paragraph."""


def before_restarts(
    numbers: Places, items: Sequence[Candidate | PartStart], *, listed: Collection[int], titles: Collection[int]
) -> tuple[dict[int, tuple[str, Label]], list[Candidate | PartStart]]:
    """The numbers, and all they were chosen from, that stand before any restart of their part.

    Args:
        numbers: Part and number by position, as they were chosen.
        items: Everything they were chosen from, in reading order.
        listed: Positions in a table of contents, whose entries have numbers of their own.
        titles: Positions of blocks that read like titles, which can be the numbered headings of sections.
    """
    ends: dict[str, int] = {}
    left_out: set[int] = set()
    for segment in _segments(items, listed):
        if (start := _restart(numbers, segment, titles)) is None:
            continue
        left_out |= {item.index for item in segment if item.index >= start}
        for item in segment:
            if item.index in numbers:
                ends.setdefault(numbers[item.index][0], start)
    left_out |= {index for index, (part, _) in numbers.items() if part in ends and index >= ends[part]}
    kept = {index: place for index, place in numbers.items() if index not in left_out}
    return kept, [item for item in items if item.index not in left_out]


def _segments(items: Sequence[Candidate | PartStart], listed: Collection[int]) -> Iterator[list[Candidate]]:
    """The candidates between the headings of parts; subdivisions, such as 2.1, do not count by themselves."""
    segment: list[Candidate] = []
    for item in items:
        if isinstance(item, PartStart):
            yield segment
            segment = []
        elif len(item.label) == 1 and item.index not in listed:
            segment.append(item)
    yield segment


def _restart(numbers: Places, segment: Sequence[Candidate], titles: Collection[int]) -> int | None:
    """Position of the first number of a second count, of which the chosen numbers are one and the others another.

    Two numbers that go up are enough, or a 1 that heads no title where no number is missing that it could stand for.
    """
    last = 0
    ahead: list[Candidate] = []
    again: list[Candidate] = []
    for at, item in enumerate(segment):
        rest = segment[at:]
        _, (number, *_) = numbers.get(item.index, ("", item.label))
        if item.index not in numbers or number != item.label[0]:
            # A number that was taken for a slip is that of another count as well.
            number = item.label[0]
            if number == last + len(ahead) + 1:
                ahead.append(item)
            elif number <= last:
                again = [*again, item] if again and number > again[-1].label[0] else [item]
                if len(again) > 1 and not _is_indented(again, numbers, rest):
                    return again[0].index
            continue
        if len(ahead) > 1 and number <= last + len(ahead) and not _is_indented(ahead, numbers, rest):
            return item.index
        only_one = len(again) == 1 and again[0].label == (1,) and again[0].index not in titles and number == last + 1
        if only_one and not _is_indented(again, numbers, rest):
            return again[0].index
        last, ahead, again = number, [], []
    return None


def _is_indented(listed: Sequence[Candidate], numbers: Places, rest: Sequence[Candidate]) -> bool:
    """Whether items are a list inside a paragraph: all of them stand to the right of every number that follows."""
    following = [item.x for item in rest if item.index in numbers]
    return bool(following) and min(item.x for item in listed) > max(following) + _LIST_INDENT
