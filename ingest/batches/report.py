"""What became of each file of an ingest: for people as a table, for programs as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text


class Status(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    REMOVED = "removed"
    REFUSED = "refused"
    GONE = "gone"


_STYLES = {Status.ADDED: "green", Status.REPLACED: "green", Status.REFUSED: "red", Status.GONE: "red"}
_QUIET = (Status.UNCHANGED, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Item:
    """One file.

    Attributes:
        source: Its path, or the name of a brief.
        status: What became of it.
        symbol: Of the document it holds; empty where that is not known.
        note: Why, in a sentence; empty where the status says all.
        remedy: What to do about it; empty where there is nothing to do.
        warnings: What the reader found odd.
        passages: Passages it gave.
    """

    source: str
    status: Status
    symbol: str = ""
    note: str = ""
    remedy: str = ""
    warnings: tuple[str, ...] = ()
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all files.

    Attributes:
        items: One for each file, in the order they were found.
        ignored: Files in folders of other formats than are read.
        seconds: How long it took.
    """

    items: tuple[Item, ...] = ()
    ignored: int = 0
    seconds: float = 0.0

    def having(self, status: Status) -> tuple[Item, ...]:
        """The files of which this became."""
        return tuple(item for item in self.items if item.status is status)

    def __add__(self, other: Report) -> Report:
        """Both reports in one."""
        return replace(
            self,
            items=self.items + other.items,
            ignored=self.ignored + other.ignored,
            seconds=self.seconds + other.seconds,
        )

    def summary(self) -> str:
        """All in one line: ``3 added, 20 unchanged, 1 refused (412 paragraphs, 31 s)``."""
        counts = Counter(item.status for item in self.items)
        parts = [f"{counts[status]} {status}" for status in Status if counts[status]]
        if self.ignored:
            parts.append(f"{self.ignored} ignored (of other formats)")
        paragraphs = sum(item.passages for item in self.items)
        return f"{', '.join(parts) or 'no files'} ({paragraphs} paragraphs, {self.seconds:.0f} s)"

    def to_json(self) -> str:
        """The same for programs."""
        items: list[dict[str, Any]] = [
            {
                "source": item.source,
                "status": item.status.value,
                "symbol": item.symbol,
                "note": item.note,
                "remedy": item.remedy,
                "warnings": list(item.warnings),
                "passages": item.passages,
            }
            for item in self.items
        ]
        content = {"items": items, "ignored": self.ignored, "seconds": round(self.seconds, 3)}
        return json.dumps(content, ensure_ascii=False, indent=2)

    def __rich__(self) -> RenderableType:
        """A table of what deserves a look, and the summary."""
        shown = [item for item in self.items if item.status not in _QUIET or item.warnings]
        if not shown:
            return Text(self.summary())
        table = Table("File", "Document", "Result", box=None, pad_edge=False)
        for item in shown:
            result = Text(item.status.value, style=_STYLES.get(item.status, "yellow"))
            for line in (f"{item.note} {item.remedy}".strip(), *item.warnings):
                if line:
                    result.append(f"\n{line}", style="default")
            table.add_row(Text(item.source, overflow="fold"), Text(item.symbol), result)
        return Group(table, Text(self.summary()))
