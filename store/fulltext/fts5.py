"""Full text in SQLite: an FTS5 table, which tokenises, stems and ranks by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from store.fulltext.forms import EVERYTHING, TEXT_ALONE, ColumnWeights, Indexed, TextHit, TextQuery

_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS passage_text USING fts5("
    "headings, text, title, tokenize = \"porter unicode61 remove_diacritics 2 tokenchars '_'\")"
)

# Only the best rows are joined with their passages: a common word matches thousands.
_SEARCH = """
    SELECT p.id, found.score
    FROM (
        SELECT rowid AS pk, -bm25(passage_text, :headings, :text, :title) AS score
        FROM passage_text WHERE passage_text MATCH :match AND {where}
        ORDER BY score DESC, rowid LIMIT :limit
    ) AS found JOIN passages p ON p.pk = found.pk
    ORDER BY found.score DESC, found.pk
"""
_SEARCH_IN_ALL = _SEARCH.format(
    where="""+rowid NOT IN (
        SELECT pk FROM passages WHERE document IN (SELECT pk FROM documents WHERE status <> 'ready')
    )"""
)
_IN_DOCUMENTS = """rowid BETWEEN :first AND :last AND +rowid IN (
        SELECT pk FROM passages WHERE document IN (SELECT value FROM json_each(:documents))
    )"""
_SEARCH_IN_DOCUMENTS = _SEARCH.format(where=_IN_DOCUMENTS)
_ON_TOPICS = """+rowid IN (
        SELECT passage FROM topics WHERE topic IN (SELECT value FROM json_each(:topics)) AND passage IS NOT NULL
    )"""
_SEARCH_ON_TOPICS = _SEARCH.format(where=" AND ".join((_IN_DOCUMENTS, _ON_TOPICS)))
_ROWS = """
    SELECT coalesce(min(pk), 0) AS first, coalesce(max(pk), 0) AS last
    FROM passages WHERE document IN (SELECT value FROM json_each(:documents))
"""
_DIFFERENCES = """
    SELECT (SELECT count(*) FROM passages WHERE pk NOT IN (SELECT rowid FROM passage_text)),
           (SELECT count(*) FROM passage_text WHERE rowid NOT IN (SELECT pk FROM passages))
"""


def create(connection: Connection) -> None:
    """Make the table where it is missing."""
    connection.exec_driver_sql(_TABLE)


def write(connection: Connection, document: int, found: Sequence[Indexed]) -> None:
    """Index the passages of a document."""
    connection.execute(
        text("INSERT INTO passage_text (rowid, headings, text, title) VALUES (:pk, :headings, :text, :title)"),
        [dict(each.columns) | {"pk": str(each.pk)} for each in found],
    )


def forget(connection: Connection, document: int) -> None:
    """Take the passages of a document out."""
    connection.execute(
        text("DELETE FROM passage_text WHERE rowid IN (SELECT pk FROM passages WHERE document = :document)"),
        {"document": document},
    )


def clear(connection: Connection) -> None:
    """Take everything out."""
    connection.execute(text("DELETE FROM passage_text"))


def search(connection: Connection, query: TextQuery) -> list[TextHit]:
    """The passages that hold any of the phrases, the best match first."""
    statement = _SEARCH_IN_ALL if query.documents is None else _SEARCH_IN_DOCUMENTS
    values: dict[str, object] = {
        "headings": query.weights.headings,
        "text": query.weights.text,
        "title": query.weights.title,
        "match": _match(query.phrases, query.weights),
        "limit": query.limit,
    }
    if query.topics:
        statement = _SEARCH_ON_TOPICS
        values["topics"] = json.dumps(list(query.topics))
    if query.documents is not None:
        chosen = {"documents": json.dumps(list(query.documents))}
        values |= chosen | dict(connection.execute(text(_ROWS), chosen).one()._mapping)
    return [TextHit(row.id, row.score) for row in connection.execute(text(statement), values)]


def count_passages(connection: Connection) -> int:
    """How many passages the index holds."""
    return int(connection.execute(text("SELECT count(*) FROM passage_text")).scalar_one())


def count_with(connection: Connection, phrases: Sequence[str]) -> int:
    """How many passages hold any of the phrases in their text."""
    query = text("SELECT count(*) FROM passage_text WHERE passage_text MATCH :match")
    return int(connection.execute(query, {"match": _match(phrases, TEXT_ALONE)}).scalar_one())


def share_with(connection: Connection, document: int, phrase: str) -> float:
    """The share of a document's passages that hold a phrase in any column; 0 to 1."""
    query = text(
        "SELECT avg(pk IN (SELECT rowid FROM passage_text WHERE passage_text MATCH :match)) FROM passages "
        "WHERE document = :document"
    )
    values = {"match": _match([phrase], EVERYTHING), "document": document}
    return float(connection.execute(query, values).scalar_one() or 0.0)


def disagreements(connection: Connection) -> Iterator[str]:
    """What of the index does not agree with the passages; nothing, normally."""
    missing, orphaned = connection.execute(text(_DIFFERENCES)).one()
    if missing or orphaned:
        yield f"The full text lacks {missing} passages and has {orphaned} that are gone."
    try:
        connection.execute(text("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')"))
    except DatabaseError as error:
        yield f"The full-text index is damaged: {error.orig}."


def _match(phrases: Sequence[str], weights: ColumnWeights) -> str:
    """An FTS5 query that any of the phrases satisfies; in quotation marks, none of it is read as syntax."""
    quoted = " OR ".join(f'"{phrase}"' for phrase in phrases)
    return f"{{{' '.join(weights.searched())}}} : ({quoted})"
