"""Is the evidence there? The probability that a passage answers, from calibrated weights."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from assistant.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the judge, set by ``python -m evals.calibrate`` and kept in ``assistant/calibration.json``.

    Attributes:
        features: Names of the figures of `Evidence`, in the order of the weights.
        weights: Of a logistic regression on those figures.
        bias: Its intercept.
        threshold: An answer is given from this probability on.
        margin: A further passage is cited when its probability is at least this share of the best one's.
        most: At most so many passages are cited.
        margin_named: The same share for a question that names several documents.
    """

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float
    margin: float
    most: int

    def probability(self, evidence: Evidence) -> float:
        """How likely the passage answers the question, 0 to 1."""
        total = self.bias + sum(w * x for w, x in zip(self.weights, evidence.values(), strict=True))
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The calibration that comes with the product."""
    stored = json.loads(resources.files("assistant").joinpath("calibration.json").read_text(encoding="utf-8"))
    return Calibration(**{name: tuple(value) if isinstance(value, list) else value for name, value in stored["judge"].items()})


def select(probabilities: Sequence[float], chosen: Calibration) -> list[int]:
    """Which passages an answer rests on: indices, the best first; none where the evidence is not there.

    Args:
        probabilities: Of the candidates, in any order.
        chosen: Threshold, margin and greatest number.
    """
    order = sorted(range(len(probabilities)), key=lambda index: -probabilities[index])
    if not order or probabilities[order[0]] < chosen.threshold:
        return []
    best = probabilities[order[0]]
    return [index for index in order[: chosen.most] if probabilities[index] >= chosen.margin * best]
