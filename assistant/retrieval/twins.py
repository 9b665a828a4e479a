"""Twins: a text that stands in two documents, a draft and its resolution, an original and its revision."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from store.library import Library
from store.model import Passage
from store.words import words_in

_TWIN_WORDS = 8
"""Shorter texts are alike by chance."""


def find_twins(library: Library, passages: Sequence[Passage]) -> set[int]:
    """The passages whose text stands in another of them as well: of two, the one in the draft or the older document.

    Returns:
        Their indices.
    """
    bags = [words_in(passage.text) for passage in passages]
    long_enough = [index for index, bag in enumerate(bags) if len(bag) >= _TWIN_WORDS]
    twins = [
        (first, second)
        for first, second in combinations(long_enough, 2)
        if passages[first].symbol != passages[second].symbol and _alike(bags[first], bags[second])
    ]
    gave_way = library.giving_way({passages[each].symbol for pair in twins for each in pair}) if twins else frozenset()
    return {
        first if _stands_behind(library, passages[first].symbol, passages[second].symbol, gave_way) else second
        for first, second in twins
    }


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    if not 0.8 < len(a) / len(b) < 1.25:
        return False
    both = len(a & b)
    return both >= 0.85 * (len(a) + len(b) - both)


def _stands_behind(library: Library, symbol: str, other: str, gave_way: frozenset[str]) -> bool:
    """Whether a document is the draft, the original or the older one of the two."""
    if (symbol in gave_way) != (other in gave_way):
        return symbol in gave_way
    mine, theirs = library.document(symbol), library.document(other)
    if mine is None or theirs is None:
        return False
    return ("draft" in mine.type, theirs.date) > ("draft" in theirs.type, mine.date)
