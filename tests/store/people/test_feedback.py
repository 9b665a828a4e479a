"""What people thought of answers is kept whole, in order, whatever becomes of the conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from visitors import said

from store.library import Library
from store.people.feedback import LONGEST_COMMENT, FeedbackBook, Verdict

ANSWER = {"question": "And remedies?", "answered": True, "text": "“They exist.” [1]", "citations": [{"n": 1}]}


@pytest.fixture
def book(library: Library) -> FeedbackBook:
    return library.feedback


@pytest.mark.parametrize("verdict", Verdict)
def test_what_was_thought_is_kept_with_the_whole_exchange(
    book: FeedbackBook, open_library: Callable[..., Library], verdict: Verdict
) -> None:
    before = datetime.now(UTC)
    assert book.add("anna", verdict, ["What is said of drones?", "And remedies?"], ANSWER, " It is para. 7. ")
    (given,) = open_library().feedback.all()
    assert (given.name, given.verdict, given.comment) == ("anna", verdict, "It is para. 7.")
    assert given.turns == ("What is said of drones?", "And remedies?")
    assert given.answer == ANSWER
    assert before <= datetime.fromisoformat(given.given_at) <= datetime.now(UTC)
    as_json = json.loads(json.dumps(given.to_json()))
    assert (as_json["verdict"], as_json["turns"], as_json["answer"]) == (verdict.value, list(given.turns), ANSWER)


def test_it_stays_in_the_order_in_which_it_was_given(book: FeedbackBook) -> None:
    for name, verdict in zip("abcabc", Verdict, strict=True):
        book.add(name, verdict, ["Who?"], ANSWER)
    assert [each.verdict for each in book.all()] == list(Verdict)
    assert len({each.id for each in book.all()}) == 6


COMMENTS = [
    ("", ""),
    (" \n ", ""),
    ("'; DROP TABLE feedback; --", "'; DROP TABLE feedback; --"),
    ("<script>", "<script>"),
    ("段落が違う 🙂", "段落が違う 🙂"),
    ("half \ud800 a sign", "half ? a sign"),
    ("x" * (LONGEST_COMMENT + 1), "x" * LONGEST_COMMENT),
]


@pytest.mark.parametrize(("comment", "kept"), COMMENTS, ids=range(len(COMMENTS)))
def test_a_comment_is_kept_as_it_was_written_up_to_its_length(book: FeedbackBook, comment: str, kept: str) -> None:
    book.add("", Verdict.INCOMPLETE, ["Who?"], ANSWER, comment)
    assert [each.comment for each in book.all()] == [kept]


def test_it_outlives_the_conversation_it_is_about(library: Library) -> None:
    conversation = library.conversations.begin("anna", [said("Who?")]).id
    library.feedback.add("anna", Verdict.HELPFUL, ["Who?"], ANSWER)
    library.conversations.delete("anna", conversation)
    assert [each.turns for each in library.feedback.all()] == [("Who?",)]


def test_what_is_said_twice_is_kept_once(library: Library) -> None:
    assert library.feedback.add("anna", Verdict.HELPFUL, ["Who?"], ANSWER)
    assert not library.feedback.add("anna", Verdict.HELPFUL, ["Who?"], ANSWER)
    assert library.feedback.add("anna", Verdict.INCOMPLETE, ["Who?"], ANSWER)
    assert library.feedback.add("ben", Verdict.HELPFUL, ["Who?"], ANSWER)
    assert library.feedback.add("anna", Verdict.HELPFUL, ["Who else?"], ANSWER)
    assert not library.feedback.add(
        "anna", Verdict.HELPFUL, ["Who?"], ANSWER | {"citations": tuple(ANSWER["citations"])}
    )
    assert len(library.feedback.all()) == 4


def test_a_comment_can_be_added_by_whoever_gave_the_verdict(book: FeedbackBook) -> None:
    given = book.add("anna", Verdict.INCOMPLETE, ["Who?"], ANSWER)
    assert not book.comment(given, "ben", "Mine.")
    assert not book.comment("no-such-id", "anna", "Mine.")
    assert book.comment(given, "anna", "x" * (LONGEST_COMMENT + 1))
    assert book.comment(given, "anna", " Paragraph 7 is missing. ")
    assert [each.comment for each in book.all()] == ["Paragraph 7 is missing."]
