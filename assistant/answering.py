"""From judged passages to statements: which kind of question it is, and what of the library answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue import asks_for_documents
from assistant.citations import byline, cite
from assistant.compose import Statement, quoted
from assistant.names import speaks_of
from assistant.extractive import quote, stretch
from assistant.judge import Calibration, Verdict, select
from assistant.lookup import last_paragraph, quote_places, tell_fact
from assistant.question import Question
from assistant.retriever import Candidate
from store.library import Library
from store.model import Document

_LISTED = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and what the judge says of it."""

    candidate: Candidate
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Findings:
    """What answers a question, or the sentence that says what is missing."""

    statements: tuple[Statement, ...] = ()
    missing: str = ""


def find_statements(library: Library, question: Question, judged: Sequence[Judged], chosen: Calibration) -> Findings:
    """Find what answers a question.

    Args:
        library: Where it is looked for.
        question: What was asked.
        judged: The passages that may answer, the best first.
        chosen: Threshold and margins.
    """
    named = question.symbols or (question.documents[:1] if question.locators else ())
    held = [document for symbol in named if (document := library.document(symbol))]
    absent = [symbol for symbol in question.symbols if not library.document(symbol)]
    if question.locators and held:
        return _at_places(library, question, held, judged)
    if len(held) == 1 and (told := tell_fact(library, held[0], question)):
        return Findings(tuple(told))
    if absent and not held and not judged:
        return Findings(missing=f"It does not hold {' or '.join(absent)}.")
    if not held and asks_for_documents(question.text):
        return Findings(tuple(_list_documents(library, judged, chosen)))
    if len(held) > 1:
        groups = [[each for each in judged if each.candidate.passage.symbol == document.symbol] for document in held]
        return Findings(tuple(line for group in groups for line in _quote(library, question, group, chosen, most=1)))
    return Findings(tuple(_quote(library, question, judged, chosen)))


def _at_places(
    library: Library, question: Question, held: Sequence[Document], judged: Sequence[Judged]
) -> Findings:
    """What the documents named say at the places named; one who asks of a State that is not there gets no answer."""
    own = {symbol: locators for symbol, locators in question.places if locators}
    statements: list[Statement] = []
    missing: list[str] = []
    for document in held:
        locators = next((own[symbol] for symbol in (document.symbol, *document.other_symbols) if symbol in own), ())
        locators = locators or question.locators
        found = quote_places(library, document, locators)
        statements += found
        if not found:
            last = last_paragraph(library, document)
            ends = f"; its numbered paragraphs end at {last}" if last else ""
            missing.append(f"{document.symbol} has no {' or '.join(map(str, locators))}{ends}.")
    text = " ".join(statement.citation.quote for statement in statements)
    unmet = [name for name in question.names if not speaks_of(name, text)]
    if statements and len(unmet) > len(question.names) / 2:
        return Findings(missing=f"{statements[0].citation.reference} does not speak of {' or '.join(unmet)}.")
    return Findings(tuple(statements), " ".join(missing))


def _quote(
    library: Library, question: Question, judged: Sequence[Judged], chosen: Calibration, most: int = 0
) -> list[Statement]:
    """Quote the passages that answer."""
    picked = [judged[index] for index in select([each.verdict for each in judged], chosen)]
    vector: NDArray[np.float32] | None = None
    statements = []
    for each in picked[: most or None]:
        document = library.document(each.candidate.passage.symbol, each.candidate.passage.language)
        if document is None:
            continue
        if vector is None:
            vector = np.asarray(library.embeddings.embed_query(question.subject), dtype=np.float32)
        statements.append(quoted(document, quote(question, each.candidate, vector, library.embeddings)))
    return statements


def _list_documents(library: Library, judged: Sequence[Judged], chosen: Calibration) -> list[Statement]:
    """The documents of the passages that answer, each with the passage that speaks for it."""
    best: dict[str, Judged] = {}
    for each in sorted(judged, key=lambda each: -each.verdict.answers):
        best.setdefault(each.candidate.passage.symbol, each)
    lines = []
    for symbol, each in list(best.items())[:_LISTED]:
        document = library.document(symbol)
        if document is None or each.verdict.answered < chosen.threshold:
            continue
        passage = each.candidate.passage
        opening = stretch(passage, 0, 0)
        citation = cite(0, document, passage, opening.text, opening.locator)
        lines.append(Statement(document, (f"{document.title} ({byline(document)}).",), citation, quoted=False))
    return lines
