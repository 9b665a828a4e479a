"""Gold questions: what a suite is made of, and whether a citation is one of those that answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ingest.pinpoints import LocatorError, contains, parse_locator


@dataclass(frozen=True, slots=True)
class Gold:
    """A place that answers.

    Attributes:
        symbol: Of the document; of a text without one, its title.
        locator: Where in it.
    """

    symbol: str
    locator: str

    def __str__(self) -> str:
        return f"{self.symbol}, {self.locator}"


def parse_gold(text: str) -> Gold:
    """Read a gold citation: a symbol or title, a comma, and a place.

    >>> parse_gold("A/RES/78/213, para. 17")
    Gold(symbol='A/RES/78/213', locator='para. 17')

    Raises:
        ValueError: It names no document, or no one place in it.
    """
    for comma in re.finditer(", ", text):
        symbol, locator = text[: comma.start()], text[comma.end() :]
        try:
            return Gold(symbol.strip(), str(parse_locator(locator)))
        except LocatorError:
            continue
    raise ValueError(f"“{text}” is no citation of one place. Write symbol and place, such as A/RES/78/213, para. 17.")


def _citation(text: str) -> str:
    parse_gold(text)
    return text


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("It is empty. Write some words, or leave it out.")
    return " ".join(text.split())


def _fact(text: str) -> str:
    if not all(each.strip() for each in text.split("|")):
        raise ValueError("An alternative is empty. Write words on both sides of each |.")
    return _words(text)


Words = Annotated[str, AfterValidator(_words)]
Fact = Annotated[str, AfterValidator(_fact)]
Citation = Annotated[str, AfterValidator(_citation)]


class Turn(BaseModel):
    """One question with its gold answer.

    Attributes:
        question: As asked.
        answer: The gold answer, in a lawyer's words.
        citations: The places that answer: all are needed.
        also: Other places that answer as well.
        facts: What a right answer has to contain; alternatives are parted by `` | ``.
        answerable: Whether the library answers it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Words
    answer: str = ""
    citations: tuple[Citation, ...] = ()
    also: tuple[Citation, ...] = ()
    facts: tuple[Fact, ...] = ()
    answerable: bool = True

    @model_validator(mode="after")
    def _consistent(self) -> Turn:
        if self.answerable and not self.citations:
            raise ValueError("An answerable question needs citations. Give them, or write answerable: false.")
        if not self.answerable and (self.citations or self.facts):
            raise ValueError("What is not answerable has neither citations nor facts. Take them out, or answerable.")
        return self


class Entry(BaseModel):
    """A case as it is written: a question, or the turns of a conversation.

    Attributes:
        id: Unlike every other in the suite.
        turns: Of a conversation, in order.
        tags: What it is counted under.
        notes: For the next who reads it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[\w.\-]+$")]
    turns: Annotated[tuple[Turn, ...], Field(min_length=1)]
    tags: tuple[Words, ...] = ()
    notes: str = ""

    @model_validator(mode="before")
    @classmethod
    def _one_turn(cls, value: object) -> object:
        """A question without turns is a conversation of one."""
        if not isinstance(value, Mapping) or "turns" in value:
            return value
        turn = {name: each for name, each in value.items() if name not in ("id", "tags", "notes")}
        return {name: each for name, each in value.items() if name not in turn} | {"turns": [turn]}


class Suite(BaseModel):
    """A suite of cases.

    Attributes:
        name: Short, as in commands.
        about: What it is for, in a sentence.
        library: Which library it asks: ``starter``, ``reports``, or any that holds what it cites.
        cases: In order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[\w.\-]+$")]
    about: str = ""
    library: Literal["starter", "reports", "any"] = "any"
    cases: Annotated[tuple[Entry, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Case:
    """One question, with those before it in its conversation.

    Attributes:
        id: Of the entry; turns of a conversation have their number appended.
        turn: The question and its gold answer.
        before: The questions of the same conversation before it.
        tags: Of the entry.
        notes: Of the entry.
        entry: Id of the entry, where it has several turns.
    """

    id: str
    turn: Turn
    before: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    entry: str = ""

    @property
    def conversation(self) -> str:
        """What it belongs to: the entry of its conversation, or itself."""
        return self.entry or self.id

    @property
    def question(self) -> str:
        """As asked."""
        return self.turn.question

    @property
    def answerable(self) -> bool:
        """Whether the library answers it."""
        return self.turn.answerable

    @cached_property
    def gold(self) -> tuple[Gold, ...]:
        """The places that answer; all of them are needed."""
        return tuple(map(parse_gold, self.turn.citations))

    @cached_property
    def right(self) -> tuple[Gold, ...]:
        """Every place that a right citation may name."""
        return self.gold + tuple(map(parse_gold, self.turn.also))


def cases_of(suite: Suite) -> list[Case]:
    """The questions of a suite, those of a conversation in order."""
    return [
        Case(
            id=entry.id if len(entry.turns) == 1 else f"{entry.id}.{number + 1}",
            turn=turn,
            before=tuple(each.question for each in entry.turns[:number]),
            tags=entry.tags,
            notes=entry.notes,
            entry=entry.id if len(entry.turns) > 1 else "",
        )
        for entry in suite.cases
        for number, turn in enumerate(entry.turns)
    ]


def is_right(symbols: Sequence[str], locator: str, gold: Sequence[Gold]) -> bool:
    """Whether a place is one of the gold ones, holds one, or stands in one.

    Args:
        symbols: Of the document, all of a joint one's.
        locator: Of the passage or its part.
        gold: The places that answer.
    """
    return any(
        (each.symbol in symbols or each.symbol == "-".join(symbols)) and overlap(locator, each.locator) for each in gold
    )


def overlap(a: str, b: str) -> bool:
    """Whether one of two places holds the other."""
    if a == b:
        return True
    try:
        first, second = parse_locator(a), parse_locator(b)
    except LocatorError:
        return False
    return contains(first, second) or contains(second, first)
