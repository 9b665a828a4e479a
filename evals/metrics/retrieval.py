"""Does the search find the gold paragraphs, and their documents? Recall, nDCG and reciprocal rank, by ir-measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, Measure, Recall, nDCG

from evals.cases import Gold, is_right
from evals.metrics.metric import Metric
from evals.runs.outcomes import Found, Outcome

_SOURCE = (
    "ir-measures (MacAvaney et al., ECIR 2022, doi:10.1007/978-3-030-99739-7_38); nDCG: Järvelin and Kekäläinen, 2002"
)
_LEVELS = {"paragraph": "gold paragraphs", "document": "documents that hold a gold paragraph"}
_MEASURES: dict[str, tuple[str, Measure, str]] = {
    "recall@5": ("Recall at 5", Recall @ 5, "Share of the {} among the first 5 that a search finds."),
    "recall@10": ("Recall at 10", Recall @ 10, "Share of the {} among the first 10 that a search finds."),
    "ndcg@10": ("nDCG at 10", nDCG @ 10, "Discounted gain of the {} among the first 10, as a share of the best order."),
    "mrr": ("Mean reciprocal rank", RR, "One divided by the rank of the first of the {}."),
}


def ranking(outcome: Outcome, level: str) -> tuple[list[str], list[str]]:
    """What was wanted and what was found, in names to compare.

    A passage has the names of the gold places that stand in it and were not found before; one that answers as well
    has the name of a gold place that is not found otherwise.

    Returns:
        The names of what was wanted, and of what was found, in order.
    """
    case = outcome.case
    also = case.right[len(case.gold) :]
    passages: Sequence[Found] = outcome.found
    wanted: Sequence[Gold] = case.gold
    if level == "document":
        passages, wanted, also = _first_of_each(passages), _documents(wanted), tuple(_documents(also))
    left = list(dict.fromkeys(wanted))
    names = [str(gold) for gold in left]
    found = []
    for rank, passage in enumerate(passages):
        met = [gold for gold in left if _is(passage, gold, level)]
        if not met and left and any(_is(passage, gold, level) for gold in also):
            met = left[:1]
        found += [str(gold) for gold in met] or [f"other {rank}"]
        left = [gold for gold in left if gold not in met]
    return names, found


def _first_of_each(found: Sequence[Found]) -> list[Found]:
    """The first passage of each document: a ranking of documents."""
    first: dict[tuple[str, ...], Found] = {}
    for passage in found:
        first.setdefault(passage.symbols, passage)
    return list(first.values())


def _documents(gold: Sequence[Gold]) -> list[Gold]:
    return [Gold(symbol, "") for symbol in dict.fromkeys(each.symbol for each in gold)]


def _is(passage: Found, gold: Gold, level: str) -> bool:
    if level == "document":
        return gold.symbol in passage.symbols or gold.symbol == "-".join(passage.symbols)
    return is_right(passage.symbols, passage.locator, [gold])


@lru_cache(maxsize=4096)
def _values(outcome: Outcome, level: str) -> dict[str, float]:
    names, found = ranking(outcome, level)
    wanted = {"q": dict.fromkeys(names, 1)}
    run = {"q": {name: float(len(found) - rank) for rank, name in enumerate(found)}}
    measures = {measure: name for name, (_, measure, _) in _MEASURES.items()}
    return {measures[each.measure]: each.value for each in ir_measures.iter_calc(list(measures), wanted, run)}


def _score(name: str, level: str) -> Callable[[Outcome], float | None]:
    def score(outcome: Outcome) -> float | None:
        """Questions that are not answerable have no gold; a failed case found nothing of it."""
        if not outcome.case.answerable:
            return None
        return _values(outcome, level).get(name, 0.0)

    return score


METRICS = tuple(
    Metric(
        name=f"{level} {name}",
        title=f"{title}, {level}s",
        score=_score(name, level),
        definition=definition.format(_LEVELS[level]),
        source=_SOURCE,
    )
    for level in _LEVELS
    for name, (title, _, definition) in _MEASURES.items()
)
