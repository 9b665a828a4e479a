"""Does the answer hold what it has to?"""

from __future__ import annotations

from evals.metrics.metric import Metric
from evals.outcomes import Outcome


def plain(text: str) -> str:
    """Text as facts are looked for in it: lower case, single spaces, one sort of quotation mark and dash."""
    swapped = text.translate(str.maketrans("’‘“”–—\u2011\u00a0", "''\"\"--- "))
    return " ".join(swapped.lower().split())


def holds(fact: str, text: str) -> bool:
    """Whether a text holds a key fact in one of its alternatives.

    >>> holds("58 per cent | 58%", "Fifty-eight, or 58 per  cent.")
    True
    """
    inside = plain(text)
    return any(plain(each) in inside for each in fact.split("|"))


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
