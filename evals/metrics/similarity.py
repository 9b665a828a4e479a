"""Does the answer mean what the gold answer means?"""

from __future__ import annotations

from evals.metrics.metric import Metric
from evals.runs.outcomes import Outcome


def similarity(outcome: Outcome) -> float | None:
    """Cosine of answer and gold answer, negative ones as 0; 0 where an answerable question is refused or fails."""
    if not outcome.case.answerable or not outcome.case.turn.answer:
        return None
    return max(0.0, outcome.similarity or 0.0) if outcome.answered else 0.0


METRICS = (
    Metric(
        "similarity",
        "Similarity to the gold answer",
        similarity,
        "Cosine of the library's embedding model between the answer's sentences and the gold answer; a refusal has 0.",
        "Sentence-BERT (Reimers and Gurevych, EMNLP 2019)",
    ),
)
