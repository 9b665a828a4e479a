"""Which passages may answer, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import FakeEmbeddings, make

from assistant.asked.held import narrow
from assistant.question import follow_up, parse_question
from assistant.retrieval.searchwords import search_words
from assistant.retriever import HybridRetriever, demote_twins, retrieve
from ingest.cataloguing.relations import relate
from store.library import Library
from store.model import NO_FILTERS, Filters, Kind

TWIN = (
    "Calls upon States not to interfere with encryption and anonymity tools and to protect the sources of journalists"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("retriever"), FakeEmbeddings()) as library:
        library.add(
            *make(
                "A/HRC/48/31",
                "Encryption protects privacy.",
                "Shutdowns are condemned.",
                "A moratorium is needed.",
                body="Human Rights Council",
                type="report",
                date="2021",
            )
        )
        library.add(*make("A/HRC/48/3", "Encryption protects sources.", body="Human Rights Council", date="2019"))
        library.add(
            *make(
                "A/RES/78/213",
                "Encryption protects journalists.",
                body="General Assembly",
                kind=Kind.BRIEF,
                date="2023",
            )
        )
        yield library


def found(library: Library, text: str, filters: Filters = NO_FILTERS, limit: int = 20) -> list[str]:
    return [candidate.passage.id for candidate in retrieve(library, parse_question(text), filters, limit)]


def symbols(ids: list[str]) -> set[str]:
    return {name.split("|")[0] for name in ids}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (NO_FILTERS, {"A/HRC/48/31", "A/HRC/48/3", "A/RES/78/213"}),
        (Filters(bodies=("human rights council",)), {"A/HRC/48/31", "A/HRC/48/3"}),
        (Filters(types=("report",)), {"A/HRC/48/31"}),
        (Filters(years=(2020, 0)), {"A/HRC/48/31", "A/RES/78/213"}),
        (Filters(symbols=("A/HRC/48/3",)), {"A/HRC/48/3"}),
        (Filters(kinds=(Kind.BRIEF,)), {"A/RES/78/213"}),
        (Filters(languages=("fr",)), set()),
    ],
)
def test_filters(filled: Library, filters: Filters, expected: set[str]) -> None:
    assert symbols(found(filled, "What does encryption protect?", filters)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does A/HRC/48/31 say about encryption?", {"A/HRC/48/31"}),
        ("What does A/HRC/48/3 say about encryption?", {"A/HRC/48/3"}),
        ("What does a/hrc/48/3, para. 1 say?", {"A/HRC/48/3"}),
        ("What does resolution 78/213 say about encryption?", {"A/RES/78/213"}),
        ("Do A/HRC/48/3 and A/RES/78/213 agree on encryption?", {"A/HRC/48/3", "A/RES/78/213"}),
        ("Do A/HRC/48/3 and A/HRC/99/1 agree on encryption?", {"A/HRC/48/3"}),
        ("What does A/HRC/99/1 say about encryption?", {"A/HRC/48/31", "A/HRC/48/3", "A/RES/78/213"}),
    ],
)
def test_documents_that_are_named_and_held_narrow_the_search(
    filled: Library, question: str, expected: set[str]
) -> None:
    assert symbols(found(filled, question)) == expected


def test_a_filter_of_the_user_is_not_widened_by_the_question(filled: Library) -> None:
    filters = Filters(symbols=("A/HRC/48/3",))
    assert narrow(filled, parse_question("What does A/HRC/48/31 say?"), filters) == filters


def test_the_better_passage_comes_first(filled: Library) -> None:
    candidates = retrieve(filled, parse_question("Are shutdowns condemned?"))
    assert candidates[0].passage.id == "A/HRC/48/31|en|para. 2"
    assert candidates[0].coverage > 0.75
    assert candidates[0].coverage == candidates[0].coverage_in(0, len(candidates[0].passage.text))
    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_paragraph_that_is_named_comes_first(filled: Library) -> None:
    first = retrieve(filled, parse_question("What does paragraph 3 of A/HRC/48/31 say about encryption?"))[0]
    assert (first.passage.locator, first.score) == ("para. 3", 1.0)


def test_a_follow_up_looks_near_what_was_cited(library: Library) -> None:
    text = "Encryption protects sources."
    library.add(*make("A/HRC/1/1", text, *["Budgets grow."] * 8))
    library.add(*make("A/HRC/2/1", text, *["Budgets grow."] * 8))
    first = parse_question("What about journalists and their sources?")
    for symbol in ("A/HRC/1/1", "A/HRC/2/1"):
        question = follow_up("And what does encryption protect there?", first, ((symbol, "para. 2"),))
        assert retrieve(library, question)[0].passage.id == f"{symbol}|en|para. 1"


def test_of_a_text_in_two_documents_the_draft_stands_behind_the_resolution(library: Library) -> None:
    library.add(*make("A/C.3/78/L.49", TWIN, "Something else.", type="draft resolution", date="2024-01-01"))
    library.add(*make("A/RES/78/213", TWIN, "Something other.", type="resolution", date="2023-12-19"))
    ids = found(library, "What are States called upon not to interfere with?")
    assert ids[0] == "A/RES/78/213|en|para. 1"
    assert "A/C.3/78/L.49|en|para. 1" in ids


def test_of_a_text_in_two_documents_the_older_stands_behind_the_newer(library: Library) -> None:
    library.add(*make("A/HRC/RES/1/1", TWIN, date="2012"))
    library.add(*make("A/HRC/RES/9/1", TWIN.replace("Calls", "Also calls"), date="2020"))
    for asked in ("What are States called upon not to interfere with?", "Which tools protect journalists?"):
        assert found(library, asked)[0] == "A/HRC/RES/9/1|en|para. 1"


def test_a_text_repeated_within_one_document_or_a_short_one_is_no_twin(library: Library) -> None:
    library.add(*make("A/HRC/1/1", TWIN, TWIN, "Encryption matters."))
    library.add(*make("A/HRC/2/1", "Encryption matters."))
    candidates = retrieve(library, parse_question("encryption"))
    assert demote_twins(library, candidates) == candidates


def test_a_limit(filled: Library) -> None:
    assert len(found(filled, "encryption", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "?", "of the", "zzz qqq", '"', "A/", "Ночью"])
def test_no_question_breaks_the_search(filled: Library, text: str) -> None:
    assert len(found(filled, text)) <= 20


def test_an_empty_library_has_no_candidates(library: Library) -> None:
    assert found(library, "What does paragraph 3 of A/HRC/48/31 say?") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is the State's duty?", ["State", "duty"]),
        ("encryption, encryption", ["encryption"]),
        ("See A/HRC/48/31 there", ["A/HRC/48/31", "See", "HRC", "48", "31"]),
        ("and/or", []),
        ("", []),
    ],
)
def test_the_words_searched_for(text: str, words: list[str]) -> None:
    assert search_words(text) == words


def test_it_is_a_langchain_retriever(filled: Library) -> None:
    retriever = HybridRetriever(library=filled, filters=Filters(bodies=("Human Rights Council",)), limit=3)
    first, *others = retriever.invoke("Are shutdowns condemned?")
    assert first.page_content == "Shutdowns are condemned."
    assert first.id == "A/HRC/48/31|en|para. 2"
    assert {key: first.metadata[key] for key in ("symbol", "locator", "page")} == {
        "symbol": "A/HRC/48/31",
        "locator": "para. 2",
        "page": 0,
    }
    assert first.metadata["score"] >= others[0].metadata["score"]
    assert len(others) == 2


def test_what_gave_way_stands_behind_what_stands_unless_it_is_named(library: Library) -> None:
    for symbol, text in (
        ("A/HRC/59/L.17", "Encryption protects journalists from surveillance in elections."),
        ("A/HRC/RES/59/25", "Encryption protects the sources of journalists everywhere."),
    ):
        library.add(*make(symbol, text, title="Encryption"))
    asked = parse_question("Does encryption protect journalists in elections?")
    assert [each.passage.symbol for each in retrieve(library, asked)] == ["A/HRC/59/L.17", "A/HRC/RES/59/25"]
    alone = {each.passage.symbol: each.score for each in retrieve(library, asked)}
    relate(library)
    found = {each.passage.symbol: each.score for each in retrieve(library, asked)}
    assert found["A/HRC/59/L.17"] < alone["A/HRC/59/L.17"]
    assert found["A/HRC/RES/59/25"] == alone["A/HRC/RES/59/25"]
    (named,) = retrieve(library, parse_question("Does A/HRC/59/L.17 say that encryption protects journalists?"))
    assert named.passage.symbol == "A/HRC/59/L.17"
