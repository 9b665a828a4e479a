"""A topic's page: what it is, its documents by year, which of their paragraphs are on it; and links to such pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from assistant.citations import date_in_words
from assistant.ui.addresses import SHELF, link_to, link_to_topic
from assistant.ui.library.plots import render_years
from assistant.ui.markup import attributes, count
from assistant.ui.shown import badges
from ingest.cataloguing.topics import Topic, topics
from store.facts.topics import OnTopic

_SHOWN = 12
"""Paragraphs that are named for each document; further ones are folded."""


def render_topic(topic: Topic, found: Sequence[OnTopic]) -> str:
    """The page as HTML; everything that comes from a document is escaped.

    Args:
        topic: Which.
        found: The documents with paragraphs on it, the newest first.
    """
    paragraphs = sum(len(each.locators) for each in found)
    held = f"{count(len(found), 'document')}, {count(paragraphs, 'paragraph')}" if found else "No document is on it yet"
    listed = "".join(map(_entry, found))
    return (
        f'<article class="rd-topic" data-address="{escape(link_to_topic(topic.id)["href"])}">'
        f'<p class="rd-actions"><a href="{SHELF}" data-document="">All documents</a></p>'
        f'<header><p class="rd-symbol">Topic</p><h2 tabindex="-1">{escape(topic.name)}</h2>'
        f'<p class="rd-facts">{escape(topic.definition)}</p><p class="rd-facts">{held}.</p></header>'
        f'<div class="rd-by-year">{render_years([each.entry.document for each in found])}</div>'
        f'<ol class="rd-on-topic">{listed}</ol></article>'
    )


def render_topics(carried: Iterable[str], by_hand: Iterable[str] = ()) -> str:
    """Topics as links to their pages; empty where there are none.

    Args:
        carried: Their ids; one that is no longer among the topics is left out.
        by_hand: Those of them that a person added.
    """
    own, added = set(carried), set(by_hand)
    links = "".join(_link(topic, added) for topic in topics().values() if topic.id in own)
    return f'<ul class="rd-topics" aria-label="Topics">{links}</ul>' if links else ""


def _link(topic: Topic, added: set[str]) -> str:
    return f"<li>{_named(topic, {'title': 'Added by hand'} if topic.id in added else {})}</li>"


def _named(topic: Topic, more: Mapping[str, str] = MappingProxyType({})) -> str:
    return f"<a {attributes({**link_to_topic(topic.id), **more})}>{escape(topic.name)}</a>"


def render_index(counts: Mapping[str, int]) -> str:
    """Every topic that documents are on as a link to its page, folded; empty where there is none."""
    links = "".join(
        f'<span role="listitem">{_named(each)} {counts[each.id]}</span>'
        for each in topics().values()
        if each.id in counts
    )
    listed = f'<div class="rd-topics" role="list">{links}</div>'
    return f'<details class="rd-topic-index"><summary>Topics</summary>{listed}</details>' if links else ""


def _entry(found: OnTopic) -> str:
    document = found.entry.document
    facts = [
        "" if document.title == document.symbol else document.symbol,
        date_in_words(document.date),
        count(len(found.locators), "paragraph"),
        "" if found.whole else "in passing",
    ]
    return (
        f'<li><a {attributes(link_to(document))} dir="auto">{escape(document.title)}</a> {badges(document)}'
        f'<p class="rd-facts">{escape(" · ".join(filter(None, facts)))}</p>{_places(found)}</li>'
    )


def _places(found: OnTopic) -> str:
    document = found.entry.document
    links = [f"<a {attributes(link_to(document, each))}>{escape(each)}</a>" for each in found.locators]
    shown = f'<p class="rd-places">{", ".join(links[:_SHOWN])}</p>' if links else ""
    more = links[_SHOWN:]
    return shown + (
        f'<details class="rd-places"><summary>{count(len(more), "more paragraph")}</summary>{", ".join(more)}</details>'
        if more
        else ""
    )
