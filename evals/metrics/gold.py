"""Are the citations the gold ones? Precision and recall against gold pinpoints."""

from __future__ import annotations

from evals.cases import is_right
from evals.metrics.metric import Metric
from evals.runs.outcomes import Outcome

_SOURCE = "RightsDesk; a citation is right when it names a gold place, a part of one, or what holds one"


def cited(outcome: Outcome) -> list[tuple[tuple[str, ...], str]]:
    """The places that an answer cites, each with all symbols of its document."""
    if outcome.answer is None:
        return []
    symbols = {each: passage.symbols for passage in outcome.found for each in passage.symbols}
    return [(symbols.get(each.symbol, (each.symbol,)), each.locator) for each in outcome.answer.citations]


def precision(outcome: Outcome) -> float | None:
    """The share of an answer's citations that are right; an abstention cites nothing that could be wrong."""
    if not outcome.answered_answerable:
        return None
    places = cited(outcome)
    return sum(is_right(symbols, locator, outcome.case.right) for symbols, locator in places) / len(places)


def recall(outcome: Outcome) -> float | None:
    """The share of the gold places that are cited; 0 where an answerable question is refused or fails.

    A place that answers as well stands for one gold place that is not cited itself.
    """
    if not outcome.case.answerable:
        return None
    places = cited(outcome)
    gold, also = outcome.case.gold, outcome.case.right[len(outcome.case.gold) :]
    met = [any(is_right(*place, [each]) for place in places) for each in gold]
    elsewhere = [place for place in places if not is_right(*place, gold)]
    others = sum(any(is_right(*place, [each]) for place in elsewhere) for each in also)
    return min(1.0, (sum(met) + others) / len(gold))


METRICS = (
    Metric(
        "gold precision",
        "Citations that are gold",
        precision,
        "Of the citations in an answer to an answerable question, the share that are gold or answer as well.",
        _SOURCE,
    ),
    Metric(
        "gold recall",
        "Gold that is cited",
        recall,
        "Of the gold paragraphs of an answerable question, the share that the answer cites; a refusal cites none.",
        _SOURCE,
    ),
)
