"""The command that watches a folder: what is printed of each burst of files, and how it ends."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import Event

import typer
from rich.console import Console

from assistant.opening import open_library
from assistant.settings import load_settings
from ingest import pipeline
from ingest.batches.report import Report
from ingest.batches.watch import watch_folder
from store.errors import RightsDeskError
from store.library import Library
from store.model import Filters, Kind


def watch(home: Path | None, folder: Path) -> None:
    """Take in a folder and what changes in it, until Ctrl-C or SIGTERM."""
    if not folder.is_dir():
        raise RightsDeskError(f"There is no folder {folder}.", "Name a folder that is there.")
    settings = load_settings(home)
    stop, busy = Event(), Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _end(stop, busy))
    with open_library(settings, new=True) as library:

        def take_in(paths: list[Path]) -> Report:
            busy.set()
            try:
                return pipeline.ingest(paths, library, workers=settings.workers)
            finally:
                busy.clear()

        typer.echo(f"Watching {folder}. Ctrl-C ends it.")
        watch_folder(
            folder,
            take_in,
            stop=stop,
            on_report=_print,
            on_gone=lambda path: _tell_gone(library, path),
            on_wait=lambda error: typer.echo(f"{error.in_full} Waiting until it is done.", err=True),
        )
    typer.echo("No longer watching.")


def _end(stop: Event, busy: Event) -> None:
    """At the first signal what is being taken in is finished, at the second it is left for the next time."""
    if stop.is_set():
        raise KeyboardInterrupt
    stop.set()
    if busy.is_set():
        # A print that the signal interrupts cannot be entered again.
        os.write(sys.stderr.fileno(), b"Ending once what is being taken in is done; Ctrl-C again ends at once.\n")


def _print(report: Report) -> None:
    Console().print(report)


def _tell_gone(library: Library, path: Path) -> None:
    """Say of a file that vanished what the library still holds of it, and how to remove that."""
    held = [each.symbol for each in library.documents(Filters(kinds=(Kind.OFFICIAL,))) if each.source == path.name]
    for symbol in held:
        typer.echo(f"{path} is gone; the library keeps {symbol}. To remove it: rightsdesk library remove '{symbol}'")
