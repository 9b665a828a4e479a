"""The documents that an open one hangs together with, as HTML: what it is to them, which it cites, which cite it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answering.connected import Cited, Connections
from assistant.ui.addresses import link_to
from assistant.ui.markup import attributes, count
from assistant.ui.shown import render_official_link
from ingest.symbols import as_symbol, url
from store.facts.connections import Citing
from store.model import Document

_SHOWN = 6
"""Paragraphs that are named for each document; further ones are counted."""


def render_connections(document: Document, connections: Connections) -> str:
    """What a document is to others, then what it cites and what cites it, folded; empty where there is nothing."""
    relations = "".join(f"<li>{escape(str(relation))}</li>" for relation in connections.relations)
    cites = len(connections.cites)
    held = sum(each.document is not None for each in connections.cites)
    parts = [
        f'<ul class="rd-relations">{relations}</ul>' if relations else "",
        _fold(
            f"Cites {count(cites, 'document')}, {_share(held, cites)} in this library",
            [_cited(document, each) for each in connections.cites],
        ),
        _fold(
            f"Cited by {count(len(connections.cited_by), 'document')} of this library",
            [_citing(each) for each in connections.cited_by],
        ),
    ]
    shown = "".join(parts)
    return f'<div class="rd-connections">{shown}</div>' if shown else ""


def _share(part: int, whole: int) -> str:
    return "all" if part == whole else f"{part or 'none'} of them"


def _fold(summary: str, items: Sequence[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<details><summary>{summary}</summary><ol>{listed}</ol></details>" if items else ""


def _cited(document: Document, cited: Cited) -> str:
    """A link to the document here, or to where the UN publishes it; then the paragraphs that cite it."""
    name = f"<bdi>{escape(cited.symbol)}</bdi>"
    symbol = as_symbol(cited.symbol)
    if cited.document:
        name = f"<a {attributes(link_to(cited.document))}>{name}</a> {escape(cited.document.title)}"
    elif symbol:
        name = f"{name} ({render_official_link(url(symbol))})"
    return f"{name} – {_places(document, cited.locators)}"


def _citing(citing: Citing) -> str:
    other = Document(citing.symbol, citing.language, citing.title)
    name = f"<a {attributes(link_to(other))}><bdi>{escape(citing.symbol)}</bdi></a> {escape(citing.title)}"
    return f"{name} – {_places(other, citing.locators)}"


def _places(document: Document, locators: Sequence[str]) -> str:
    links = [f"<a {attributes(link_to(document, each))}>{escape(each)}</a>" for each in locators[:_SHOWN]]
    more = len(locators) - _SHOWN
    return ", ".join(links) + (f" and {count(more, 'more paragraph')}" if more > 0 else "")
