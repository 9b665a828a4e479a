"""What a reader has to know of the sources an answer rests on: that they are briefs, or superseded."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer
from store.library import Library
from store.model import Kind


def note_sources(answer: Answer, library: Library) -> Answer:
    """An answer with notes on the documents it cites.

    Where it quotes, each document is named with its kind above its words; so briefs are noted only of a model's text.
    """
    symbols = dict.fromkeys(citation.symbol for citation in answer.citations)
    documents = [document for symbol in symbols if (document := library.document(symbol))]
    briefs = [document.symbol for document in documents if document.kind is Kind.BRIEF]
    notes = [
        f"{document.symbol} has been superseded by {document.superseded_by}."
        for document in documents
        if document.superseded_by
    ]
    if briefs and answer.written:
        every = len(briefs) == len(documents)
        notes.insert(
            0,
            "This rests on briefs written for RightsDesk, not on the official texts."
            if every
            else f"Of these sources, only a brief is held, not the official text: {', '.join(briefs)}.",
        )
    return replace(answer, notes=(*answer.notes, *notes))
