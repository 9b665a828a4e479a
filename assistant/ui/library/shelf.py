"""The list of documents: which are on it, in which order, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from assistant.citations import date_in_words
from assistant.ui.addresses import link_to
from assistant.ui.markup import attributes, count
from assistant.ui.shown import badges
from ingest.language import LANGUAGE_NAMES
from store.catalog import Entry
from store.library import Library
from store.model import Document, Filters

ON_A_PAGE = 50
"""Documents that are listed at a time."""


def _by_date(entry: Entry) -> tuple[bool, str]:
    return bool(entry.document.date), entry.document.date


ORDERS: dict[str, tuple[Callable[[Entry], Any], bool]] = {
    "Newest first": (_by_date, True),
    "Oldest first": (lambda entry: (not entry.document.date, entry.document.date), False),
    "Symbol": (lambda entry: entry.document.symbol.casefold(), False),
    "Title": (lambda entry: entry.document.title.casefold(), False),
    "Added last": (lambda entry: entry.added_at, True),
}
"""Ways to sort: a key, and whether the highest comes first."""


def find(library: Library, words: str, order: str, filters: Filters) -> list[Entry]:
    """The documents whose symbols and title hold every word, sorted; those that tie are in the order of their symbols.

    Args:
        library: Where they are.
        words: Words or parts of them; case does not matter.
        order: One of `ORDERS`.
        filters: What the list is narrowed to.
    """
    wanted = words.casefold().split()
    found = [entry for entry in library.entries(filters) if all(word in _named(entry.document) for word in wanted)]
    key, highest_first = ORDERS[order]
    return sorted(found, key=key, reverse=highest_first)


def _named(document: Document) -> str:
    return " ".join([document.symbol, *document.other_symbols, document.title]).casefold()


def render_shelf(found: Sequence[Entry], counts: Mapping[int, int], page: int, *, held: bool) -> str:
    """A page of the list as HTML; everything that comes from a document is escaped.

    Args:
        found: All documents of the list.
        counts: Paragraphs of those on the page, by their rows.
        page: From 1.
        held: Whether the library has documents at all.
    """
    heading = f'<h2 tabindex="-1">{count(len(found), "document")}</h2>'
    if not found:
        hint = "The library is empty." if not held else "No document has these words and is let through by the filters."
        return f'{heading}<p class="rd-hint">{hint}</p>'
    begin = (page - 1) * ON_A_PAGE
    entries = "".join(_entry(entry, counts.get(entry.pk, 0)) for entry in found[begin : begin + ON_A_PAGE])
    return f'{heading}<ol class="rd-books" start="{begin + 1}">{entries}</ol>{_pages(len(found), page)}'


def on_page(found: Sequence[Entry], page: int) -> tuple[int, Sequence[Entry]]:
    """The page that comes nearest to one that was asked for, and the documents on it."""
    page = max(1, min(page, -(-len(found) // ON_A_PAGE)))
    return page, found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]


def _entry(entry: Entry, paragraphs: int) -> str:
    document = entry.document
    symbols = " – ".join([document.symbol, *document.other_symbols])
    untitled = document.title == document.symbol
    facts = [
        document.body,
        document.type[:1].upper() + document.type[1:],
        date_in_words(document.date),
        LANGUAGE_NAMES.get(document.language, document.language) if document.language != "en" else "",
        count(paragraphs, "paragraph"),
    ]
    return (
        f'<li><p class="rd-symbol"><bdi>{escape("" if untitled else symbols)}</bdi> {badges(document)}</p>'
        f'<a {attributes(link_to(document))} dir="auto">{escape(document.title)}</a>'
        f'<p class="rd-facts">{escape(" · ".join(fact for fact in facts if fact))}</p></li>'
    )


def _pages(found: int, page: int) -> str:
    last = -(-found // ON_A_PAGE)
    if last == 1:
        return ""
    here = f"{(page - 1) * ON_A_PAGE + 1:,}–{min(found, page * ON_A_PAGE):,} of {found:,}"
    return (
        f'<nav class="rd-pager" aria-label="Pages of the list">{_turn("Previous", page - 1, last)}'
        f"<span>{here}</span>{_turn('Next', page + 1, last)}</nav>"
    )


def _turn(label: str, page: int, last: int) -> str:
    off = "" if 1 <= page <= last else " disabled"
    return f'<button type="button" data-page="{page}"{off}>{label}</button>'
