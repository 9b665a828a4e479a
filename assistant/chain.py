"""The retrieval chain: contextualise → retrieve → judge → find → answer, as LangChain runnables that stream."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict, cast

from langchain_core.runnables import AddableDict, Runnable, RunnableGenerator

from assistant.answer import Answer
from assistant.answering.compose import Statement, abstain, compose
from assistant.answering.noting import UNTRANSLATED, note_search, note_sources
from assistant.answering.statements import Findings, Judged, find_statements
from assistant.asked.courtesy import courtesy
from assistant.asked.described import describe
from assistant.judging.evidence import weigh
from assistant.judging.judge import Calibration, calibration, judge
from assistant.language.generative import Written
from assistant.language.instructions import question_in
from assistant.language.models import Model
from assistant.language.rewriting import Rewriting, rewrite
from assistant.language.writing import Task, write
from assistant.operations.metrics import timed
from assistant.question import Question, follow_up, parse_question
from assistant.retrieval.turning import speaking_of, turned_to
from assistant.retriever import Candidate, HybridRetriever
from assistant.verify import is_verbatim
from store.errors import RightsDeskError
from store.library import Library
from store.model import NO_FILTERS, Filters

LONGEST_QUESTION = 4_000
"""Characters; a longer text is a document, not a question."""

_HELPFUL = 0.05
"""A model is given no passage less likely to answer than this share of the best one's likelihood: it would write of it
(figures in docs/language-models.md).
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation: the question as it was understood, and its answer."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done for an answer.

    Attributes:
        text: In words, for whoever waits.
    """

    text: str


class Exchange(TypedDict, total=False):
    """What goes through the chain: a text, filters and history in; each step adds what it found."""

    text: str
    filters: Filters
    history: Sequence[Turn]
    question: Question
    rewriting: Rewriting
    judged: list[Judged]
    candidates: list[Candidate]
    findings: Findings
    written: tuple[Written, ...]
    answer: Answer


def build_chain(
    library: Library, chosen: Calibration | None = None, model: Model | None = None
) -> Runnable[Exchange, Exchange]:
    """The chain over a library: ``text``, and optionally ``filters`` and ``history``, in; ``answer`` out.

    Streamed, it gives what each step found as soon as it is found, each sentence of a model under ``written`` as soon
    as it is checked, then the answer; what it gives adds up to what it gives when it is invoked.

    Args:
        library: Where answers come from.
        chosen: Weights and thresholds; those that come with the product where none are given.
        model: Writes the answers; without one they are quotations.
    """
    weights = chosen or calibration()

    def contextualise(exchange: Exchange) -> Exchange:
        history = exchange.get("history") or ()
        plain = understand(library, exchange["text"], history)
        rewriting = rewrite(model, plain, [(turn.answer.question, turn.answer.text) for turn in history])
        question = plain if rewriting.text is None else _reread(library, rewriting.text, plain)
        return {"question": question, "rewriting": rewriting}

    def retrieve(exchange: Exchange) -> Exchange:
        retriever = HybridRetriever(library=library, filters=exchange.get("filters") or NO_FILTERS)
        candidates = retriever.find(exchange["question"])
        spoken = turned_to(exchange["question"], speaking_of(exchange["question"], candidates, library))
        return {"candidates": spoken}

    def weigh_evidence(exchange: Exchange) -> Exchange:
        question, candidates = exchange["question"], exchange["candidates"]
        evidence = weigh(library, question, candidates)
        judged = [Judged(each, judge(worth, weights)) for each, worth in zip(candidates, evidence, strict=True)]
        return {"judged": sorted(judged, key=lambda each: -each.verdict.answers)}

    def find(exchange: Exchange) -> Exchange:
        if said := courtesy(exchange["text"]):
            return {"findings": Findings(missing=said, asked=False)}
        filters = exchange.get("filters") or NO_FILTERS
        return {"findings": find_statements(library, exchange["question"], filters, exchange["judged"], weights)}

    def answer(exchange: Exchange) -> Iterator[Exchange]:
        return _answer(library, exchange, model)

    first, *others = [_adding(step) for step in (contextualise, retrieve, weigh_evidence, find)]
    steps = first
    for step in (*others, _adding(answer)):
        steps = steps | step
    return steps


def _adding(step: Callable[[Exchange], Exchange | Iterator[Exchange]]) -> Runnable[Exchange, Exchange]:
    """A step as a runnable: it hands on what the steps before it found as soon as they have, then adds its own."""

    def run(pieces: Iterator[AddableDict]) -> Iterator[AddableDict]:
        known = AddableDict()
        for piece in pieces:
            known += piece
            yield AddableDict(piece)

        def found() -> Iterator[Exchange]:
            given = step(cast("Exchange", known))
            yield from (given,) if isinstance(given, dict) else given

        for each in timed(step.__name__, found()):
            yield AddableDict(each)

    return cast("Runnable[Exchange, Exchange]", RunnableGenerator(run, name=step.__name__))


def _reread(library: Library, text: str, plain: Question) -> Question:
    """A question that a model rewrote; what was cited before is still near."""
    return describe(replace(parse_question(text), cited=plain.cited), library)


def _answer(library: Library, exchange: Exchange, model: Model | None) -> Iterator[Exchange]:
    """The answer to what was found: a model's, or quotations; each quotation compared with the library once more."""
    findings, text, rewriting = exchange["findings"], exchange["text"], exchange["rewriting"]

    def noted(answer: Answer) -> Exchange:
        return {"answer": note_search(note_sources(answer, library), exchange["question"].text, rewriting)}

    kept = [each for each in findings.statements if not each.quoted or is_verbatim(each.citation, library)]
    if not kept:
        nearest = [
            (document, each.candidate.passage)
            for each in exchange["judged"]
            if findings.asked
            and (document := library.document(each.candidate.passage.symbol, each.candidate.passage.language))
        ]
        reason = UNTRANSLATED if rewriting.untranslated and not findings.missing else findings.missing
        yield noted(abstain(text, reason, nearest))
        return
    if model is None or not findings.searched:
        yield noted(compose(text, kept, findings.missing))
        return
    task = Task(text, exchange["question"], kept, _candidates(exchange, kept), findings.missing)
    for piece in write(library, model, task, rewriting):
        yield noted(piece) if isinstance(piece, Answer) else {"written": (piece,)}


