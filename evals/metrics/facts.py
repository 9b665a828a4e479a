"""Does the answer hold what it has to?"""

from __future__ import annotations

import re

from evals.metrics.metric import Metric
from evals.runs.outcomes import Outcome
from store.words import plain

_SHORT = 3


def holds(fact: str, text: str) -> bool:
    """Whether a text holds a key fact in one of its alternatives.

    >>> holds("58 per cent | 58%", "Fifty-eight, or 58 per  cent."), holds("12", "in 2012")
    (True, False)
    """
    inside = plain(text)
    return any(re.search(_pattern(plain(each)), inside) for each in fact.split("|"))


def _pattern(words: str) -> str:
    """A fact begins a word; a number, and a short word, ends one too."""
    whole = words[-1:].isdigit() or len(words) <= _SHORT
    return rf"(?<!\w)(?<!\d[.,]){re.escape(words)}" + (r"(?!\w)(?![.,]\d)" if whole else "")


def coverage(outcome: Outcome) -> float | None:
    """The share of the key facts that an answer holds; 0 where it abstains or fails."""
    facts = outcome.case.turn.facts
    if not outcome.case.answerable or not facts:
        return None
    if outcome.answer is None or not outcome.answered:
        return 0.0
    text = " ".join(sentence.text for sentence in outcome.answer.sentences)
    return sum(holds(fact, text) for fact in facts) / len(facts)


METRICS = (
    Metric(
        "fact coverage",
        "Key facts in the answer",
        coverage,
        "Share of a case's key facts that stand in the answer, in one of their alternatives; a refusal holds none.",
        "RightsDesk; after nugget recall (Voorhees, TREC 2003)",
    ),
)
