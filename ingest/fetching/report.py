"""What became of each document that was asked for: for people as a table, for programs as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text


class Status(StrEnum):
    """What became of a document."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    HELD = "already held"
    NOT_TAKEN = "not taken in"
    NOT_HAD = "not had"


_STYLES = {Status.ADDED: "green", Status.REPLACED: "green", Status.NOT_TAKEN: "yellow", Status.NOT_HAD: "red"}
_MISSING = (Status.NOT_TAKEN, Status.NOT_HAD)
_QUIET = (Status.UNCHANGED, Status.HELD)


@dataclass(frozen=True, slots=True)
class Item:
    """One document.

    Attributes:
        symbol: As it was asked for.
        language: ISO 639-1 code.
        status: What became of it.
        note: Why, or what changed with it, in a sentence; may be empty.
        remedy: What to do about it; empty where there is nothing to do.
        warnings: What the reader found odd.
        passages: Passages it gave.
    """

    symbol: str
    language: str
    status: Status
    note: str = ""
    remedy: str = ""
    warnings: tuple[str, ...] = ()
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all documents.

    Attributes:
        items: One for each, in the order in which they were asked for.
        seconds: How long it took.
    """

    items: tuple[Item, ...]
    seconds: float = 0.0

    @property
    def missing(self) -> tuple[Item, ...]:
        """The documents that the library does not have."""
        return tuple(item for item in self.items if item.status in _MISSING)

    def summary(self) -> str:
        """All in one line: ``3 added, 20 already held, 1 not had (412 paragraphs, 31 s)``."""
        counts = Counter(item.status for item in self.items)
        parts = [f"{counts[status]} {status}" for status in Status if counts[status]]
        paragraphs = sum(item.passages for item in self.items)
        return f"{', '.join(parts) or 'nothing to fetch'} ({paragraphs} paragraphs, {self.seconds:.0f} s)"

    def to_json(self) -> str:
        """The same for programs."""
        content = {"items": [asdict(item) for item in self.items], "seconds": round(self.seconds, 3)}
        return json.dumps(content, ensure_ascii=False, indent=2)

    def __rich__(self) -> RenderableType:
        """A table of what deserves a look, and the summary."""
        shown = [item for item in self.items if item.status not in _QUIET or item.note or item.warnings]
        if not shown:
            return Text(self.summary())
        table = Table("Document", "Language", "Result", box=None, pad_edge=False)
        for item in shown:
            result = Text(item.status.value, style=_STYLES.get(item.status, ""))
            for line in (f"{item.note} {item.remedy}".strip(), *item.warnings):
                if line:
                    result.append(f"\n{line}", style="default")
            table.add_row(Text(item.symbol, overflow="fold"), Text(item.language), result)
        return Group(table, Text(self.summary()))
