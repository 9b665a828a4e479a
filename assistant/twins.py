"""Twins: a text that stands in two documents, a draft and its resolution, an original and its revision."""

from __future__ import annotations

from collections.abc import Sequence

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
    behind: set[int] = set()
    for second in range(len(passages)):
        for first in range(second):
            a, b = passages[first], passages[second]
            if a.symbol != b.symbol and _alike(bags[first], bags[second]):
                behind.add(first if _stands_behind(library, a.symbol, b.symbol) else second)
    return behind


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    if len(a) < _TWIN_WORDS or not 0.8 < len(a) / max(1, len(b)) < 1.25:
        return False
    both = len(a & b)
    return both >= 0.85 * (len(a) + len(b) - both)


def _stands_behind(library: Library, symbol: str, other: str) -> bool:
    """Whether a document is the draft, the original or the older one of the two."""
    mine, theirs = library.document(symbol), library.document(other)
    if mine is None or theirs is None:
        return False
    return ("draft" in mine.type, theirs.date) > ("draft" in theirs.type, mine.date)
