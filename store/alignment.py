"""The same document and the same paragraph in other languages: all of them share its symbol and its numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from store import catalog
from store.engine import among
from store.model import Document, Passage
from store.rows import key, to_passage
from store.schema import READY, documents, passages

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


def aligned(connection: Connection, found: Collection[Passage]) -> dict[str, list[Passage]]:
    """The same paragraphs in other languages, by the ids of the passages given, in the order of their languages.

    Args:
        connection: To the catalogue.
        found: Passages; what is not located by a number has no counterpart.
    """
    shared = [passage for passage in found if is_shared(passage.locator)]
    query = (
        select(*passages.c, documents.c.symbol, documents.c.language)
        .join(documents, documents.c.pk == passages.c.document)
        .where(
            documents.c.status == READY,
            among(documents.c.symbol, {passage.symbol for passage in shared}),
            among(passages.c.locator_key, {key(passage.locator) for passage in shared}),
        )
        .order_by(documents.c.language)
    )
    by_place: dict[tuple[str, str], list[Passage]] = {}
    for row in catalog.rows_of(connection, query):
        by_place.setdefault((row["symbol"], row["locator_key"]), []).append(to_passage(row))
    return {passage.id: _others(passage, by_place[passage.symbol, key(passage.locator)]) for passage in shared}


def _others(passage: Passage, same: Sequence[Passage]) -> list[Passage]:
    return [other for other in same if other.language != passage.language]
