"""Where a fact of the catalogue is printed in a document: the page, so that the fact can be cited and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from store.library import Library
from store.model import Document

_PAGES = 8
"""Facts of the masthead stand on the cover or soon after it."""


def printed_page(library: Library, document: Document, words: str) -> int:
    """The first page, from 1, whose text holds some words; 0 where none of the first pages does.

    Spaces, line breaks and signs are left out of the comparison: a title is broken over lines.
    """
    original = library.original(document)
    sought = _letters(words)
    if original is None or not sought:
        return 0
    return next((number for number, text in enumerate(_pages(original), 1) if sought in text), 0)


@lru_cache(maxsize=32)
def _pages(file: Path) -> tuple[str, ...]:
    from pypdf import PdfReader

    return tuple(_letters(page.extract_text()) for page in PdfReader(file).pages[:_PAGES])


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
