"""Full text in PostgreSQL: a tsvector of each passage, and BM25 over what its index finds.

Words are tokenised and stemmed here as FTS5 does it, so that both engines hold the same words and score alike.
PostgreSQL's own ranking knows nothing of how rare a word is: it proposes, weighted by that, and BM25 decides among what
it proposed. How many passages hold each word is kept beside them, for counting them anew takes longer than the search.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from store.fulltext.forms import COLUMNS, EVERYTHING, TEXT_ALONE, ColumnWeights, Indexed, TextHit, TextQuery
from store.fulltext.stems import Lexemes, lexemes

_LABELS = dict(zip(COLUMNS, "ABC", strict=True))
"""The weight by which a tsvector tells the columns apart."""

_LAST = 16_383
"""The last place in a tsvector; what stands further on is not looked for."""

_PLACE, _LARGEST = 8, 900_000
"""Bytes that a place takes at most, and a tsvector, of which PostgreSQL holds a megabyte."""

_K1, _B = 1.2, 0.75
"""Of BM25, as FTS5 has them."""

_LEAST = 1e-6
"""The weight of a word that more than half of all passages hold, as FTS5 has it."""

_PROPOSED = 1_000
"""So many passages are scored at least."""

_TABLES = """
    CREATE TABLE IF NOT EXISTS passage_text (
        passage integer PRIMARY KEY REFERENCES passages (pk) ON DELETE CASCADE,
        document integer NOT NULL,
        amount integer NOT NULL,
        words tsvector NOT NULL
    );
    CREATE INDEX IF NOT EXISTS passage_text_by_document ON passage_text (document);
    CREATE INDEX IF NOT EXISTS passage_text_by_word ON passage_text USING gin (words);
    CREATE OR REPLACE VIEW words_of_documents AS
        SELECT document, lexeme COLLATE "C" AS word,
            ('A' = ANY(weights))::int + 2 * ('B' = ANY(weights))::int + 4 * ('C' = ANY(weights))::int AS columns,
            count(*) AS passages
        FROM passage_text, unnest(words) GROUP BY 1, 2, 3;
    CREATE TABLE IF NOT EXISTS text_words (
        word text COLLATE "C",
        columns integer,
        passages bigint NOT NULL,
        PRIMARY KEY (word, columns)
    );
    COMMENT ON TABLE text_words IS 'How many passages hold a word in just these columns: 1 headings, 2 text, 4 title.';
    CREATE TABLE IF NOT EXISTS text_size (passages bigint NOT NULL, words bigint NOT NULL);
    INSERT INTO text_size SELECT 0, 0 WHERE NOT EXISTS (SELECT FROM text_size)
"""
_COUNT_IN = """
    INSERT INTO text_words SELECT word, columns, passages FROM words_of_documents WHERE document = :document
    ON CONFLICT (word, columns) DO UPDATE SET passages = text_words.passages + excluded.passages
"""
_COUNT_OUT = """
    UPDATE text_words SET passages = text_words.passages - words_of_documents.passages FROM words_of_documents
    WHERE document = :document
    AND text_words.word = words_of_documents.word AND text_words.columns = words_of_documents.columns
"""
_DROP_UNUSED = """
    DELETE FROM text_words WHERE passages <= 0
    AND word IN (SELECT word FROM words_of_documents WHERE document = :document)
"""
_RESIZE = """
    UPDATE text_size SET passages = text_size.passages + :sign * those.passages,
        words = text_size.words + :sign * those.words
    FROM (SELECT count(*) AS passages, coalesce(sum(amount), 0) AS words FROM passage_text WHERE document = :document)
        AS those
"""
_SEARCH = """
    WITH proposed AS (
        SELECT passage, amount, words, {near} AS near FROM passage_text
        WHERE words @@ CAST(:any AS tsquery) AND {where}
        ORDER BY near DESC, passage LIMIT :proposed
    )
    SELECT p.pk, p.id, proposed.amount, word.lexeme, word.positions, word.weights
    FROM proposed JOIN passages p ON p.pk = proposed.passage, unnest(proposed.words) AS word
    WHERE word.lexeme = ANY(:words)
