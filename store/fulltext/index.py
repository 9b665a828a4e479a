"""The full-text index of a library: what its engine keeps, behind one door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sqlalchemy import Connection

from store.database.engine import is_postgresql
from store.fulltext import fts5, tsvector
from store.fulltext.forms import Indexed, TextHit, TextQuery, phrases


class _Index(Protocol):
    """What each engine's module has."""

    def create(self, connection: Connection) -> None: ...

    def write(self, connection: Connection, document: int, found: Sequence[Indexed]) -> None: ...

    def forget(self, connection: Connection, document: int) -> None: ...

    def clear(self, connection: Connection) -> None: ...

    def search(self, connection: Connection, query: TextQuery) -> list[TextHit]: ...

    def count_passages(self, connection: Connection) -> int: ...

    def count_with(self, connection: Connection, phrases: Sequence[str]) -> int: ...

    def share_with(self, connection: Connection, document: int, phrase: str) -> float: ...

    def disagreements(self, connection: Connection) -> Iterator[str]: ...


def _of(connection: Connection) -> _Index:
    return tsvector if is_postgresql(connection) else fts5


def create(connection: Connection) -> None:
    """Make what is missing of the index."""
    _of(connection).create(connection)


def write(connection: Connection, document: int, found: Sequence[Indexed]) -> None:
    """Index the passages of a document."""
    _of(connection).write(connection, document, found)


def forget(connection: Connection, document: int) -> None:
    """Take the passages of a document out."""
    _of(connection).forget(connection, document)


def clear(connection: Connection) -> None:
    """Take everything out."""
    _of(connection).clear(connection)


def search(connection: Connection, query: TextQuery) -> list[TextHit]:
    """The passages that hold any of the words, by BM25, the best first."""
    if not query.phrases or not query.weights.searched() or query.limit < 1:
        return []
    return _of(connection).search(connection, query)


def count_passages(connection: Connection) -> int:
    """How many passages the index holds."""
    return _of(connection).count_passages(connection)


def count_with(connection: Connection, word: str, language: str = "en") -> int:
    """How many passages hold a word of a language in their text, in any of its forms."""
    wanted = phrases([word], language)
    return _of(connection).count_with(connection, wanted) if wanted else 0


def share_with(connection: Connection, document: int, word: str) -> float:
    """The share of a document's passages that hold a word in any column, in any of its forms; 0 to 1."""
    wanted = phrases([word])
    return _of(connection).share_with(connection, document, wanted[0]) if wanted else 0.0


def disagreements(connection: Connection) -> Iterator[str]:
    """What of the index does not agree with the passages, a sentence each; nothing, normally."""
    yield from _of(connection).disagreements(connection)
