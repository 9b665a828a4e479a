"""How documents hang together: which cite which, and which revise, correct, add to or replace which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select, update

from store.database.engine import among
from store.database.rows import key, key_without_year
from store.database.schema import READY, documents, mentions, relations, symbols
from store.model import Kind, Mention, Relation, RelationKind

_REPLACES = (RelationKind.SUPERSEDES, RelationKind.REVISES)


@dataclass(frozen=True, slots=True)
class Citing:
    """A document of the library that cites another.

    Attributes:
        symbol: The one that cites.
        language: Of its text.
        title: Its title.
        locators: The passages in which it does, in order.
    """

    symbol: str
    language: str
    title: str
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that others cite and the library does not hold as an official text.

    Attributes:
        symbol: As most of them cite it.
        documents: How many documents of the library cite it.
        passages: In how many passages.
        brief: Whether a brief of it is held.
    """

    symbol: str
    documents: int
    passages: int
    brief: bool


def write_mentions(connection: Connection, document: int, found: Sequence[Mention]) -> None:
    """Write which documents a document cites, in place of what was written of it before."""
    connection.execute(delete(mentions).where(mentions.c.document == document))
    if found:
        rows = [
            {"document": document, "position": position, "locator": each.locator, "symbol": each.symbol}
            | {"key": key(each.symbol)}
            for position, each in enumerate(found)
        ]
        connection.execute(insert(mentions), rows)


def mentions_in(connection: Connection, document: int) -> list[Mention]:
    """Which documents a document cites, in reading order."""
    query = select(mentions.c.locator, mentions.c.symbol).where(mentions.c.document == document)
    return [Mention(locator, symbol) for locator, symbol in connection.execute(query.order_by(mentions.c.position))]


def citing(connection: Connection, names: Iterable[str]) -> list[Citing]:
    """The documents that cite a document by any of its symbols, in the order of their own."""
    keys = {written for name in names for written in (key(name), key_without_year(name))}
    query = (
        select(documents.c.pk, documents.c.symbol, documents.c.language, documents.c.title, mentions.c.locator)
        .join(mentions, mentions.c.document == documents.c.pk)
        .where(documents.c.status == READY, among(mentions.c.key, keys))
        .order_by(documents.c.symbol, documents.c.pk, mentions.c.position)
    )
    found: dict[int, tuple[str, str, str, list[str]]] = {}
    for pk, symbol, language, title, locator in connection.execute(query):
        found.setdefault(pk, (symbol, language, title, []))[-1].append(locator)
    return [Citing(symbol, language, title, tuple(locators)) for symbol, language, title, locators in found.values()]


def missing(connection: Connection, limit: int) -> list[Missing]:
    """What is cited most and not held, the document that most documents cite first."""
    held = (
        select(symbols.c.key).join(documents, documents.c.pk == symbols.c.document).where(documents.c.status == READY)
    )
    official = set(connection.execute(held.where(documents.c.kind == Kind.OFFICIAL.value)).scalars())
    briefs = set(connection.execute(held.where(documents.c.kind == Kind.BRIEF.value)).scalars())
    query = (
        select(mentions.c.symbol, mentions.c.key, mentions.c.document)
        .join(documents, documents.c.pk == mentions.c.document)
        .where(documents.c.status == READY)
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for symbol, name, document in connection.execute(query):
        found.setdefault(name, []).append((symbol, document))
    _with_their_years(found, official)
    counted = [
        Missing(min(symbol for symbol, _ in cited), len({by for _, by in cited}), len(cited), name in briefs)
        for name, cited in found.items()
        if name not in official
    ]
    return sorted(counted, key=lambda each: (-each.documents, -each.passages, key(each.symbol)))[:limit]


def _with_their_years(found: dict[str, list[tuple[str, int]]], official: Collection[str]) -> None:
    """Count what is cited without the year of a resolution under the only one with a year that is cited or held."""
    full: dict[str, set[str]] = {}
    for name in (*found, *official):
        if (short := key_without_year(name)) != name:
            full.setdefault(short, set()).add(name)
    for short, names in full.items():
        if len(names) == 1 and short in found:
            (name,) = names
            symbol = found[name][0][0] if name in found else name
            found.setdefault(name, []).extend((symbol, document) for _, document in found.pop(short))


def write_relations(connection: Connection, found: Sequence[Relation]) -> bool:
    """Write what documents are to each other, in place of all that was written before.

    Returns:
        Whether anything is new.
    """
    if set(found) == set(_relations(connection)):
        return False
    connection.execute(delete(relations))
    if found:
        connection.execute(
            insert(relations),
            [
                {"symbol": each.symbol, "key": key(each.symbol), "kind": each.kind.value}
                | {"other": each.other, "other_key": key(each.other)}
                for each in found
            ],
        )
    connection.execute(update(documents).values(superseded_by=""))
    # The last of several revisions is the one that stands.
    for each in sorted(
        (each for each in found if each.kind in _REPLACES), key=lambda each: (len(each.symbol), each.symbol)
    ):
        connection.execute(
            update(documents)
            .where(documents.c.pk.in_(select(symbols.c.document).where(symbols.c.key == key(each.other))))
            .values(superseded_by=each.symbol)
        )
    return True


def relations_with(connection: Connection, names: Iterable[str]) -> list[Relation]:
    """What a document, by any of its symbols, is to others, and what others are to it."""
    keys = [key(name) for name in names]
    return _relations(connection, or_(among(relations.c.key, keys), among(relations.c.other_key, keys)))


def _relations(connection: Connection, *where: object) -> list[Relation]:
    query = select(relations.c.symbol, relations.c.kind, relations.c.other).where(*where)  # type: ignore[arg-type]
    rows = connection.execute(query.order_by(relations.c.key, relations.c.kind, relations.c.other_key))
    return [Relation(symbol, RelationKind(kind), other) for symbol, kind, other in rows]


def giving_way(connection: Connection, names: Iterable[str]) -> frozenset[str]:
    """Of some documents, those that do not stand any more: what replaced them, or what a draft became, is held."""
    wanted = {key(name): name for name in names}
    held = (
        select(symbols.c.key).join(documents, documents.c.pk == symbols.c.document).where(documents.c.status == READY)
    )
    replaced = select(relations.c.other_key).where(
        relations.c.kind.in_([kind.value for kind in _REPLACES]),
        among(relations.c.other_key, wanted),
        relations.c.key.in_(held),
    )
    drafts = select(relations.c.key).where(
        relations.c.kind == RelationKind.DRAFT_OF.value, among(relations.c.key, wanted), relations.c.other_key.in_(held)
    )
    return frozenset(wanted[name] for name in connection.execute(replaced.union(drafts)).scalars())
