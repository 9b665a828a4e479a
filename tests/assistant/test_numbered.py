"""Resolutions and general comments that a question names by a number which tells no symbol."""

from __future__ import annotations

import pytest
from fakes import make

from assistant.answer import Answer
from assistant.answering.connected import connections_of
from assistant.asked.narrowing import NotHeldError, held_document
from assistant.chain import converse, understand
from assistant.retrieval.turning import speaking_of
from assistant.retriever import retrieve
from ingest.cataloguing.mentioned import find_mentions
from store.library import Library

DOCUMENTS = {
    "CRC/C/GC/25": ("States protect the privacy of children online.", "States regulate the sale of toys."),
    "CCPR/C/21/Rev.1/Add.7": ("States protect the privacy of the vote.",),
    "CERD/C/GC/36": ("States review profiling by the police.",),
    "A/HRC/RES/51/3": ("The Council asks for a study on implants.",),
    "S/RES/2776 (2025)": ("The Security Council prevents the smuggling of weapons.",),
    "A/80/48": (
        "Morocco asked how general comment No. 6 protects privacy.",
        "Mexico has a plan for women after Security Council resolution 1325 (2000).",
        "Privacy is protected and women are protected by States.",
    ),
    "A short title": ("States protect privacy and women with care.",),
}


@pytest.fixture
def filled(library: Library) -> Library:
    for symbol, texts in DOCUMENTS.items():
        library.add(*make(symbol, *texts))
    return library


def answer_to(library: Library, question: str) -> Answer:
    (answer,) = converse(library, [question])
    return answer


HELD = [
    ("What does general comment No. 25 say about privacy?", ["CCPR/C/21/Rev.1/Add.7", "CRC/C/GC/25"]),
    ("What does general recommendation No. 36 say about profiling?", ["CERD/C/GC/36"]),
    ("What does resolution 51/3 ask for?", ["A/HRC/RES/51/3"]),
    ("What does resolution 2776 prevent?", ["S/RES/2776 (2025)"]),
    ("What does Security Council resolution 2776 prevent?", ["S/RES/2776 (2025)"]),
]


@pytest.mark.parametrize(("question", "symbols"), HELD)
def test_what_is_held_of_that_number_is_searched_alone(filled: Library, question: str, symbols: list[str]) -> None:
    found = retrieve(filled, understand(filled, question))
    assert sorted({candidate.passage.symbol for candidate in found}) == symbols
    assert not answer_to(filled, question).missing


def test_a_paragraph_of_it_is_quoted(filled: Library) -> None:
    answer = answer_to(filled, "What does paragraph 2 of general comment No. 25 say?")
    assert [(each.symbol, each.locator) for each in answer.citations] == [("CRC/C/GC/25", "para. 2")]
    assert answer.missing == "CCPR/C/21/Rev.1/Add.7 has no para. 2; its numbered paragraphs end at 1."


NOT_HELD = [
    ("What does general comment No. 16 say about privacy?", "general comment No. 16"),
    ("What does general comment No. 36 say about profiling by the police?", "general comment No. 36"),
    ("How does the Human Rights Committee's general comment No. 16 protect privacy?", "general comment No. 16"),
    ("What does resolution 47/16 say about privacy?", "resolution 47/16"),
    ("What does decision 47/116 say about privacy?", "decision 47/116"),
    ("What does European Parliament resolution 51/3 say about implants?", "resolution 51/3"),
    ("What does Security Council resolution 1540 say about weapons?", "S/RES/1540"),
]


@pytest.mark.parametrize(("question", "named"), NOT_HELD)
def test_nothing_else_answers_for_what_is_not_held(filled: Library, question: str, named: str) -> None:
    answer = answer_to(filled, question)
    assert (answer.answered, answer.missing) == (False, f"It does not hold {named}.")


SPOKEN_OF = [
    ("What did Morocco ask of general comment No. 6 and privacy?", "para. 1", "general comment No. 6"),
    ("What does Mexico have for women after resolution 1325?", "para. 2", "resolution 1325"),
    ("What does Mexico have for women after Security Council resolution 1325?", "para. 2", "S/RES/1325"),
]


@pytest.mark.parametrize(("question", "locator", "named"), SPOKEN_OF)
def test_what_others_say_of_it_is_quoted_and_that_it_is_not_held_is_said(
    filled: Library, question: str, locator: str, named: str
) -> None:
    answer = answer_to(filled, question)
    assert [(each.symbol, each.locator) for each in answer.citations] == [("A/80/48", locator)]
    assert answer.missing == f"It does not hold {named}."


REPORT = ("A/HRC/55/46", "Implants need consent.", "This report answers resolution 47/16.")


