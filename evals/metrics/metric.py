"""What a metric is, and how sure its value is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evals.runs.outcomes import Outcome

Z = 1.96
"""Standard errors to each side of a value that a 95 % interval spans."""


class Better(StrEnum):
    """Which way a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The value of a metric over some cases.

    Attributes:
        value: The estimate; nothing where no case could be scored.
        error: Its standard error, in the same unit; nothing with fewer than two independent cases.
        cases: How many cases it rests on.
    """

    value: float | None
    error: float | None
    cases: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, by the normal approximation.

        Nothing without a standard error, or where every case has the same value: then the approximation fails.
        """
        if self.value is None or not self.error:
            return None
        return self.value - Z * self.error, self.value + Z * self.error


Score = Callable[[Outcome], float | None]
"""The value of one case; nothing where the metric does not apply to it."""

Combine = Callable[[Sequence[float]], float | None]
"""From the values of the cases to the value of the metric; nothing where there is nothing to count."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One way of measuring quality.

    Attributes:
        name: As in summaries and baselines.
        title: As on a page.
        score: The value of one case.
        definition: What is measured, in a sentence.
        source: Where the definition comes from.
        better: Which way is better.
        unit: Of its values; empty for a share from 0 to 1.
        combine: How values are put together; their mean where nothing else is said.
    """

    name: str
    title: str
    score: Score
    definition: str
    source: str
    better: Better = Better.HIGHER
    unit: str = ""
    combine: Combine | None = None

    def estimate(self, outcomes: Sequence[Outcome]) -> Estimate:
        """The value over some cases, and its standard error.

        Turns of one conversation depend on each other, so they count as one independent case: the standard error of
        a mean is clustered by conversation, that of anything else is a bootstrap over conversations.
        """
        scored = [
            (outcome.case.conversation, value) for outcome in outcomes if (value := self.score(outcome)) is not None
        ]
        if not scored:
            return Estimate(None, None, 0)
        values = [value for _, value in scored]
        if self.combine is None:
            return Estimate(float(np.mean(values)), _clustered(scored), len(values))
        if (value := self.combine(values)) is None:
            return Estimate(None, None, len(values))
        return Estimate(value, _bootstrapped(scored, self.combine), len(values))


def _clustered(scored: Sequence[tuple[str, float]]) -> float | None:
    """Standard error of a mean, clustered (Miller, 2024, arXiv:2411.00640, equation 4, with small-sample factor)."""
    mean = float(np.mean([value for _, value in scored]))
    sums: dict[str, float] = defaultdict(float)
    for cluster, value in scored:
        sums[cluster] += value - mean
    clusters = len(sums)
    if clusters < 2:
        return None
    squares = sum(each * each for each in sums.values())
    return math.sqrt(squares * clusters / (clusters - 1)) / len(scored)


_RESAMPLES = 1000


def _bootstrapped(scored: Sequence[tuple[str, float]], combine: Combine) -> float | None:
    """Standard error by a bootstrap that draws whole conversations (Efron and Tibshirani, 1993)."""
    groups: dict[str, list[float]] = defaultdict(list)
    for cluster, value in scored:
        groups[cluster].append(value)
    members = list(groups.values())
    if len(members) < 2:
        return None
    chance = np.random.default_rng(0)
    drawn = (
        combine([value for index in chance.integers(0, len(members), len(members)) for value in members[index]])
        for _ in range(_RESAMPLES)
    )
    known = [value for value in drawn if value is not None]
    return float(np.std(known, ddof=1)) if len(known) > 1 else None
