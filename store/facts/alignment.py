"""The same document and the same paragraph in other languages: all of them share its symbol and its numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import Connection, select

from store import catalog
from store.database.engine import among
from store.database.schema import READY, documents, passages, symbols
from store.model import Document, Passage, locator_of

_NUMBERED = re.compile(
    r"(?:[^“]+, )?(?:summary|(?:para\.|PP|recommendation|principle|table|figure|box|chap\.|sect\.) [^“,]+"
    r"|(?:annex|appendix|enclosure|attachment|part|draft resolution|draft decision)(?: [^“,]+)?)"
)


def is_shared(locator: str) -> bool:
    """Whether a place has the same name in all languages, being numbered: a page, a heading, an opening have not.

    >>> is_shared("annex I, para. 4"), is_shared("p. 6"), is_shared("opening text"), is_shared("sect. “Key messages”")
    (True, False, False, False)
    """
    return _NUMBERED.fullmatch(locator) is not None


def versions(connection: Connection, document: Document) -> list[Document]:
    """A document in the other languages in which it is held, in the order of their codes."""
    found = catalog.entries(
        connection, [documents.c.symbol == document.symbol, documents.c.kind == document.kind.value]
    )
    return [entry.document for entry in found if entry.document.language != document.language]


def counterparts(connection: Connection, names: Collection[str]) -> dict[str, list[str]]:
    """The same paragraphs in other languages, in the order of their languages: ids, by the ids of those given.

    Args:
        connection: To the catalogue.
        names: Ids of passages; what is not located by a number has no counterpart, and is left out.
    """
    found: dict[str, list[str]] = {name: [] for name in names if is_shared(locator_of(name))}
    mine, theirs = passages.alias(), passages.alias()
    document, version = documents.alias(), documents.alias()
    own, same = symbols.alias(), symbols.alias()
    query = (
        select(mine.c.id, theirs.c.id)
        .join_from(mine, document, document.c.pk == mine.c.document)
        .join(own, (own.c.document == document.c.pk) & (own.c.position == 0))
        # Through the table of symbols, for its keys are indexed.
        .join(same, (same.c.key == own.c.key) & (same.c.position == 0) & (same.c.symbol == own.c.symbol))
        .join(version, (version.c.pk == same.c.document) & (version.c.language != document.c.language))
        .join(theirs, (theirs.c.document == version.c.pk) & (theirs.c.locator_key == mine.c.locator_key))
        .where(among(mine.c.id, found), document.c.status == READY, version.c.status == READY)
        .order_by(version.c.language)
    )
    for name, other in connection.execute(query):
        found[name].append(other)
    return found


def aligned(connection: Connection, found: Collection[Passage]) -> dict[str, list[Passage]]:
    """The same paragraphs in other languages, by the ids of the passages given, in the order of their languages.

    Args:
        connection: To the catalogue.
        found: Passages; what is not located by a number has no counterpart.
    """
    others = counterparts(connection, [passage.id for passage in found])
    read = catalog.passages_by_id(connection, {each for ids in others.values() for each in ids})
    return {name: [read[each] for each in ids] for name, ids in others.items()}