@pytest.fixture
def reported(filled: Library) -> Library:
    """The same with a report that can be described."""
    filled.add(*make(*REPORT, title="Report on implants and neurotechnology", type="report", date="2025-01-10"))
    return filled


@pytest.mark.parametrize("reason", ["prepared under resolution 51/3", "submitted pursuant to resolution 47/16"])
def test_a_resolution_that_a_described_document_was_written_for_is_not_asked_about(
    reported: Library, reason: str
) -> None:
    question = f"What does the 2025 report on implants and neurotechnology {reason} say of consent?"
    understood = understand(reported, question)
    assert (understood.described, understood.symbols, understood.numbered) == (("A/HRC/55/46",), (), ())
    assert not answer_to(reported, question).missing


@pytest.mark.parametrize(
    ("number", "places", "missing"),
    [("51/3", [], ""), ("47/16", [("A/HRC/55/46", "para. 2")], "It does not hold resolution 47/16.")],
)
def test_what_a_described_document_says_of_a_resolution_is_looked_for_in_what_names_it(
    reported: Library, number: str, places: list[tuple[str, str]], missing: str
) -> None:
    question = f"What does the 2025 report on implants and neurotechnology say about resolution {number}?"
    understood = understand(reported, question)
    spoken = speaking_of(understood, retrieve(reported, understood), reported)
    assert [(each.passage.symbol, each.passage.locator) for each in spoken] == places
    assert answer_to(reported, question).missing == missing


@pytest.mark.parametrize(
    ("question", "symbols"),
    [
        ("What does A/80/48 recommend pursuant to resolution 51/3?", ("A/80/48",)),
        ("What does A/80/48 recommend in accordance with resolution 47/16?", ("A/80/48",)),
        ("What does general comment No. 25 (CRC/C/GC/25) say about privacy?", ("CRC/C/GC/25",)),
        ("What does resolution 2776 (S/RES/2776 (2025)) prevent?", ("S/RES/2776 (2025)",)),
        ("What did the group that was established by resolution 47/16 find?", ()),
        ("What do A/80/48 and resolution 51/3 say?", ("A/80/48", "A/HRC/RES/51/3")),
    ],
)
def test_a_number_beside_a_symbol_or_as_the_reason_of_a_document_is_not_asked_about(
    filled: Library, question: str, symbols: tuple[str, ...]
) -> None:
    understood = understand(filled, question)
    assert (understood.symbols, understood.numbered) == (symbols, ())


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did the Committee find in decision 2124/2011?", "In communication No. 2124/2011 it found privacy."),
        (
            "What does African Commission resolution 473 say?",
            "The African Commission's resolution 473 (2021) is on AI.",
        ),
        ("What does European Parliament resolution 51/3 say?", "The Parliament's text 51/3 is on implants."),
    ],
)
def test_what_is_of_others_is_known_by_its_number_however_it_is_written(
    filled: Library, question: str, text: str
) -> None:
    filled.add(*make("A/7/7", text))
    understood = understand(filled, question)
    spoken = speaking_of(understood, retrieve(filled, understood), filled)
    assert [(each.passage.symbol, each.passage.locator) for each in spoken] == [("A/7/7", "para. 1")]


def test_another_committees_comment_of_that_number_is_not_meant(filled: Library) -> None:
    question = understand(filled, "What does the Human Rights Committee's general comment No. 36 say?")
    assert question.symbols == ("CCPR/C/GC/36",)
    question = understand(filled, "What does the Human Rights Committee's general comment No. 9 say?")
    assert (question.symbols, [each.number for each in question.numbered]) == ((), ["9"])


@pytest.mark.parametrize("written", ["S/RES/2776", "s/res/2776", "S/RES/2776(2025)"])
def test_a_resolution_of_the_security_council_is_told_without_its_year(filled: Library, written: str) -> None:
    assert held_document(filled, written).symbol == "S/RES/2776 (2025)"


@pytest.mark.parametrize("written", ["S/RES/2777", "S/RES/2776 (2024)", "S/RES/2776/Corr.1"])
def test_another_resolution_is_not_taken_for_it(filled: Library, written: str) -> None:
    with pytest.raises(NotHeldError):
        held_document(filled, written)


def test_a_resolution_that_is_cited_without_its_year_is_the_one_that_is_held(filled: Library) -> None:
    document, passages = make("A/1/1", "See S/RES/2776 and S/RES/1540.")
    filled.add(document, passages, mentions=find_mentions(document, passages))
    cited = {each.symbol: each.document and each.document.symbol for each in connections_of(filled, document).cites}
    assert cited == {"S/RES/2776": "S/RES/2776 (2025)", "S/RES/1540": None}
