"""Cases and outcomes made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.answering.compose import abstain, compose, quoted
from assistant.extractive import stretch
from evals.cases import Case, Turn
from evals.runs.outcomes import Found, Outcome
from store.model import Document, Passage


def a_case(
    name: str,
    *gold: str,
    question: str = "Why?",
    also: Sequence[str] = (),
    facts: Sequence[str] = (),
    answer: str = "",
    before: Sequence[str] = (),
    tags: Sequence[str] = (),
) -> Case:
    turn = Turn(
        question=question,
        answer=answer,
        citations=tuple(gold),
        also=tuple(also),
        facts=tuple(facts),
        answerable=bool(gold),
    )
    entry = name.rpartition(".")[0] if before or name.endswith(".1") else ""
    return Case(name, turn, tuple(before), tuple(tags), entry=entry)


def an_answer(document: Document, *passages: Passage) -> Answer:
    return compose("Why?", [quoted(document, stretch(passage, 0, 9)) for passage in passages])


def a_refusal() -> Answer:
    return abstain("Why?", "", [])


def an_outcome(
    case: Case,
    answer: Answer | None,
    found: Sequence[tuple[str, str]] = (),
    sources: Sequence[str] | None = None,
    **more: object,
) -> Outcome:
    """What a case gave; its sources are the quotes themselves where nothing else is said."""
    quotes = [citation.quote for citation in answer.citations] if answer else []
    return Outcome(
        case=case,
        answer=answer,
        found=tuple(Found((symbol,), locator) for symbol, locator in found),
        sources=tuple(quotes if sources is None else sources),
        **more,  # type: ignore[arg-type]
    )
