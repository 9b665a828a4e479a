"""The panel beside the conversation: each cited paragraph, whole, with the cited words marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answer import Answer, Citation
from store.library import Library
from store.model import Kind

BRIEF_NOTE = "Brief: a summary written for RightsDesk, not the official text"
EMPTY = '<p class="rd-hint">The paragraphs an answer cites appear here, so that each can be read whole.</p>'


def render_sources(answer: Answer, library: Library) -> str:
    """Render the sources of an answer, or the nearest passages of an abstention, as HTML.

    Everything that comes from a document is escaped.
    """
    if answer.answered:
        heading, citations = "Sources", answer.citations
    else:
        heading, citations = "Nearest passages", answer.nearest
    if not citations:
        return EMPTY
    cards = "".join(_card(group, library) for group in _by_place(citations))
    return f"<h2>{heading}</h2>{cards}"


def _by_place(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Group citations of one place: two quotations from a paragraph share its card."""
    places: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        places.setdefault((citation.symbol, citation.locator), []).append(citation)
    return list(places.values())


def _card(citations: Sequence[Citation], library: Library) -> str:
    first = citations[0]
    passage = library.passage(first.symbol, first.locator)
    document = library.document(first.symbol)
    text = passage.text if passage else first.quote
    facts = [document.body, document.date] if document else []
    if first.page:
        facts.append(f"page {first.page} of the PDF")
    badge = f'<span class="rd-badge">{BRIEF_NOTE}</span>' if first.kind is Kind.BRIEF else ""
    link = (
        f'<a href="{escape(first.url)}" target="_blank" rel="noopener noreferrer">Open the official document</a>'
        if first.url.startswith("https://")
        else ""
    )
    path = " › ".join(passage.headings) if passage else ""
    numbers = " ".join(f"[{citation.n}]" for citation in citations)
    return (
        f'<article class="rd-source" id="source-{first.n}">'
        f"<h3><span>{numbers}</span> {escape(first.reference)}</h3>"
        f'<p class="rd-title">{escape(first.title)}</p>'
        f'<p class="rd-facts">{escape(" · ".join(fact for fact in facts if fact))}</p>{badge}'
        + (f'<p class="rd-path">{escape(path)}</p>' if path else "")
        + f"<blockquote>{mark_quotes(text, [citation.quote for citation in citations])}</blockquote>{link}</article>"
    )


def mark_quotes(text: str, quotes: Sequence[str]) -> str:
    """Escape a paragraph and mark the quoted words in it; a quotation of several sentences may be apart.

    >>> mark_quotes("One <b>. Two.", ["Two."])
    'One &lt;b&gt;. <mark>Two.</mark>'
    """
    pieces = [piece for quote in quotes for piece in quote.split(" […] ")]
    spans = sorted({(start, start + len(piece)) for piece in pieces if piece and (start := text.find(piece)) >= 0})
    out, at = [], 0
    for start, end in spans:
        if start < at:
            continue
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*out, escape(text[at:])]).replace("\n", "<br>")
