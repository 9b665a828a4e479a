"""The sentences that answer: verbatim, few, and with what they need to be understood."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fakes import make

from assistant.extractive import Quotation, innermost, is_table, leans, quote, stretch
from assistant.question import parse_question
from assistant.retriever import retrieve
from store.library import Library
from store.model import Passage, Subparagraph
from store.sentences import split_sentences

PADDING = "Budgets of funds were approved by members of boards at regular sessions in previous years."
SHORT = "Encryption protects. So it is. Budgets grow."
PLAIN = f"{PADDING} {PADDING} Encryption protects journalists and sources. {PADDING} {PADDING} {PADDING}"
LEANING = f"{PADDING} {PADDING} A moratorium was proposed. It covers cameras in streets. {PADDING} {PADDING} {PADDING}"
LIST = (
    f"{PADDING} {PADDING} {PADDING} {PADDING} The Council calls upon States to protect journalists by:\n"
    "(a) Allowing the use of ciphers;\n(b) Publishing statistics;\n(c) Hearing victims."
)
ROWS = "Albania|Benin|Chile|Denmark|Egypt|Fiji|Ghana|Haiti|India|Japan|Kenya|Latvia|Mali|Nepal|Oman|Peru|Qatar".split(
    "|"
)
TABLE = "Table 2\nCountry | Officers\n" + "\n".join(
    f"{name} | {at} | men and women" for at, name in enumerate(ROWS, 400)
)
LETTERED = (
    f"{PADDING} {PADDING} {PADDING} Calls upon States:\n(a) To publish statistics. Encryption tools deserve care;\n"
    f"(b) To hear victims. {PADDING}"
)


def quotations(library: Library, text: str, asked: str, parts: tuple[Subparagraph, ...] = ()) -> list[Quotation]:
    document, (passage,) = make("A/HRC/1/1", text)
    library.add(document, [replace(passage, subparagraphs=parts)])
    question = parse_question(asked)
    (candidate,) = retrieve(library, question)
    vector = np.asarray(library.embeddings.embed_query(asked), dtype=np.float32)
    return quote(question, candidate, vector, library.embeddings)


def lettered() -> tuple[Subparagraph, ...]:
    second, third = LETTERED.index("(a)"), LETTERED.index("(b)")
    return (Subparagraph("para. 1 (a)", second, third - 1), Subparagraph("para. 1 (b)", third, len(LETTERED)))


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (SHORT, "What does encryption do?", SHORT),
        (PLAIN, "Does encryption protect journalists and sources?", "Encryption protects journalists and sources."),
        (
            LEANING,
            "covers cameras in streets?",
            "A moratorium was proposed. It covers cameras in streets.",
        ),
        (
            LIST,
            "The Council calls upon States to protect journalists?",
            LIST[LIST.index("The Council") :],
        ),
    ],
    ids=["short", "one sentence", "leaning", "list"],
)
def test_what_is_quoted(library: Library, text: str, asked: str, expected: str) -> None:
    (quotation,) = quotations(library, text, asked)
    assert quotation.text == expected
    assert quotation.locator == "para. 1"


def test_of_a_table_the_row_that_answers_with_its_heads(library: Library) -> None:
    heads, row = quotations(library, TABLE, "Kenya 410?")
    assert heads.sentences == ("Table 2", "Country | Officers")
    assert row.text == "Kenya | 410 | men and women"


def test_a_quotation_within_a_lettered_part_is_cited_to_that_part(library: Library) -> None:
    (quotation,) = quotations(library, LETTERED, "Encryption tools deserve care?", lettered())
    assert quotation.text == "Encryption tools deserve care;"
    assert quotation.locator == "para. 1 (a)"


def test_an_item_of_a_list_keeps_the_words_that_open_it(library: Library) -> None:
    (quotation,) = quotations(library, LETTERED, "publish statistics?", lettered())
    assert quotation.text.startswith("Calls upon States:\n(a) To publish statistics.")
    assert quotation.locator == "para. 1"


def test_of_a_long_list_the_words_that_open_it_are_quoted_with_the_item_that_answers(library: Library) -> None:
    items = "".join(f"\n({letter}) {PADDING} {PADDING} {PADDING}" for letter in "abd")
    opening = "The Council calls upon States to protect journalists by:"
    text = f"{PADDING} {opening}{items}\n(e) Allowing ciphers for journalists to protect sources."
    found = quotations(library, text, "The Council calls upon States to protect journalists?")
    assert [each.text for each in found] == [opening, "(e) Allowing ciphers for journalists to protect sources."]


@pytest.mark.parametrize("text", [PLAIN, LEANING, LIST, TABLE, LETTERED, "Short.", f"{PADDING}\n\n{PLAIN}\t{LEANING}"])
@pytest.mark.parametrize("asked", ["What of facial recognition?", "How many budgets?", "Which statistics?", "?"])
def test_every_quotation_is_verbatim(library: Library, text: str, asked: str) -> None:
    found = quotations(library, text, asked)
    assert 1 <= len(found) <= 2
    assert all(each.text in text and all(sentence in each.text for sentence in each.sentences) for each in found)


@pytest.mark.parametrize(
    ("start", "end", "locator"),
    [
        (0, 40, "para. 3"),
        (10, 30, "para. 3 (b)"),
        (22, 28, "para. 3 (b) (ii)"),
        (5, 12, "para. 3"),
        (20, 31, "para. 3"),
    ],
)
def test_the_innermost_part_that_holds_a_stretch(start: int, end: int, locator: str) -> None:
    parts = (Subparagraph("para. 3 (b)", 10, 30), Subparagraph("para. 3 (b) (ii)", 20, 30))
    assert innermost(Passage("A/1", "en", "para. 3", "x" * 40, subparagraphs=parts), start, end) == locator


def test_sentences_from_one_to_another() -> None:
    passage = Passage("A/1", "en", "para. 3", "One is. Two is.\n(a) Three is.")
    assert stretch(passage, 0, 1).text == "One is. Two is."
    assert stretch(passage, 1, 2).sentences == ("Two is.", "(a) Three is.")
    assert stretch(passage, 0, len(split_sentences(passage.text))).text == passage.text


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("It covers cameras.", True),
        ("However, States differ.", True),
        ("These measures help.", True),
        ("Italy covers cameras.", False),
        ("States differ; however, they meet.", False),
    ],
)
def test_sentences_that_lean_on_the_one_before(text: str, leaning: bool) -> None:
    assert leans(text) is leaning


@pytest.mark.parametrize(
    ("text", "table"),
    [(TABLE, True), ("A | B\nC | D", False), ("One\nTwo | x\nThree\nFour", False), (LIST, False), ("", False)],
)
def test_which_passages_are_tables(text: str, table: bool) -> None:
    assert is_table(text) is table
