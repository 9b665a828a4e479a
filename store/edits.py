"""Every change to the catalogue; the caller holds the writer's lock and decides what is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Executable, delete, insert, select, update

from store.catalog import read_settings
from store.database.engine import among, free_rows, upsert
from store.database.rows import document_row, fingerprint, passage_row, symbol_rows, vector_row, word_row
from store.database.schema import INDEXING, READY, RETIRED, documents, passages, settings, symbols, vectors, words
from store.facts.connections import write_mentions
from store.facts.recognition import write_confidences
from store.fulltext.forms import indexed
from store.fulltext.index import forget as forget_text
from store.fulltext.index import write as write_text
from store.meaning.windows import Embedded
from store.model import Document, Mention, PageConfidence, Passage


@dataclass(frozen=True, slots=True)
class Draft:
    """A document about to enter the catalogue.

    Attributes:
        document: Its facts.
        passages: Its passages.
        vectors: For each passage its vectors and words.
        mentions: Which documents its passages cite.
        recognised: Its pages whose text was recognised from a picture.
        reader: Version of the reading code.
        file: Name of the original among the library's files.
        replaces: Rows of the documents whose place it takes.
    """

    document: Document
    passages: Sequence[Passage]
    vectors: Sequence[Embedded]
    mentions: Sequence[Mention]
    recognised: Sequence[PageConfidence]
    reader: str
    file: str
    replaces: Sequence[int]


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Record a setting."""
    upsert(connection, settings, [{"name": name, "value": value}])


def forget_setting(connection: Connection, name: str) -> None:
    """Take a setting away."""
    connection.execute(delete(settings).where(settings.c.name == name))


def insert_draft(connection: Connection, draft: Draft, embedding: str) -> int:
    """Write a document with its passages and vectors as `indexing`: whole, and seen by no search.

    Returns:
        The document's row.
    """
    row = document_row(draft.document) | {
        "status": INDEXING,
        "published": 0,
        "replaces": list(draft.replaces),
        "reader": draft.reader,
        "fingerprint": fingerprint(draft.document, draft.passages),
        "file": draft.file,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    pk: int = _one(connection, insert(documents).values(row).returning(documents.c.pk))
    connection.execute(insert(symbols), symbol_rows(draft.document, pk))
    write_mentions(connection, pk, draft.mentions)
    write_confidences(connection, pk, draft.recognised)
    # Numbered beforehand, so that one statement inserts all passages.
    rows = free_rows(connection, passages, len(draft.passages))
    if not rows:
        return pk
    numbered = list(zip(rows, draft.passages, strict=True))
    connection.execute(insert(passages), [passage_row(passage, pk) | {"pk": number} for number, passage in numbered])
    write_text(connection, pk, [indexed(draft.document, passage, number) for number, passage in numbered])
    insert_vectors(connection, pk, rows, draft.vectors, embedding)
    return pk


def insert_vectors(
    connection: Connection, document: int, rows: Sequence[int], made: Sequence[Embedded], embedding: str
) -> None:
    """Write the vectors and words of a document's passages, of one embedding."""
    if not rows:
        return
    pairs = list(zip(rows, made, strict=True))
    upsert(connection, vectors, [vector_row(embedded.windows, row, document, embedding) for row, embedded in pairs])
    upsert(connection, words, [word_row(embedded.words, row, embedding) for row, embedded in pairs])


def publish(connection: Connection, pk: int) -> int:
    """Let searches see a document, and no longer see those whose place it takes.

    Returns:
        The library's new edition: how often what searches see has changed.
    """
    replaces = _one(connection, select(documents.c.replaces).where(documents.c.pk == pk))
    edition = retire(connection, replaces)
    connection.execute(update(documents).where(documents.c.pk == pk).values(status=READY, published=edition))
    return edition


def retire(connection: Connection, pks: Iterable[int]) -> int:
    """Take documents out of every search; their rows go once the vector index has let them go.

    Returns:
        The library's new edition.
    """
    connection.execute(update(documents).where(among(documents.c.pk, pks)).values(status=RETIRED))
    edition = int(read_settings(connection)["edition"]) + 1
    write_setting(connection, "edition", str(edition))
    return edition


def purge(connection: Connection, pk: int) -> None:
    """Delete a document with everything of it."""
    rows = select(passages.c.pk).where(passages.c.document == pk)
    forget_text(connection, pk)
    connection.execute(delete(vectors).where(vectors.c.passage.in_(rows)))
    connection.execute(delete(words).where(words.c.passage.in_(rows)))
    connection.execute(delete(documents).where(documents.c.pk == pk))


def write_reader(connection: Connection, pk: int, reader: str) -> None:
    """Note that a newer reader found nothing new in a document's file."""
    connection.execute(update(documents).where(documents.c.pk == pk).values(reader=reader))


def drop_other_vectors(connection: Connection, embedding: str) -> None:
    """Delete vectors of another embedding than that one: left by a rebuild that was stopped."""
    for table in (vectors, words):
        connection.execute(delete(table).where(table.c.index_name != embedding))


def switch_vectors(connection: Connection, index: str, embedding: str) -> None:
    """Let another vector index take the old one's place, with the vectors of an embedding."""
    drop_other_vectors(connection, embedding)
    write_setting(connection, "index", index)
    write_setting(connection, "embedding", embedding)
    retire(connection, ())


def _one(connection: Connection, statement: Executable) -> Any:  # noqa: ANN401 - what the column holds
    return connection.execute(statement).scalar_one()
