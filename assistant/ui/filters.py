"""The filters of both tabs: body, type, years, language, kind and topic; in the Ask tab documents as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import Any

import gradio as gr

from ingest.cataloguing.topics import topics
from ingest.language import LANGUAGE_NAMES
from store.library import Library
from store.model import Filters, Kind

_KINDS = {"Official texts": Kind.OFFICIAL, "Briefs": Kind.BRIEF}
Choices = list[tuple[str, str]]
FieldValue = Any
"""What Gradio gives for a field: a string, or a list of them."""


@dataclass(frozen=True, slots=True)
class FilterFields:
    """The fields, in the order in which their values come to `read_filters`."""

    bodies: gr.Dropdown
    types: gr.Dropdown
    since: gr.Dropdown
    until: gr.Dropdown
    languages: gr.Dropdown
    kinds: gr.Dropdown
    topics: gr.Dropdown

    def all(self) -> list[gr.Dropdown]:
        """Them all."""
        return [getattr(self, each.name) for each in fields(self)]


def build_filter_fields(prefix: str) -> FilterFields:
    """Lay them out, without choices yet.

    Args:
        prefix: Of their names in the page.
    """

    def year(label: str, name: str) -> gr.Dropdown:
        return gr.Dropdown([("any", "")], value="", label=label, elem_id=f"{prefix}-{name}", min_width=110, scale=0)

    with gr.Row():
        bodies, types = _several("Body", f"{prefix}-body"), _several("Type of document", f"{prefix}-type")
    with gr.Row():
        since, until = year("From year", "since"), year("To year", "until")
        languages, kinds = _several("Language", f"{prefix}-language"), _several("Kind", f"{prefix}-kind")
    with gr.Row():
        on = _several("Topic", f"{prefix}-topic")
    return FilterFields(bodies, types, since, until, languages, kinds, on)


def build_documents_field(prefix: str) -> gr.Dropdown:
    """The filter by document, without choices yet.

    Args:
        prefix: Of its name in the page.
    """
    return _several("Documents", f"{prefix}-document")


def _several(label: str, name: str) -> gr.Dropdown:
    return gr.Dropdown([], value=[], multiselect=True, label=label, elem_id=name, min_width=180)


def offer_choices(library: Library, *values: FieldValue) -> list[Any]:
    """What the fields can be set to in this library now, an update for each; what is gone is no longer chosen.

    Args:
        library: Which.
        values: Of the fields, in their order.
    """
    facets = library.facets()
    years: Choices = [("any", ""), *((year, year) for year, _ in facets.years)]
    kinds, counts = dict(facets.kinds), library.topics.counts()
    choices: list[Choices] = [
        [(f"{body} ({count})", body) for body, count in facets.bodies],
        [(f"{name} ({count})", name) for name, count in facets.types],
        years,
        years,
        [(f"{LANGUAGE_NAMES.get(code, code)} ({count})", code) for code, count in facets.languages],
        [(f"{name} ({kinds[kind]})", name) for name, kind in _KINDS.items() if kind in kinds],
        [(f"{topic.name} ({counts[topic.id]})", topic.id) for topic in topics().values() if topic.id in counts],
    ]
    return [_offer(each, value) for each, value in zip(choices, values, strict=True)]


def offer_documents(library: Library, value: Sequence[str]) -> gr.Dropdown:
    """The documents that a search can be narrowed to now; those that are gone are no longer chosen."""
    named = [(_named(document.symbol, document.title), document.symbol) for document in library.documents()]
    return _offer(named, value)


def _offer(choices: Choices, value: FieldValue) -> gr.Dropdown:
    known = {each for _, each in choices}
    if isinstance(value, str):
        return gr.Dropdown(choices=choices, value=value if value in known else "")
    return gr.Dropdown(choices=choices, value=[each for each in value if each in known])


def _named(symbol: str, title: str) -> str:
    return symbol if title == symbol else f"{symbol} – {title}"


def read_filters(*values: FieldValue) -> Filters:
    """The filters that the values of the fields make; years in the wrong order are put right.

    Args:
        values: Of the fields, in their order; where there is a filter by document, of that at the end.
    """
    bodies, types, since, until, languages, kinds, on, *documents = values
    first, last = int(since or 0), int(until or 0)
    return Filters(
        bodies=tuple(bodies),
        types=tuple(types),
        years=(last, first) if first and last and first > last else (first, last),
        languages=tuple(languages),
        symbols=tuple(documents[0]) if documents else (),
        kinds=tuple(_KINDS[name] for name in kinds),
        topics=tuple(on),
    )


def no_filters() -> list[Any]:
    """The values of the fields that narrow nothing."""
    return [[], [], "", "", [], [], []]


def describe_filters(filters: Filters) -> str:
    """What the search is narrowed to, in a line of HTML; empty where it is not."""
    years = "–".join(str(year) if year else "" for year in filters.years)
    named = [
        *filters.bodies,
        *filters.types,
        *([years] if years.strip("–") else []),
        *(LANGUAGE_NAMES.get(code, code) for code in filters.languages),
        *(name for name, kind in _KINDS.items() if kind in filters.kinds),
        *(topics()[name].name for name in filters.topics),
        *filters.symbols,
    ]
    tags = "".join(f"<li>{escape(name)}</li>" for name in named)
    return f'<div class="rd-narrowed"><span>Only:</span><ul>{tags}</ul></div>' if tags else ""
