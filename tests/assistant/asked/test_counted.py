"""What a question counts, and which texts give a number of it."""

from __future__ import annotations

import pytest
from fakes import make

from assistant.asked.counted import counted_by, counted_in
from assistant.question import parse_question
from assistant.retriever import retrieve
from store.library import Library

COUNTED = [
    ("How many States have ratified the Convention?", ("States",)),
    ("How many more States must accept it?", ("States",)),
    ("How many country teams had an adviser?", ("country", "teams")),
    ("How many of the peace deals said so?", ("peace", "deals")),
    ("What number of victims did the UN verify?", ("victims",)),
    ("Of the staff in prisons, how many were women?", ("staff",)),
    ("How many did they manage?", ()),
    ("How far did it go?", ()),
    ("", ()),
]


@pytest.mark.parametrize(("question", "words"), COUNTED)
def test_what_a_question_counts(question: str, words: tuple[str, ...]) -> None:
    assert counted_by(question) == words


GIVEN = [
    ("How many States joined the treaty?", "By 2025, 59 States joined the treaty.", True),
    ("How many States joined the treaty?", "The treaty stands in volume 1577; 12 reports of members were read.", False),
    ("How many States joined the treaty?", "Many States joined the treaty.", False),
    (
        "How many States joined the treaty?",
        f"States joined. {'Much more was said of other things. ' * 3}12 reports.",
        False,
    ),
    ("Which States joined the treaty?", "Many did.", True),
]


@pytest.mark.parametrize(("question", "text", "given"), GIVEN)
def test_a_number_counts_where_what_is_counted_stands_beside_it(
    library: Library, question: str, text: str, given: bool
) -> None:
    library.add(*make("A/1", text))
    asked = parse_question(question)
    (candidate,) = retrieve(library, asked)
    assert (counted_in(asked, candidate, 0, len(text)) == 1) is given
