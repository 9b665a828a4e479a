"""What a language model reads and writes for an answer, and what that costs."""

from __future__ import annotations

from evals.metrics.metric import Better, Metric
from evals.runs.outcomes import Outcome


def read(outcome: Outcome) -> float | None:
    """Tokens read; nothing where no model was asked, or its provider does not count."""
    return outcome.answer.tokens_read or None if outcome.answer else None


def written(outcome: Outcome) -> float | None:
    """Tokens written; nothing where no model was asked, or its provider does not count."""
    return outcome.answer.tokens_written or None if outcome.answer else None


def cost(outcome: Outcome) -> float | None:
    """What an answer cost; nothing where prices are not known."""
    return outcome.cost


METRICS = (
    Metric(
        "tokens read",
        "Tokens read for an answer",
        read,
        "Tokens that the language model reads for an answer, where it is asked.",
        "As its provider counts them",
        better=Better.LOWER,
        unit="tokens",
    ),
    Metric(
        "tokens written",
        "Tokens written for an answer",
        written,
        "Tokens that the language model writes for an answer, where it is asked.",
        "As its provider counts them",
        better=Better.LOWER,
        unit="tokens",
    ),
    Metric(
        "cost",
        "Cost of an answer",
        cost,
        "Price of the tokens read and written for a question, whether or not the model is asked.",
        "Prices as set: RIGHTSDESK_MODEL_PRICE_IN and _OUT, of a million tokens",
        better=Better.LOWER,
        unit="(price)",
    ),
)
