"""Official documents into the library: only what is missing is asked for, and only what was checked is taken in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ingest.batches.progress import OnProgress
from ingest.batches.readers import Worker, attempt
from ingest.document import read_head
from ingest.fetching.access import Wanted
from ingest.fetching.answers import AGAIN, NotHadError
from ingest.fetching.batch import Batch, Look, OnFetched
from ingest.fetching.manners import POLITE, Manners
from ingest.fetching.report import Item, Report, Status
from ingest.fetching.shelf import Shelf
from ingest.fetching.taking import official_text, take_in
from ingest.symbols import from_filename
from store.library import Library

_A_MINUTE = 60.0
"""Reading the first pages of a file takes a second or two."""


def fetch(
    library: Library,
    wanted: Sequence[Wanted],
    *,
    base: str,
    manners: Manners = POLITE,
    again: bool = False,
    workers: int = 1,
    on_fetched: OnFetched = lambda done, of, wait: None,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Fetch official documents and take them into the library.

    A document that the library holds is not asked for, nor one whose file is on the shelf, the folder ``official`` of
    the library. What could not be had stops nothing. Where it is interrupted while it fetches, it asks for nothing
    more, and what has arrived is taken in.

    Args:
        library: Where to.
        wanted: The documents, each once.
        base: The access address.
        manners: Limits and waits.
        again: Whether what is here is asked for too; a file that comes takes the place of the one before.
        workers: Processes that read files; with 0 they are read in this one.
        on_fetched: Told how far asking for them is.
        on_progress: Told how far taking them in is.

    Raises:
        RightsDeskError: Another process is fetching, or changing the library.
    """
    begun = time.monotonic()
    shelf = Shelf(library.home / "official")
    items: dict[Wanted, Item] = {}
    missing: list[Wanted] = []
    for each in wanted:
        held = official_text(library, each)
        if again:
            missing.append(each)
        elif held and not (shelf.has(each) and held.source == each.file_name):
            items[each] = Item(str(each.symbol), each.language, Status.HELD)
        elif not shelf.has(each):
            missing.append(each)
    problems: dict[Wanted, NotHadError] = {}
    if missing:
        with shelf.filling(), _looking(workers) as look:
            batch = Batch(missing, shelf, base, look=look, manners=manners, on_fetched=on_fetched)
            problems = _run(batch, missing)
    for each, problem in problems.items():
        items[each] = Item(str(each.symbol), each.language, Status.NOT_HAD, problem.message, problem.remedy)
    here = [each for each in wanted if each not in items]
    items |= take_in(library, shelf, here, workers=workers, on_progress=on_progress) if here else {}
    return Report(tuple(items[each] for each in wanted), time.monotonic() - begun)


def fetch_again(
    library: Library,
    *,
    base: str,
    manners: Manners = POLITE,
    workers: int = 1,
    on_fetched: OnFetched = lambda done, of, wait: None,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Ask again for each document whose file is on the shelf; those that were reissued are replaced.

    Args:
        library: Whose.
        base: The access address.
        manners: Limits and waits.
        workers: Processes that read files; with 0 they are read in this one.
        on_fetched: Told how far asking for them is.
        on_progress: Told how far taking them in is.

    Raises:
        RightsDeskError: Another process is fetching, or changing the library.
    """
    named = (from_filename(path.name) for path in sorted((library.home / "official").glob("*.pdf")))
    return fetch(
        library,
        [Wanted(*each) for each in named if each],
        base=base,
        manners=manners,
        again=True,
        workers=workers,
        on_fetched=on_fetched,
        on_progress=on_progress,
    )


def _run(batch: Batch, missing: Sequence[Wanted]) -> dict[Wanted, NotHadError]:
    """Fetch what is missing, until it is done or interrupted; gives what could not be had, and why."""
    try:
        asyncio.run(batch.run())
    except KeyboardInterrupt:
        for each in missing:
            batch.results.setdefault(each, NotHadError(f"{each} was not fetched: it was interrupted.", AGAIN))
    return {each: problem for each, problem in batch.results.items() if problem}


@contextmanager
def _looking(workers: int) -> Iterator[Look]:
    """What reads what a file says it is: in a process of its own, which a broken file may crash, or in this one."""
    if not workers:
        yield lambda path: attempt(read_head, path)
        return
    worker = Worker(read_head, _A_MINUTE)
    try:
        yield worker.read
    finally:
        worker.stop()
