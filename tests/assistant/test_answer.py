"""What an answer can be, and what it cannot."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.answer import NOT_ANSWERED, Answer, Citation, Sentence
from store.model import Kind

CITATION = Citation(
    1,
    "A/HRC/59/60",
    "para. 7",
    "A/HRC/59/60, para. 7",
    3,
    "Forum",
    "https://docs.un.org",
    Kind.OFFICIAL,
    "States must.",
)
SENTENCE = Sentence("States must.", (1,))


def test_a_sentence_without_a_source_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="without a source"):
        Sentence("States must.", ())


def test_a_sentence_cannot_cite_what_the_answer_does_not_list() -> None:
    with pytest.raises(ValueError, match="does not list"):
        Answer("Why?", True, "…", (SENTENCE, Sentence("So it is.", (1, 2))), (CITATION,))


def test_an_answer_has_sentences_and_an_abstention_none() -> None:
    with pytest.raises(ValueError, match="has sentences"):
        Answer("Why?", True, "Because.", (), (CITATION,))
    with pytest.raises(ValueError, match="has none"):
        Answer("Why?", False, NOT_ANSWERED, (SENTENCE,), (CITATION,))


def test_an_abstention_may_name_what_came_nearest() -> None:
    answer = Answer("Why?", False, NOT_ANSWERED, nearest=(CITATION,))
    assert not answer.citations
    assert answer.nearest == (CITATION,)


def test_an_answer_is_plain_json() -> None:
    answer = Answer("Why?", True, "…", (SENTENCE,), (CITATION, replace(CITATION, n=2, kind=Kind.BRIEF)), seconds=0.5)
    read = json.loads(json.dumps(answer.to_json()))
    assert read["sentences"] == [{"text": "States must.", "citations": [1]}]
    assert [citation["kind"] for citation in read["citations"]] == ["official", "brief"]
    assert (read["model"], read["seconds"], read["nearest"]) == ("extractive", 0.5, [])
