"""Whether the catalogue, the full text, the vector index and the originals of a library agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError

from store.catalog import entries, read_settings
from store.database.engine import is_postgresql, take_long
from store.database.schema import vectors
from store.database.transactions import RESTORE, Catalog
from store.errors import RightsDeskError
from store.files import Originals
from store.fulltext.index import disagreements
from store.meaning.nearest import NearestPassages

REBUILD = "Make the vector index anew with: rightsdesk library rebuild"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree, and what puts it right."""

    message: str
    remedy: str


def find_disagreements(catalog: Catalog, nearest: NearestPassages, originals: Originals) -> list[Finding]:
    """Compare the stores of a library; nothing is changed, and an empty list means that all is well.

    The caller holds the writer's lock, so that nothing moves meanwhile.
    """
    with catalog.reading() as connection:
        take_long(connection)
        return [
            *_in_full_text(connection),
            *_in_vectors(connection, nearest),
            *_in_originals(connection, originals),
        ]


def find_damage(catalog: Catalog) -> list[Finding]:
    """What makes the catalogue's file unfit to be written to; nothing, normally."""
    if is_postgresql(catalog.engine):
        return []  # The server looks after its own files.
    with catalog.reading() as connection:
        try:
            return list(_in_database(connection))
        except DatabaseError as error:
            return [Finding(f"The catalogue is damaged: {error.orig}.", RESTORE)]


def _in_database(connection: Connection) -> Iterator[Finding]:
    for (problem,) in connection.execute(text("PRAGMA quick_check")):
        if problem != "ok":
            yield Finding(f"The catalogue is damaged: {problem}.", RESTORE)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(f"The catalogue is damaged: row {row[1]} of {row[0]} belongs to nothing.", RESTORE)


def _in_full_text(connection: Connection) -> Iterator[Finding]:
    for message in disagreements(connection):
        yield Finding(message, "Remove the documents concerned and ingest them again.")


def _in_vectors(connection: Connection, nearest: NearestPassages) -> Iterator[Finding]:
    recorded = read_settings(connection)
    embedding = recorded["embedding"]
    without = text(
        "SELECT count(*) FROM passages "
        "WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE passage = passages.pk AND index_name = :embedding)"
    )
    if lacking := connection.execute(without, {"embedding": embedding}).scalar_one():
        yield Finding(f"{lacking} passages have no vectors.", "Embed again with: rightsdesk library rebuild --reembed")
    rows = connection.execute(select(vectors.c.passage, vectors.c.amount).where(vectors.c.index_name == embedding))
    expected = {(passage, number) for passage, amount in rows for number in range(amount)}
    try:
        found = nearest.ids(recorded["index"])
    except RightsDeskError as error:
        yield Finding(error.in_full, error.remedy)
        return
    if expected != found:
        yield Finding(
            f"The vector index lacks {len(expected - found)} of {len(expected)} vectors and has "
            f"{len(found - expected)} that are gone.",
            REBUILD,
        )


def _in_originals(connection: Connection, originals: Originals) -> Iterator[Finding]:
    for entry in entries(connection):
        if entry.file and not originals.is_intact(entry.file):
            yield Finding(
                f"The original of {entry.document.symbol} ({entry.document.source}) is missing or changed.",
                f"Remove it with: rightsdesk library remove {entry.document.symbol} - and ingest the file again.",
            )
