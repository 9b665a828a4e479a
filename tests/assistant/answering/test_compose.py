"""From statements to an answer that can be read."""

from __future__ import annotations

from assistant.answer import NOT_ANSWERED
from assistant.answering.compose import Statement, abstain, compose, quoted
from assistant.citations import cite
from assistant.extractive import stretch
from store.model import Document, Kind, Passage

FIRST = Document("A/HRC/59/60", "en", "Forum", date="2025-04-22")
SECOND = Document("A/RES/78/213", "en", "Human rights", kind=Kind.BRIEF)


def passage(document: Document, number: int, text: str = "States must. They may.") -> Passage:
    return Passage(document.symbol, "en", f"para. {number}", text)


def quotation(document: Document, number: int, text: str = "States must. They may.") -> Statement:
    return quoted(document, stretch(passage(document, number, text), 0, 9))


def test_a_quotation_stands_under_its_document_with_its_reference() -> None:
    answer = compose("Why?", [quotation(FIRST, 7)])
    assert answer.text == (
        "**Forum**  \nA/HRC/59/60, 22 April 2025\n\n> “States must. They may.” [1]\n>\n> — A/HRC/59/60, para. 7"
    )
    assert [(sentence.text, sentence.citations) for sentence in answer.sentences] == [
        ("States must.", (1,)),
        ("They may.", (1,)),
    ]
    assert (answer.question, answer.answered, answer.nearest) == ("Why?", True, ())


def test_statements_of_one_document_stand_together_and_are_numbered_as_they_are_read() -> None:
    answer = compose("Why?", [quotation(SECOND, 1), quotation(FIRST, 7), quotation(SECOND, 2)])
    assert [(citation.n, citation.symbol, citation.locator) for citation in answer.citations] == [
        (1, "A/RES/78/213", "para. 1"),
        (2, "A/RES/78/213", "para. 2"),
        (3, "A/HRC/59/60", "para. 7"),
    ]
    assert answer.text.count("**Human rights**") == answer.text.count("**Forum**") == 1
    assert answer.text.index("[1]") < answer.text.index("[2]") < answer.text.index("[3]")
    assert "brief, not the official text" in answer.text


def test_an_answer_says_what_it_leaves_out() -> None:
    answer = compose("Why?", [quotation(FIRST, 7)], "The library does not hold A/1/1.")
    assert answer.answered
    assert answer.missing == "The library does not hold A/1/1."
    assert answer.text.endswith("The library does not hold A/1/1.")


def test_a_list_stays_in_the_quotation() -> None:
    answer = compose("Why?", [quotation(FIRST, 7, "Calls upon:\n(a) One;\n(b) Two.")])
    assert "> “Calls upon:\n> (a) One;\n> (b) Two.” [1]" in answer.text


def test_a_fact_is_a_sentence_of_ours_and_no_quotation() -> None:
    citation = cite(0, FIRST, passage(FIRST, 1), "22 April 2025")
    fact = Statement(FIRST, ("A/HRC/59/60 is dated 22 April 2025.",), citation, quoted=False)
    assert compose("When?", [fact]).text == "A/HRC/59/60 is dated 22 April 2025. [1]\n\n— A/HRC/59/60, para. 1"


def test_an_abstention_says_what_is_missing_and_what_came_nearest() -> None:
    nearest = [(FIRST, passage(FIRST, number)) for number in range(1, 6)]
    answer = abstain("Why?", "It does not hold A/1/1.", nearest)
    assert not answer.answered
    assert answer.text.startswith(f"{NOT_ANSWERED} It does not hold A/1/1.\n\n")
    assert [citation.n for citation in answer.nearest] == [1, 2, 3]
    assert "- A/HRC/59/60, para. 3: Forum" in answer.text
    assert "[1]" not in answer.text
    assert (answer.citations, answer.missing) == ((), "It does not hold A/1/1.")


def test_an_abstention_with_nothing_near_is_the_sentinel_alone() -> None:
    assert abstain("Why?", "", []).text == NOT_ANSWERED
