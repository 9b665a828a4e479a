"""What became of a command, and what docs/programs.md promises of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = (Path(__file__).parents[1] / "docs" / "programs.md").read_text(encoding="utf-8")
QUESTION = "What does paragraph 17 of A/RES/78/213 say?"
OFF_TOPIC = "Who won the football World Cup in 2022?"


@dataclass(frozen=True)
class Done:
    """Exit status, standard output and standard error of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


def documented(heading: str, number: int = 0) -> set[str]:
    """The keys that a table of docs/programs.md documents."""
    section = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
    tables = re.findall(r"\| key \| value \|\n\|---\|---\|\n((?:\|.*\n)+)", section)
    return {key for row in tables[number].splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1])}
