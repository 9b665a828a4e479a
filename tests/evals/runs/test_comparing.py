"""Two runs side by side: what changed, whether it is more than chance, and what fell too far."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import a_case, a_refusal, an_answer, an_outcome
from fakes import make

from evals.metrics.every import BY_NAME
from evals.metrics.metric import Estimate
from evals.runs.comparing import TOLERANCES, Change, changes, differences, falls, pair
from evals.runs.outcomes import Outcome
from store.errors import RightsDeskError

DOCUMENT, (ONE, TWO) = make("A/1", "Ships sank at sea.", "States protect privacy.")
RIGHT, WRONG = an_answer(DOCUMENT, ONE), an_answer(DOCUMENT, TWO)


def outcomes(*right: bool) -> list[Outcome]:
    return [
        an_outcome(a_case(str(n), "A/1, para. 1"), RIGHT if each else WRONG, seconds=1.0)
        for n, each in enumerate(right)
    ]


def difference(first: list[Outcome], second: list[Outcome], name: str = "gold recall"):
    return next(each for each in differences(pair(first, second)) if each.metric.name == name)


def test_the_same_run_differs_in_nothing() -> None:
    run = outcomes(*[True] * 10, *[False] * 10)
    assert changes(pair(run, run)) == []
    for each in differences(pair(run, run)):
        assert (each.difference, each.p, each.more_than_chance) == (0, None, False)


def test_a_large_difference_is_more_than_chance_and_a_small_one_is_not() -> None:
    before = outcomes(*[True] * 30)
    much = difference(before, outcomes(*[False] * 15, *[True] * 15))
    assert (much.before, much.after, much.worse, much.more_than_chance) == (1, 0.5, True, True)
    assert much.low <= much.difference <= much.high < 0
    little = difference(before, outcomes(False, *[True] * 29))
    assert little.worse
    assert not little.more_than_chance
    back = difference(outcomes(*[False] * 15, *[True] * 15), before)
    assert (back.worse, back.more_than_chance) == (False, True)


def test_gains_and_losses_that_balance_are_chance() -> None:
    even = difference(outcomes(*[True, False] * 15), outcomes(*[False, True] * 15))
    assert even.difference == 0
    assert not even.more_than_chance


EXACT = [(1, 1.0), (2, 0.5), (4, 0.125), (5, 0.0625), (6, 0.03125)]


@pytest.mark.parametrize(("lost", "p"), EXACT)
def test_few_changes_have_the_p_of_a_sign_test(lost: int, p: float) -> None:
    worse = difference(outcomes(*[True] * 30), outcomes(*[False] * lost, *[True] * (30 - lost)))
    assert worse.p == pytest.approx(p)


def test_turns_of_a_conversation_are_drawn_together() -> None:
    def talk(right: bool) -> list[Outcome]:
        return [
            an_outcome(a_case(f"a.{n + 1}", "A/1, para. 1", before=("Who?",) * n), RIGHT if right else WRONG)
            for n in range(20)
        ]

    assert difference(talk(True), talk(False)).p == 1


def test_a_smaller_number_is_better_where_the_metric_says_so() -> None:
    cases = [a_case(str(n), "A/1, para. 1") for n in range(20)]
    answered = [an_outcome(case, RIGHT) for case in cases]
    refused = [an_outcome(case, a_refusal()) for case in cases]
    assert difference(answered, refused, "refused").worse
    assert not difference(refused, answered, "refused").worse


def test_changed_cases_come_with_what_changed_the_worse_first() -> None:
    before = outcomes(True, False, True)
    after = outcomes(True, True, False)
    worse, better = changes(pair(before, after))
    assert (worse.before.case.id, worse.change) == ("2", Change.WORSE)
    assert (better.before.case.id, better.change) == ("1", Change.BETTER)
    assert worse.because[0] == (BY_NAME["gold recall"].title, 1.0, 0.0)


def test_an_answer_in_other_words_is_changed_but_neither_better_nor_worse() -> None:
    before = outcomes(True)
    after = [replace(before[0], answer=an_answer(DOCUMENT, replace(ONE, text="Ships sank.")))]
    (only,) = changes(pair(before, after))
    assert (only.change, only.because) == (Change.OTHER, ())


def test_a_failure_is_worse() -> None:
    (only,) = changes(pair(outcomes(True), [an_outcome(a_case("0", "A/1, para. 1"), None, error="no")]))
    assert only.change is Change.WORSE


def test_runs_of_different_suites_cannot_be_compared() -> None:
    other = [an_outcome(a_case("0", "A/1, para. 2"), RIGHT)]
    for second in ([], other):
        with pytest.raises(RightsDeskError, match="no case in common"):
            pair(outcomes(True), second)


def figures(**values: float | None) -> dict[str, Estimate]:
    return {name.replace("_", " "): Estimate(value, 0.01, 100) for name, value in values.items()}


GATE = [
    ({"gold_recall": 0.70}, {"gold_recall": 0.70}, []),
    ({"gold_recall": 0.671}, {"gold_recall": 0.70}, []),
    ({"gold_recall": 0.66}, {"gold_recall": 0.70}, ["gold recall"]),
    ({"gold_recall": 0.90}, {"gold_recall": 0.70}, []),
    ({"refused": 0.20}, {"refused": 0.10}, ["refused"]),
    ({"refused": 0.05}, {"refused": 0.10}, []),
    ({"failed": 0.01}, {"failed": 0.0}, ["failed"]),
    ({"unsupported_sentences": 0.01}, {"unsupported_sentences": 0.0}, ["unsupported sentences"]),
    ({"gold_recall": None}, {"gold_recall": 0.70}, ["gold recall"]),
    ({}, {"gold_recall": 0.70}, ["gold recall"]),
    ({"latency_p50": 9.0, "failed": 0.0}, {"latency_p50": 1.0, "failed": 0.0}, []),
]


@pytest.mark.parametrize(("now", "before", "fallen"), GATE)
def test_the_gate(now: dict[str, float], before: dict[str, float], fallen: list[str]) -> None:
    assert [each.metric.name for each in falls(figures(**now), figures(**before))] == fallen


def test_a_baseline_that_decides_nothing_is_an_error() -> None:
    with pytest.raises(RightsDeskError, match="no figure that decides"):
        falls(figures(gold_recall=0.7), figures(latency_p50=1.0))


def test_every_tolerance_is_of_a_metric() -> None:
    assert set(TOLERANCES) <= set(BY_NAME)
