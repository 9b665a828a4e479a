"""The commands that move a library: copy, backup, restore."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from assistant.settings import load_settings, place_of
from store.errors import RightsDeskError
from store.maintenance import archive, copying
from store.maintenance.copying import Copied
from store.place import Place


def copy(home: Path | None, to: str, to_chroma: str) -> None:
    """Copy the library, and say what was copied."""
    source = place_of(load_settings(home))
    there = replace(source, database=to) if "://" in to else Place(Path(to))
    try:
        target = place_of(load_settings(there.home, database_url=there.database, chroma_url=to_chroma))
    except RightsDeskError as error:
        raise RightsDeskError(error.message, "Correct --to and --to-chroma, which stand for these settings.") from error
    with _told() as tell:
        copied = copying.copy(source, target, on_progress=tell)
    _say(copied, f"copied to {target}")


def back_up(home: Path | None, file: Path) -> None:
    """Write the library into a file, and say what is in it."""
    with _told() as tell:
        copied = archive.back_up(place_of(load_settings(home)), file, tell)
    _say(copied, f"written to {file}")


def restore(home: Path | None, file: Path) -> None:
    """Make a library of a file, and say what is in it."""
    target = place_of(load_settings(home))
    with _told() as tell:
        copied = archive.restore(file, target, tell)
    _say(copied, f"restored to {target}")


@contextmanager
def _told() -> Iterator[Callable[[str], None]]:
    with Console(stderr=True).status("…") as status:
        yield lambda what: status.update(f"{what} …")


def _say(copied: Copied, what: str) -> None:
    typer.echo(
        f"{copied.documents:,} documents, {copied.originals:,} original files and {copied.rows:,} rows {what} "
        "and compared: they are the same."
    )
