"""What a search is narrowed to, from the words of the command line; a word that can match nothing is an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.symbols import SymbolError, normalise
from store.errors import RightsDeskError
from store.library import Library
from store.model import Filters, Kind


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filter options of a command, as they were given."""

    bodies: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: int = 0
    until: int = 0
    languages: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def make_filters(narrowing: Narrowing, library: Library) -> Filters:
    """Check the options against what the library holds.

    Raises:
        RightsDeskError: The library has nothing of that body, type, language, kind or symbol, or the years are swapped.
    """
    if narrowing.until and narrowing.since > narrowing.until:
        raise RightsDeskError(
            f"The years {narrowing.since} to {narrowing.until} are in the wrong order.", "Give --from the earlier year."
        )
    facets = library.facets()
    _require("--body", narrowing.bodies, [body for body, _ in facets.bodies])
    _require("--type", narrowing.types, [name for name, _ in facets.types])
    _require("--language", narrowing.languages, [language for language, _ in facets.languages])
    _require("--kind", narrowing.kinds, [kind.value for kind in Kind])
    symbols = tuple(find_symbol(library, symbol) for symbol in narrowing.symbols)
    return Filters(
        bodies=narrowing.bodies,
        types=narrowing.types,
        years=(narrowing.since, narrowing.until),
        languages=narrowing.languages,
        symbols=symbols,
        kinds=tuple(Kind(kind.lower()) for kind in narrowing.kinds),
    )


def find_symbol(library: Library, written: str) -> str:
    """The symbol of a document of the library, however it was written.

    Raises:
        RightsDeskError: The library does not have it.
    """
    try:
        forms = [written, normalise(written)]
    except SymbolError:
        forms = [written]
    for form in forms:
        if document := library.document(form):
            return document.symbol
    raise RightsDeskError(
        f"The library does not hold {written}.", "See what it holds with: rightsdesk library list - or ingest the file."
    )


def _require(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    by_lower = {value.lower(): value for value in known}
    for value in given:
        if value.lower() not in by_lower:
            raise RightsDeskError(
                f"{option} {value!r} matches nothing in the library.",
                f"Known are: {', '.join(sorted(by_lower.values())) or 'none'}.",
            )
