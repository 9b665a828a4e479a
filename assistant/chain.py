"""The retrieval chain: contextualise → retrieve → judge → answer → verify, as LangChain runnables."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answer import Answer
from assistant.answering import Findings, Judged, find_statements
from assistant.compose import abstain, compose
from assistant.described import describe
from assistant.evidence import weigh
from assistant.judge import Calibration, calibration, judge
from assistant.question import Question, follow_up, parse_question
from assistant.retriever import Candidate, HybridRetriever, find_document
from assistant.turning import turned_to
from assistant.verify import is_verbatim
from ingest.references import find_references
from store.errors import RightsDeskError
from store.library import Library
from store.model import NO_FILTERS, Filters

LONGEST_QUESTION = 4_000
"""Characters; a longer text is a document, not a question."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation: the question as it was understood, and its answer."""

    question: Question
    answer: Answer


class Exchange(TypedDict, total=False):
    """What goes through the chain: a text, filters and history in; each step adds what it found."""

    text: str
    filters: Filters
    history: Sequence[Turn]
    question: Question
    judged: list[Judged]
    candidates: list[Candidate]
    findings: Findings
    answer: Answer


def build_chain(library: Library, chosen: Calibration | None = None) -> Runnable[Exchange, Exchange]:
    """The chain over a library: ``text``, and optionally ``filters`` and ``history``, in; ``answer`` out.

    Args:
        library: Where answers come from.
        chosen: Weights and thresholds; those that come with the product where none are given.
    """
    weights = chosen or calibration()

    def contextualise(exchange: Exchange) -> Exchange:
        return {**exchange, "question": understand(library, exchange["text"], exchange.get("history") or ())}

    def retrieve(exchange: Exchange) -> Exchange:
        retriever = HybridRetriever(library=library, filters=exchange.get("filters") or NO_FILTERS)
        candidates = retriever.find(exchange["question"])
        spoken = turned_to(exchange["question"], speaking_of(exchange["question"], candidates, library))
        return {**exchange, "candidates": spoken}

    def weigh_evidence(exchange: Exchange) -> Exchange:
        question, candidates = exchange["question"], exchange["candidates"]
        evidence = weigh(library, question, candidates)
        judged = [Judged(each, judge(worth, weights)) for each, worth in zip(candidates, evidence, strict=True)]
        return {**exchange, "judged": sorted(judged, key=lambda each: -each.verdict.answers)}

    def answer(exchange: Exchange) -> Exchange:
        filters = exchange.get("filters") or NO_FILTERS
        found = find_statements(library, exchange["question"], filters, exchange["judged"], weights)
        return {**exchange, "findings": found}

    def verify(exchange: Exchange) -> Exchange:
        findings = exchange["findings"]
        kept = [each for each in findings.statements if not each.quoted or is_verbatim(each.citation, library)]
        if kept:
            return {**exchange, "answer": compose(exchange["text"], kept, findings.missing)}
        nearest = [
            (document, each.candidate.passage)
            for each in exchange["judged"]
            if (document := library.document(each.candidate.passage.symbol))
        ]
        return {**exchange, "answer": abstain(exchange["text"], findings.missing, nearest)}

    return (
        RunnableLambda(contextualise)
        | RunnableLambda(retrieve)
        | RunnableLambda(weigh_evidence)
        | RunnableLambda(answer)
        | RunnableLambda(verify)
    )


def understand(library: Library, text: str, history: Sequence[Turn] = ()) -> Question:
    """Read a question that is asked of a library; a follow-up takes over subject and documents of what it follows.

    Raises:
        RightsDeskError: It is empty or far too long.
    """
    if not text.strip():
        raise RightsDeskError("The question is empty.", "Ask something.")
    if len(text) > LONGEST_QUESTION:
        raise RightsDeskError(f"The question has {len(text):,} characters.", f"Ask in at most {LONGEST_QUESTION:,}.")
    if not history:
        return describe(parse_question(text), library)
    last = history[-1]
    cited = tuple((citation.symbol, citation.locator) for citation in last.answer.citations)
    return describe(follow_up(text, last.question, cited), library)


def speaking_of(question: Question, candidates: list[Candidate], library: Library) -> list[Candidate]:
    """Of a question whose documents are all missing from the library, the passages that speak of those documents."""
    if not question.symbols or any(find_document(library, symbol) for symbol in question.symbols):
        return candidates
    wanted = set(question.symbols)
    return [
        candidate
        for candidate in candidates
        if wanted & {str(found.symbol) for found in find_references(candidate.passage.text, candidate.passage.symbol)}
    ]


def ask(library: Library, text: str, filters: Filters = NO_FILTERS, history: Sequence[Turn] = ()) -> Turn:
    """Answer one question; the turn that comes back is the history of the next.

    Raises:
        RightsDeskError: The question cannot be used.
    """
    done = exchange(library, text, filters, history)
    return Turn(done["question"], done["answer"])


def exchange(library: Library, text: str, filters: Filters = NO_FILTERS, history: Sequence[Turn] = ()) -> Exchange:
    """The same with all that each step of the chain found.

    Raises:
        RightsDeskError: The question cannot be used.
    """
    begun = time.perf_counter()
    done = build_chain(library).invoke({"text": text, "filters": filters, "history": history})
    done["answer"] = replace(done["answer"], seconds=round(time.perf_counter() - begun, 3))
    return done


def converse(library: Library, texts: Sequence[str], filters: Filters = NO_FILTERS) -> list[Answer]:
    """Answer the questions of a conversation in order, each with what was said before."""
    history: list[Turn] = []
    for text in texts:
        history.append(ask(library, text, filters, history))
    return [turn.answer for turn in history]
