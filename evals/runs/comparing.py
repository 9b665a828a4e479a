"""Two runs side by side: which cases changed, whether a difference is more than chance, and what fell too far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from evals.metrics.every import BY_NAME, METRICS
from evals.metrics.metric import Better, Estimate, Metric
from evals.runs.outcomes import Outcome
from store.errors import RightsDeskError

_RESAMPLES = 2_000
_EXACT = 10
"""Up to so many conversations that differ, every way of giving them to the runs is counted."""

_SURE = 0.05
"""A difference is called more than chance when one as large would come by chance less often than this."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How a metric differs between two runs, over the cases that both have.

    A case for which the metric has a value in one run only, an answer that the other refused, counts in that one.

    Attributes:
        metric: Which.
        before: Its value in the first run.
        after: In the second.
        low: Of the difference, the lower end of the 95 % interval.
        high: Its upper end.
        p: How often a difference as large would come by chance; nothing where no case differs.
        cases: How many cases one run or the other has a value for.
    """

    metric: Metric
    before: float
    after: float
    low: float
    high: float
    p: float | None
    cases: int

    @property
    def difference(self) -> float:
        """What the second run has more."""
        return self.after - self.before

    @property
    def worse(self) -> bool:
        """Whether the second run is worse."""
        return self.difference < 0 if self.metric.better is Better.HIGHER else self.difference > 0

    @property
    def more_than_chance(self) -> bool:
        """Whether the difference is more than chance."""
        return self.p is not None and self.p < _SURE


class Change(StrEnum):
    """What became of a case from one run to the other."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "otherwise changed"


@dataclass(frozen=True, slots=True)
class Changed:
    """A case whose answer changed.

    Attributes:
        before: In the first run.
        after: In the second.
        change: Whether it is better.
        because: The metrics that say so, with the values before and after.
    """

    before: Outcome
    after: Outcome
    change: Change
    because: tuple[tuple[str, float | None, float | None], ...]


