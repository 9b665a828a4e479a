"""What a language model thinks of the answers, and how far it agrees with itself."""

from __future__ import annotations

from evals.metrics.metric import Metric
from evals.runs.outcomes import Outcome

_SOURCE = (
    "LLM as judge (Zheng et al., NeurIPS 2023, arXiv:2306.05685), against the gold answer, majority of three votes"
)


def correct(outcome: Outcome) -> float | None:
    """1 where most votes find the answer correct, 0 where most do not; nothing where that is not decided."""
    given = [vote for vote in outcome.votes if vote is not None]
    if len(given) * 2 <= len(outcome.votes) or sum(given) * 2 == len(given):
        return None
    return float(sum(given) * 2 > len(given))


def agreement(outcome: Outcome) -> float | None:
    """The share of pairs of votes that are the same; a vote that is no verdict agrees with none."""
    votes = outcome.votes
    pairs = [(one, other) for index, one in enumerate(votes) for other in votes[index + 1 :]]
    return sum(one is not None and one == other for one, other in pairs) / len(pairs) if pairs else None


METRICS = (
    Metric(
        "judged correct",
        "Correct for the judge",
        correct,
        "Share of the answers to answerable questions that a language model finds to say what the gold answer says.",
        _SOURCE,
    ),
    Metric(
        "judge agreement",
        "The judge agrees with itself",
        agreement,
        "Share of the pairs of a judge's votes on one answer that are the same.",
        _SOURCE,
    ),
)
