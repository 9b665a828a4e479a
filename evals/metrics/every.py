"""All metrics, in the order of a summary."""

from __future__ import annotations

from evals.metrics import (
    abstention,
    attribution,
    facts,
    failures,
    gold,
    judged,
    latency,
    quotation,
    retrieval,
    similarity,
    tokens,
)

METRICS = (
    *failures.METRICS,
    *retrieval.METRICS,
    *gold.METRICS,
    *attribution.METRICS,
    *quotation.METRICS,
    *facts.METRICS,
    *similarity.METRICS,
    *abstention.METRICS,
    *judged.METRICS,
    *latency.METRICS,
    *tokens.METRICS,
)

BY_NAME = {metric.name: metric for metric in METRICS}
