"""Short follow-ups: what they turn to has to be in a passage that answers them."""

from __future__ import annotations

import pytest
from fakes import make

from assistant.chain import converse
from assistant.question import follow_up, parse_question
from assistant.retrieval.turning import turns_with
from store.library import Library

BEFORE = parse_question("What does the Assembly say about Internet shutdowns?")

TURNS = [
    ("And encryption?", "States protect encryption.", True),
    ("And encryption?", "States condemn shutdowns.", False),
    ("and in rural areas", "Women in rural villages are offline.", True),
    ("What about journalists?", "A journalist protects sources.", True),
    ("What about journalists?", "States condemn shutdowns.", False),
    ("And what about clean cooking?", "States condemn shutdowns.", False),
    ("And why?", "States condemn shutdowns.", True),
    ("Who is to report on that?", "States condemn shutdowns.", True),
    ("How many tonnes are there?", "States condemn shutdowns.", True),
    ("", "States condemn shutdowns.", True),
]


@pytest.mark.parametrize(("text", "passage", "spoken"), TURNS)
def test_what_a_follow_up_turns_to(text: str, passage: str, spoken: bool) -> None:
    assert turns_with(follow_up(text, BEFORE, ()), passage) is spoken


def test_a_question_that_follows_nothing_turns_to_nothing() -> None:
    assert turns_with(parse_question("And encryption?"), "States condemn shutdowns.")


def test_a_turn_is_not_answered_with_what_was_said_before(library: Library) -> None:
    library.add(*make("A/1/1", "The Assembly condemns Internet shutdowns.", "It praises encryption of messages."))
    first, second, third = converse(
        library, ["What does the Assembly say about Internet shutdowns?", "And encryption?", "And whales?"]
    )
    assert [citation.locator for citation in first.citations][:1] == ["para. 1"]
    assert {citation.locator for citation in second.citations} <= {"para. 2"}
    assert not third.answered
