"""Ask, search, read a paragraph, list documents: what programs use, each answered in the forms of docs/programs.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typing_extensions import TypedDict

from assistant import chain
from assistant.answering.connected import connections_of
from assistant.answering.lookup import passages_at
from assistant.asked.narrowing import Narrowing, NotHeldError, held_document, make_filters, written_locator
from assistant.citations import reference
from assistant.language.models import Model
from assistant.operations.answered import asking
from assistant.programs.forms import (
    Facts,
    Paragraph,
    Search,
    WholeDocument,
    facts,
    paragraph,
    search_result,
    whole_document,
)
from assistant.retriever import retrieve
from store.errors import RightsDeskError
from store.library import Library
from store.model import Document, Passage

MOST_EARLIER = 10
"""Earlier questions of a conversation; each is worked through again."""

MOST_PASSAGES = 50
"""Passages that a search gives."""

MOST_DOCUMENTS = 200
"""Documents that one list gives."""

MOST_AROUND = 5
"""Passages before and after a paragraph."""

EVERYTHING = Narrowing()
"""Narrows nothing."""


class Reading(TypedDict):
    """What a document says at a place.

    ``text`` is the words at the place: a lettered part's own where one is named; of a page, all its passages'.
    ``paragraphs`` holds the passages whole, ``before`` and ``after`` those that stand around them.
    """

    document: Facts
    locator: str
    reference: str
    text: str
    paragraphs: list[Paragraph]
    before: list[Paragraph]
    after: list[Paragraph]


class Listing(TypedDict):
    """A stretch of the documents that filters let through: ``total`` of them, from ``offset`` on."""

    total: int
    offset: int
    documents: list[Facts]


def ask(
    library: Library,
    model: Model | None,
    question: str,
    earlier: Sequence[str] = (),
    narrowing: Narrowing = EVERYTHING,
) -> dict[str, Any]:
    """Answer a question, or say that the library does not.

    Args:
        library: Where the answer comes from.
        model: Writes it; without one it is quotations.
        question: The question.
        earlier: The questions of the same conversation before it, in order. They are answered again by quotations, so
            that a follow-up knows what was cited.
        narrowing: Filters.

    Returns:
        `assistant.answer.Answer.to_json`.

    Raises:
        RightsDeskError: The library is empty, or the question, an earlier one or a filter cannot be used.
    """
    with asking(question) as asked:
        _require_filled(library)
        if len(earlier) > MOST_EARLIER:
            told = f"{len(earlier)} earlier questions are given."
            raise RightsDeskError(told, f"Give the last {MOST_EARLIER} at most.")
        filters = make_filters(narrowing, library)
        chain.understand(library, question)
        history = chain.take_turns(library, earlier, filters)
        asked.answer = chain.ask(library, question, filters, history, model).answer
    return asked.answer.to_json()


def search(library: Library, query: str, top: int = 10, narrowing: Narrowing = EVERYTHING) -> Search:
    """Find the passages that speak of something, the best first.

    Args:
        library: Where to look.
        query: What to look for.
        top: How many passages at most, up to `MOST_PASSAGES`.
        narrowing: Filters.

    Raises:
        RightsDeskError: The library is empty, or the query, the number or a filter cannot be used.
    """
    _require_filled(library)
    _require_between("top", top, 1, MOST_PASSAGES)
    filters = make_filters(narrowing, library)
    return search_result(library, query, retrieve(library, chain.understand(library, query), filters, top))


def read_paragraph(library: Library, symbol: str, locator: str, language: str = "", around: int = 0) -> Reading:
    """Read what a document says at a place.

    Args:
        library: Where the document is.
        symbol: The document's symbol, or the short title of a text without one.
        locator: One place, canonical or as people write it: ``para. 7``, ``17``, ``p. 6``, ``annex I, para. 4``.
        language: ISO 639-1 code; without one, English where there is an English text.
        around: How many passages before and after it, up to `MOST_AROUND`.

    Raises:
        NotHeldError: The library does not have the document, or the document no such place.
        RightsDeskError: The locator or the number cannot be used.
    """
    _require_between("around", around, 0, MOST_AROUND)
    where = written_locator(locator)
    document = held_document(library, symbol, language)
    passages = passages_at(library, document, where)
    if not passages:
        raise NotHeldError(f"{document.symbol} has no {where}.", _extent(library, document))
    # A paragraph may be found in an annex or part that the locator does not name.
    alone = len(passages) == 1 and not where.sub
    exact = passages[0].locator if alone else str(where)
    return {
        "document": facts(document),
        "locator": exact,
        "reference": reference(document, exact),
        "text": _words(passages, exact),
        "paragraphs": _paragraphs(library, document, passages),
        "before": _paragraphs(library, document, library.neighbours(passages[0], around, 0)),
        "after": _paragraphs(library, document, library.neighbours(passages[-1], 0, around)),
    }


def read_document(library: Library, symbol: str, language: str = "") -> WholeDocument:
    """Read a document whole: what is known of it, and its passages in order.

    Raises:
        NotHeldError: The library does not have it.
    """
    document = held_document(library, symbol, language)
    passages = library.passages(document.symbol, document.language)
    return whole_document(
        document,
        passages,
        connections_of(library, document),
        carried=library.topics.carried_by(document),
        languages=[each.language for each in library.versions(document)],
        recognised=library.recognised(document),
    )


def list_documents(library: Library, narrowing: Narrowing = EVERYTHING, limit: int = 50, offset: int = 0) -> Listing:
    """List documents in the order of their symbols.

    Args:
        library: Whose.
        narrowing: Filters.
        limit: How many at most, up to `MOST_DOCUMENTS`.
        offset: How many to pass over.

    Raises:
        RightsDeskError: A number or a filter cannot be used.
    """
    _require_between("limit", limit, 1, MOST_DOCUMENTS)
    if offset < 0:
        raise RightsDeskError(f"offset is {offset}.", "Give 0 or more.")
    found = library.documents(make_filters(narrowing, library))
    return {
        "total": len(found),
        "offset": offset,
        "documents": [facts(document) for document in found[offset : offset + limit]],
    }


def _require_filled(library: Library) -> None:
    if not library.stats().documents:
        raise RightsDeskError("The library is empty.", "Documents have to be taken in first, by who looks after it.")


def _require_between(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise RightsDeskError(f"{name} is {value}.", f"Give a number from {least} to {most}.")


def _extent(library: Library, document: Document) -> str:
    """What there is instead of a place that is not there."""
    passages = library.passages(document.symbol, document.language)
    if not passages:
        return "It has no passages."
    return f"Its {len(passages)} passages run from {passages[0].locator} to {passages[-1].locator}; search in it."


def _words(passages: Sequence[Passage], locator: str) -> str:
    """The words at a place: a part's own, or those of all its passages."""
    parts = (
        passage.text[part.start : part.end]
        for passage in passages
        for part in passage.subparagraphs
        if part.locator == locator
    )
    return next(parts, "\n\n".join(passage.text for passage in passages))


def _paragraphs(library: Library, document: Document, passages: Sequence[Passage]) -> list[Paragraph]:
    carried, recognised = library.topics.carried_by(document), library.recognised(document)
    return [paragraph(document, passage, carried, recognised) for passage in passages]
