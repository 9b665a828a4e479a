"""What an answer can be, and what it cannot."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.answer import NOT_ANSWERED, Answer, Citation, Sentence
from store.errors import RightsDeskError
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


ANSWERS = [
    Answer("Why?", True, "…", (SENTENCE,), (CITATION, replace(CITATION, n=2, kind=Kind.BRIEF)), seconds=0.5),
    Answer("Why?", True, "…", (SENTENCE,), (CITATION,), "Part.", (), ("A note.",), ("Doubted.",), "", "m", "p-1", 3, 4),
    Answer("Why?", False, NOT_ANSWERED, nearest=(CITATION,)),
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_was_kept_is_the_same_when_it_is_read(answer: Answer) -> None:
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_an_answer_of_another_version_is_read() -> None:
    kept = ANSWERS[0].to_json()
    older = {name: value for name, value in kept.items() if name in {"question", "answered", "text"}}
    older |= {"sentences": kept["sentences"], "citations": kept["citations"]}
    assert Answer.from_json(older) == replace(ANSWERS[0], seconds=0.0)
    newer = kept | {"mood": "good", "citations": [citation | {"colour": "blue"} for citation in kept["citations"]]}
    assert Answer.from_json(newer) == ANSWERS[0]


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"question": "Why?"},
        ANSWERS[0].to_json() | {"citations": []},
        ANSWERS[0].to_json() | {"citations": [{"n": 1, "kind": "official"}]},
        ANSWERS[0].to_json() | {"sentences": ["States must."]},
        ANSWERS[0].to_json() | {"sentences": None},
    ],
)
def test_what_is_no_answer_is_refused(kept: dict[str, object]) -> None:
    with pytest.raises(RightsDeskError, match="cannot be read"):
        Answer.from_json(kept)
