"""The judge: from figures to likelihoods, and from likelihoods to the passages an answer rests on."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.judging.evidence import Evidence
from assistant.judging.judge import Calibration, Verdict, Weighing, calibration, judge, read_calibration, select

GOOD = Evidence(
    score=1,
    behind=0,
    read=1,
    open=1,
    cosine=0.8,
    coverage=0.9,
    sentence=0.9,
    names=1,
    years=1,
    numbers=1,
    kind=1,
    met=1,
)
CHOSEN = Calibration(Weighing(0, {}), Weighing(0, {}), floor=0.3, threshold=0.5, margin=0.6, most=2)


def verdicts(*likelihoods: float, answered: float = 0.9, cosine: float = 0.6) -> list[Verdict]:
    return [Verdict(likelihood, answered, cosine) for likelihood in likelihoods]


@pytest.mark.parametrize(
    ("bias", "weights", "likelihood"),
    [
        (0.0, {}, 0.5),
        (0.0, {"cosine": 2.0}, 0.832),
        (-1.6, {"cosine": 2.0}, 0.5),
        (1.0, {"behind": -5.0, "names": -1.0}, 0.5),
        (-20.0, {}, 0.0),
    ],
)
def test_a_likelihood_is_a_logistic_regression(bias: float, weights: dict[str, float], likelihood: float) -> None:
    assert Weighing(bias, weights).probability(GOOD) == pytest.approx(likelihood, abs=1e-3)


@pytest.mark.parametrize(
    ("found", "picked"),
    [
        (verdicts(0.9), [0]),
        (verdicts(0.2, 0.9), [1]),
        (verdicts(0.6, 0.9), [1, 0]),
        (verdicts(0.5, 0.9), [1]),
        (verdicts(0.8, 0.9, 0.85), [1, 2]),
        (verdicts(0.9, answered=0.5), [0]),
        (verdicts(0.9, 0.8, answered=0.49), []),
        ([Verdict(0.9, 0.1, 0.6), Verdict(0.8, 0.9, 0.6)], []),
        (verdicts(0.9, 0.8, cosine=0.29), []),
        ([], []),
    ],
)
def test_which_passages_an_answer_rests_on(found: list[Verdict], picked: list[int]) -> None:
    assert select(found, CHOSEN) == picked


def test_the_calibration_that_comes_with_the_product_answers_good_evidence_and_refuses_what_fails_a_demand() -> None:
    chosen = calibration()
    assert select([judge(GOOD, chosen)], chosen) == [0]
    for failing in ({"names": 0.0}, {"years": 0.0}, {"numbers": 0.0}, {"kind": 0.0}):
        assert select([judge(replace(GOOD, met=0.0, **failing), chosen)], chosen) == []


def test_the_better_evidence_is_the_likelier_answer() -> None:
    chosen = calibration()
    worse = replace(GOOD, score=0.5, behind=0.5, read=0.5, open=0.5, cosine=0.4, coverage=0.4, sentence=0.4)
    assert judge(GOOD, chosen).answers > judge(worse, chosen).answers
    assert judge(GOOD, chosen).answered > judge(worse, chosen).answered
    unmet = replace(GOOD, met=0.5, kind=0.5)
    assert (
        judge(GOOD, chosen).answered > judge(unmet, chosen).answered > judge(replace(unmet, open=0.5), chosen).answered
    )


def test_a_calibration_is_read_from_json() -> None:
    weighing = {"bias": 1.5, "weights": {"met": 2.0}}
    text = json.dumps(
        {"answers": weighing, "answered": weighing, "floor": 0.3, "threshold": 0.4, "margin": 0.7, "most": 3}
    )
    expected = Weighing(1.5, {"met": 2.0})
    assert read_calibration(text) == Calibration(expected, expected, 0.3, 0.4, 0.7, 3)
