"""What a run would have given with another threshold for abstaining."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.cases import is_right, overlap
from evals.metrics.gold import cited
from evals.runs.outcomes import Found, Outcome

_STEPS = 51


@dataclass(frozen=True, slots=True)
class Step:
    """A threshold and what it would have given.

    Attributes:
        threshold: From which likelihood on an answer is given.
        precision: Of the citations in answers to the answerable, the share that are gold.
        recall: Of the answerable, the share with a gold citation.
        anyway: Of the unanswerable, the share answered.
    """

    threshold: float
    precision: float
    recall: float
    anyway: float


def sweep(outcomes: Sequence[Outcome]) -> list[Step]:
    """The figures at thresholds from 0 to 1; what rules answer or refuse does not depend on it."""
    usable = [outcome for outcome in outcomes if not outcome.error]
    return [_at(float(threshold), usable) for threshold in np.linspace(0, 1, _STEPS)]


def _at(threshold: float, outcomes: Sequence[Outcome]) -> Step:
    places = [(outcome, _places(outcome, threshold)) for outcome in outcomes]
    can = [(outcome, its) for outcome, its in places if outcome.case.answerable]
    right = [[is_right(each.symbols, each.locator, outcome.case.right) for each in its] for outcome, its in can]
    cannot = [bool(its) for outcome, its in places if not outcome.case.answerable]
    amount = sum(map(len, right))
    return Step(
        threshold=threshold,
        precision=sum(map(sum, right)) / amount if amount else float("nan"),
        recall=float(np.mean([any(each) for each in right])) if right else float("nan"),
        anyway=float(np.mean(cannot)) if cannot else float("nan"),
    )


def _places(outcome: Outcome, threshold: float) -> Sequence[Found]:
    """What an answer would cite."""
    if not is_judged(outcome):
        return [Found(symbols, locator) for symbols, locator in cited(outcome)]
    return outcome.picked if outcome.likelihood is not None and outcome.likelihood >= threshold else ()


def is_judged(outcome: Outcome) -> bool:
    """Whether the judge decided on an answer: its citations are passages that the judge picked, or it abstained."""
    if not outcome.picked:
        return False
    if not outcome.answered:
        # A refusal that says what is missing was made by a rule.
        return outcome.answer is not None and not outcome.answer.missing
    return all(
        any(symbols == each.symbols and overlap(locator, each.locator) for each in outcome.picked)
        for symbols, locator in cited(outcome)
    )
