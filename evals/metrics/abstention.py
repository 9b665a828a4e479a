"""Does it abstain where it should, and only there? Precision, recall and F1 of abstentions."""

from __future__ import annotations

from collections.abc import Sequence

from evals.metrics.metric import Better, Metric
from evals.runs.outcomes import Outcome

_SOURCE = "Precision, recall and F1 of the class “not answerable”; cf. SQuAD 2.0 (Rajpurkar et al., ACL 2018)"


def _abstained(outcome: Outcome) -> bool:
    return outcome.answer is not None and not outcome.answer.answered


def right_where_abstained(outcome: Outcome) -> float | None:
    """Whether an abstention was right; nothing where an answer was given."""
    return float(not outcome.case.answerable) if _abstained(outcome) else None


def abstained_where_right(outcome: Outcome) -> float | None:
    """Whether an unanswerable question was refused; a case that failed was not."""
    return None if outcome.case.answerable else float(_abstained(outcome))


def refused(outcome: Outcome) -> float | None:
    """Whether an answerable question was refused."""
    return float(_abstained(outcome)) if outcome.case.answerable else None


_HIT, _WRONG, _MISSED, _OTHER = 3.0, 2.0, 1.0, 0.0


def _kind(outcome: Outcome) -> float | None:
    """A code for what F1 counts: a right abstention, a wrong one, a missed one, or none of these."""
    if _abstained(outcome):
        return _WRONG if outcome.case.answerable else _HIT
    return _OTHER if outcome.case.answerable else _MISSED


def _f1(kinds: Sequence[float]) -> float | None:
    hits, wrong, missed = (sum(kind == each for kind in kinds) for each in (_HIT, _WRONG, _MISSED))
    return 2 * hits / (2 * hits + wrong + missed) if hits + wrong + missed else None


METRICS = (
    Metric(
        "abstention precision",
        "Abstentions that are right",
        right_where_abstained,
        "Of the questions refused, the share that the library does not answer.",
        _SOURCE,
    ),
    Metric(
        "abstention recall",
        "Unanswerable questions refused",
        abstained_where_right,
        "Of the questions that the library does not answer, the share refused.",
        _SOURCE,
    ),
    Metric(
        "abstention f1",
        "F1 of abstentions",
        _kind,
        "Harmonic mean of the precision and recall of abstentions.",
        _SOURCE,
        combine=_f1,
    ),
    Metric(
        "refused",
        "Answerable questions refused",
        refused,
        "Of the questions that the library answers, the share refused.",
        _SOURCE,
        better=Better.LOWER,
    ),
)
