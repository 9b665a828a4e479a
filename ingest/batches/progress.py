"""How far an ingest is, and a line in the terminal that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is.

    Attributes:
        files: Files done with.
        of_files: Files in all.
        pages: Pages read.
        paragraphs: Paragraphs embedded.
        seconds: Time since the start.
        share: How much of the bytes is done, from 0 to 1.
    """

    files: int
    of_files: int
    pages: int
    paragraphs: int
    seconds: float
    share: float

    @property
    def rate(self) -> float:
        """Paragraphs a second."""
        return self.paragraphs / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time left at this pace; ``None`` while there is nothing to tell it by."""
        return self.seconds * (1 - self.share) / self.share if self.share else None


OnProgress = Callable[[Progress], None]


@contextmanager
def bar(console: Console, beginning: str) -> Iterator[Callable[[float, str], None]]:
    """A progress bar for the length of a `with` block; what it gives is told the share that is done, and a line."""
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=console, transient=True) as drawn:
        task = drawn.add_task(beginning, total=1.0)
        yield lambda share, line: drawn.update(task, completed=share, description=line)


@contextmanager
def shown(console: Console) -> Iterator[OnProgress]:
    """The bar of an ingest; what it gives is told of progress."""
    with bar(console, "looking at the files") as draw:
        yield lambda progress: draw(progress.share, describe(progress))


def describe(progress: Progress) -> str:
    """``4 of 24 files, 80 pages, 312 paragraphs, 41 a second, 2:10 left``."""
    left = progress.seconds_left
    time_left = "" if left is None else f", {int(left) // 60}:{int(left) % 60:02d} left"
    return (
        f"{progress.files} of {progress.of_files} files, {progress.pages} pages, {progress.paragraphs} paragraphs, "
        f"{progress.rate:.0f} a second{time_left}"
    )
