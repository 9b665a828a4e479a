"""Watch a folder: its files into the library at the start, then each that is new or changed, once it is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from ingest.formats import is_looked_at
from ingest.report import Report
from store.errors import UnavailableError

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
        on_gone: Told of each file that vanished.
        on_wait: Told once that another process is changing the library, which is waited for.
        settle: Seconds without any change after which files are taken for whole.
        again: Seconds between two tries.

    Raises:
        RightsDeskError: The library cannot be used.
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
    for burst in changes:
        paths = [Path(path) for change, path in burst if change is not Change.deleted]
        there = _without_contents([path for path in paths if path.exists()]) if begun else [folder]
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
        for path in _vanished(burst):
            on_gone(path)


def _is_wanted(change: Change, folder: Path, path: Path) -> bool:
    """Whether a change matters: that of a document, or a folder that came, of whose files nothing else is told."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and (is_looked_at(path.name) or (change is Change.added and path.is_dir()))


def _without_contents(paths: Iterable[Path]) -> list[Path]:
    """Files and folders without those that stand in one of the folders, which is taken in as a whole."""
    given = set(paths)
    return sorted(path for path in given if given.isdisjoint(path.parents))


def _vanished(burst: Iterable[tuple[Change, str]]) -> list[Path]:
    return sorted(Path(path) for change, path in burst if change is Change.deleted and not Path(path).exists())
