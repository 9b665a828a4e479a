"""The catalogue: every question about documents and passages that SQL answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from store.database.engine import among
from store.database.filtering import with_symbols
from store.database.rows import Row, key, to_document, to_passage
from store.database.schema import READY, documents, passages, settings, symbols, vectors, words
from store.model import Document, Passage

_PASSAGE = (*passages.c, documents.c.symbol, documents.c.language)


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a document in the catalogue.

    Attributes:
        pk: Its row.
        document: Its facts.
        reader: Version of the reading code it was read with; empty for what was not read from a file.
        fingerprint: The same for the same facts and passages.
        file: Name of the original among the library's files; empty without one.
        added_at: ISO 8601, UTC.
    """

    pk: int
    document: Document
    reader: str
    fingerprint: str
    file: str
    added_at: str


def read_settings(connection: Connection) -> dict[str, str]:
    """All settings recorded in the library."""
    return {row.name: row.value for row in connection.execute(select(settings))}


def rows_of(connection: Connection, query: Select[Any]) -> list[Row]:
    """The rows a query finds, by the names of their columns."""
    result = connection.execute(query)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def entries(connection: Connection, where: Iterable[ColumnElement[bool]] = (), *, status: str = READY) -> list[Entry]:
    """Versions of documents, in the order of their symbols."""
    query = select(documents).where(documents.c.status == status, *where).order_by(documents.c.symbol, documents.c.id)
    rows = rows_of(connection, query)
    others = _other_symbols(connection, [row["pk"] for row in rows])
    return [
        Entry(
            pk=row["pk"],
            document=to_document(row, others.get(row["pk"], [])),
            reader=row["reader"],
            fingerprint=row["fingerprint"],
            file=row["file"],
            added_at=row["added_at"],
        )
        for row in rows
    ]


def _other_symbols(connection: Connection, pks: Collection[int]) -> Mapping[int, list[str]]:
    query = select(symbols.c.document, symbols.c.symbol).where(symbols.c.position > 0, among(symbols.c.document, pks))
    found: dict[int, list[str]] = {}
    for pk, symbol in connection.execute(query.order_by(symbols.c.document, symbols.c.position)):
        found.setdefault(pk, []).append(symbol)
    return found


def find_document(connection: Connection, symbol: str, language: str = "") -> Entry | None:
    """The document of that symbol, or of a joint document's other one; English first where no language is named."""
    where: list[ColumnElement[bool]] = [documents.c.pk.in_(with_symbols([symbol]))]
    if language:
        where.append(documents.c.language == language.lower())
    found = entries(connection, where)
    wanted = key(symbol)
    found.sort(
        key=lambda entry: (
            key(entry.document.symbol) != wanted,
            entry.document.kind.value != "official",
            entry.document.language != "en",
            entry.document.language,
        )
    )
    return found[0] if found else None


def passages_of(connection: Connection, document: int, where: Iterable[ColumnElement[bool]] = ()) -> list[Passage]:
    """The passages of a document, in its order."""
    query = _passages().where(passages.c.document == document, *where).order_by(passages.c.position, passages.c.pk)
    return [to_passage(row) for row in rows_of(connection, query)]


def passage_at(connection: Connection, document: int, locator: str) -> Passage | None:
    """The passage at a locator, or the one that holds the lettered part it names."""
    wanted = key(locator)
    while True:
        found = passages_of(connection, document, [passages.c.locator_key == wanted])
        shorter = re.sub(r"\s*\([^()]*\)$", "", wanted)
        if found or shorter == wanted:
            return found[0] if found else None
        wanted = shorter


def files_in_use(connection: Connection) -> set[str]:
    """The originals that a document refers to, whatever its state."""
    return set(connection.execute(select(documents.c.file).where(documents.c.file != "")).scalars())


def passages_by_id(connection: Connection, ids: Collection[str]) -> dict[str, Passage]:
    """Passages by their ids; an id that is not there is left out."""
    query = _passages().where(among(passages.c.id, ids), documents.c.status == READY)
    return {row["id"]: to_passage(row) for row in rows_of(connection, query)}


def _passages() -> Select[Any]:
    return select(*_PASSAGE).join(documents, documents.c.pk == passages.c.document)


def vector_rows(connection: Connection, where: Iterable[ColumnElement[bool]], embedding: str) -> list[Row]:
    """The vectors of passages as they are stored, with the passages' ids, in the order of their rows."""
    query = (
        select(*vectors.c, passages.c.id)
        .join(passages, passages.c.pk == vectors.c.passage)
        .join(documents, documents.c.pk == vectors.c.document)
        .where(vectors.c.index_name == embedding, *where)
        .order_by(vectors.c.passage)
    )
    return rows_of(connection, query)


def count_vectors(connection: Connection, pks: Iterable[int], embedding: str) -> int:
    """How many vectors the documents in those rows have."""
    query = select(func.coalesce(func.sum(vectors.c.amount), 0)).where(
        among(vectors.c.document, pks), vectors.c.index_name == embedding
    )
    return int(connection.execute(query).scalar_one())


def word_rows(connection: Connection, ids: Collection[str], embedding: str) -> list[Row]:
    """The words of passages as they are stored, by the passages' ids."""
    query = (
        select(passages.c.id, words.c.spans, words.c.signs)
        .join(words, words.c.passage == passages.c.pk)
        .join(documents, documents.c.pk == passages.c.document)
        .where(among(passages.c.id, ids), words.c.index_name == embedding, documents.c.status == READY)
    )
    return rows_of(connection, query)
