"""Feedback becomes draft cases that a reviewer can finish, and that say what is still to do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.yaml_reading import Mistake
from evals.cases import Suite
from evals.drafts import make_drafts, render
from evals.suites import examine
from store.people.feedback import Feedback, Verdict

FILL_IN = "An answerable question needs citations. Give them, or write answerable: false."


def answer(*places: tuple[str, str], nearest: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """An answer as it is stored, or an abstention."""

    def cited(those: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        return [
            {"n": n, "symbol": s, "locator": at, "reference": f"{s}, {at}", "quote": f"Words of {at}."}
            for n, (s, at) in enumerate(those, 1)
        ]

    return {
        "answered": bool(places),
        "sentences": [{"text": "It is so.", "citations": [1]}] if places else [],
        "citations": cited(places),
        "missing": "Nothing is held from 1999." if nearest else "",
        "nearest": cited(nearest),
    }


def feedback(
    verdict: Verdict, given: dict[str, Any], *turns: str, comment: str = "", name: str = "anna", number: str = "0a1b"
) -> Feedback:
    return Feedback(number, name, verdict, comment, turns or ("Who?",), given, "2026-11-25T10:00:00+00:00")


@pytest.fixture
def check(tmp_path: Path):
    """Writes feedback as a suite; returns it with its text and what `rightsdesk eval check` says of its form."""

    def written(*given: Feedback, with_names: bool = False) -> tuple[dict[str, Any], str, list[Mistake], Suite | None]:
        file = tmp_path / "drafts.yaml"
        newer = {"A/1": "A/9"}
        file.write_text(render(make_drafts(given, newer, with_names=with_names), "may be / used"), encoding="utf-8")
        suite, _, mistakes = examine(file)
        text = file.read_text(encoding="utf-8")
        return yaml.safe_load(text), text, mistakes, suite

    return written


TWO = answer(("A/1", "para. 7 (a)"), ("Charter", "brief, para. 2"), ("A/1", "para. 7 (a)"))
CITED = ["A/1, para. 7 (a)", "Charter, brief, para. 2"]
NONE = answer(nearest=[("A/1", "para. 3")])
NO_PLACE = answer(("A/1", "somewhere"))
GOLD = [
    (Verdict.HELPFUL, TWO, {"answer": "It is so.", "citations": CITED}, "needed"),
    (Verdict.HELPFUL, NONE, {"answerable": False}, "found helpful: see that it does not"),
    (Verdict.HELPFUL, NO_PLACE, {"citations": []}, "names no place that can be gold"),
    (Verdict.WRONG_PARAGRAPH, TWO, {"citations": []}, "paragraph was found wrong"),
    (Verdict.WRONG_PARAGRAPH, NONE, {"citations": []}, "said not to answer this, which was found wrong"),
    (Verdict.UNSUPPORTED, TWO, {"citations": []}, "not to say what the sentence says"),
    (Verdict.INCOMPLETE, TWO, {"citations": [], "also": CITED}, "What was cited stands under also"),
    (Verdict.INCOMPLETE, NONE, {"citations": []}, "said not to answer this, which was found wrong"),
    (Verdict.INCOMPLETE, NO_PLACE, {"citations": []}, "names no place that can be gold"),
    (Verdict.OUTDATED, TWO, {"citations": []}, "A/1 is superseded by A/9."),
    (Verdict.SHOULD_ABSTAIN, TWO, {"answerable": False}, "found not to answer this: see that it does not"),
    (Verdict.SHOULD_ABSTAIN, NONE, {"answerable": False}, "found not to answer this: see that it does not"),
]


@pytest.mark.parametrize(("verdict", "given", "gold", "task"), GOLD, ids=range(len(GOLD)))
def test_what_a_verdict_says_of_the_gold(
    check, verdict: Verdict, given: dict[str, Any], gold: dict[str, Any], task: str
) -> None:
    data, text, mistakes, suite = check(feedback(verdict, given, comment="It is para. 9."))
    (case,) = data["cases"]
    assert case == {
        "id": "feedback-0a1b",
        "question": "Who?",
        **gold,
        "tags": ["draft", verdict.value.lower()],
        "notes": f"{verdict.value}, said on 2026-11-25: It is para. 9.",
    }
    assert task in words(text)
    if gold.get("citations") == []:
        # What is to be filled in is named with the line of the case.
        assert [(each.line, each.what) for each in mistakes] == [
            (text.splitlines().index("- id: feedback-0a1b") + 1, f"case feedback-0a1b: {FILL_IN}")
        ]
    else:
        assert suite is not None
        assert mistakes == []


def test_what_was_answered_stands_above_the_case(check) -> None:
    _, text, _, _ = check(feedback(Verdict.HELPFUL, TWO), feedback(Verdict.SHOULD_ABSTAIN, NONE, number="2"))
    assert "# Answered: It is so. [1]\n# [1] A/1, para. 7 (a): Words of para. 7 (a).\n# [2] Charter, brief" in text
    assert "# Answered: The library does not answer this. Nothing is held from 1999.\n# Came near: A/1, para. 3" in text
    assert "superseded" not in text
    quoted = answer(("A/1", "para. 7"))
    quoted["citations"][0]["quote"] = quoted["sentences"][0]["text"]
    # Once as what was answered, once as the gold answer.
    assert check(feedback(Verdict.HELPFUL, quoted))[1].count("It is so.") == 2


def test_every_turn_of_a_conversation_has_to_get_its_gold(check) -> None:
    data, text, mistakes, _ = check(feedback(Verdict.HELPFUL, TWO, "Who?", "Since when?", "And why?"))
    (case,) = data["cases"]
    assert [turn["question"] for turn in case["turns"]] == ["Who?", "Since when?", "And why?"]
    assert [turn["citations"] for turn in case["turns"]] == [[], [], CITED]
    assert [each.what.split(":")[0] for each in mistakes] == [f"case feedback-0a1b, turn {turn}" for turn in (1, 2)]
    assert "The questions before it need citations" in words(text)


def test_a_case_that_was_filled_in_is_a_case(check, tmp_path: Path) -> None:
    _, text, _, _ = check(feedback(Verdict.WRONG_PARAGRAPH, TWO, "Who?", "And why?"))
    finished = tmp_path / "finished.yaml"
    finished.write_text(text.replace("citations: []", "citations: ['A/1, para. 9']"), encoding="utf-8")
    suite, _, mistakes = examine(finished)
    assert mistakes == []
    assert suite is not None
    assert (suite.name, suite.library, len(suite.cases)) == ("may-be-used", "any", 1)


def test_who_it_came_from_is_told_only_when_asked(check) -> None:
    given = [feedback(Verdict.HELPFUL, TWO, name="anna"), feedback(Verdict.HELPFUL, TWO, "Why?", name="", number="2")]
    assert "anna" not in check(*given)[1]
    assert [each["notes"] for each in check(*given, with_names=True)[0]["cases"]] == [
        "Helpful, said on 2026-11-25 by anna",
        "Helpful, said on 2026-11-25",
    ]


def test_the_same_question_asked_twice_is_pointed_out(check) -> None:
    given = [
        feedback(Verdict.HELPFUL, TWO, *turns, number=str(n)) for n, turns in enumerate([("A?",), ("B?",), ("A?",)])
    ]
    text = words(check(*given)[1])
    assert "The same is asked in feedback-2: make one case of them." in text
    assert "The same is asked in feedback-0: make one case of them." in text
    assert text.count("The same is asked") == 2


ODD = [
    "yes",
    "null",
    "- id: injected",
    "a: b # c",
    "*anchor & %TAG",
    "'quotes\" and \\ and “these”",
    "two\nlines\u2028and\x85more\r\n- id: injected",
    "bell \x07 escape \x1b[31m nul \x00 bidi \u202e end \ufffe",
    "النص العربي 日本語 🙂",
    "x" * 500,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_nothing_that_somebody_wrote_breaks_the_file(check, text: str) -> None:
    odd = answer(("A/1", "para. 7"))
    odd["citations"][0] |= {"reference": text, "quote": text}
    odd["sentences"][0]["text"] = text
    data, _, mistakes, suite = check(feedback(Verdict.HELPFUL, odd, text, comment=text))
    assert mistakes == []
    assert suite is not None
    assert [each["id"] for each in data["cases"]] == ["feedback-0a1b"]
    assert data["cases"][0]["question"] == data["cases"][0]["answer"] == text
    assert data["cases"][0]["notes"].endswith(" ".join(text.split()))


def test_an_answer_that_was_stored_by_another_version_is_still_a_case(check) -> None:
    data, _, mistakes, _ = check(feedback(Verdict.HELPFUL, json.loads("{}")))
    assert data["cases"][0]["answerable"] is False
    assert mistakes == []


def words(text: str) -> str:
    """The comments of a file without their line breaks."""
    return " ".join(text.replace("\n# ", " ").split())
