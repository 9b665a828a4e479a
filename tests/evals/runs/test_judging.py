"""Runs with a language model: its tokens and cost, a judge's votes, and a model that fails on every call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from by_hand import a_case
from scripted import scripted

from assistant.settings import Settings
from evals.metrics.every import BY_NAME
from evals.runs.asking import Asking, open_asking
from evals.runs.folder import Run
from evals.runs.judging import VOTES, verdict, vote
from evals.runs.outcomes import Outcome
from evals.runs.running import ask_case, run_cases
from store.embeddings import SentenceEmbeddings
from store.errors import RightsDeskError
from store.library import Library

QUESTION = "May States interfere with journalists' use of encryption?"
REPLY = "The General Assembly calls upon States not to interfere with journalists' use of encryption. [1]"


@pytest.fixture(scope="module")
def starter(starter_home: Path) -> Iterator[Library]:
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        yield library


def case(name: str = "a", **facts: object) -> object:
    return a_case(name, "A/RES/78/213, para. 17", question=QUESTION, **facts)


def scored(name: str, *outcomes: Outcome) -> float | None:
    return BY_NAME[name].estimate(outcomes).value


def test_tokens_and_cost_are_figures_of_a_run_with_a_model(starter: Library) -> None:
    asking = Asking(model=scripted(REPLY), price_in=2.0, price_out=10.0)
    outcome = ask_case(starter, case(), [], asking)
    written = len(REPLY.split())
    assert outcome.error == ""
    assert scored("tokens read", outcome) == 100
    assert scored("tokens written", outcome) == written
    assert scored("cost", outcome) == pytest.approx((100 * 2 + written * 10) / 1e6)


def test_without_a_model_or_its_prices_they_are_not_scored_rather_than_nought(starter: Library) -> None:
    quoted = ask_case(starter, case(), [])
    assert [scored(name, quoted) for name in ("tokens read", "tokens written", "cost", "judged correct")] == [None] * 4
    assert scored("cost", ask_case(starter, case(), [], Asking(model=scripted(REPLY)))) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Correct.", True),
        ("correct", True),
        ("**Correct**", True),
        ("The answer is right.", True),
        ("Wrong", False),
        ("That is incorrect, since it says the opposite.", False),
        ("It is not correct.", False),
        ("Perhaps.", None),
        ("", None),
    ],
)
def test_a_verdict_is_read_from_what_a_judge_says(said: str, expected: bool | None) -> None:
    assert verdict(said) is expected


@pytest.mark.parametrize(
    ("votes", "correct", "agreement"),
    [
        ((True, True, True), 1.0, 1.0),
        ((True, True, False), 1.0, 1 / 3),
        ((False, True, False), 0.0, 1 / 3),
        ((True, None, True), 1.0, 1 / 3),
        ((True, None, False), None, 0.0),
        ((None, None, True), None, 0.0),
        ((), None, None),
    ],
)
def test_most_votes_decide_and_their_agreement_is_reported(
    votes: tuple[bool | None, ...], correct: float | None, agreement: float | None
) -> None:
    outcome = Outcome(case(), None, votes=votes)
    assert scored("judged correct", outcome) == correct
    assert scored("judge agreement", outcome) == (None if agreement is None else pytest.approx(agreement))


def test_a_judge_is_asked_three_times_with_question_gold_and_answer(starter: Library) -> None:
    judge = scripted("Correct.", "Wrong.", "Correct.")
    gold = "States are called upon not to interfere."
    outcome = ask_case(starter, case(answer=gold), [], Asking(judge=judge))
    assert outcome.votes == (True, False, True)
    asked = judge.chat.asked
    assert len(asked) == VOTES
    assert all(gold in text and "interfere with journalists" in text for text in asked)


def test_an_abstention_or_a_case_without_a_gold_answer_is_not_judged(starter: Library) -> None:
    judge = scripted("Correct.")
    answered = ask_case(starter, case(answer=""), [], Asking(judge=judge))
    assert answered.votes == ()
    assert answered.answer is not None
    assert (
        vote(
            judge,
            case(answer="No."),
            ask_case(starter, case(), [], Asking(model=scripted("I cannot answer this."))).answer,
        )
        == ()
    )


def test_a_case_that_the_model_fails_on_counts_as_failed_and_is_asked_again_when_the_run_goes_on(
    starter: Library, tmp_path: Path
) -> None:
    run = Run(tmp_path / "run")
    run.folder.mkdir()
    cases = [case("a"), case("b")]
    broken = Asking(model=scripted(REPLY, TimeoutError()))
    first, second = run_cases(starter, cases, run, asking=broken)
    assert first.error == ""
    assert "did not answer within" in second.error
    assert second.answer is None
    assert scored("failed", first, second) == 0.5
    again = run_cases(starter, cases, run, asking=Asking(model=scripted(REPLY)))
    assert [each.error for each in again] == ["", ""]
    assert len(run.outcomes()) == 2


def test_a_model_that_fails_on_every_call_ends_the_run_with_what_to_do(starter: Library, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    run.folder.mkdir()
    cases = [case(name) for name in "abcde"]
    with pytest.raises(RightsDeskError, match=r"failed on each of the first 3 questions.*cannot be reached") as raised:
        run_cases(starter, cases, run, asking=Asking(model=scripted(ConnectionError())))
    assert str(run.folder) in raised.value.remedy


@pytest.mark.parametrize(("model", "judge"), [("", ""), ("gpt", ""), ("openai:", ""), ("extractive", "gpt")])
def test_a_model_that_cannot_be_named_so_is_an_error_with_a_remedy(model: str, judge: str) -> None:
    with pytest.raises(RightsDeskError, match="There is no model") as raised:
        open_asking(Settings(), model, judge)
    assert "PROVIDER:NAME" in raised.value.remedy
