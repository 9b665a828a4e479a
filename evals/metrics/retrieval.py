"""Does the search find the gold paragraphs, and their documents? Recall, nDCG and reciprocal rank, by ir-measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, Measure, Recall, nDCG

from evals.cases import Gold, is_right
from evals.metrics.metric import Metric
from evals.outcomes import Found, Outcome

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

    A passage that stands for a gold paragraph, itself or as one that answers as well, has that paragraph's name; each
    is found once, where it is found first.

    Returns:
        The names of what was wanted, and of what was found, in order.
    """
    wanted = outcome.case.gold if level == "paragraph" else _documents(outcome.case.gold)
    names = [str(gold) for gold in wanted]
    left = list(range(len(wanted)))
    found = []
    passages = outcome.found if level == "paragraph" else _first_of_each(outcome.found)
    for rank, passage in enumerate(passages):
        index = next((each for each in left if _is(passage, wanted[each], level)), None)
        if index is None and left and level == "paragraph" and _stands_for(passage, outcome):
            index = left[0]
        if index is None:
            found.append(f"other {rank}")
        else:
            left.remove(index)
            found.append(names[index])
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


def _stands_for(passage: Found, outcome: Outcome) -> bool:
    also = outcome.case.right[len(outcome.case.gold) :]
    return is_right(passage.symbols, passage.locator, also)


@lru_cache(maxsize=4096)
def _values(outcome: Outcome, level: str) -> dict[str, float]:
    names, found = ranking(outcome, level)
    wanted = {"q": dict.fromkeys(names, 1)}
    run = {"q": {name: float(len(found) - rank) for rank, name in enumerate(found)}}
    measures = {measure: name for name, (_, measure, _) in _MEASURES.items()}
    return {measures[each.measure]: each.value for each in ir_measures.iter_calc(list(measures), wanted, run)}


def _score(name: str, level: str) -> Callable[[Outcome], float | None]:
    def score(outcome: Outcome) -> float | None:
        """Questions that are not answerable have no gold, and a failed case searched for nothing."""
        if not outcome.case.answerable or outcome.error:
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
