"""PostgreSQL finds by words what SQLite finds, and scores it alike."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes import make
from places import execute
from servers import ChromaServer, PostgreSQL

from evals.cases import cases_of
from evals.suites import SHIPPED, read_suite
from ingest.briefs import read_briefs
from store.embeddings import SentenceEmbeddings
from store.fulltext import fts5, stems
from store.fulltext.forms import ColumnWeights
from store.fulltext.stems import lexemes
from store.languages import telling_words
from store.library import Library
from store.maintenance.copying import copy
from store.model import Filters
from store.place import Place

WEIGHTS = [ColumnWeights(), ColumnWeights(headings=0.6, text=1.0, title=0.3), ColumnWeights(headings=3, text=0.5)]


@pytest.fixture(scope="module")
def both(
    starter_home: Path,
    database_server: PostgreSQL,
    chroma_server: ChromaServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Library, Library]]:
    """The starter library in SQLite, and in PostgreSQL."""
    there = Place(tmp_path_factory.mktemp("both"), database_server.database(), chroma_server.url)
    copy(Place(starter_home), there)
    embeddings = SentenceEmbeddings(checked=there.home / "checked.json")
    with Library(starter_home, embeddings) as one, Library(there, embeddings) as other:
        yield one, other
    database_server.drop(there.database)


@pytest.fixture(scope="module")
def questions() -> list[list[str]]:
    """The words of every question of the suite over the starter library."""
    return [telling_words(case.turn.question, "en") for case in cases_of(read_suite(SHIPPED / "starter.yaml"))]


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
@pytest.mark.parametrize("filters", [Filters(), Filters(types=("report",)), Filters(years=(2020, 0))], ids=repr)
def test_the_same_passages_with_the_same_scores(
    both: tuple[Library, Library], questions: list[list[str]], weights: ColumnWeights, filters: Filters
) -> None:
    sqlite, postgresql = both
    assert len(questions) > 50
    for words in questions:
        one, other = (library.text_search(words, 50, filters, weights) for library in (sqlite, postgresql))
        assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], rel=1e-4), words
        scores = {hit.passage: hit.score for hit in one}
        # Of passages that score the same, either engine may leave out another at the end.
        last = one[-1].score if one else 0
        assert all(scores.get(hit.passage, last) == pytest.approx(hit.score, rel=1e-4) for hit in other), words


def test_the_same_numbers(both: tuple[Library, Library], questions: list[list[str]]) -> None:
    sqlite, postgresql = both
    words = sorted({word for each in questions for word in each})
    assert sqlite.frequencies(words) == postgresql.frequencies(words)
    symbol = sqlite.documents()[0].symbol
    for word in words:
        assert sqlite.share_with(symbol, word) == pytest.approx(postgresql.share_with(symbol, word)), word


@pytest.mark.parametrize(
    "words",
    [["human rights"], ["A/HRC/48/31"], ["due diligence", "surveillance-based"], ["Privacy", "PRIVACY", "privacies"]],
)
def test_phrases_and_symbols(both: tuple[Library, Library], words: list[str]) -> None:
    one, other = (library.text_search(words, 1000, weights=WEIGHTS[1]) for library in both)
    assert one
    assert {hit.passage: pytest.approx(hit.score, rel=1e-4) for hit in one} == {hit.passage: hit.score for hit in other}


@pytest.mark.parametrize(
    "words", [["'"], ["a' | 'b"], [":*"], ["!privacy & x"], ["\0"], ["\ud800"], ["\\"], ["%", "🙂"]]
)
def test_no_word_is_read_as_syntax(library: Library, words: list[str]) -> None:
    library.add(*make("A/1", "Privacy."))
    assert library.text_search(words) == []


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("隐私权是一项人权。", "zh", "隐私"),
        ("Les États protègent la vie privée.", "fr", "protéger"),
        ("Государства защищают детей.", "ru", "государство"),
        ("تحمي الدول الأطفال", "ar", "الأطفال"),
    ],
)
def test_every_language(library: Library, text: str, language: str, word: str) -> None:
    library.add(*make("A/1", text, "x", language=language))
    assert [hit.passage for hit in library.text_search([word], language=language)] == [f"A/1|{language}|para. 1"]


def test_words_far_into_a_long_passage_do_no_harm(library: Library) -> None:
    long = " ".join(f"word{number}" for number in range(20_000))
    library.add(*make("A/1", f"Privacy {long} encryption {'x' * 3000}"))
    assert [hit.passage for hit in library.text_search(["privacy"])] == ["A/1|en|para. 1"]
    assert library.check() == []


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM passage_text WHERE passage = 1", "full text lacks 1 passages"),
        ("UPDATE text_words SET passages = 7 WHERE word = 'encrypt'", "Of 1 words of the full text"),
        ("DELETE FROM text_words WHERE word = 'encrypt'", "Of 1 words of the full text"),
        ("DELETE FROM vectors WHERE passage = 1", "1 passages have no vectors"),
        ("DELETE FROM originals", "original of A/1"),
        ("UPDATE originals SET content = 'other'", "original of A/1"),
    ],
)
def test_disagreements_in_postgresql_are_named(library: Library, statement: str, message: str) -> None:
    library.add(*make("A/1", "Encryption.", "Privacy."), b"one")
    execute(library.place, statement)
    assert message in " ".join(finding.message for finding in library.check())


def test_threads_find_the_same_stems() -> None:
    words = [f"{beginning}{ending}" for beginning in map(str, range(400)) for ending in ("ations", "ingly", "ologies")]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda word: lexemes(f"a{word}"), words * 4))
    stems._stem.cache_clear()
    assert found == [lexemes(f"a{word}") for word in words * 4]


def test_what_no_symbol_can_hold_is_not_found(library: Library) -> None:
    library.add(*make("A/1", "Privacy."))
    assert [library.document(name) for name in ("A/1\0", "A/1\ud800")] == [None, None]


def test_words_are_those_of_fts5() -> None:
    written = [passage.text for _, passages in read_briefs() for passage in passages]
    written.append("Déjà e\u0301te\u0301 Straße й ably forcibly irresistibly logy ideologies")
    words = sorted(set(re.findall(r"\w[\w\u0301]*", " ".join(written))))
    assert len(words) > 1_900
    with sqlite3.connect(":memory:") as connection:
        connection.execute(fts5._TABLE)
        connection.execute("CREATE VIRTUAL TABLE held USING fts5vocab(passage_text, 'instance')")
        connection.executemany("INSERT INTO passage_text (rowid, text) VALUES (?, ?)", enumerate(words))
        held = connection.execute('SELECT doc, term FROM held ORDER BY doc, "offset"').fetchall()
    assert [(row, word) for row, each in enumerate(words) for word in lexemes(each)] == held
