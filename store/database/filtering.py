"""What filters let through, as conditions of SQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from store.database.engine import among
from store.database.rows import key
from store.database.schema import READY, documents, passages, symbols, topics
from store.model import Filters


def matching(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that a row of `documents` meets when the filters let it through."""
    conditions: list[ColumnElement[bool]] = []
    if filters.bodies:
        conditions.append(among(func.lower(documents.c.body), [body.lower() for body in filters.bodies]))
    if filters.types:
        conditions.append(among(func.lower(documents.c.type), [name.lower() for name in filters.types]))
    first, last = filters.years
    if first:
        conditions.append(documents.c.year >= first)
    if last:
        conditions.append(documents.c.year.between(1, last))
    if filters.languages:
        conditions.append(_is_in(filters.languages))
    if filters.held_in:
        held = select(documents.c.symbol).where(documents.c.status == READY, _is_in(filters.held_in))
        conditions.append(documents.c.symbol.in_(held))
    if filters.symbols:
        conditions.append(documents.c.pk.in_(with_symbols(filters.symbols)))
    if filters.kinds:
        conditions.append(among(documents.c.kind, [kind.value for kind in filters.kinds]))
    if filters.topics:
        conditions.append(documents.c.pk.in_(select(topics.c.document).where(among(topics.c.topic, filters.topics))))
    return conditions


def passages_matching(filters: Filters) -> list[ColumnElement[bool]]:
    """What a row of `passages` has to meet beside that: only topics narrow a search within documents."""
    if not filters.topics:
        return []
    carrying = select(topics.c.passage).where(among(topics.c.topic, filters.topics), topics.c.passage.is_not(None))
    return [passages.c.pk.in_(carrying)]


def passages_let_through(connection: Connection, filters: Filters) -> frozenset[str] | None:
    """The ids of the passages that the filters let through; ``None`` where they narrow to whole documents at most."""
    where = passages_matching(filters)
    return frozenset(connection.execute(select(passages.c.id).where(*where)).scalars()) if where else None


def document_rows(connection: Connection, filters: Filters) -> frozenset[int] | None:
    """The rows of the documents that the filters let through; ``None`` where they narrow nothing."""
    if not filters:
        return None
    query = select(documents.c.pk).where(documents.c.status == READY, *matching(filters))
    return frozenset(connection.execute(query).scalars())


def with_symbols(wanted: Iterable[str]) -> Select[Any]:
    """The rows of the documents that have one of some symbols, joint ones included."""
    return select(symbols.c.document).where(among(symbols.c.key, [key(symbol) for symbol in wanted]))


def _is_in(languages: Iterable[str]) -> ColumnElement[bool]:
    return among(documents.c.language, [language.lower() for language in languages])