"""
_NEAR = "CAST(:rare{0} AS real) * ts_rank(CAST(:weights AS real[]), words, CAST(:phrase{0} AS tsquery))"
_IN_ALL = "document NOT IN (SELECT pk FROM documents WHERE status <> 'ready')"
_IN_DOCUMENTS = "document = ANY(:documents)"
_ON_TOPICS = "passage IN (SELECT passage FROM topics WHERE topic = ANY(:topics) AND passage IS NOT NULL)"

_DIFFERENCES = """
    SELECT (SELECT count(*) FROM passages WHERE NOT EXISTS (SELECT FROM passage_text WHERE passage = pk)),
           (SELECT count(*) FROM passage_text WHERE NOT EXISTS (SELECT FROM passages WHERE pk = passage))
"""
_MISCOUNTED = """
    SELECT count(*) FROM (
        SELECT word, columns, sum(passages) AS passages FROM words_of_documents GROUP BY word, columns
    ) AS counted FULL JOIN text_words USING (word, columns)
    WHERE counted.passages IS DISTINCT FROM text_words.passages
"""


def create(connection: Connection) -> None:
    """Make the tables that are missing."""
    for statement in _TABLES.split(";\n"):
        connection.exec_driver_sql(statement)


def write(connection: Connection, document: int, found: Sequence[Indexed]) -> None:
    """Index the passages of a document."""
    connection.execute(
        text("INSERT INTO passage_text VALUES (:passage, :document, :amount, CAST(:words AS tsvector))"),
        [{"passage": each.pk, "document": document} | _vector(each.columns) for each in found],
    )
    connection.execute(text(_COUNT_IN), {"document": document})
    connection.execute(text(_RESIZE), {"document": document, "sign": 1})


def forget(connection: Connection, document: int) -> None:
    """Take the passages of a document out."""
    those = {"document": document}
    connection.execute(text(_COUNT_OUT), those)
    connection.execute(text(_DROP_UNUSED), those)
    connection.execute(text(_RESIZE), those | {"sign": -1})
    connection.execute(text("DELETE FROM passage_text WHERE document = :document"), those)


def clear(connection: Connection) -> None:
    """Take everything out."""
    for statement in (
        "DELETE FROM passage_text",
        "DELETE FROM text_words",
        "UPDATE text_size SET passages = 0, words = 0",
    ):
        connection.execute(text(statement))


def search(connection: Connection, query: TextQuery) -> list[TextHit]:
    """The passages that hold any of the phrases, the best match first."""
    wanted = _lexemes_of(query.phrases)
    if not wanted:
        return []
    weights = query.weights
    size = connection.execute(text("SELECT passages, words FROM text_size")).one()
    rare = [_rarity(size.passages, _count(connection, each, weights)) for each in wanted]
    most = max(getattr(weights, column) for column in COLUMNS)
    values: dict[str, Any] = {
        "any": _tsquery(wanted, weights),
        "weights": [0.0, *(getattr(weights, column) / most for column in reversed(COLUMNS))],
        "words": sorted({word for each in wanted for word in each}),
        "proposed": max(_PROPOSED, query.limit),
    }
    for number, (each, rarity) in enumerate(zip(wanted, rare, strict=True)):
        values |= {f"phrase{number}": _tsquery([each], weights), f"rare{number}": rarity}
    where = [_IN_ALL if query.documents is None else _IN_DOCUMENTS]
    if query.documents is not None:
        values["documents"] = list(query.documents)
    if query.topics:
        where.append(_ON_TOPICS)
        values["topics"] = list(query.topics)
    near = " + ".join(_NEAR.format(number) for number in range(len(wanted)))
    statement = text(_SEARCH.format(near=near, where=" AND ".join(where)))
    proposed: dict[tuple[int, str, int], _Places] = {}
    for row in connection.execute(statement, values):
        places = proposed.setdefault((row.pk, row.id, row.amount), {})
        places[row.lexeme] = dict(zip(row.positions, row.weights, strict=True))
    usual = size.words / max(size.passages, 1)
    scored = [
        (-_score(places, wanted, rare, weights, amount / usual), pk, name)
        for (pk, name, amount), places in proposed.items()
    ]
    return [TextHit(name, -score) for score, _, name in sorted(scored)[: query.limit]]


def count_passages(connection: Connection) -> int:
    """How many passages the index holds."""
    return int(connection.execute(text("SELECT passages FROM text_size")).scalar_one())


def count_with(connection: Connection, phrases: Sequence[str]) -> int:
    """How many passages hold any of the phrases in their text."""
    wanted = _lexemes_of(phrases)
    if not wanted:
        return 0
    return _count(connection, wanted[0], TEXT_ALONE) if len(wanted) == 1 else _count_any(connection, wanted, TEXT_ALONE)


def share_with(connection: Connection, document: int, phrase: str) -> float:
    """The share of a document's passages that hold a phrase in any column; 0 to 1."""
    wanted = _lexemes_of([phrase])
    if not wanted:
        return 0.0
    query = text("SELECT avg((words @@ CAST(:any AS tsquery))::int) FROM passage_text WHERE document = :document")
    values = {"any": _tsquery(wanted, EVERYTHING), "document": document}
    return float(connection.execute(query, values).scalar_one() or 0.0)


