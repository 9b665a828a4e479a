"""From judged passages to statements: which kind of question it is, and what of the library answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue import asks_for_documents, type_asked
from assistant.citations import byline, cite
from assistant.compose import Statement, quoted
from assistant.extractive import quote, stretch
from assistant.judge import Calibration, Verdict, select
from assistant.lookup import last_paragraph, quote_places, tell_facts
from assistant.names import speaks_of
from assistant.question import Question
from assistant.retriever import Candidate
from store.library import Library
from store.model import Document
from store.words import content_words

_LISTED = 8
_AS_GOOD = 0.8
"""A document is listed whose passage meets the question's words at least this well, as a share of the best of all."""


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
    missing = _missing(library, question, held, judged)
    if missing:
        return Findings(missing=missing)
    if question.locators and held:
        return _at_places(library, question, held)
    if len(held) == 1 and (told := tell_facts(library, held[0], question)):
        return Findings(tuple(told))
    if not held and asks_for_documents(question.text):
        return Findings(tuple(_list_documents(library, question, judged, chosen)))
    groups = [list(judged)]
    if len(held) > 1:
        groups = [[each for each in judged if each.candidate.passage.symbol == document.symbol] for document in held]
    most = 1 if len(held) > 1 else chosen.most
    return Findings(tuple(line for group in groups for line in _quote(library, question, group, chosen, most)))


def _missing(library: Library, question: Question, held: Sequence[Document], judged: Sequence[Judged]) -> str:
    """What has to be named or held before anything can answer, in a sentence; empty where nothing is missing."""
    if held:
        return ""
    absent = [symbol for symbol in question.symbols if not library.document(symbol)]
    if absent and not judged:
        return f"It does not hold {' or '.join(absent)}."
    if question.locators and not question.symbols and len(list(content_words(question.subject))) <= 1:
        return "Name the document as well: a number alone is in many of them."
    return ""


def _at_places(library: Library, question: Question, held: Sequence[Document]) -> Findings:
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
    library: Library, question: Question, judged: Sequence[Judged], chosen: Calibration, most: int
) -> list[Statement]:
    """Quote the passages that answer."""
    picked = [judged[index] for index in select([each.verdict for each in judged], chosen)]
    vector: NDArray[np.float32] | None = None
    statements = []
    for each in picked[:most]:
        document = library.document(each.candidate.passage.symbol, each.candidate.passage.language)
        if document is None:
            continue
        if vector is None:
            vector = np.asarray(library.embeddings.embed_query(question.subject), dtype=np.float32)
        statements += [quoted(document, part) for part in quote(question, each.candidate, vector, library.embeddings)]
    return statements


def _list_documents(
    library: Library, question: Question, judged: Sequence[Judged], chosen: Calibration
) -> list[Statement]:
    """The documents of the passages that answer, each with the passage that speaks for it."""
    best: dict[str, Judged] = {}
    for each in judged:
        best.setdefault(each.candidate.passage.symbol, each)
    covered = max((each.candidate.coverage for each in judged), default=0.0)
    wanted = type_asked(question.text)
    lines = []
    for symbol, each in best.items():
        document = library.document(symbol)
        close = each.candidate.coverage >= _AS_GOOD * covered and each.verdict.answered >= chosen.threshold
        if document is None or not close or wanted not in document.type:
            continue
        opening = stretch(each.candidate.passage, 0, 0)
        citation = cite(0, document, opening.passage, opening.text, opening.locator)
        lines.append(Statement(document, (f"{document.title} ({byline(document)}).",), citation, quoted=False))
    return lines[:_LISTED]
