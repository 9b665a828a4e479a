"""From judged passages to statements: which kind of question it is, and what of the library answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answering.catalogue import asks_for_documents, intents, type_asked
from assistant.answering.compose import Statement, quoted
from assistant.answering.lookup import last_paragraph, quote_places, tell_facts
from assistant.asked.held import find_document
from assistant.asked.names import speaks_of
from assistant.extractive import quote, stretch
from assistant.judging.judge import Calibration, Verdict, select
from assistant.language.instructions import speaks_to_a_model
from assistant.question import Question, strip_references
from assistant.retriever import Candidate
from ingest.language import question_language
from ingest.pinpoints import Locator, stands_in
from ingest.references import Reference
from store.library import Library
from store.model import Document, Filters, Kind
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
    """What answers a question, or the sentence that says what is missing.

    Attributes:
        statements: What answers; none where nothing does.
        missing: What it leaves out.
        searched: Whether passages were searched for an answer, which a language model may put into words; what was
            looked up at a place or in the catalogue stands as it is.
        asked: Whether anything was asked of the documents; where nothing was, no passage comes near it.
    """

    statements: tuple[Statement, ...] = ()
    missing: str = ""
    searched: bool = False
    asked: bool = True


def find_statements(
    library: Library, question: Question, filters: Filters, judged: Sequence[Judged], chosen: Calibration
) -> Findings:
    """Find what answers a question.

    Args:
        library: Where it is looked for.
        question: What was asked.
        filters: What the search was narrowed to.
        judged: The passages that may answer, the best first.
        chosen: Threshold and margins.
    """
    held, absent = _documents(library, question, filters)
    note = f"It does not hold {' or '.join(absent)}{_in_filters(filters)}." if absent else ""
    if refused := _refusal(question, held, note, judged):
        return Findings(missing=refused)
    if held and question.within:
        judged = [each for each in judged if stands_in(each.candidate.passage.locator, question.within)]
        if not judged:
            return Findings(missing=_no_place(library, held[0], question.within))
    elif held and (question.locators or any(locators for _, locators in question.places)):
        return _at_places(library, question, held, note)
    if len(held) == 1 and (told := tell_facts(library, held[0], question)):
        return Findings(tuple(told), note)
    if not held and asks_for_documents(question.text):
        return Findings(tuple(_list_documents(library, question, judged, chosen)), note)
    found = _searched(library, question, held, judged, chosen)
    return replace(found, missing=note or found.missing)


def _searched(
    library: Library, question: Question, held: Sequence[Document], judged: Sequence[Judged], chosen: Calibration
) -> Findings:
    """What the passages say: of each document that is named; else of those the conversation has named; else of all."""
    if kept := _kept_to(library, question, judged, chosen):
        return Findings(kept, searched=True)
    groups = [list(judged)]
    if len(held) > 1:
        groups = [[each for each in judged if each.candidate.passage.symbol == document.symbol] for document in held]
    most = 1 if len(held) > 1 else chosen.most
    lines = tuple(line for group in groups for line in _quote(library, question, group, chosen, most))
    return Findings(lines, _left(library, question, lines), searched=True)


def _kept_to(
    library: Library, question: Question, judged: Sequence[Judged], chosen: Calibration
) -> tuple[Statement, ...]:
    """What the documents that the conversation has named say to a follow-up; empty where they do not answer it."""
    kept = {document.symbol for symbol in question.kept_to if (document := find_document(library, symbol))}
    own = [each for each in judged if each.candidate.passage.symbol in kept]
    return tuple(_quote(library, question, own, chosen, chosen.most))


def _left(library: Library, question: Question, found: Sequence[Statement]) -> str:
    """A sentence that tells that a follow-up is answered by other documents than the conversation named."""
    left = [symbol for symbol in question.kept_to if find_document(library, symbol)]
    return f"Nothing in {' or '.join(left)} answers it." if left and found else ""


def _documents(library: Library, question: Question, filters: Filters) -> tuple[list[Document], list[str]]:
    """The documents that a question names, or goes on about, and those of them that are not there."""
    goes_on = question.locators or intents(question)
    named = question.symbols or (question.documents[:1] if goes_on else ())
    allowed, own = [language.lower() for language in filters.languages], question_language(question.text)
    languages = sorted(allowed, key=lambda language: language != own) if allowed else [own]
    held: list[Document] = []
    absent: list[str] = []
    for symbol in named:
        document = find_document(library, symbol, languages)
        if document and any(other.id == document.id for other in library.documents(_with(filters, document))):
            held.append(document)
        else:
            absent.append(symbol)
    absent += [
        _numbered(found)
        for found in question.numbered
        if not any(find_document(library, str(symbol)) for symbol in found.possible)
    ]
    return held, absent


def _numbered(named: Reference) -> str:
    return f"{named.kind} {'No. ' if named.kind.startswith('general') else ''}{named.number}"


def _with(filters: Filters, document: Document) -> Filters:
    """The filters, and of their documents only this one; nothing passes where they name others."""
    names = {symbol.casefold() for symbol in (document.symbol, *document.other_symbols)}
    if filters.symbols and not names & {symbol.casefold() for symbol in filters.symbols}:
        return filters
    return replace(filters, symbols=(document.symbol,))


def _in_filters(filters: Filters) -> str:
    return " within the chosen filters" if filters else ""


def _refusal(question: Question, held: Sequence[Document], note: str, judged: Sequence[Judged]) -> str:
    """Why nothing can answer, in a sentence; empty where something may."""
    if held:
        return ""
    if note and (question.locators or not judged):
        return note
    if question.locators and not question.symbols and len(list(content_words(strip_references(question.text)))) <= 1:
        return "Name the document as well: a number alone is in many of them."
    return ""


def _at_places(library: Library, question: Question, held: Sequence[Document], note: str) -> Findings:
    """What the documents named say at the places named; one who asks of a State that is not there gets no answer."""
    own = {symbol: locators for symbol, locators in question.places if locators}
    statements: list[Statement] = []
    missing = [note] if note else []
    for document in held:
        locators = next((own[symbol] for symbol in (document.symbol, *document.other_symbols) if symbol in own), ())
        for locator in locators or question.locators:
            found = quote_places(library, document, locator)
            statements += found
            if not found:
                missing.append(_no_place(library, document, locator))
    text = " ".join(statement.citation.quote for statement in statements)
    unmet = [name for name in question.names if not speaks_of(name, text)]
    if statements and len(unmet) > len(question.names) / 2:
        return Findings(missing=f"{statements[0].citation.reference} does not speak of {' or '.join(unmet)}.")
    return Findings(tuple(statements), " ".join(missing))


def _no_place(library: Library, document: Document, locator: Locator) -> str:
    if document.kind is Kind.BRIEF:
        return f"Of {document.symbol} only a brief is held, which does not give {locator}."
    last = last_paragraph(library, document)
    ends = f"; its numbered paragraphs end at {last}" if last else ""
    return f"{document.symbol} has no {locator}{ends}."


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
        parts = quote(question, each.candidate, vector, library.embeddings)
        statements += [quoted(document, part) for part in parts if not speaks_to_a_model(part.text)]
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
        document = library.document(symbol, each.candidate.passage.language)
        close = each.candidate.coverage >= _AS_GOOD * covered and each.verdict.answered >= chosen.threshold
        if document is None or not close or wanted not in document.type:
            continue
        lines.append(quoted(document, stretch(each.candidate.passage, 0, 0)))
    return lines[:_LISTED]
