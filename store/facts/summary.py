"""What a library holds, in numbers: for `rightsdesk library stats` and for the choices a filter offers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, func, select

from store.catalog import read_settings
from store.database.engine import among
from store.database.filtering import matching
from store.database.schema import READY, documents, passages, vectors
from store.model import Filters

Counts = tuple[tuple[str, int], ...]
"""Values with the number of documents that have each."""


@dataclass(frozen=True, slots=True)
class Stats:
    """A library in numbers.

    Attributes:
        documents: Documents, official texts and briefs.
        official: Official texts among them.
        briefs: Briefs among them.
        passages: Their passages.
        vectors: The vectors of those.
        model: Name of the embedding model.
        recipe: What is embedded.
        last_added: When the newest was added, ISO 8601, UTC; empty in an empty library.
    """

    documents: int
    official: int
    briefs: int
    passages: int
    vectors: int
    model: str
    recipe: str
    last_added: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What documents can be narrowed by; the most frequent first, years from the latest."""

    bodies: Counts
    types: Counts
    years: Counts
    languages: Counts
    kinds: Counts


def stats(connection: Connection) -> Stats:
    """Count everything that searches see."""
    settings = read_settings(connection)
    kinds = dict(_counts(connection, documents.c.kind, Filters()))
    ready = documents.c.status == READY
    joined = passages.join(documents, documents.c.pk == passages.c.document)
    made = vectors.join(documents, documents.c.pk == vectors.c.document)
    amount = select(func.coalesce(func.sum(vectors.c.amount), 0)).select_from(made).where(ready)
    return Stats(
        documents=sum(kinds.values()),
        official=kinds.get("official", 0),
        briefs=kinds.get("brief", 0),
        passages=connection.execute(select(func.count()).select_from(joined).where(ready)).scalar_one(),
        vectors=connection.execute(amount.where(vectors.c.index_name == settings["embedding"])).scalar_one(),
        model=settings["model"],
        recipe=settings["recipe"],
        last_added=connection.execute(select(func.max(documents.c.added_at)).where(ready)).scalar_one() or "",
    )


def passage_counts(connection: Connection, pks: Collection[int]) -> dict[int, int]:
    """How many passages the documents in those rows have, by row."""
    query = select(passages.c.document, func.count().label("amount")).where(among(passages.c.document, pks))
    return {row.document: row.amount for row in connection.execute(query.group_by(passages.c.document))}


def facets(connection: Connection, filters: Filters) -> Facets:
    """Count documents by what they can be narrowed by, among those that the filters let through."""
    years = _counts(connection, documents.c.year, filters)
    return Facets(
        bodies=_counts(connection, documents.c.body, filters),
        types=_counts(connection, documents.c.type, filters),
        years=tuple(sorted(((year, count) for year, count in years if year != "0"), reverse=True)),
        languages=_counts(connection, documents.c.language, filters),
        kinds=_counts(connection, documents.c.kind, filters),
    )


def _counts(connection: Connection, column: Column[Any], filters: Filters) -> Counts:
    number = func.count()
    query = (
        select(column, number)
        .where(documents.c.status == READY, *matching(filters))
        .group_by(column)
        .order_by(number.desc(), column)
    )
    rows: Sequence[tuple[Any, int]] = [(value, count) for value, count in connection.execute(query)]
    return tuple((str(value), count) for value, count in rows if value != "")
