"""Watch a folder: its files into the library at the start, then each that is new or changed, once it is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from ingest.batches.report import Report
from ingest.batches.sources import walk
from ingest.formats import is_looked_at
from store.errors import RightsDeskError, UnavailableError

TakeIn = Callable[[list[Path]], Report]
"""Brings files and folders into the library."""

_LONGEST_BURST = 60_000
"""Milliseconds after which files are taken in though others still come."""

_LOOK = 500
"""Milliseconds between two looks at whether to stop."""

_AGAIN = 5.0
"""Seconds after which a library that is being changed by another process is tried again."""


def watch_folder(
    folder: Path,
    take_in: TakeIn,
    *,
    stop: Event,
    on_report: Callable[[Report], None],
    on_gone: Callable[[Path], None],
    on_wait: Callable[[UnavailableError], None],
    settle: float = 2.0,
    again: float = _AGAIN,
) -> None:
    """Take in a folder and what changes in it, until it is told to stop.

    Args:
        folder: With its subfolders; hidden files are left out.
        take_in: What brings files into the library.
        stop: Ends it when set, after what is being taken in.
        on_report: Told what became of each burst of files.
        on_gone: Told of each file that vanished, alone or with its folder; not of one that moved inside the folder.
        on_wait: Told once that another process is changing the library, which is waited for.
        settle: Seconds without any change after which files are taken for whole.
        again: Seconds between two tries.

    Raises:
        RightsDeskError: The library cannot be used, or the folder itself is gone.
    """
    # Events name files by their real paths.
    folder = folder.resolve()
    changes = watch(
        folder,
        watch_filter=lambda change, path: _is_wanted(change, folder, Path(path)),
        debounce=_LONGEST_BURST,
        step=round(settle * 1000),
        stop_event=stop,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    # The first round begins once changes are noted, so that none is lost between the start and the first look.
    begun = False
    known: set[Path] = set()
    for burst in changes:
        paths = [Path(path) for change, path in burst if change is not Change.deleted]
        there = _without_contents([path for path in paths if path.exists()]) if begun else [folder]
        gone: list[Path] = []
        if burst or not begun:
            before, known = known, _documents(folder)
            moved = {path.name for path in known - before}
            gone = sorted(path for path in before - known if path.name not in moved)
        begun = True
        waiting = False
        while there and not stop.is_set():
            try:
                on_report(take_in(there))
                break
            except UnavailableError as error:
                if not waiting:
                    on_wait(error)
                waiting = True
                stop.wait(again)
        if not folder.is_dir():
            raise RightsDeskError(
                f"{folder} is gone; the library keeps what came from it.", "Put it back, and watch it again."
            )
        for path in gone:
            on_gone(path)


def _is_wanted(change: Change, folder: Path, path: Path) -> bool:
    """Whether a change matters: that of a document, or a folder that came or went, of whose files nothing is told.

    Of what went nobody can say whether it was a folder.
    """
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and (
        is_looked_at(path.name) or change is Change.deleted or (change is Change.added and path.is_dir())
    )


def _without_contents(paths: Iterable[Path]) -> list[Path]:
    """Files and folders without those that stand in one of the folders, which is taken in as a whole."""
    given = set(paths)
    return sorted(path for path in given if given.isdisjoint(path.parents))


def _documents(folder: Path) -> set[Path]:
    return {path for path in walk(folder) if is_looked_at(path.name)}
