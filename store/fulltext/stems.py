"""The words of a text as FTS5's ``porter unicode61`` has them: without case and accents, at their stems."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import Any

Lexemes = tuple[str, ...]
"""A word, or the words of a phrase, as they are indexed."""

_LONGEST_WORD = 500
"""Signs of a word that are kept: a tsvector takes no more than 2,046 bytes of one."""

_MEASURED = re.compile(r"[aeiouy][^aeiouy]")
"""A vowel with a consonant behind it."""

_STEMMED = range(3, 65)
"""Bytes of a word that has a stem, as FTS5 has it."""

_WORD = re.compile(r"\w[\w\u0300-\u0331]*")

_ONE_AT_A_TIME = Lock()
"""The stemmer keeps the word it works on."""


def lexemes(phrase: str) -> Lexemes:
    """The words of a text as FTS5's ``porter unicode61`` has them: without case and accents, at their stems.

    >>> lexemes("Déjà-vu surveillances of a_hrc_48_3")
    ('deja', 'vu', 'surveil', 'of', 'a_hrc_48_3')
    """
    return tuple(_stem(word.translate(_FOLDED)[:_LONGEST_WORD]) for word in _WORD.findall(phrase))


class _Folding(dict[int, str]):
    """Each sign in lower case, Latin ones without accents; filled as they are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        apart = unicodedata.normalize("NFD", sign)
        if 0x300 <= code <= 0x331:
            folded = ""
        elif len(apart) > 1 and unicodedata.name(apart[0], "").startswith("LATIN"):
            folded = apart[0].lower()
        else:
            folded = sign.lower()
        self[code] = folded
        return folded


_FOLDED = _Folding()


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    from snowballstemmer import stemmer

    return stemmer("porter")


def _porter(word: str) -> str:
    with _ONE_AT_A_TIME:
        return str(_stemmer().stemWord(word))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    """By Porter's rules with the two that he added later, byte by byte: FTS5 has both, the stemmer neither."""
    if len(word.encode()) not in _STEMMED:
        return word
    stem = _porter(word.encode().decode("latin-1"))
    if stem.endswith("bli") and _MEASURED.search(stem[:-3]):
        stem = _porter(f"{stem[:-1]}e")
    elif stem.endswith("logi") and _MEASURED.search(stem[:-4]):
        stem = stem[:-1]
    return stem.encode("latin-1").decode()
