"""Are quotations the words of the place they name?"""

from __future__ import annotations

from evals.metrics.metric import Metric
from evals.runs.outcomes import Outcome


def fidelity(outcome: Outcome) -> float | None:
    """The share of quotes that stand verbatim in the passage they name, as the library holds it."""
    if outcome.answer is None:
        return None
    quotes = [
        each.quote in source
        for each, source in zip(outcome.answer.citations, outcome.sources, strict=True)
        if each.quote
    ]
    return sum(quotes) / len(quotes) if quotes else None


METRICS = (
    Metric(
        "quotation fidelity",
        "Quotes that are verbatim",
        fidelity,
        "Of the quotes an answer shows, the share that stand word for word at the place they name.",
        "RightsDesk; after quote verification in GopherCite (Menick et al., 2022, arXiv:2203.11147)",
    ),
)