def _candidates(exchange: Exchange, kept: Sequence[Statement]) -> list[Candidate]:
    """The passages a model may use beside those that answer: of the same documents, where documents were named."""
    best = max((each.verdict.answers for each in exchange["judged"]), default=0.0)
    found = [each.candidate for each in exchange["judged"] if each.verdict.answers >= _HELPFUL * best]
    if not exchange["question"].symbols:
        return found
    documents = {statement.document.symbol for statement in kept}
    return [candidate for candidate in found if candidate.passage.symbol in documents]


def understand(library: Library, text: str, history: Sequence[Turn] = ()) -> Question:
    """Read a question that is asked of a library; a follow-up takes over subject and documents of what it follows.

    Of a text that also gives orders to a model, only its questions are read.

    Raises:
        RightsDeskError: It is empty or far too long.
    """
    if not text.strip():
        raise RightsDeskError("The question is empty.", "Ask something.")
    if len(text) > LONGEST_QUESTION:
        raise RightsDeskError(f"The question has {len(text):,} characters.", f"Ask in at most {LONGEST_QUESTION:,}.")
    text = question_in(text)
    if not history:
        return describe(parse_question(text), library)
    last = history[-1]
    cited = tuple((citation.symbol, citation.locator) for citation in last.answer.citations)
    return describe(follow_up(text, last.question, cited), library)


def ask(
    library: Library,
    text: str,
    filters: Filters = NO_FILTERS,
    history: Sequence[Turn] = (),
    model: Model | None = None,
) -> Turn:
    """Answer one question; the turn that comes back is the history of the next.

    Raises:
        RightsDeskError: The question cannot be used.
    """
    done = exchange(library, text, filters, history, model)
    return Turn(done["question"], done["answer"])


def exchange(
    library: Library,
    text: str,
    filters: Filters = NO_FILTERS,
    history: Sequence[Turn] = (),
    model: Model | None = None,
) -> Exchange:
    """The same with all that each step of the chain found.

    Raises:
        RightsDeskError: The question cannot be used.
    """
    begun = time.perf_counter()
    done = build_chain(library, model=model).invoke({"text": text, "filters": filters, "history": history})
    done["answer"] = replace(done["answer"], seconds=round(time.perf_counter() - begun, 3))
    return done


def stream(
    library: Library,
    text: str,
    filters: Filters = NO_FILTERS,
    history: Sequence[Turn] = (),
    model: Model | None = None,
) -> Iterator[Step | Written | Turn]:
    """The same step by step: what is being done, each checked sentence of a model, then the turn.

    Closing the iterator ends the work and the request to the model.

    Raises:
        RightsDeskError: The question cannot be used.
    """
    begun = time.perf_counter()
    question: Question | None = None
    for piece in build_chain(library, model=model).stream({"text": text, "filters": filters, "history": history}):
        question = piece.get("question", question)
        if doing := _next_step(piece, model):
            yield Step(doing)
        yield from piece.get("written", ())
        if question and "answer" in piece:
            yield Turn(question, replace(piece["answer"], seconds=round(time.perf_counter() - begun, 3)))


def _next_step(found: Exchange, model: Model | None) -> str:
    """What is done next, when this was found; empty where that is not worth a word."""
    if "question" in found:
        return "Searching the library"
    if "candidates" in found:
        return f"Reading {len(found['candidates'])} passages"
    if "judged" in found:
        return "Choosing what answers"
    if "findings" in found:
        return "Writing, and checking each sentence" if model else "Checking the quotations"
    return ""


def take_turns(
    library: Library, texts: Sequence[str], filters: Filters = NO_FILTERS, model: Model | None = None
) -> list[Turn]:
    """Take the turns of a conversation in order, each with those before it as its history.

    Raises:
        RightsDeskError: A question cannot be used.
    """
    history: list[Turn] = []
    for text in texts:
        history.append(ask(library, text, filters, history, model))
    return history


def converse(
    library: Library, texts: Sequence[str], filters: Filters = NO_FILTERS, model: Model | None = None
) -> list[Answer]:
    """Answer the questions of a conversation in order, each with what was said before."""
    return [turn.answer for turn in take_turns(library, texts, filters, model)]
