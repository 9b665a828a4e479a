"""What evidence is worth: a passage about another State, year, number or kind of thing does not answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import FakeEmbeddings, make

from assistant.judging.evidence import Evidence, weigh
from assistant.question import parse_question
from assistant.retriever import retrieve
from store.library import Library

FILLER = [f"States protect privacy and data of persons, rule {word}." for word in "abcdefghij" * 4]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A report that counts officers in Haiti and speaks of Chad elsewhere; a newer one all about Peru; and filler."""
    with Library(tmp_path_factory.mktemp("evidence"), FakeEmbeddings()) as library:
        library.add(
            *make(
                "A/HRC/48/31", "In 2019, 400 officers came from Haiti.", "Chad sent nobody.", *FILLER, date="2021-09-13"
            )
        )
        library.add(
            *make("A/HRC/50/1", *["Officers arrived at the border of Peru."] * 4, "Officers left.", date="2024")
        )
        yield library


def evidence_at(library: Library, text: str, symbol: str, locator: str) -> Evidence:
    question = parse_question(text)
    candidates = retrieve(library, question, limit=100)
    worth = weigh(library, question, candidates)
    places = [(candidate.passage.symbol, candidate.passage.locator) for candidate in candidates]
    return worth[places.index((symbol, locator))]


NAMES = [
    ("How many officers came from Haiti?", "para. 1", 1.0),
    ("How many Haitian officers came?", "para. 1", 1.0),
    ("How many officers came from Kenya?", "para. 1", 0.0),
    ("How many officers came from Haiti and how many from Kenya?", "para. 1", 0.0),
    ("How many officers came from Chad?", "para. 1", 0.3),
    ("How many officers came from Chad?", "para. 2", 1.0),
    ("How many officers did Frontex count?", "para. 1", 0.4),
    ("How many officers came?", "para. 1", 1.0),
]
YEARS = [
    ("How many officers came in 2019?", "para. 1", 1.0),
    ("How many officers came in 2021?", "para. 1", 0.3),
    ("How many officers came in 2020?", "para. 1", 0.0),
    ("How many officers came in 2015?", "para. 1", 0.0),
    ("How many officers came?", "para. 1", 1.0),
    ("How many did Chad send in 2021?", "para. 2", 0.9),
    ("How many did Chad send in 2020?", "para. 2", 0.6),
    ("How many did Chad send in 2019?", "para. 2", 0.0),
]
NUMBERS = [("Why did 400 officers come?", 1.0), ("Why did 500 officers come?", 0.0), ("Why did officers come?", 1.0)]


@pytest.mark.parametrize(("question", "locator", "met"), NAMES)
def test_names(filled: Library, question: str, locator: str, met: float) -> None:
    assert evidence_at(filled, question, "A/HRC/48/31", locator).names == met


@pytest.mark.parametrize(("question", "locator", "met"), YEARS)
def test_years(filled: Library, question: str, locator: str, met: float) -> None:
    assert evidence_at(filled, question, "A/HRC/48/31", locator).years == met


def test_a_sentence_about_another_year_answers_less_though_the_passage_gives_the_year(library: Library) -> None:
    library.add(*make("A/1/1", "In 2024, 900 people drowned at sea. A study of 2023 had warned of that."))
    assert evidence_at(library, "How many people drowned at sea in 2024?", "A/1/1", "para. 1").years == 1
    assert evidence_at(library, "How many people drowned at sea in 2023?", "A/1/1", "para. 1").years == 0.5


ORDINALS = [
    ("Who opened the thirtieth session?", 1.0),
    ("Who opened the 30th session?", 1.0),
    ("Who opened the twenty-ninth session?", 0.0),
    ("Who opened the 31st regular session?", 0.0),
    ("Who spoke at the sixth meeting?", 1.0),
    ("Who was the second speaker?", 1.0),
]


@pytest.mark.parametrize(("question", "met"), ORDINALS)
def test_sessions_and_meetings(library: Library, question: str, met: float) -> None:
    library.add(*make("A/1/1", "The Chair opened the 6th meeting of the session.", session="Thirtieth session"))
    assert evidence_at(library, question, "A/1/1", "para. 1").numbers == met


@pytest.mark.parametrize(("question", "met"), NUMBERS)
def test_numbers(filled: Library, question: str, met: float) -> None:
    assert evidence_at(filled, question, "A/HRC/48/31", "para. 1").numbers == met


def test_the_kind_of_thing_asked_for(filled: Library) -> None:
    assert evidence_at(filled, "How many officers came?", "A/HRC/48/31", "para. 1").kind == 1
    assert evidence_at(filled, "What share of officers came?", "A/HRC/48/31", "para. 1").kind == 0


def test_an_answer_that_fails_one_demand_is_none(filled: Library) -> None:
    for question in ("400 officers from Kenya in 2019?", "500 officers from Haiti?", "Officers from Haiti in 2015?"):
        assert evidence_at(filled, question, "A/HRC/48/31", "para. 1").met == 0
    assert evidence_at(filled, "400 officers from Haiti in 2019?", "A/HRC/48/31", "para. 1").met == 1


def test_what_a_document_is_about_need_not_be_named_in_every_passage(filled: Library) -> None:
    assert evidence_at(filled, "When did officers leave Peru?", "A/HRC/50/1", "para. 5").names == 1


def test_a_name_in_the_title_is_met(library: Library) -> None:
    library.add(*make("A/HRC/1/1", "Officers came.", *FILLER, title="Visit to Haiti"))
    assert evidence_at(library, "How many officers came to Haiti?", "A/HRC/1/1", "para. 1").names == 1


def test_a_name_that_most_passages_hold_narrows_nothing(library: Library) -> None:
    library.add(*make("A/HRC/1/1", "Officers came.", *["Frontex reported."] * 9))
    library.add(*make("A/HRC/2/1", "Officers came, and some left."))
    assert evidence_at(library, "How many officers came to Frontex?", "A/HRC/2/1", "para. 1").names == 1


def test_the_figures_are_shares_and_the_best_is_behind_nobody(filled: Library) -> None:
    question = parse_question("How many officers came from Haiti in 2019?")
    worth = weigh(filled, question, retrieve(filled, question, limit=100))
    assert worth[0].behind == 0
    assert [each.behind for each in worth] == sorted(each.behind for each in worth)
    assert all(-0.01 <= value <= 1.01 for each in worth for value in each.values())


def test_without_candidates_there_is_nothing_to_weigh(library: Library) -> None:
    assert weigh(library, parse_question("Why?"), []) == []
