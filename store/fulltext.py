"""Full text of the passages: what is indexed, how words become a query, and the search itself."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from store.languages import stemmed
from store.model import Document, Passage

_SYMBOL = re.compile(r"\w[\w.\-]*(?:/[\w.\-]*\w)+(?:\(\w+\))?")
"""A document symbol, or anything else joined by slashes."""

_IDEOGRAPH = re.compile(r"([\u3400-\u9fff\uf900-\ufaff])")
"""Chinese is written without spaces; each character is a word, a word a phrase of them."""


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


@dataclass(frozen=True, slots=True)
class ColumnWeights:
    """How much a match in each column counts; a column of weight 0 is not searched.

    Attributes:
        headings: The heading path of a passage.
        text: The passage itself.
        title: Title and symbols of its document.
    """

    headings: float = 1.0
    text: float = 1.0
    title: float = 0.0


@dataclass(frozen=True, slots=True)
class TextHit:
    """A passage found by its words: its id, and its BM25 score, higher for a better match."""

    passage: str
    score: float


def indexed_form(content: str, language: str = "en") -> str:
    """Text as the index holds it: stems, and each symbol one word: ``A/HRC/48/3`` never finds ``A/HRC/48/31``."""
    joined = _SYMBOL.sub(lambda match: re.sub(r"\W+", "_", match[0]).strip("_"), content)
    return _IDEOGRAPH.sub(r" \1 ", stemmed(joined, language))


def indexed_columns(document: Document, passage: Passage) -> dict[str, str]:
    """The columns of a passage in the full-text table."""
    symbols, language = " ".join((document.symbol, *document.other_symbols)), document.language
    return {
        "headings": indexed_form("\n".join(passage.headings), language),
        "text": indexed_form(passage.text, language),
        "title": indexed_form(f"{document.title}\n{symbols}", language),
    }


def match_expression(words: Sequence[str], weights: ColumnWeights, language: str = "en") -> str:
    """An FTS5 query that any of the words satisfies; empty where nothing can be looked for.

    Each word stands in quotation marks, so none of it is read as syntax; several words in one string are a phrase.
    A word is looked for at its stem in the language of the question, and as it stands: names are the same in all.
    """
    columns = [name for name in ("headings", "text", "title") if getattr(weights, name)]
    phrases = list(dict.fromkeys(phrase for word in words for phrase in _phrases(word, language)))
    if not columns or not phrases:
        return ""
    return f"{{{' '.join(columns)}}} : ({' OR '.join(phrases)})"


def _phrases(word: str, language: str) -> list[str]:
    return list(dict.fromkeys(phrase for form in (language, "en") if (phrase := _phrase(word, form))))


def _phrase(word: str, language: str) -> str:
    clean = indexed_form(word.encode("utf-8", "ignore").decode("utf-8").replace("\0", " "), language)
    return '"' + clean.replace('"', " ").strip() + '"' if any(map(str.isalnum, clean)) else ""


def search(
    connection: Connection,
    match: str,
    weights: ColumnWeights,
    limit: int,
    documents: Collection[int] | None,
    *,
    topics: Sequence[str] = (),
) -> list[TextHit]:
    """The passages that match best.

    Args:
        connection: To the catalogue.
        match: From `match_expression`.
        weights: Of the columns.
        limit: How many at most.
        documents: Rows of the documents to look in, which searches may see; ``None`` for all that they may see.
        topics: Ids of topics of which passages carry any; none where topics do not matter.

    Returns:
        The best first.
    """
    if not match or limit < 1:
        return []
    query = _SEARCH_IN_ALL if documents is None else _SEARCH_IN_DOCUMENTS
    values: dict[str, object] = {
        "headings": weights.headings,
        "text": weights.text,
        "title": weights.title,
        "match": match,
        "limit": limit,
    }
    if topics:
        query = _SEARCH_ON_TOPICS
        values["topics"] = json.dumps(list(topics))
    if documents is not None:
        chosen = {"documents": json.dumps(list(documents))}
        values |= chosen | dict(connection.execute(text(_ROWS), chosen).one()._mapping)
    return [TextHit(row.id, row.score) for row in connection.execute(text(query), values)]


def count_passages(connection: Connection) -> int:
    """How many passages the index holds."""
    return int(connection.execute(text("SELECT count(*) FROM passage_text")).scalar_one())


def count_with(connection: Connection, word: str, language: str = "en") -> int:
    """How many passages hold a word of a language in their text, in any of its forms."""
    phrase = " OR ".join(_phrases(word, language))
    if not phrase:
        return 0
    query = text("SELECT count(*) FROM passage_text WHERE passage_text MATCH :match")
    return int(connection.execute(query, {"match": f"{{text}} : ({phrase})"}).scalar_one())


def share_with(connection: Connection, document: int, word: str) -> float:
    """The share of a document's passages that hold a word in any column, in any of its forms; 0 to 1."""
    phrase = _phrase(word, "en")
    if not phrase:
        return 0.0
    query = text(
        "SELECT avg(pk IN (SELECT rowid FROM passage_text WHERE passage_text MATCH :match)) FROM passages "
        "WHERE document = :document"
    )
    return float(connection.execute(query, {"match": phrase, "document": document}).scalar_one() or 0.0)
