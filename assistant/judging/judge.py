"""Is the evidence there? Which passage answers best, and whether it answers at all, from calibrated weights."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from assistant.judging.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Weighing:
    """A logistic regression on figures, such as those of `Evidence`.

    Attributes:
        bias: Its intercept.
        weights: By the name of the figure; one that is not named does not count.
    """

    bias: float
    weights: Mapping[str, float]

    def probability(self, figures: object) -> float:
        """What it says of figures, 0 to 1; an object that has each as an attribute."""
        total = self.bias + sum(weight * getattr(figures, name) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the judge goes by; set by ``python -m evals.calibrate`` and kept in ``assistant/judging/calibration.json``.

    Attributes:
        answers: How likely a passage is one that answers, among those of the same question: orders them.
        answered: How likely the best passage answers at all: decides whether to abstain.
        floor: A question to which no passage comes nearer than this cosine is about something else.
        threshold: An answer is given from this likelihood on.
        margin: A further passage is quoted when its likelihood is at least this share of the best one's.
        most: At most so many passages are quoted.
    """

    answers: Weighing
    answered: Weighing
    floor: float
    threshold: float
    margin: float
    most: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judge's figures for one passage, all 0 to 1."""

    answers: float
    answered: float
    cosine: float


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The calibration that comes with the product."""
    return read_calibration(
        resources.files("assistant.judging").joinpath("calibration.json").read_text(encoding="utf-8")
    )


def read_calibration(text: str) -> Calibration:
    """A calibration from its JSON."""
    stored = json.loads(text)
    return Calibration(
        answers=Weighing(**stored["answers"]),
        answered=Weighing(**stored["answered"]),
        floor=stored["floor"],
        threshold=stored["threshold"],
        margin=stored["margin"],
        most=stored["most"],
    )


def judge(evidence: Evidence, chosen: Calibration) -> Verdict:
    """Judge one passage."""
    return Verdict(chosen.answers.probability(evidence), chosen.answered.probability(evidence), evidence.cosine)


def select(verdicts: Sequence[Verdict], chosen: Calibration) -> list[int]:
    """Which passages an answer rests on: indices, the best first; none where the evidence is not there."""
    order = sorted(range(len(verdicts)), key=lambda index: -verdicts[index].answers)
    if not order or verdicts[order[0]].answered < chosen.threshold:
        return []
    if max(verdict.cosine for verdict in verdicts) < chosen.floor:
        return []
    best = verdicts[order[0]].answers
    return [index for index in order[: chosen.most] if verdicts[index].answers >= chosen.margin * best]
