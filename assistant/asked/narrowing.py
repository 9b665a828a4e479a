"""What a search is narrowed to, from the words of a person or a program; a word that can match nothing is an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.asked.held import with_year
from ingest.cataloguing.topics import topic_named
from ingest.pinpoints import Locator, LocatorError, parse_locator
from ingest.symbols import SymbolError, normalise
from store.errors import RightsDeskError
from store.library import Library
from store.model import Document, Filters, Kind

_LAST_YEAR = 9999


class NotHeldError(RightsDeskError):
    """A document or a place in one that the library does not hold.

    Args:
        message: What is missing.
        remedy: What to do about it; without one, each face of the product says how it shows what is held.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters of a command or a request, as they were given."""

    bodies: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: int = 0
    until: int = 0
    languages: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def make_filters(narrowing: Narrowing, library: Library) -> Filters:
    """Check the options against what the library holds.

    Raises:
        RightsDeskError: The library has nothing of that body, type, language, kind or symbol, there is no such topic,
            or the years are swapped or none.
    """
    for year in (narrowing.since, narrowing.until):
        if not 0 <= year <= _LAST_YEAR:
            raise RightsDeskError(f"{year} is no year.", f"Give a year up to {_LAST_YEAR}, or 0 for none.")
    if narrowing.until and narrowing.since > narrowing.until:
        raise RightsDeskError(
            f"The years {narrowing.since} to {narrowing.until} are in the wrong order.", "Give the earlier year first."
        )
    facets = library.facets()
    _require("body", narrowing.bodies, [body for body, _ in facets.bodies])
    _require("type", narrowing.types, [name for name, _ in facets.types])
    _require("language", narrowing.languages, [language for language, _ in facets.languages])
    _require("kind", narrowing.kinds, [kind.value for kind in Kind])
    symbols = tuple(held_document(library, symbol).symbol for symbol in narrowing.symbols)
    return Filters(
        bodies=narrowing.bodies,
        types=narrowing.types,
        years=(narrowing.since, narrowing.until),
        languages=narrowing.languages,
        symbols=symbols,
        kinds=tuple(Kind(kind.lower()) for kind in narrowing.kinds),
        topics=tuple(topic_named(topic).id for topic in narrowing.topics),
    )


def held_document(library: Library, written: str, language: str = "") -> Document:
    """A document of the library, however its symbol was written.

    Args:
        library: Where it is looked for.
        written: Its symbol, or one of a joint document's, or the short title of a text without one; of a resolution
            of the Security Council the year may be left out.
        language: ISO 639-1 code; without one, English where there is an English text, otherwise another.

    Raises:
        NotHeldError: The library does not have it.
    """
    try:
        forms = [written, normalise(written)]
    except SymbolError:
        forms = [written]
    for form in forms:
        if document := library.document(with_year(library, form), language):
            return document
    where = f" in the language {language!r}" if language else ""
    raise NotHeldError(f"The library does not hold {written}{where}.")


def written_locator(written: str) -> Locator:
    """One place as people write it; a number alone is a paragraph's.

    Raises:
        RightsDeskError: It is no place, or more than one.
    """
    text = written.strip()
    try:
        return parse_locator(f"para. {text}" if text.isdecimal() else text)
    except LocatorError as error:
        raise RightsDeskError(str(error), "Name one place as a search or a citation gives it.") from error


def _require(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    by_lower = {value.lower(): value for value in known}
    for value in given:
        if value.lower() not in by_lower:
            raise RightsDeskError(
                f"The {what} {value!r} matches nothing in the library.",
                f"Known are: {', '.join(sorted(by_lower.values())) or 'none'}.",
            )
