"""Say what could not be read of a scan: numbers of paragraphs, which are then cited by page, and whole pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.scans.numbers import chains_of
from ingest.structure.numbering import Label
from store.model import Passage

_NUMBERED = re.compile(r"^(?:(?P<part>.+), )?para\. (?P<number>\d+(?:\.\d+)*)$")

_USUAL_FIRST = 5
"""A first number beyond this may be that of an addendum, which goes on with the numbers of another document."""


def unread_in_words(passages: Sequence[Passage], unseen: Sequence[int] = ()) -> str:
    """What a reader of a scan has to know of its numbers and pages; empty where none is missing.

    Args:
        passages: Those of a document whose text was recognised, in reading order.
        unseen: Pages on which nothing was seen.
    """
    told = [_of_numbers(passages, unseen)]
    if unseen:
        told.append(f"Nothing was read on page{'s' * (len(unseen) > 1)} {_ranges([(page,) for page in unseen])}.")
    return " ".join(filter(None, told))


def _of_numbers(passages: Sequence[Passage], unseen: Sequence[int]) -> str:
    places = list(_places(passages))
    if not places:
        return "No paragraph number could be read; the text is cited by page."
    first = next((label[0] for part, label in places if not part), 1)
    late = first > _USUAL_FIRST
    missing = [(part, label) for part, label in unread_numbers(places) if not (late and not part and label[0] < first)]
    told = []
    if late:
        told.append(f"No paragraph number before {first} was read; the text before it is cited by page.")
    if missing:
        numbers = f"The number{'s' * (len(missing) > 1)} of {_list(missing)} could not be read"
        where = ", so far as it was read" if _gap_holds(passages, unseen) else ""
        told.append(f"{numbers}; that text is cited by page{where}.")
    return " ".join(told)


def _gap_holds(passages: Sequence[Passage], unseen: Sequence[int]) -> bool:
    """Whether one of some pages lies where numbers are missing."""
    numbered = [passage for passage in passages if _NUMBERED.match(passage.locator)]
    for before, after in pairwise([None, *numbered]):
        known = unread_numbers(_places([before] if before else []))
        beside = unread_numbers(_places(each for each in (before, after) if each))
        start = max(before.page, before.last_page) if before else 0
        if after and len(beside) > len(known) and any(start < page < after.page for page in unseen):
            return True
    return False


def unread_numbers(places: Iterable[tuple[str, Label]]) -> list[tuple[str, Label]]:
    """Part and number of each paragraph that is missing between two others of its part, or before the first.

    Args:
        places: Part and number of each paragraph whose number was read, in reading order.

    >>> unread_numbers([("", (2,)), ("", (3,)), ("annex", (1,)), ("", (6,))])
    [('', (1,)), ('', (4,)), ('', (5,))]
    """
    found: list[tuple[str, Label]] = []
    for part, chain in chains_of(dict(enumerate(places))):
        for (_, last), (_, label) in pairwise([(-1, (0,)), *chain]):
            if last[:-1] == label[:-1]:
                found += [(part, (*label[:-1], number)) for number in range(last[-1] + 1, label[-1])]
    return found


def _places(passages: Iterable[Passage]) -> Iterator[tuple[str, Label]]:
    for passage in passages:
        if match := _NUMBERED.match(passage.locator):
            yield match["part"] or "", tuple(map(int, match["number"].split(".")))


def _list(missing: Sequence[tuple[str, Label]]) -> str:
    """``paragraphs 13, 15 to 18 and 20, and paragraph 2 of annex I``."""
    parts: dict[str, list[Label]] = {}
    for part, label in missing:
        parts.setdefault(part, []).append(label)
    phrases = [
        f"paragraph{'s' * (len(labels) > 1)} {_ranges(labels)}{f' of {part}' * bool(part)}"
        for part, labels in parts.items()
    ]
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])}, and {phrases[-1]}"


def _ranges(labels: Sequence[Label]) -> str:
    runs: list[list[Label]] = []
    for label in labels:
        if runs and runs[-1][-1] == (*label[:-1], label[-1] - 1):
            runs[-1].append(label)
        else:
            runs.append([label])
    names = [
        name for run in runs for name in ([f"{_name(run[0])} to {_name(run[-1])}"] if len(run) > 2 else map(_name, run))
    ]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name(label: Label) -> str:
    return ".".join(map(str, label))
