"""The command that refreshes a library: what it holds is read again, and asked for again where that is wanted."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from assistant.opening import open_library
from assistant.settings import load_settings
from ingest.batches.progress import bar, describe, shown
from ingest.batches.refresh import refresh as read_again
from ingest.batches.report import Status
from ingest.fetching.fetch import fetch_again
from ingest.fetching.report import Item
from store.errors import RightsDeskError


def refresh(home: Path | None, *, fetch: bool) -> None:
    """Read the library again, after asking for its fetched documents again, and report what changed.

    Raises:
        RightsDeskError: A document could not be had, read or found.
    """
    settings = load_settings(home)
    missing: tuple[Item, ...] = ()
    with open_library(settings) as library:
        if fetch:
            with bar(Console(stderr=True), "asking for the documents") as draw:
                fetched = fetch_again(
                    library,
                    base=settings.documents_url,
                    workers=settings.workers,
                    on_fetched=lambda done, of, _: draw(done / of, f"{done} of {of} documents asked for"),
                    on_progress=lambda progress: draw(progress.share, describe(progress)),
                )
            Console().print(fetched)
            missing = fetched.missing
        with shown(Console(stderr=True)) as on_progress:
            report = read_again(library, workers=settings.workers, on_progress=on_progress)
    Console().print(report)
    if missing or report.having(Status.REFUSED) or report.having(Status.GONE):
        raise RightsDeskError(
            "Not every document could be brought up to date; the library keeps what it held of them.",
            "The report says what to do about each.",
        )