def disagreements(connection: Connection) -> Iterator[str]:
    """What of the index does not agree with the passages; nothing, normally."""
    missing, orphaned = connection.execute(text(_DIFFERENCES)).one()
    if missing or orphaned:
        yield f"The full text lacks {missing} passages and has {orphaned} that are gone."
    if miscounted := connection.execute(text(_MISCOUNTED)).scalar_one():
        yield f"Of {miscounted} words of the full text it is recorded wrongly in how many passages they are."


_Places = dict[str, dict[int, str]]
"""Of words of a passage, the places where they stand with the labels of their columns."""


def _lexemes_of(phrases: Iterable[str]) -> list[Lexemes]:
    """Phrases as they are indexed; as in FTS5, one that is given in two forms counts twice."""
    return [found for phrase in phrases if (found := lexemes(phrase))]


def _vector(columns: Mapping[str, str]) -> dict[str, Any]:
    """Words of a passage as PostgreSQL reads a tsvector; between columns a place is free, so no phrase spans two."""
    places: dict[str, list[str]] = {}
    place = amount = size = 0
    for column, label in _LABELS.items():
        for word in lexemes(columns[column]):
            place += 1
            amount += 1
            size += len(word.encode()) + _PLACE
            if place <= _LAST and size < _LARGEST:
                places.setdefault(word, []).append(f"{place}{label}")
        place += 1
    return {"amount": amount, "words": " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())}


def _tsquery(wanted: Iterable[Lexemes], weights: ColumnWeights) -> str:
    """A tsquery that any of the phrases satisfies in the columns that are searched."""
    label = "".join(_LABELS[column] for column in weights.searched())
    return " | ".join("(" + " <-> ".join(f"'{word}':{label}" for word in phrase) + ")" for phrase in wanted)


def _count(connection: Connection, phrase: Lexemes, weights: ColumnWeights) -> int:
    """How many passages hold a phrase in the columns that are searched."""
    if len(phrase) > 1:
        return _count_any(connection, [phrase], weights)
    mask = sum(1 << COLUMNS.index(column) for column in weights.searched())
    query = text("SELECT coalesce(sum(passages), 0) FROM text_words WHERE word = :word AND columns & :mask <> 0")
    return int(connection.execute(query, {"word": phrase[0], "mask": mask}).scalar_one())


def _count_any(connection: Connection, wanted: Iterable[Lexemes], weights: ColumnWeights) -> int:
    query = text("SELECT count(*) FROM passage_text WHERE words @@ CAST(:any AS tsquery)")
    return int(connection.execute(query, {"any": _tsquery(wanted, weights)}).scalar_one())


def _rarity(passages: int, holding: int) -> float:
    return max(_LEAST, math.log((passages - holding + 0.5) / (holding + 0.5)))


def _score(
    found: _Places, wanted: Sequence[Lexemes], rare: Sequence[float], weights: ColumnWeights, length: float
) -> float:
    """BM25 of a passage; its length is relative to the usual one."""
    total = 0.0
    for phrase, rarity in zip(wanted, rare, strict=True):
        often = sum(getattr(weights, COLUMNS["ABC".index(label)]) for label in _labels(found, phrase))
        total += rarity * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length))
    return total


def _labels(found: _Places, phrase: Lexemes) -> Iterator[str]:
    """The label of each place at which a phrase begins."""
    for place, label in found.get(phrase[0], {}).items():
        if all(place + further in found.get(word, {}) for further, word in enumerate(phrase[1:], 1)):
            yield label
