"""The command that fetches official documents: what is asked for, how far it is, what became of each."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from assistant.asked.narrowing import held_document
from assistant.opening import open_library
from assistant.settings import load_settings
from ingest.batches.progress import bar, describe
from ingest.fetching import asked
from ingest.fetching.fetch import fetch as fetch_into
from ingest.symbols import Symbol
from store.errors import RightsDeskError
from store.library import Library


def fetch(
    home: Path | None,
    symbols: Sequence[str],
    *,
    starter: bool,
    cited_by: str,
    listed: Path | None,
    lang: str,
    as_json: bool,
) -> None:
    """Fetch documents, and report what became of each."""
    settings = load_settings(home)
    languages = asked.read_languages(lang)
    named = [*asked.read_symbols(symbols), *(_read_list(listed) if listed else [])]
    named += asked.starter_symbols() if starter else []
    with open_library(settings, new=not cited_by) as library:
        named += _cited_by(library, cited_by) if cited_by else []
        begun = time.monotonic()
        with bar(Console(stderr=True), "asking for the documents") as draw:
            report = fetch_into(
                library,
                asked.wanted(named, languages),
                base=settings.documents_url,
                workers=settings.workers,
                on_fetched=lambda done, of, wait: draw(done / of, _describe(done, of, wait, time.monotonic() - begun)),
                on_progress=lambda progress: draw(progress.share, describe(progress)),
            )
    if as_json:
        typer.echo(report.to_json().encode("utf-8", "replace"))
    else:
        Console().print(report)
    if report.missing:
        of = f"{len(report.missing)} of {len(report.items)} document{'s' * (len(report.items) != 1)}"
        raise RightsDeskError(f"The library does not have {of}.", "The report says what to do about each.")


def _read_list(listed: Path) -> list[Symbol]:
    if str(listed) == "-":
        return asked.read_list(sys.stdin, "standard input")
    try:
        lines = listed.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RightsDeskError(f"{listed} cannot be read ({error}).", "Give a text file in UTF-8.") from error
    return asked.read_list(lines, str(listed))


def _cited_by(library: Library, symbol: str) -> list[Symbol]:
    document = held_document(library, symbol)
    cited = asked.cited_by(library, document)
    if not cited:
        raise RightsDeskError(f"{document.symbol} names no documents by symbol.", "Name symbols yourself.")
    return cited


def _describe(done: int, of: int, wait: float, seconds: float) -> str:
    """``12 of 50 documents asked for, 3:10 left``."""
    told = f"{done} of {of} documents asked for"
    if wait:
        return f"{told}, waiting {wait:.0f} seconds as the server asks"
    left = seconds * (of - done) / done if done else 0
    return f"{told}, {int(left) // 60}:{int(left) % 60:02d} left"
