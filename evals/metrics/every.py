"""All metrics, in the order of a summary."""

from __future__ import annotations

from evals.metrics import abstention, attribution, facts, failures, gold, latency, quotation, retrieval, similarity

METRICS = (
    *failures.METRICS,
    *retrieval.METRICS,
    *gold.METRICS,
    *attribution.METRICS,
    *quotation.METRICS,
    *facts.METRICS,
    *similarity.METRICS,
    *abstention.METRICS,
    *latency.METRICS,
)

BY_NAME = {metric.name: metric for metric in METRICS}
