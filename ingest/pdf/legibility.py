"""Judge whether a text layer can be quoted from: the recognised text of old scans is sometimes nonsense."""

from __future__ import annotations

import re

FEWEST_LETTERS = 40
"""A text, and each of its pages, has more letters than this; a scan's only text is the name of who made it."""

TOO_MUCH_NONSENSE = 0.015
"""Share of impossible words above which a scan's text is refused; a good recognition of 1992 has 0.002."""

TOO_MUCH_MISREAD = 0.1
"""The same for text that was recognised here, which is shown with its confidence."""

_EDGES = ".,;:()[]“”‘’\"'-–—*?!/…•"
_ADDRESS = re.compile(r"https?:|www\.|@|/")
_SYMBOL_INSIDE = re.compile(r"[*&|^~\\=_<>{}#$%«»£§°!?,;:\[\]]")
_CASES_MIXED = re.compile(r"[a-z][A-Z]{2,}[a-z]|[a-z]\d|\d[a-z]{2,}")
_ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th|bis|ter|s)$")
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûü]")
_LETTER = re.compile(r"[A-Za-zÀ-ÿ]")


def nonsense_share(text: str) -> float:
    """Share of the words of a text that no Western language can hold; 0 where there are none.

    Args:
        text: Words parted by spaces.
    """
    words = [core for word in text.split() if (core := word.strip(_EDGES)) and _LETTER.search(core)]
    words = [word for word in words if not _ADDRESS.search(word)]
    return sum(map(_is_nonsense, words)) / len(words) if words else 0.0


def _is_nonsense(word: str) -> bool:
    if _SYMBOL_INSIDE.search(word[1:-1]):
        return True
    if _CASES_MIXED.search(word) and not _ORDINAL.match(word):
        return True
    return len(word) > 3 and word.islower() and not _VOWEL.search(word)
