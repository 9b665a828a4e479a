"""The panel beside the conversation: each cited paragraph, whole, with the cited words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.answer import Answer, Citation
from assistant.answering.scanned import in_words, of_passage
from assistant.citations import date_in_words
from assistant.ui.addresses import address_of
from assistant.ui.markup import written
from assistant.ui.shown import (
    BRIEF_NOTE,
    badge,
    badges,
    mark_quotes,
    pages_of,
    render_footnotes,
    render_official_link,
    render_pages,
)
from ingest.language import LANGUAGE_NAMES
from store.library import Library
from store.model import Document, Kind, Passage

EMPTY = '<p class="rd-hint">The paragraphs an answer cites appear here, so that each can be read whole.</p>'


@dataclass(frozen=True, slots=True)
class Cited:
    """A paragraph, and the citations that point into it."""

    passage: Passage | None
    citations: list[Citation] = field(default_factory=list)


def anchor(turn: int, n: int) -> str:
    """What the number of a citation links to.

    Args:
        turn: Which answer of the conversation, from 0.
        n: Number of the citation.
    """
    return f"source-{turn + 1}-{n}"


def render_sources(answer: Answer, turn: int, library: Library) -> str:
    """Render the sources of an answer, or the nearest passages of an abstention, as HTML.

    Everything that comes from a document or a question is escaped.

    Args:
        answer: Whose sources.
        turn: Which answer of the conversation it is, from 0.
        library: Where the paragraphs are read.
    """
    heading, citations = ("Sources", answer.citations) if answer.answered else ("Nearest passages", answer.nearest)
    if not citations:
        return EMPTY
    cards = "".join(
        _card(place, turn, library, mark=answer.answered, first=not number)
        for number, place in enumerate(_places(citations, library))
    )
    about = f'<p class="rd-about">{escape(answer.question)}</p>'
    note = "" if answer.answered else '<p class="rd-hint">They may help, but they do not answer the question.</p>'
    return f"<h2>{heading}</h2>{about}{note}{cards}"


def _places(citations: Sequence[Citation], library: Library) -> list[Cited]:
    """Group citations by paragraph: two quotations from one, or from two parts of it, share a card."""
    places: dict[str, Cited] = {}
    for citation in citations:
        passage = library.passage(citation.symbol, citation.locator, citation.language)
        name = passage.id if passage else f"{citation.symbol}|{citation.language}|{citation.locator}"
        places.setdefault(name, Cited(passage)).citations.append(citation)
    return list(places.values())


def _card(place: Cited, turn: int, library: Library, *, mark: bool, first: bool) -> str:
    cited, passage = place.citations[0], place.passage
    document = library.document(cited.symbol, cited.language)
    numbers = "".join(
        f'<span class="rd-mark" id="{anchor(turn, each.n)}">[{each.n}]</span>' for each in place.citations
    )
    references = "; ".join(dict.fromkeys(each.reference for each in place.citations))
    path = " › ".join(passage.headings) if passage else ""
    parts = [
        f"<summary><h3>{numbers} {escape(references)}</h3>",
        f'<span class="rd-title">{escape(cited.title)}</span></summary>',
        f'<p class="rd-facts">{escape(_facts(cited, document))}</p>',
        _scan_note(passage, document, library),
        _badges(cited, document),
        f'<p class="rd-path">{escape(path)}</p>' if path else "",
        f"<blockquote {written(cited.language)}>{_paragraph(place, mark=mark)}</blockquote>",
        render_footnotes(passage.footnotes) if passage else "",
        _actions(cited, document, references, _other_languages(cited, passage, document, library)),
        _around(passage, library),
        _pages(cited, passage, document, library),
    ]
    return f'<details class="rd-source"{" open" * first}>{"".join(parts)}</details>'


def _scan_note(passage: Passage | None, document: Document | None, library: Library) -> str:
    confidence = of_passage(library.recognised(document), passage) if passage and document else None
    return "" if confidence is None else f'<p class="rd-facts">{badge(in_words(confidence).capitalize())}</p>'


def _badges(cited: Citation, document: Document | None) -> str:
    if document:
        return badges(document, BRIEF_NOTE)
    return badge(f"No longer in the library{' (a brief)' if cited.kind is Kind.BRIEF else ''}")


def _actions(cited: Citation, document: Document | None, references: str, languages: str) -> str:
    inside = address_of(document, cited.locator) if document else ""
    parts = [
        f'<button type="button" data-copy="{escape(references)}">Copy citation</button>',
        f'<a href="{escape(inside)}" target="_blank">Read in the library</a>' if inside else "",
        languages,
        render_official_link(cited.url),
    ]
    return f'<p class="rd-actions">{" ".join(parts)}</p>'


def _other_languages(cited: Citation, passage: Passage | None, document: Document | None, library: Library) -> str:
    """Links to the same paragraph in the other languages in which it is held, beside the cited text."""
    if passage is None or document is None:
        return ""
    others = library.aligned([passage]).get(passage.id, [])
    return " ".join(
        f'<a href="{escape(address_of(document, cited.locator, each.language))}" target="_blank">'
        f"In {LANGUAGE_NAMES.get(each.language, each.language)}</a>"
        for each in others
    )


def _around(passage: Passage | None, library: Library) -> str:
    """The paragraphs before and after one, shut until they are wanted."""
    near = library.neighbours(passage) if passage else []
    lines = "".join(
        f"<dt>{escape(each.locator)}</dt><dd>{escape(each.text).replace(chr(10), '<br>')}</dd>" for each in near
    )
    return (
        f'<details class="rd-around"><summary>Paragraphs around it</summary><dl>{lines}</dl></details>' if near else ""
    )


def _pages(cited: Citation, passage: Passage | None, document: Document | None, library: Library) -> str:
    if document is None or library.original(document) is None:
        return ""
    pages = pages_of(passage) if passage else range(cited.page, cited.page + 1) if cited.page else range(0)
    return render_pages(document, pages, passage)


def _facts(citation: Citation, document: Document | None) -> str:
    facts = [document.body, date_in_words(document.date)] if document else []
    if citation.page and "of the PDF" not in citation.reference:
        facts.append(f"page {citation.page} of the PDF")
    return " · ".join(fact for fact in facts if fact)


def _paragraph(place: Cited, *, mark: bool) -> str:
    """The whole paragraph with the quotations marked, or the quotations alone where it has not those words."""
    if place.passage and not mark:
        return mark_quotes(place.passage.text, [])
    quotes = list(dict.fromkeys(citation.quote for citation in place.citations))
    if place.passage and all(quote in place.passage.text for quote in quotes):
        return mark_quotes(place.passage.text, [(each.quote, _start(place.passage, each)) for each in place.citations])
    return "<br>".join(mark_quotes(quote, [(quote, 0)]) for quote in quotes)


def _start(passage: Passage, citation: Citation) -> int:
    """Where the part that a citation names begins in its paragraph."""
    return next((part.start for part in passage.subparagraphs if part.locator == citation.locator), 0)
