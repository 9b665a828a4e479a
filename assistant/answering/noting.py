"""What a reader has to know of an answer: what was searched for, that its sources are briefs, superseded, or scans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import Answer
from assistant.answering.scanned import note_of
from assistant.language.rewriting import Rewriting
from store.library import Library
from store.model import Document, Kind, RelationKind
from store.words import plain

_WORTH_A_NOTE = (RelationKind.DRAFT_OF, RelationKind.CORRECTS)

UNTRANSLATED = "The question could not be put into English; ask it in English."
"""Said where a question in another language was searched for as it is, so that little can be found."""


def note_search(answer: Answer, searched: str, rewriting: Rewriting) -> Answer:
    """An answer with notes on what was searched for, where that is not what was asked or a model failed to say it.

    Args:
        answer: An answer or an abstention.
        searched: The question that passages were searched for.
        rewriting: What a model made of the question that was asked.
    """
    notes = []
    if plain(searched) != plain(answer.question):
        notes.append(f"Searched for: {searched}")
    if rewriting.failure:
        notes.append(f"{rewriting.failure} The question was searched for as it was asked.")
    if rewriting.untranslated:
        notes.append(UNTRANSLATED)
    return replace(answer, notes=(*notes, *answer.notes), failure=answer.failure or rewriting.failure)


def superseded_in_words(document: Document) -> str:
    """That another document took its place; empty where it stands."""
    return f"{document.symbol} has been superseded by {document.superseded_by}." if document.superseded_by else ""


def relations_in_words(library: Library, document: Document) -> Iterator[str]:
    """What a reader has to know of a document that is cited: that another took its place, corrects it, was adopted."""
    if replaced := superseded_in_words(document):
        yield replaced
    for relation in library.relations(document):
        if relation.kind in _WORTH_A_NOTE:
            yield f"{relation}."


def _words_about(library: Library, document: Document) -> Iterator[str]:
    yield from relations_in_words(library, document)
    if scan := note_of(library, document):
        yield scan


def note_sources(answer: Answer, library: Library) -> Answer:
    """An answer with notes on the documents it cites.

    Where it quotes, each document is named with its kind above its words; so briefs are noted only of a model's text.
    """
    cited = dict.fromkeys((citation.symbol, citation.language) for citation in answer.citations)
    documents = [document for version in cited if (document := library.document(*version))]
    briefs = [document.symbol for document in documents if document.kind is Kind.BRIEF]
    notes = list(dict.fromkeys(note for document in documents for note in _words_about(library, document)))
    if briefs and answer.written:
        every = len(briefs) == len(documents)
        notes.insert(
            0,
            "This rests on briefs written for RightsDesk, not on the official texts."
            if every
            else f"Of these sources, only a brief is held, not the official text: {', '.join(briefs)}.",
        )
    return replace(answer, notes=(*answer.notes, *notes))
