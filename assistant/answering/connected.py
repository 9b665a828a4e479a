"""What a document is to others: what it cites, what cites it, what it revises, corrects or became."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.asked.held import with_years
from store.facts.connections import Citing
from store.library import Library
from store.model import Document, Relation


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that another one cites.

    Attributes:
        symbol: Of the one that is cited.
        locators: The passages that cite it, in order.
        document: It, where the library holds it.
    """

    symbol: str
    locators: tuple[str, ...]
    document: Document | None


@dataclass(frozen=True, slots=True)
class Connections:
    """How a document hangs together with others.

    Attributes:
        relations: Revisions, corrections, additions, drafts.
        cites: In the order in which it cites them.
        cited_by: Documents of the library that cite it, by symbol.
    """

    relations: tuple[Relation, ...] = ()
    cites: tuple[Cited, ...] = ()
    cited_by: tuple[Citing, ...] = ()


def connections_of(library: Library, document: Document) -> Connections:
    """Look up how a document hangs together with others."""
    locators: dict[str, list[str]] = {}
    for mention in library.mentions(document):
        locators.setdefault(mention.symbol, []).append(mention.locator)
    spelled = with_years(library, locators)
    held = library.holdings(spelled.values())
    return Connections(
        relations=tuple(library.relations(document)),
        cites=tuple(Cited(symbol, tuple(places), held.get(spelled[symbol])) for symbol, places in locators.items()),
        cited_by=tuple(library.citing(document)),
    )
