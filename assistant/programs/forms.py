"""The forms in which documents and passages are given to programs, as docs/programs.md describes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import cast

from typing_extensions import TypedDict

from assistant.answering.connected import Connections
from assistant.answering.scanned import of_passage
from assistant.citations import reference
from assistant.language.instructions import speaks_to_a_model
from assistant.retriever import Candidate
from store.library import Library
from store.model import Carried, Document, Kind, PageConfidence, Passage
from store.sentences import split_sentences

_OWN_BUSINESS = frozenset({"source", "sha256"})
"""What the library knows of a document for itself alone."""


class Facts(TypedDict):
    """What is known of a document; what is not known is an empty string, list or 0."""

    symbol: str
    other_symbols: list[str]
    title: str
    body: str
    type: str
    date: str
    session: str
    agenda_item: str
    language: str
    kind: Kind
    pages: int
    url: str
    superseded_by: str


class Note(TypedDict):
    """A footnote as printed."""

    mark: str
    text: str


class Part(TypedDict):
    """A lettered or numbered part of a paragraph."""

    locator: str
    text: str


class Paragraph(TypedDict):
    """A passage as it stands in its document; ``reference`` is how the UN would cite it."""

    locator: str
    reference: str
    section: str
    headings: list[str]
    page: int
    last_page: int
    text: str
    footnotes: list[Note]
    subparagraphs: list[Part]
    topics: list[str]
    instructions: list[str]
    confidence: float | None


class Page(TypedDict):
    """A page whose text was recognised from a scan, and how sure the recognition was of it, from 0 to 100."""

    page: int
    confidence: float


class Related(TypedDict):
    """What one document is to another, as in "A/HRC/59/L.17 is a draft of A/HRC/RES/59/25"."""

    symbol: str
    relation: str
    other: str


class CitedDocument(TypedDict):
    """A document that is cited, the passages that cite it, and whether the library holds it."""

    symbol: str
    locators: list[str]
    held: bool


class CitingDocument(TypedDict):
    """A document of the library that cites another, and the passages in which it does."""

    symbol: str
    title: str
    locators: list[str]


class WholeDocument(Facts):
    """A document, its topics, how it hangs together with others, and its passages, in order.

    ``languages`` are the others in which it is held.
    """

    topics: list[str]
    languages: list[str]
    relations: list[Related]
    cites: list[CitedDocument]
    cited_by: list[CitingDocument]
    recognised: list[Page]
    passages: list[Paragraph]


class Found(TypedDict):
    """A passage that a search found; ``score``, 0 to 1, orders the passages of one search."""

    symbol: str
    locator: str
    reference: str
    language: str
    title: str
    kind: Kind
    page: int
    score: float
    text: str
    instructions: list[str]


class Search(TypedDict):
    """What was looked for, and the passages that speak of it, the best first."""

    query: str
    passages: list[Found]


def facts(document: Document) -> Facts:
    """What is known of a document."""
    known = {name: value for name, value in asdict(document).items() if name not in _OWN_BUSINESS}
    return cast("Facts", {**known, "other_symbols": list(document.other_symbols)})


def whole_document(
    document: Document,
    passages: Sequence[Passage],
    connections: Connections,
    *,
    carried: Carried,
    languages: Sequence[str] = (),
    recognised: Sequence[PageConfidence] = (),
) -> WholeDocument:
    """A document with its passages, topics, other languages, what it is to others, and how sure a scan's text is."""
    return {
        **facts(document),
        "topics": sorted(carried.document),
        "languages": list(languages),
        "relations": [
            {"symbol": each.symbol, "relation": each.kind.value, "other": each.other} for each in connections.relations
        ],
        "cites": [
            {"symbol": each.symbol, "locators": list(each.locators), "held": each.document is not None}
            for each in connections.cites
        ],
        "cited_by": [
            {"symbol": each.symbol, "title": each.title, "locators": list(each.locators)}
            for each in connections.cited_by
        ],
        "recognised": [{"page": each.page, "confidence": each.confidence} for each in recognised],
        "passages": [paragraph(document, passage, carried, recognised) for passage in passages],
    }


def paragraph(
    document: Document, passage: Passage, carried: Carried, recognised: Sequence[PageConfidence]
) -> Paragraph:
    """A passage as it stands in its document."""
    return {
        "locator": passage.locator,
        "reference": reference(document, passage.locator),
        "section": passage.section,
        "headings": list(passage.headings),
        "page": passage.page,
        "last_page": passage.last_page,
        "text": passage.text,
        "footnotes": [{"mark": note.mark, "text": note.text} for note in passage.footnotes],
        "subparagraphs": [
            {"locator": part.locator, "text": passage.text[part.start : part.end]} for part in passage.subparagraphs
        ],
        "topics": sorted(carried.passages.get(passage.locator, ())),
        "instructions": instructions_in(passage.text),
        "confidence": of_passage(recognised, passage),
    }


def search_result(library: Library, query: str, found: Sequence[Candidate]) -> Search:
    """What a search found; a passage whose document was removed meanwhile is left out."""
    documents = {
        (each.passage.symbol, each.passage.language): library.document(each.passage.symbol, each.passage.language)
        for each in found
    }
    return {
        "query": query,
        "passages": [
            _found(document, each)
            for each in found
            if (document := documents[each.passage.symbol, each.passage.language])
        ],
    }


def _found(document: Document, candidate: Candidate) -> Found:
    passage = candidate.passage
    return {
        "symbol": passage.symbol,
        "locator": passage.locator,
        "reference": reference(document, passage.locator),
        "language": passage.language,
        "title": document.title,
        "kind": document.kind,
        "page": passage.page,
        "score": round(min(1.0, max(0.0, candidate.score)), 6),
        "text": passage.text,
        "instructions": instructions_in(passage.text),
    }


def instructions_in(text: str) -> list[str]:
    """The sentences of a passage that speak to a model; the passage itself is given as it is, for it may be quoted."""
    if not speaks_to_a_model(text):
        return []
    spoken = [text[start:end] for start, end in split_sentences(text) if speaks_to_a_model(text[start:end])]
    return spoken or [text]
