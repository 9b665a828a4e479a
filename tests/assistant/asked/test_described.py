"""Documents described in words: which are meant, and what of the question is left to look for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fakes import FakeEmbeddings, make

from assistant.asked.described import describe
from assistant.chain import understand
from assistant.question import parse_question
from assistant.retriever import retrieve
from store.library import Library

COUNCIL, SECURITY, ASSEMBLY = "Human Rights Council", "Security Council", "General Assembly"
DOCUMENTS = [
    ("A/HRC/RES/59/25", "resolution", COUNCIL, "2025-07-16", "Human rights and climate change"),
    ("A/HRC/59/L.17", "draft resolution", COUNCIL, "2025-07-02", "Human rights and climate change"),
    ("A/HRC/59/60", "report", COUNCIL, "2025-04-22", "Thirteenth session of the Forum on Business and Human Rights"),
    ("S/2025/389", "report", SECURITY, "2025-07-15", "Conflict-related sexual violence"),
    ("S/RES/2776 (2025)", "resolution", SECURITY, "2025-03-03", "Resolution 2776 (2025)"),
    ("S/RES/2768 (2025)", "resolution", SECURITY, "2025-01-15", "Resolution 2768 (2025)"),
    ("A/47/466", "report", ASSEMBLY, "1992-10-05", "United Nations Framework Convention on Climate Change"),
    ("A/80/67", "note verbale", ASSEMBLY, "2025-02-25", "Note verbale from the Permanent Mission of Italy"),
    ("DP/2025/14", "report", "Executive Board", "2025-03-27", "Annual report on evaluation, 2024"),
    ("DP/2025/14/Corr.1", "corrigendum", "Executive Board", "2025-06-10", "Annual report on evaluation, 2024"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("described"), FakeEmbeddings()) as library:
        for symbol, kind, body, date, title in DOCUMENTS:
            text = f"{body} speaks of money for the climate and of weapons."
            library.add(*make(symbol, text, type=kind, body=body, date=date, title=title))
        yield library


MEANT = [
    (
        "What did the Human Rights Council's 2025 resolution on climate change encourage so that money flows?",
        ["A/HRC/RES/59/25"],
        "What did it encourage so that money flows?",
    ),
    (
        "How does the Secretary-General's 2025 report to the Security Council define sexual violence?",
        ["S/2025/389"],
        "How does it define sexual violence?",
    ),
    (
        "In the Secretary-General's 1992 report on the climate change convention, which State signed last?",
        ["A/47/466"],
        "which State signed last?",
    ),
    (
        "List what the Security Council's March 2025 resolution says of weapons taken.",
        ["S/RES/2776 (2025)"],
        "List what it says of weapons taken.",
    ),
    (
        "According to the annual report on the evaluation report 2024, who paid the largest sum of money to partners?",
        ["DP/2025/14"],
        "who paid the largest sum of money to partners?",
    ),
    (
        "Which weapons does the Security Council's 2025 resolution name?",
        ["S/RES/2768 (2025)", "S/RES/2776 (2025)"],
        "Which weapons does it name?",
    ),
    (
        "According to the annual report on evaluation 2024, who paid the largest sum?",
        ["DP/2025/14"],
        "who paid the largest sum?",
    ),
]


@pytest.mark.parametrize(("text", "meant", "asked"), MEANT)
def test_what_is_described_is_found_and_no_longer_looked_for(
    filled: Library, text: str, meant: list[str], asked: str
) -> None:
    question = understand(filled, text)
    assert sorted(question.described) == meant
    assert question.subject == asked


NOT_MEANT = [
    "What do reports say about the climate?",
    "What does the report say about weapons?",
    "What did the Human Rights Council's 2019 resolution on climate change encourage?",
    "What does the Security Council's April 2025 resolution say?",
    "In its 2025 annual report, what does the Committee on Bananas say?",
    "What does the Trade Council's 2025 report on fish say?",
    "Who wrote S/2025/389, the Secretary-General's 2025 report to the Security Council?",
    "",
]


@pytest.mark.parametrize("text", NOT_MEANT)
def test_what_describes_no_document_that_is_held(filled: Library, text: str) -> None:
    question = parse_question(text)
    assert describe(question, filled) == question


def test_a_name_in_the_description_is_no_longer_demanded_of_the_passage(filled: Library) -> None:
    text = "How many officers from Kenya does the Human Rights Council's 2025 resolution on climate change count?"
    question = understand(filled, text)
    assert (question.names, question.years) == (("Kenya",), ())


def test_a_description_that_is_the_whole_question_leaves_it_as_it_is(filled: Library) -> None:
    text = "What is the Human Rights Council's 2025 resolution on climate change?"
    question = understand(filled, text)
    assert question.described == ("A/HRC/RES/59/25",)
    assert question.subject == text


def test_passages_of_the_document_described_gain(filled: Library) -> None:
    asked = "What does the Security Council's January 2025 resolution say about weapons and money for the climate?"
    question = understand(filled, asked)
    scores = [
        next(each.score for each in retrieve(filled, chosen) if each.passage.symbol == "S/RES/2768 (2025)")
        for chosen in (question, replace(question, described=("A/47/466",)))
    ]
    assert scores[0] > 2 * scores[1]


CAPITALS = [
    "What does the United Nations Guiding Principles Reporting Framework Implementation Guidance Document ask?",
    "How does the International Convention on the Protection of the Rights of All Migrant Workers treat data?",
    "the " + "Abcdefghijklm " * 60 + "report",
    "the " + "Aa-b'" * 300,
]


@pytest.mark.parametrize("text", CAPITALS, ids=len)
def test_long_runs_of_names_are_read_at_once(filled: Library, text: str) -> None:
    begun = time.perf_counter()
    understand(filled, text)
    assert time.perf_counter() - begun < 1
