"""The topics that documents and passages carry: written, corrected by hand, counted, looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from store.catalog import Entry, entries, find_document
from store.database.engine import among, upsert
from store.database.filtering import matching
from store.database.rows import key
from store.database.schema import READY, documents, passages, symbols, topic_corrections, topic_methods, topics
from store.database.transactions import Catalog
from store.model import NO_FILTERS, Carried, Correction, Document, Filters
from store.people.audit import Act, note


@dataclass(frozen=True, slots=True)
class OnTopic:
    """A document with paragraphs on a topic.

    Attributes:
        entry: The document.
        locators: Those paragraphs, in order.
        whole: Whether the document as a whole carries it.
    """

    entry: Entry
    locators: tuple[str, ...]
    whole: bool


class TopicBook:
    """What is recorded of topics; which topics there are, and who carries them, is said by others.

    Args:
        catalog: Where it is kept.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def carried_by(self, document: Document) -> Carried:
        """What a document and its passages carry."""
        with self._catalog.reading() as connection:
            entry = find_document(connection, document.symbol, document.language)
            return _carried(connection, entry.pk) if entry else Carried()

    def on(self, topic: str) -> list[OnTopic]:
        """The documents with paragraphs on a topic, or that carry it as a whole, the newest first."""
        with self._catalog.reading() as connection:
            return _on(connection, topic)

    def counts(self, filters: Filters = NO_FILTERS) -> dict[str, int]:
        """In how many of the documents that the filters let through each topic is found, the most frequent first.

        Beside the other facets, not among them: those are looked at before every search, and this takes longer.
        """
        number = func.count(topics.c.document.distinct())
        query = (
            select(topics.c.topic, number)
            .join(documents, documents.c.pk == topics.c.document)
            .where(documents.c.status == READY, *matching(filters))
            .group_by(topics.c.topic)
            .order_by(number.desc(), topics.c.topic)
        )
        with self._catalog.reading() as connection:
            return {topic: count for topic, count in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy

    def outdated(self, version: str) -> list[Entry]:
        """The documents whose topics were not assigned by that version of the method, with their other languages."""
        done = select(topic_methods.c.document).where(topic_methods.c.version == version)
        left = select(documents.c.symbol).where(documents.c.pk.not_in(done))
        with self._catalog.reading() as connection:
            return entries(connection, [documents.c.symbol.in_(left)])

    def corrections(self, document: Document) -> Mapping[tuple[str, str], bool]:
        """What people said of a document, in any language: locator as it is compared, topic; whether it is carried."""
        keys = [key(name) for name in (document.symbol, *document.other_symbols)]
        with self._catalog.reading() as connection:
            rows = connection.execute(select(topic_corrections).where(among(topic_corrections.c.key, keys)))
            return {(row.locator_key, row.topic): bool(row.carried) for row in rows}

    def assign(self, assigned: Iterable[tuple[Entry, Carried]], version: str) -> None:
        """Record what documents carry, in place of what was recorded of them before; the caller has the right to write.

        Args:
            assigned: Documents, and what each carries.
            version: Of the method.
        """
        with self._catalog.changing() as connection:
            for entry, carried in assigned:
                _write(connection, entry.pk, carried, version)

    def correct(self, symbol: str, corrections: Iterable[Correction]) -> None:
        """Record what a person said, in place of what was said of the same before; topics are to be assigned again."""
        with self._catalog.changing() as connection:
            for each in corrections:
                row = {
                    "key": key(symbol),
                    "locator_key": key(each.locator),
                    "topic": each.topic,
                    "carried": int(each.carried),
                }
                upsert(connection, topic_corrections, [row])
                said = f"{each.locator} {'+' if each.carried else '-'}{each.topic}".strip()
                note(connection, Act.TOPICS, symbol, said)
            _outdate(connection, symbol)

    def outdate(self, symbol: str) -> None:
        """Let the topics of a document be assigned again, in all its languages."""
        with self._catalog.changing() as connection:
            _outdate(connection, symbol)


def _outdate(connection: Connection, symbol: str) -> None:
    named = select(symbols.c.document).where(symbols.c.key == key(symbol))
    connection.execute(delete(topic_methods).where(topic_methods.c.document.in_(named)))


def _write(connection: Connection, document: int, carried: Carried, version: str) -> None:
    connection.execute(delete(topics).where(topics.c.document == document))
    rows = connection.execute(select(passages.c.locator, passages.c.pk).where(passages.c.document == document))
    places: dict[str, int | None] = {"": None}
    places.update((row.locator, row.pk) for row in rows)
    found = [("", topic) for topic in carried.document]
    found += [(locator, topic) for locator, its in carried.passages.items() for topic in its]
    if found:
        connection.execute(
            insert(topics),
            [
                {"document": document, "passage": places[locator], "topic": topic}
                | {"by_hand": int((locator, topic) in carried.by_hand)}
                for locator, topic in sorted(found)
            ],
        )
    upsert(connection, topic_methods, [{"document": document, "version": version}])


def _carried(connection: Connection, document: int) -> Carried:
    query = (
        select(passages.c.locator, topics.c.topic, topics.c.by_hand)
        .select_from(topics.outerjoin(passages, passages.c.pk == topics.c.passage))
        .where(topics.c.document == document)
    )
    places: dict[str, set[str]] = {}
    by_hand: set[tuple[str, str]] = set()
    for locator, topic, added in connection.execute(query):
        places.setdefault(locator or "", set()).add(topic)
        if added:
            by_hand.add((locator or "", topic))
    whole = places.pop("", set())
    return Carried(frozenset(whole), {place: frozenset(its) for place, its in places.items()}, frozenset(by_hand))


def _on(connection: Connection, topic: str) -> list[OnTopic]:
    query = (
        select(topics.c.document, passages.c.locator)
        .select_from(topics.outerjoin(passages, passages.c.pk == topics.c.passage))
        .where(topics.c.topic == topic)
        .order_by(topics.c.document, passages.c.position)
    )
    places: dict[int, list[str | None]] = {}
    for document, locator in connection.execute(query):
        places.setdefault(document, []).append(locator)
    found = [
        OnTopic(entry, tuple(filter(None, places[entry.pk])), None in places[entry.pk])
        for entry in entries(connection, [among(documents.c.pk, places)])
    ]
    return sorted(found, key=lambda each: each.entry.document.date, reverse=True)
