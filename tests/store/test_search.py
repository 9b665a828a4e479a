from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from fakes import make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store.database import schema
from store.database.engine import among, is_postgresql
from store.fulltext.forms import ColumnWeights
from store.library import Library
from store.meaning import nearest
from store.model import Filters, Kind

DOCUMENTS = [
    make("A/HRC/48/31", "privacy one", body="Human Rights Council", type="report", date="2021-09-13"),
    make("A/HRC/48/3", "privacy two", body="Human Rights Council", type="report", date="2019"),
    make("A/RES/78/213", "privacy three", body="General Assembly", type="resolution", date="2023-12-19"),
    make(
        "A/80/74", "privacy four", body="General Assembly", type="report", other_symbols=("S/2025/1",), date="2025-01"
    ),
    make("A/1", "privacy five", body="General Assembly", kind=Kind.BRIEF),
    make("A/80/74", "privacy six", language="fr", type="report", date="2025"),
]
EVERY = {f"{document.symbol}|{document.language}" for document, _ in DOCUMENTS}

FILTERS = [
    (Filters(), EVERY),
    (Filters(bodies=("human rights council",)), {"A/HRC/48/31|en", "A/HRC/48/3|en"}),
    (Filters(types=("Resolution",)), {"A/RES/78/213|en"}),
    (Filters(years=(2021, 2023)), {"A/HRC/48/31|en", "A/RES/78/213|en"}),
    (Filters(years=(2023, 0)), {"A/RES/78/213|en", "A/80/74|en", "A/80/74|fr"}),
    (Filters(years=(0, 2019)), {"A/HRC/48/3|en"}),
    (Filters(languages=("FR",)), {"A/80/74|fr"}),
    (Filters(symbols=("a/hrc/48/3",)), {"A/HRC/48/3|en"}),
    (Filters(symbols=("S/2025/1",)), {"A/80/74|en"}),
    (Filters(symbols=("A/80/74", "A/1")), {"A/80/74|en", "A/80/74|fr", "A/1|en"}),
    (Filters(kinds=(Kind.BRIEF,)), {"A/1|en"}),
    (Filters(bodies=("General Assembly",), types=("report",)), {"A/80/74|en"}),
    (Filters(symbols=("A/HRC/48",)), set()),
    (Filters(bodies=("Nobody",)), set()),
]


@pytest.fixture(scope="module")
def filled(shelf: Library) -> Library:
    """The documents, to be searched."""
    for document, passages in DOCUMENTS:
        shelf.add(document, passages)
    return shelf


