"""What the evidence for an answer is worth, in figures a judge can weigh.

A retrieval score says what a passage is about, not whether it answers: it does not tell a question on one State from
the same question on another. So each demand of the question is looked at by itself: names, years, numbers, kind
of answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from assistant.asked.counted import counted_in
from assistant.asked.wanted import holds
from assistant.judging.crossencoder import Reading, read_together
from assistant.judging.demands import Demands
from assistant.question import Question
from assistant.retriever import Candidate
from store.library import Library
from store.model import Document
from store.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a passage answers a question; every figure is between 0 and 1.

    Attributes:
        score: Of the retrieval, among the candidates of the same question.
        behind: By how much that is behind the best one's.
        read: How near the cross-encoder's reading of it comes to that of the best one.
        open: Whether it may answer at all for the cross-encoder: 0 where that rules it out, 1 where it cannot tell.
        cosine: Of the question and the paragraph.
        coverage: How well the question's words are met, rare words weighing more.
        sentence: The same in the best sentence alone.
        names: Of the rare names that the question gives, how well the worst is met.
        years: The same of its years.
        numbers: The same of its other numbers.
        kind: How near the best sentence that holds the kind of thing wanted comes to the best of all; where a number
            is wanted, how surely it is one of what the question counts counts too.
        met: The worst of these four: an answer that fails one demand is none.
    """

    score: float
    behind: float
    read: float
    open: float
    cosine: float
    coverage: float
    sentence: float
    names: float
    years: float
    numbers: float
    kind: float
    met: float

    def values(self) -> tuple[float, ...]:
        """The figures in their order."""
        return astuple(self)


def weigh(library: Library, question: Question, candidates: Sequence[Candidate]) -> list[Evidence]:
    """The evidence of each candidate of a question.

    Args:
        library: Where they were found.
        question: What was asked.
        candidates: The best first.
    """
    demands = Demands(library, question)
    documents: dict[str, Document | None] = {}
    readings = read_together(question.standalone, [candidate.passage for candidate in candidates])
    found = []
    for candidate, reading in zip(candidates, readings, strict=True):
        symbol = candidate.passage.symbol
        if symbol not in documents:
            documents[symbol] = library.document(symbol, candidate.passage.language)
        behind = candidates[0].score - candidate.score
        found.append(_weigh(candidate, documents[symbol], demands, reading, question=question, behind=behind))
    return found


def _weigh(
    candidate: Candidate,
    document: Document | None,
    demands: Demands,
    reading: Reading,
    *,
    question: Question,
    behind: float,
) -> Evidence:
    passage = candidate.passage
    around = [*passage.headings, *((document.title, document.body) if document else ())]
    text = " ".join([passage.text, *around, *(note.text for note in passage.footnotes)])
    spans = split_sentences(passage.text) or [(0, len(passage.text))]
    coverages = [candidate.coverage_in(start, end) for start, end in spans]
    held = [
        counted_in(question, candidate, start, end) * holds(question.wanted, passage.text[start:end])
        for start, end in spans
    ]
    best = max(range(len(spans)), key=lambda index: (held[index] * coverages[index], coverages[index]))
    names = demands.names(text, passage.symbol)
    years = demands.years(text, passage.text[slice(*spans[best])], document)
    numbers = demands.numbers(text, document)
    kind = held[best] * coverages[best] / (max(coverages) or 1.0)
    return Evidence(
        score=candidate.score,
        behind=behind,
        read=reading.beside,
        open=reading.open,
        cosine=max(0.0, candidate.cosine),
        coverage=candidate.coverage,
        sentence=max(coverages),
        names=names,
        years=years,
        numbers=numbers,
        kind=kind,
        met=min(names, years, numbers, kind),
    )
