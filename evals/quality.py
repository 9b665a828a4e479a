"""How good the answers are: retrieval, citations and abstention on gold questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.chain import Turn, ask, understand
from assistant.retriever import retrieve
from evals.cases import Case, is_right
from store.library import Library

FIRST = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case.

    Attributes:
        case: The question.
        rank: Of the first right passage in a search, from 1; 0 where none is among the first twenty.
        answer: The answer.
        right: Its citations that are right.
    """

    case: Case
    rank: int
    answer: Answer
    right: int

    @property
    def facts(self) -> bool:
        """Whether the answer holds every key fact."""
        text = " ".join([self.answer.text, *(citation.quote for citation in self.answer.citations)]).lower()
        return all(any(each.strip().lower() in text for each in fact.split("|")) for fact in self.case.turn.facts)


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


def run(library: Library, cases: Iterable[Case], on_case: Callable[[], None] = lambda: None) -> list[Result]:
    """Ask every question; those of a conversation in order, each with what the assistant itself said before."""
    results = []
    history: list[Turn] = []
    for case in cases:
        if not case.before:
            history = []
        question = understand(library, case.question, history)
        found = retrieve(library, question, limit=20)
        turn = ask(library, case.question, history=history)
        history.append(turn)
        rank = next(
            (
                number
                for number, candidate in enumerate(found, 1)
                if is_right(_symbols(library, candidate.passage.symbol), candidate.passage.locator, case.right)
            ),
            0,
        )
        right = sum(
            is_right(_symbols(library, citation.symbol), citation.locator, case.right)
            for citation in turn.answer.citations
        )
        results.append(Result(case, rank, turn.answer, right))
        on_case()
    return results


def _symbols(library: Library, symbol: str) -> tuple[str, ...]:
    document = library.document(symbol)
    return (document.symbol, *document.other_symbols) if document else (symbol,)


def summarise(results: Sequence[Result]) -> Quality:
    """The rates over some cases; 0 where there is nothing to count."""
    can = [result for result in results if result.case.answerable]
    cannot = [result for result in results if not result.case.answerable]
    citations = sum(len(result.answer.citations) for result in can)
    answered = sum(result.answer.answered for result in can)
    return Quality(
        answerable=len(can),
        unanswerable=len(cannot),
        found=_rate(sum(0 < result.rank <= FIRST for result in can), len(can)),
        cited=_rate(sum(result.right > 0 for result in can), len(can)),
        precision=_rate(sum(result.right for result in can), citations),
        refused=_rate(len(can) - answered, len(can)),
        answered_anyway=_rate(sum(result.answer.answered for result in cannot), len(cannot)),
        complete=_rate(sum(result.facts and result.answer.answered for result in can), len(can)),
        citations=_rate(citations, answered),
    )


def _rate(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
