"""How many cases failed: they are counted, never dropped."""

from __future__ import annotations

from evals.metrics.metric import Better, Metric

METRICS = (
    Metric(
        "failed",
        "Cases that failed",
        lambda outcome: float(bool(outcome.error)),
        "Share of the cases that ended in an error instead of an answer or an abstention.",
        "RightsDesk",
        better=Better.LOWER,
    ),
)
