"""The panel beside the conversation: each cited paragraph, whole, with the cited words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote, urlencode

from assistant.answer import Answer, Citation
from assistant.citations import date_in_words
from store.library import Library
from store.model import Document, Kind, Passage

BRIEF_NOTE = "Brief: a summary written for RightsDesk, not the official text"
EMPTY = '<p class="rd-hint">The paragraphs an answer cites appear here, so that each can be read whole.</p>'


@dataclass(frozen=True, slots=True)
class Place:
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


def _places(citations: Sequence[Citation], library: Library) -> list[Place]:
    """Group citations by paragraph: two quotations from one, or from two parts of it, share a card."""
    places: dict[str, Place] = {}
    for citation in citations:
        passage = library.passage(citation.symbol, citation.locator)
        name = passage.id if passage else f"{citation.symbol}|{citation.locator}"
        places.setdefault(name, Place(passage)).citations.append(citation)
    return list(places.values())


def _card(place: Place, turn: int, library: Library, *, mark: bool, first: bool) -> str:
    cited, passage = place.citations[0], place.passage
    document = library.document(cited.symbol)
    numbers = "".join(
        f'<span class="rd-mark" id="{anchor(turn, each.n)}">[{each.n}]</span>' for each in place.citations
    )
    references = "; ".join(dict.fromkeys(each.reference for each in place.citations))
    path = " › ".join(passage.headings) if passage else ""
    parts = [
        f"<summary><h3>{numbers} {escape(references)}</h3>",
        f'<span class="rd-title">{escape(cited.title)}</span></summary>',
        f'<p class="rd-facts">{escape(_facts(cited, document))}</p>',
        _badges(cited, document),
        f'<p class="rd-path">{escape(path)}</p>' if path else "",
        f"<blockquote>{_paragraph(place, mark=mark)}</blockquote>",
        _footnotes(passage),
        _actions(cited, references),
        _around(passage, library),
        render_pages(cited, passage, document, library),
    ]
    return f'<details class="rd-source"{" open" * first}>{"".join(parts)}</details>'


def _badges(cited: Citation, document: Document | None) -> str:
    badges = [BRIEF_NOTE] if cited.kind is Kind.BRIEF else []
    if document is None:
        badges.append("No longer in the library")
    elif document.superseded_by:
        badges.append(f"Superseded by {document.superseded_by}")
    return "".join(f'<p class="rd-badge">{escape(badge)}</p>' for badge in badges)


def _actions(cited: Citation, references: str) -> str:
    inside = f"/?document={quote(cited.symbol, safe='')}&paragraph={quote(cited.locator, safe='')}"
    parts = [
        f'<button type="button" data-copy="{escape(references)}">Copy citation</button>',
        f'<a href="{escape(inside)}" target="_blank">Read in the library</a>',
        _link(cited),
    ]
    return f'<p class="rd-actions">{" ".join(parts)}</p>'


def _around(passage: Passage | None, library: Library) -> str:
    """The paragraphs before and after one, shut until they are wanted."""
    near = library.neighbours(passage) if passage else []
    lines = "".join(
        f"<dt>{escape(each.locator)}</dt><dd>{escape(each.text).replace(chr(10), '<br>')}</dd>" for each in near
    )
    return (
        f'<details class="rd-around"><summary>Paragraphs around it</summary><dl>{lines}</dl></details>' if near else ""
    )


def render_pages(cited: Citation, passage: Passage | None, document: Document | None, library: Library) -> str:
    """The pages that hold a paragraph as pictures with its outline; loaded by the browser when they come into view."""
    first = passage.page if passage else cited.page
    if not (first and document and library.original(document)):
        return ""
    last = max(first, passage.last_page if passage else first)
    pictures = []
    for page in range(first, last + 1):
        where = {
            "symbol": document.symbol,
            "language": document.language,
            "locator": passage.locator if passage else "",
        }
        boxed = f" with {passage.locator} outlined" if passage and passage.boxes else ""
        alt = f"Page {page} of {document.symbol}{boxed}"
        source = escape(f"/pages/{page}.png?{urlencode(where)}")
        pictures.append(f'<img loading="lazy" src="{source}" alt="{escape(alt)}">')
    label = f"Page {first} of the PDF" if first == last else f"Pages {first} to {last} of the PDF"
    return f'<details class="rd-pages" open><summary>{label}</summary>{"".join(pictures)}</details>'


def _facts(citation: Citation, document: Document | None) -> str:
    facts = [document.body, date_in_words(document.date)] if document else []
    if citation.page and "of the PDF" not in citation.reference:
        facts.append(f"page {citation.page} of the PDF")
    return " · ".join(fact for fact in facts if fact)


def _paragraph(place: Place, *, mark: bool) -> str:
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


def mark_quotes(text: str, quotes: Sequence[tuple[str, int]]) -> str:
    """Escape a paragraph and mark the quoted words in it; quotations that overlap become one.

    Args:
        text: The paragraph.
        quotes: Stretches of it, each with the place from which it is looked for.

    >>> mark_quotes("One <b>. Two.", [("Two.", 0)])
    'One &lt;b&gt;. <mark>Two.</mark>'
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted((at, at + len(words)) for words, since in quotes if (at := text.find(words, since)) >= 0):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    out, at = [], 0
    for start, end in spans:
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*out, escape(text[at:])]).replace("\n", "<br>")


def _footnotes(passage: Passage | None) -> str:
    notes = passage.footnotes if passage else ()
    lines = "".join(f"<li><sup>{escape(note.mark)}</sup> {escape(note.text)}</li>" for note in notes)
    return f'<ul class="rd-notes">{lines}</ul>' if lines else ""


def _link(citation: Citation) -> str:
    if not citation.url.startswith("https://"):
        return ""
    address = escape(citation.url)
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">Open the official document</a>'
