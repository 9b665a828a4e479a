"""Where a fact of the catalogue is printed in a document, so that the fact can be cited and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.formats import read_contents
from store.library import Library
from store.model import Document

_PAGES = 8
"""Facts of the masthead stand on the cover or soon after it."""

_BLOCKS = 40
"""Of a document without pages, the paragraphs and cells that are looked at."""

Place = tuple[str, int]
"""A locator and its page; page 0 in a document without pages."""


def front(document: Document) -> Place:
    """The place where a document's masthead stands."""
    return ("p. 1", 1) if document.pages else ("opening text", 0)


def printed_place(library: Library, document: Document, words: str) -> Place | None:
    """The first place near the beginning whose text holds some words; ``None`` where they are not printed there.

    Spaces, line breaks and signs are left out of the comparison: a title is broken over lines.
    """
    original = library.original(document)
    sought = _letters(words)
    if original is None or not sought:
        return None
    if not document.pages:
        return front(document) if sought in _beginning(original, document.source) else None
    page = next((number for number, text in enumerate(_pages(original), 1) if sought in text), 0)
    return (f"p. {page}", page) if page else None


@lru_cache(maxsize=32)
def _pages(file: Path) -> tuple[str, ...]:
    from pypdf import PdfReader

    return tuple(_letters(page.extract_text()) for page in PdfReader(file).pages[:_PAGES])


@lru_cache(maxsize=32)
def _beginning(file: Path, name: str) -> str:
    contents = read_contents(name, file.read_bytes())
    blocks = (block.text for block in contents.blocks[:_BLOCKS])
    return _letters(" ".join([*blocks, *(line.text for line in contents.head)]))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
