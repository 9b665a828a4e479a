"""The judge's calibration, fitted on made evidence."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.judging.evidence import Evidence
from assistant.judging.judge import Calibration, Weighing, judge, select
from evals.calibrate import REFUSED, LeftOut, Sample, choose, figures, fit, fit_both, leave_out, likelihoods
from evals.cases import Case, Turn


def evidence(cosine: float, met: float = 1.0, behind: float = 0.0) -> Evidence:
    return Evidence(
        score=1 - behind,
        behind=behind,
        read=1 - behind,
        open=1,
        cosine=cosine,
        coverage=cosine,
        sentence=cosine,
        names=met,
        years=1,
        numbers=1,
        kind=1,
        met=met,
    )


def made(number: int = 40) -> list[Sample]:
    """Answerable questions whose best passage is right, and unanswerable ones that fail a demand."""
    chance = np.random.default_rng(0)
    samples = []
    for at in range(number):
        answerable = at % 2 == 0
        near = float(chance.uniform(0.6, 0.9)) if answerable else float(chance.uniform(0.2, 0.5))
        turn = Turn(question="Why?", citations=("A/1, para. 1",) * answerable, answerable=answerable)
        case = Case(str(at), turn)
        found = (evidence(near, 1.0 if answerable else 0.0), evidence(near / 2, 0.5, behind=0.4))
        samples.append(Sample(case, found, (answerable, False)))
    return samples


def test_a_fit_tells_right_from_wrong_on_figures_as_they_are() -> None:
    rows = np.array([[10.0, 0.5], [12.0, 0.4], [30.0, 0.5], [34.0, 0.6]])
    fitted = fit(rows, [False, False, True, True], ["size", "other"])
    assert list(fitted["weights"]) == ["size", "other"]
    wrong, also_wrong, right, also_right = likelihoods(rows, fitted)
    assert max(wrong, also_wrong) < 0.5 < min(right, also_right)
    assert fitted["weights"]["size"] > 0


def test_a_figure_that_never_differs_weighs_nothing() -> None:
    rows = np.array([[0.1, 1.0], [0.2, 1.0], [0.8, 1.0], [0.9, 1.0]])
    assert fit(rows, [False, False, True, True], ["cosine", "years"])["weights"]["years"] == pytest.approx(0, abs=1e-3)


def test_figures_are_in_the_order_of_their_names() -> None:
    rows = figures([evidence(0.5), evidence(0.7, met=0.0)], ("met", "cosine"))
    assert rows.tolist() == [[1.0, 0.5], [0.0, 0.7]]


def test_what_was_fitted_answers_and_abstains() -> None:
    samples = made()
    answers, answered = fit_both(samples)
    chosen = Calibration(Weighing(**answers), Weighing(**answered), floor=0.0, threshold=0.5, margin=0.7, most=1)
    for sample in samples:
        picked = select([judge(each, chosen) for each in sample.evidence], chosen)
        assert picked == ([0] if sample.case.answerable else []), sample.case.id


def test_every_question_is_left_out_and_predicted() -> None:
    samples = made(30)
    left_out = leave_out(samples)
    assert {each.sample.case.id for each in left_out} == {sample.case.id for sample in samples}
    can = [each.answered for each in left_out if each.sample.case.answerable]
    cannot = [each.answered for each in left_out if not each.sample.case.answerable]
    assert min(can) > max(cannot)


def test_the_threshold_refuses_no_more_than_it_may() -> None:
    samples = made(200)
    left_out = [LeftOut(each, np.array([0.9, 0.1]), at / 200) for at, each in enumerate(samples)]
    chosen = choose(left_out)
    can = [each.answered for each in left_out if each.sample.case.answerable]
    assert sum(answered < chosen["threshold"] for answered in can) / len(can) == pytest.approx(REFUSED, abs=0.02)
    assert 0.3 <= chosen["margin"] <= 1
    assert chosen["most"] in (1, 2, 3)
    assert chosen["left out"]["precision"] == 1
