"""The words of a question that full text looks for, in its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.symbols import SymbolError, normalise
from store.languages import telling_words
from store.library import Library

_COMMON = 0.2
"""A word in more passages of the library than this share is not looked for in full text: it finds too many."""


def search_words(text: str, language: str = "en") -> list[str]:
    """The content words of a question for full text, symbols whole.

    Args:
        text: The question.
        language: ISO 639-1 code.
    """
    return list(
        dict.fromkeys([*_symbols(text), *(re.sub("['’]s$", "", word) for word in telling_words(text, language))])
    )


def telling_apart(library: Library, words: Sequence[str], language: str) -> list[str]:
    """Those of some words that tell passages apart; all of them where none does."""
    total, counts = library.frequencies(words, language)
    return [word for word, count in zip(words, counts, strict=True) if count <= _COMMON * total] or list(words)


def _symbols(text: str) -> Iterable[str]:
    for found in re.findall(r"[A-Z][\w.]*(?:/[\w.\-]+)+", text):
        try:
            yield normalise(found)
        except SymbolError:
            continue