def _documents(hits: list) -> set[str]:
    return {hit.passage.rpartition("|")[0] for hit in hits}


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_filters_narrow_every_question_alike(filled: Library, filters: Filters, expected: set[str]) -> None:
    assert {document.id for document in filled.documents(filters)} == expected
    assert _documents(filled.text_search(["privacy"], 50, filters)) == expected
    assert _documents(filled.vector_search("privacy", 50, filters)) == expected


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_through_the_index_the_filters_let_the_same_through(
    filled: Library, filters: Filters, expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_DIRECT", -1)
    assert _documents(filled.vector_search("privacy", 50, filters)) == expected


def test_a_symbol_finds_where_it_is_mentioned_and_no_longer_one(library: Library) -> None:
    library.add(
        *make("A/1", "As said in A/HRC/48/31, para. 5.", "As said in A/HRC/48/3.", "Item 48 of the HRC list 31.")
    )
    assert [hit.passage for hit in library.text_search(["A/HRC/48/3"])] == ["A/1|en|para. 2"]
    assert [hit.passage for hit in library.text_search(["a/hrc/48/31"])] == ["A/1|en|para. 1"]
    assert [hit.passage for hit in library.text_search(["48"])] == ["A/1|en|para. 3"]


def test_the_better_match_comes_first_and_scores_higher(library: Library) -> None:
    library.add(*make("A/1", "encryption and much else that is said here at length", "encryption", "anonymity"))
    first, second = library.text_search(["encryption"])
    assert first.passage == "A/1|en|para. 2"
    assert first.score > second.score > 0


def test_a_column_without_weight_is_not_searched(library: Library) -> None:
    document, (passage,) = make("A/1", "text", title="title")
    library.add(document, [replace(passage, headings=("heading",))])
    for word, weights in [
        ("text", ColumnWeights(headings=0, text=1)),
        ("heading", ColumnWeights(headings=1, text=0)),
        ("title", ColumnWeights(headings=0, text=0, title=1)),
        ("A/1", ColumnWeights(title=1)),
    ]:
        assert len(library.text_search([word], 9, weights=weights)) == 1
        others = ColumnWeights(*(0 if value else 1 for value in (weights.headings, weights.text, weights.title)))
        assert library.text_search([word], 9, weights=others) == []


@given(
    words=st.lists(st.text(max_size=20) | st.sampled_from(['"', "*", "a OR b", "text:x", "^a", "-x", "{a}", "\0", "'"]))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_no_text_breaks_a_search(filled: Library, words: list[str]) -> None:
    for hit in filled.text_search(words, 5):
        assert hit.score > 0


def test_the_vector_search_tells_the_cosine(library: Library) -> None:
    document, passages = make("A/1", "encryption protects", "budget of the fund")
    library.add(document, passages)
    question = np.array(library.embeddings.embed_query("encryption"), dtype=np.float32)
    first, second = library.vector_search(question, 5)
    expected = question @ np.array(library.embeddings.embed_query("encryption protects"))
    assert first.passage == "A/1|en|para. 1"
    assert first.score == pytest.approx(expected, abs=2e-3)
    assert (first.start, first.end) == (0, len("encryption protects"))
    assert second.score < first.score


def test_limits(filled: Library) -> None:
    assert len(filled.vector_search("privacy", 2)) == 2
    assert len(filled.text_search(["privacy"], 2)) == 2
    assert filled.text_search(["privacy"], 0) == []
    assert filled.vector_search("privacy", 100, Filters(symbols=("none",))) == []


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.vector_search("privacy", 5) == []
    assert library.text_search(["privacy"]) == []


@pytest.mark.parametrize("reopen_after", [0, 5_000])
def test_a_reader_sees_what_another_adds_and_removes(
    library: Library, open_library: Callable[..., Library], monkeypatch: pytest.MonkeyPatch, reopen_after: int
) -> None:
    monkeypatch.setattr(nearest, "_REOPEN", reopen_after)
    monkeypatch.setattr(nearest, "_DIRECT", -1)
    library.add(*make("A/1", "privacy"))
    reader = open_library()
    assert _documents(reader.vector_search("privacy", 9)) == {"A/1|en"}
    library.add(*make("A/2", "privacy"))
    assert _documents(reader.vector_search("privacy", 9)) == {"A/1|en", "A/2|en"}
    assert _documents(reader.text_search(["privacy"], 9)) == {"A/1|en", "A/2|en"}
    library.add(*make("A/1", "anonymity"))
    assert reader.vector_search("anonymity", 1)[0].score == pytest.approx(
        library.vector_search("anonymity", 1)[0].score
    )
    library.remove("A/2")
    assert _documents(reader.vector_search("privacy", 9)) == {"A/1|en"}


def test_threads_may_ask_while_one_writes(library: Library) -> None:
    library.add(*make("A/0", "privacy zero"))
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                found = (
                    _documents(library.vector_search("privacy", 50)),
                    _documents(library.text_search(["privacy"], 50)),
                )
            except Exception as error:
                wrong.append(error)
                return
            if any("A/0|en" not in each for each in found):
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 15):
        library.add(*make(f"A/{number}", f"privacy {number}"))
        library.add(*make("A/0", f"privacy version {number}"))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_is_one_of_many_is_found_by_its_index(library: Library) -> None:
    library.add(*make("A/1", "privacy"))
    with library._catalog.reading() as connection:
        wanted = select(schema.passages.c.pk).where(among(schema.passages.c.id, ["A/1|en|para. 1"]))
        compiled = wanted.compile(connection, compile_kwargs={"literal_binds": True})
        if not is_postgresql(connection):
            plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}"))
            assert "passages_by_id" in plan
        assert connection.execute(wanted).scalars().all() == [1]
