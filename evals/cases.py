"""Gold questions: what is asked, what answers it, and whether a citation is one of that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.pinpoints import LocatorError, contains, parse_locator

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers."""

    symbol: str
    locator: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold answer; in a conversation, with the questions before it.

    Attributes:
        id: Of the question; turns of a conversation have their number appended.
        question: As asked.
        before: The questions of the same conversation before it.
        answerable: Whether the documents answer it.
        gold: The places that answer: all are needed in a question across documents.
        also: Other places that answer as well.
        facts: What a right answer contains, in lower case.
        style: ``unnamed``, ``named``, ``body``, ``plausible``, ``near_miss_…``.
    """

    id: str
    question: str
    before: tuple[str, ...]
    answerable: bool
    gold: tuple[Gold, ...]
    also: tuple[Gold, ...]
    facts: tuple[str, ...]
    style: str

    @property
    def right(self) -> tuple[Gold, ...]:
        """Every place that a right citation may name."""
        return self.gold + self.also


def read_cases(file: Path) -> list[Case]:
    """Read a file of questions, a JSON object a line; a conversation gives a case for each turn."""
    cases: list[Case] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        record = json.loads(line)
        turns = record.get("turns", [record])
        asked = [turn["question"] for turn in turns]
        for number, turn in enumerate(turns):
            name = f"{record['id']}.{number + 1}" if "turns" in record else record["id"]
            cases.append(_case(name, turn, tuple(asked[:number])))
    return cases


def _case(name: str, turn: dict[str, Any], before: tuple[str, ...]) -> Case:
    return Case(
        id=name,
        question=turn["question"],
        before=before,
        answerable=turn["answerable"],
        gold=tuple(Gold(each["symbol"], each["locator"]) for each in turn["gold"]),
        also=tuple(Gold(each["symbol"], each["locator"]) for each in turn.get("also_ok") or ()),
        facts=tuple(turn["must_include"]),
        style=turn.get("style", ""),
    )


def is_right(symbols: Sequence[str], locator: str, gold: Sequence[Gold]) -> bool:
    """Whether a place is one of the gold ones, holds one, or stands in one.

    Args:
        symbols: Of the document, all of a joint one's.
        locator: Of the passage or its part.
        gold: The places that answer.
    """
    return any(
        (each.symbol in symbols or each.symbol == "-".join(symbols)) and _overlap(locator, each.locator)
        for each in gold
    )


def _overlap(a: str, b: str) -> bool:
    if a == b:
        return True
    try:
        first, second = parse_locator(a), parse_locator(b)
    except LocatorError:
        return False
    return contains(first, second) or contains(second, first)
