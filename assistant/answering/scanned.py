"""What a reader has to know of text that was recognised from a scan: how sure the recognition was."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.scans.unread import unread_in_words
from store.library import Library
from store.model import Document, PageConfidence, Passage, confidence_of


def in_words(confidence: float | None) -> str:
    """``recognised from a scan, confidence 87 %``; empty for a digital text."""
    return "" if confidence is None else f"recognised from a scan, confidence {confidence:.0f} %"


def of_document(pages: Sequence[PageConfidence]) -> float | None:
    """How sure the recognition was of a document on average; ``None`` of a digital text."""
    return confidence_of(pages, 1, max((each.page for each in pages), default=0))


def document_in_words(pages: Sequence[PageConfidence], passages: Sequence[Passage]) -> str:
    """What is said of a whole document, its numbers that could not be read included; empty for a digital text."""
    words = in_words(of_document(pages))
    return f"{words[:1].upper()}{words[1:]}. {unread_in_words(passages)}".rstrip() if words else ""


def of_passage(pages: Sequence[PageConfidence], passage: Passage) -> float | None:
    """How sure it was of the pages that hold a passage."""
    return confidence_of(pages, passage.page, passage.last_page)


def note_of(library: Library, document: Document) -> str:
    """What an answer says that rests on a scan; empty for a digital text."""
    words = in_words(of_document(library.recognised(document)))
    return f"The text of {document.symbol} was {words}. Compare what you quote with its page." if words else ""
