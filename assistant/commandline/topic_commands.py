"""The commands of topics: list them, show one, correct those of a document or a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from assistant.asked.narrowing import NotHeldError, held_document, written_locator
from assistant.commandline.printing import print_json
from assistant.commandline.terminal import plain
from assistant.display import shorten
from assistant.opening import open_library
from assistant.settings import load_settings
from ingest.cataloguing.tagging import correct as correct_topics
from ingest.cataloguing.topics import topic_named, topics
from store.errors import RightsDeskError
from store.library import Library

_PLACES = 6
"""Paragraphs that are named for each document; further ones are counted."""


def list_topics(home: Path | None, *, as_json: bool) -> None:
    """Print all topics with how many documents have paragraphs on each."""
    with _open(home) as library:
        counts = library.topics.counts()
    if as_json:
        print_json(
            [
                {"id": each.id, "name": each.name, "definition": each.definition, "documents": counts.get(each.id, 0)}
                for each in topics().values()
            ]
        )
        return
    table = Table("Topic", "Documents", "What it is", box=None, pad_edge=False)
    for each in topics().values():
        table.add_row(each.id, str(counts.get(each.id, 0)), each.definition)
    Console().print(table)


def show(home: Path | None, written: str, *, as_json: bool) -> None:
    """Print the documents with paragraphs on a topic."""
    topic = topic_named(written)
    with _open(home) as library:
        found = library.topics.on(topic.id)
    if as_json:
        documents = [
            {
                "symbol": each.entry.document.symbol,
                "language": each.entry.document.language,
                "title": each.entry.document.title,
                "date": each.entry.document.date,
                "whole": each.whole,
                "locators": list(each.locators),
            }
            for each in found
        ]
        print_json({"id": topic.id, "name": topic.name, "definition": topic.definition, "documents": documents})
        return
    console = Console()
    console.print(topic.name, style="bold")
    console.print(topic.definition, style="dim")
    table = Table("Symbol", "Date", "Paragraphs", "Title", box=None, pad_edge=False)
    for each in found:
        document = each.entry.document
        more = len(each.locators) - _PLACES
        places = "; ".join(each.locators[:_PLACES]) + (f" and {more} more" if more > 0 else "")
        table.add_row(plain(document.symbol), plain(document.date), plain(places), plain(shorten(document.title, 80)))
    console.print(table)
    console.print(f"{len(found)} document{'s' * (len(found) != 1)}")


def correct(
    home: Path | None, symbol: str, locator: str, add: Sequence[str], remove: Sequence[str], *, as_json: bool
) -> None:
    """Correct the topics of a document or of one of its paragraphs, and print what it carries now."""
    adding, removing = ([topic_named(each).id for each in written] for written in (add, remove))
    if both := set(adding) & set(removing):
        raise RightsDeskError(f"{', '.join(sorted(both))} cannot be added and removed at once.", "Give it once.")
    with _open(home) as library:
        document = held_document(library, symbol)
        place = _place(library, document.symbol, locator) if locator else ""
        carried = correct_topics(library, document, place, adding, removing)
    now = sorted(carried.passages.get(place, ()) if place else carried.document)
    if as_json:
        print_json({"symbol": document.symbol, "locator": place, "topics": now})
    else:
        where = f"{document.symbol}, {place}" if place else document.symbol
        typer.echo(f"{where}: {', '.join(now) or 'no topics'}")


def _place(library: Library, symbol: str, locator: str) -> str:
    passage = library.passage(symbol, locator) or library.passage(symbol, str(written_locator(locator)))
    if passage is None:
        raise NotHeldError(f"{symbol} has no {locator}.")
    return passage.locator


def _open(home: Path | None) -> Library:
    return open_library(load_settings(home))
