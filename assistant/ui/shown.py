"""How a document and a paragraph look wherever they are shown: badges, links, quoted words, footnotes, pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from store.model import Document, Footnote, Kind, Passage

_FILE = 12
"""Characters of a file's hash that tell it from the one before it."""

BRIEF_NOTE = "Brief: a summary written for RightsDesk, not the official text"


def badges(document: Document, brief: str = "Brief") -> str:
    """What a reader has to know before relying on a document, as HTML.

    Args:
        document: Which.
        brief: How a brief is called: in a word where room is short, or `BRIEF_NOTE`.
    """
    shown = [brief] if document.kind is Kind.BRIEF else []
    if document.superseded_by:
        shown.append(f"Superseded by {document.superseded_by}")
    return " ".join(badge(each) for each in shown)


def badge(text: str) -> str:
    """A badge as HTML."""
    return f'<span class="rd-badge">{escape(text)}</span>'


def render_official_link(url: str) -> str:
    """The link to an official document; empty where its address is not one of the web."""
    if not url.startswith("https://"):
        return ""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">Open the official document</a>'


def render_footnotes(footnotes: Iterable[Footnote]) -> str:
    """The footnotes of a paragraph as HTML; empty where there is none."""
    lines = "".join(f'<li dir="auto"><sup>{escape(note.mark)}</sup> {escape(note.text)}</li>' for note in footnotes)
    return f'<ul class="rd-notes">{lines}</ul>' if lines else ""


def render_pages(document: Document, pages: range, passage: Passage | None, *, shut: bool = False) -> str:
    """Pages of a PDF as pictures that the browser loads when they come into view.

    Args:
        document: Whose; its original is in the library.
        pages: From 1.
        passage: The paragraph that is outlined on them.
        shut: Whether they are seen only when somebody opens them.
    """
    if not pages:
        return ""
    named = {
        "symbol": document.symbol,
        "language": document.language,
        "locator": passage.locator if passage else "",
        "file": document.sha256[:_FILE],
    }
    outlined = f" with {passage.locator} outlined" if passage and passage.boxes else ""
    pictures = "".join(
        f'<img loading="lazy" src="{escape(f"/pages/{page}.png?{urlencode(named)}")}" '
        f'alt="{escape(f"Page {page} of {document.symbol}{outlined}")}">'
        for page in pages
    )
    label = f"Page {pages[0]}" if len(pages) == 1 else f"Pages {pages[0]} to {pages[-1]}"
    opened = "" if shut else " open"
    return f'<details class="rd-pages"{opened}><summary>{label} of the PDF</summary>{pictures}</details>'


def pages_of(passage: Passage) -> range:
    """The pages of the PDF that a paragraph is on; none where it is not known."""
    return range(passage.page, max(passage.page, passage.last_page) + 1) if passage.page else range(0)


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