def pair(first: Sequence[Outcome], second: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """The cases that both runs have, as the same question with the same gold.

    Raises:
        RightsDeskError: There are none.
    """
    by_id = {outcome.case.id: outcome for outcome in second}
    pairs = [(each, by_id[each.case.id]) for each in first if each.case.id in by_id]
    pairs = [(a, b) for a, b in pairs if a.case.turn == b.case.turn and a.case.before == b.case.before]
    if not pairs:
        raise RightsDeskError("The two runs have no case in common.", "Compare two runs of the same suite.")
    return pairs


def differences(pairs: Sequence[tuple[Outcome, Outcome]]) -> list[Difference]:
    """The metrics of both runs.

    The interval is a paired bootstrap that draws conversations with all their turns, the same in both runs (Efron and
    Tibshirani, 1993; Koehn, EMNLP 2004). p is that of a paired permutation test: were the runs alike, either
    conversation's answers could as well have come from the other (Noreen, 1989).
    """
    found = (_difference(metric, pairs) for metric in METRICS)
    return [each for each in found if each]


_Pairs = Sequence[tuple[float | None, float | None]]


def _difference(metric: Metric, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference | None:
    groups: dict[str, list[tuple[float | None, float | None]]] = defaultdict(list)
    for before, after in pairs:
        values = metric.score(before), metric.score(after)
        if values != (None, None):
            groups[before.case.conversation].append(values)
    members = list(groups.values())
    whole = _values(metric, [pair for group in members for pair in group])
    if whole is None:
        return None
    low, high = _interval(metric, members)
    same = all(first == second for group in members for first, second in group)
    return Difference(
        metric=metric,
        before=whole[0],
        after=whole[1],
        low=low,
        high=high,
        p=None if same else _by_chance(metric, members, abs(whole[1] - whole[0])),
        cases=sum(map(len, members)),
    )


def _interval(metric: Metric, members: Sequence[_Pairs]) -> tuple[float, float]:
    chance = np.random.default_rng(0)
    drawn = []
    for _ in range(_RESAMPLES):
        indices = chance.integers(0, len(members), len(members))
        if (both := _values(metric, [pair for index in indices for pair in members[index]])) is not None:
            drawn.append(both[1] - both[0])
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _by_chance(metric: Metric, members: Sequence[_Pairs], difference: float) -> float:
    """How often a difference as large comes about when each conversation is given to one run or the other by chance."""
    chance = np.random.default_rng(1)
    unlike = [group for group in members if any(first != second for first, second in group)]
    alike = [pair for group in members if group not in unlike for pair in group]
    if len(unlike) <= _EXACT:
        flips = np.array(list(product((False, True), repeat=len(unlike))))
    else:
        flips = chance.random((_RESAMPLES, len(unlike))) < 0.5
    as_large = 0
    for flip in flips:
        swapped = [
            (second, first) if turned else (first, second)
            for group, turned in zip(unlike, flip, strict=True)
            for first, second in group
        ]
        both = _values(metric, [*alike, *swapped])
        as_large += both is not None and abs(both[1] - both[0]) >= difference - 1e-12
    return as_large / len(flips) if len(unlike) <= _EXACT else (as_large + 1) / (len(flips) + 1)


def _values(metric: Metric, pairs: _Pairs) -> tuple[float, float] | None:
    """A metric in both runs; nothing where one of them has no value."""
    before = [first for first, _ in pairs if first is not None]
    after = [second for _, second in pairs if second is not None]
    if not before or not after:
        return None
    combine = metric.combine or (lambda values: sum(values) / len(values))
    both = combine(before), combine(after)
    return None if both[0] is None or both[1] is None else (both[0], both[1])


_TELLING = ("failed", "gold recall", "gold precision", "fact coverage", "abstention recall", "refused")
"""Metrics that say whether a case is better, the first that differs deciding."""


def changes(pairs: Sequence[tuple[Outcome, Outcome]]) -> list[Changed]:
    """The cases whose answers differ, the worse ones first."""
    found = [each for before, after in pairs if (each := _changed(before, after))]
    order = {Change.WORSE: 0, Change.BETTER: 1, Change.OTHER: 2}
    return sorted(found, key=lambda each: order[each.change])


def _changed(before: Outcome, after: Outcome) -> Changed | None:
    because = []
    change = Change.OTHER
    for name in _TELLING:
        metric = BY_NAME[name]
        first, second = metric.score(before), metric.score(after)
        if first == second:
            continue
        because.append((metric.title, first, second))
        if change is Change.OTHER and first is not None and second is not None:
            up = second > first
            change = Change.BETTER if up == (metric.better is Better.HIGHER) else Change.WORSE
    if not because and _text(before) == _text(after):
        return None
    return Changed(before, after, change, tuple(because))


def _text(outcome: Outcome) -> str:
    return outcome.answer.text if outcome.answer else outcome.error


TOLERANCES: Mapping[str, float] = {
    "failed": 0.0,
    "paragraph recall@5": 0.02,
    "paragraph ndcg@10": 0.02,
    "document recall@5": 0.02,
    "gold precision": 0.03,
    "gold recall": 0.03,
    "citation recall": 0.0,
    "unsupported sentences": 0.0,
    "quotation fidelity": 0.0,
    "fact coverage": 0.03,
    "abstention recall": 0.05,
    "refused": 0.03,
}
"""By how much a metric may be worse than the baseline. Latency is not among them: machines differ."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A metric that is worse than the baseline by more than its tolerance.

    Attributes:
        metric: Which.
        baseline: Its value there.
        value: Its value in the run; nothing where it has none any more.
        tolerance: By how much it may be worse.
    """

    metric: Metric
    baseline: float
    value: float | None
    tolerance: float


def falls(figures: Mapping[str, Estimate], baseline: Mapping[str, Estimate]) -> list[Fall]:
    """The metrics that keep a run from being released.

    Args:
        figures: Of the run.
        baseline: Of the run to hold it against.

    Raises:
        RightsDeskError: The baseline has none of the metrics that decide.
    """
    known = [name for name in TOLERANCES if name in baseline and baseline[name].value is not None]
    if not known:
        raise RightsDeskError("The baseline has no figure that decides.", "Name the summary.json of a finished run.")
    found = []
    for name in known:
        metric, before, tolerance = BY_NAME[name], baseline[name].value, TOLERANCES[name]
        after = figures[name].value if name in figures else None
        if before is None:
            continue
        loss = None if after is None else (before - after) * (1 if metric.better is Better.HIGHER else -1)
        # Values are kept to four places.
        if loss is None or loss > tolerance + 1e-4:
            found.append(Fall(metric, before, after, tolerance))
    return found
