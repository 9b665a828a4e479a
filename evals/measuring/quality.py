"""What the product promises of its answers, as rates over the outcomes of some cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.chain import Turn
from evals.cases import Case, is_right
from evals.metrics import facts, gold
from evals.runs.outcomes import Outcome
from evals.runs.running import ask_case, conversations
from store.library import Library

FIRST = 5


@dataclass(frozen=True, slots=True)
class Quality:
    """Rates from 0 to 1; those of citations and facts are over all answerable questions, refused ones included.

    Attributes:
        answerable: Questions that the documents answer.
        unanswerable: Questions that they do not.
        found: Share of the answerable with a right passage among the first five of a search.
        cited: Share of the answerable with a right passage among the citations.
        precision: Share of all citations in answers to the answerable that are right.
        refused: Share of the answerable that were not answered.
        answered_anyway: Share of the unanswerable that were.
        complete: Share of the answerable whose answer holds every key fact.
        citations: Citations an answer, on average.
    """

    answerable: int
    unanswerable: int
    found: float
    cited: float
    precision: float
    refused: float
    answered_anyway: float
    complete: float
    citations: float


def ask_cases(library: Library, cases: Sequence[Case]) -> Iterator[Outcome]:
    """Ask every question; those of a conversation in order, each with what the assistant itself said before."""
    for turns in conversations(cases):
        history: list[Turn] = []
        for case in turns:
            yield ask_case(library, case, history)


def summarise(outcomes: Iterable[Outcome]) -> Quality:
    """The rates over some cases; 0 where there is nothing to count."""
    outcomes = list(outcomes)
    can = [outcome for outcome in outcomes if outcome.case.answerable]
    cannot = [outcome for outcome in outcomes if not outcome.case.answerable]
    right = [[is_right(*place, outcome.case.right) for place in gold.cited(outcome)] for outcome in can]
    citations = sum(map(len, right))
    answered = sum(outcome.answered for outcome in can)
    return Quality(
        answerable=len(can),
        unanswerable=len(cannot),
        found=_rate(sum(map(_is_found, can)), len(can)),
        cited=_rate(sum(map(any, right)), len(can)),
        precision=_rate(sum(map(sum, right)), citations),
        refused=_rate(len(can) - answered, len(can)),
        answered_anyway=_rate(sum(outcome.answered for outcome in cannot), len(cannot)),
        complete=_rate(sum(map(_is_complete, can)), len(can)),
        citations=_rate(citations, answered),
    )


def _is_found(outcome: Outcome) -> bool:
    return any(is_right(each.symbols, each.locator, outcome.case.right) for each in outcome.found[:FIRST])


def _is_complete(outcome: Outcome) -> bool:
    return outcome.answered and facts.coverage(outcome) in (None, 1.0)


def _rate(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
