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
    changes = watch(
        folder,
        watch_filter=lambda _, path: _is_wanted(folder, Path(path)),
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
        paths = sorted(Path(path) for change, path in burst if change is not Change.deleted)
        there = [path for path in paths if path.is_file()] if begun else [folder]
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


def _is_wanted(folder: Path, path: Path) -> bool:
    inside = path.relative_to(folder.resolve()) if path.is_relative_to(folder.resolve()) else path.relative_to(folder)
    return is_looked_at(path.name) and not any(part.startswith(".") for part in inside.parts)


def _vanished(burst: Iterable[tuple[Change, str]]) -> list[Path]:
    return sorted(Path(path) for change, path in burst if change is Change.deleted and not Path(path).exists())
