"""How long does an answer take?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from evals.metrics.metric import Better, Metric
from evals.runs.outcomes import Outcome


def seconds(outcome: Outcome) -> float | None:
    """From the question to the whole answer, the model loaded before."""
    return None if outcome.error else outcome.seconds


def _quantile(share: float) -> Callable[[Sequence[float]], float]:
    return lambda values: float(np.quantile(values, share))


METRICS = tuple(
    Metric(
        f"latency p{percent}",
        f"Latency, {name}",
        seconds,
        f"Seconds from question to whole answer, the model loaded before: {percent} % take no longer.",
        "Quantile by linear interpolation",
        better=Better.LOWER,
        unit="s",
        combine=_quantile(percent / 100),
    )
    for percent, name in ((50, "median"), (95, "95th percentile"))
)
