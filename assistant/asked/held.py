"""The documents and places that a question names, as far as the library holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question import Question
from ingest.symbols import same
from store.library import Library
from store.model import Document, Filters


def with_year(library: Library, symbol: str) -> str:
    """The symbol of a resolution of the Security Council with the year that the library's has behind its number.

    Any other symbol comes back as it is, and one of a resolution that is not held.
    """
    return with_years(library, [symbol])[symbol]


def with_years(library: Library, symbols: Iterable[str]) -> dict[str, str]:
    """The same of many symbols: each, and how the library spells it."""
    spelled = {symbol: symbol for symbol in symbols}
    yearless = [symbol for symbol in spelled if symbol.startswith("S/RES/") and not symbol.endswith(")")]
    held = [each.symbol for each in library.documents() if each.symbol.startswith("S/RES/")] if yearless else []
    return spelled | {symbol: next((name for name in held if same(name, symbol)), symbol) for symbol in yearless}


def find_document(library: Library, symbol: str, languages: Sequence[str] = ()) -> Document | None:
    """The document of a symbol, as `with_year` spells it.

    Args:
        library: Where to look.
        symbol: Of the document.
        languages: ISO 639-1 codes, the first in which it is held counts; English first where it is in none.
    """
    found = library.document(with_year(library, symbol))
    if found is None:
        return None
    return next(filter(None, (library.document(found.symbol, language) for language in languages)), found)


def narrow(library: Library, question: Question, filters: Filters) -> Filters:
    """Filters that also hold the documents which the question names and the library has."""
    if filters.symbols or not question.symbols:
        return filters
    held = tuple(document.symbol for symbol in question.symbols if (document := find_document(library, symbol)))
    return replace(filters, symbols=held) if held else filters


def places_named(library: Library, question: Question, filters: Filters) -> frozenset[str]:
    """Ids of the passages at the places that the question names: they come first in a search."""
    seen = {document.symbol for document in library.documents(filters)} if question.places else set()
    found = [
        library.passage(document.symbol, str(locator))
        for symbol, locators in question.places
        if (document := find_document(library, symbol)) and document.symbol in seen
        for locator in locators or question.locators
    ]
    return frozenset(passage.id for passage in found if passage)
