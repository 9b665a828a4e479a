"""Evaluation suites: YAML files of gold questions that a lawyer can write, read with every mistake and its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from ingest.pinpoints import LocatorError, contains, parse_locator
from store.errors import RightsDeskError

SHIPPED = Path(__file__).parent / "suites"
"""The suites that come with the product."""


class SuiteError(RightsDeskError):
    """A file that is no suite; its text holds every mistake, with line and remedy."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong in a suite.

    Attributes:
        line: Where, from 1.
        what: What is wrong.
        remedy: What to do.
    """

    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what} {self.remedy}"


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


Words = Annotated[str, AfterValidator(_words)]
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
    facts: tuple[Words, ...] = ()
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
    """

    id: str
    turn: Turn
    before: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""

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
        )
        for entry in suite.cases
        for number, turn in enumerate(entry.turns)
    ]


def find_suite(name: str) -> Path:
    """The file of a suite: one that is shipped, by its name, or a path.

    Raises:
        RightsDeskError: There is none.
    """
    for file in (SHIPPED / f"{name}.yaml", Path(name)):
        if file.is_file():
            return file
    shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.yaml")))
    raise RightsDeskError(f"There is no suite {name}.", f"Name a YAML file, or one of: {shipped}.")


def read_suite(file: Path) -> Suite:
    """Read a suite.

    Raises:
        SuiteError: It has mistakes; all of them are named.
    """
    suite, _, mistakes = examine(file)
    if suite is None:
        raise SuiteError(
            f"{file} has {len(mistakes)} {'mistake' if len(mistakes) == 1 else 'mistakes'}:\n"
            + "\n".join(map(str, mistakes)),
            "",
        )
    return suite


class Lines:
    """On which line of a file each part of its data stands."""

    def __init__(self, node: yaml.Node | None) -> None:
        self._lines: dict[tuple[str | int, ...], int] = {}
        if node is not None:
            self._note(node, ())

    def of(self, *path: str | int) -> int:
        """The line of a part, or of what holds it where it is not written."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _note(self, node: yaml.Node, path: tuple[str | int, ...]) -> None:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._lines[*path, key.value] = key.start_mark.line + 1
                self._note(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._note(value, (*path, index))


def examine(file: Path) -> tuple[Suite | None, Lines, list[Mistake]]:
    """Read a suite and name every mistake that can be seen without the library.

    Returns:
        The suite, where there is no mistake; the lines of its parts; the mistakes in the order of their lines.
    """
    try:
        text = file.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except UnicodeDecodeError:
        return None, Lines(None), [Mistake(1, "The file is not UTF-8 text.", "Save it as UTF-8.")]
    except (yaml.YAMLError, OSError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        remedy = "Put text that holds a colon, a number sign or a quotation mark in quotation marks."
        return None, Lines(None), [Mistake(line, f"This is not YAML: {problem}.", remedy)]
    lines = Lines(node)
    if not isinstance(data, dict) or not data.get("cases"):
        remedy = "Write name: and cases:, and under cases a list of questions."
        return None, lines, [Mistake(1, "The suite holds no cases.", remedy)]
    mistakes = list(_twice(node, data, lines))
    try:
        suite = Suite.model_validate(data)
    except ValidationError as error:
        found = error.errors()
        # A list none of whose items can be read counts as empty too; that is no mistake of its own.
        inner = {each["loc"][:depth] for each in found for depth in range(len(each["loc"]))}
        mistakes += [_mistake(each, data, lines) for each in found if each["loc"] not in inner]
        suite = None
    return (suite if not mistakes else None), lines, sorted(mistakes)


def _twice(node: yaml.Node | None, data: Mapping[str, Any], lines: Lines) -> Iterator[Mistake]:
    """Ids and keys that are given twice."""
    seen: dict[str, int] = {}
    for index, entry in enumerate(data["cases"] if isinstance(data["cases"], list) else ()):
        name = entry.get("id") if isinstance(entry, Mapping) else None
        if name is None:
            continue
        line = lines.of("cases", index, "id")
        if str(name) in seen:
            yield Mistake(line, f"The id {name} is already used on line {seen[str(name)]}.", "Give it another.")
        seen.setdefault(str(name), line)
    yield from _keys_twice(node)


def _keys_twice(node: yaml.Node | None) -> Iterator[Mistake]:
    """YAML lets the last of two equal keys win, silently."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        for key, value in node.value:
            if keys.count(key.value) > 1 and key is not node.value[keys.index(key.value)][0]:
                yield Mistake(key.start_mark.line + 1, f"“{key.value}” stands here twice.", "Take one of the two out.")
            yield from _keys_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _keys_twice(value)


_KNOWN = {
    "suite": ("name", "about", "library", "cases"),
    "case": ("id", "question", "turns", "answer", "citations", "also", "facts", "answerable", "tags", "notes"),
}


_SAID: Mapping[str, tuple[str, str]] = {
    "missing": ("it is missing.", "Add it."),
    "too_short": ("it is empty.", "Write at least one."),
    "string_pattern_mismatch": ("“{input}” cannot be used.", "Use letters, figures, points, hyphens and underscores."),
    "tuple_type": ("this has to be a list.", "Begin each line with a hyphen."),
    "bool_parsing": ("this has to be true or false, not {input!r:.60}.", "Write true or false."),
    "bool_type": ("this has to be true or false, not {input!r:.60}.", "Write true or false."),
    "literal_error": ("there is no library {input!r:.60}.", "Write starter, reports or any."),
    "model_type": ("this has to be a case, not {input!r:.60}.", "Give it an id and a question."),
    "model_attributes_type": ("this has to be a case, not {input!r:.60}.", "Give it an id and a question."),
    "string_type": ("this has to be text, not {input!r:.60}.", "Put it in quotation marks."),
}
"""Pydantic's kinds of error in our words, with a remedy."""


def _mistake(error: Any, data: Mapping[str, Any], lines: Lines) -> Mistake:  # noqa: ANN401 - pydantic's own dictionary
    path = _written(error["loc"], data)
    what, remedy = _SAID.get(error["type"], (f"{str(error['msg']).removeprefix('Value error, ')}", ""))
    if error["type"] == "extra_forbidden":
        known = ", ".join(_KNOWN["case" if len(path) > 1 else "suite"])
        what, remedy = "there is no such field.", f"Known are: {known}."
    return Mistake(lines.of(*path), f"{_named(path, data)}: {what.format(input=error['input'])}", remedy)


def _written(path: Sequence[str | int], data: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Where a value stands in the file: a case without turns is read as if it had one."""
    if len(path) > 3 and path[0] == "cases" and path[2] == "turns":
        entry = data["cases"][path[1]]
        if not (isinstance(entry, Mapping) and "turns" in entry):
            return (*path[:2], *path[4:])
    return tuple(path)


def _named(path: Sequence[str | int], data: Mapping[str, Any]) -> str:
    """A place in the file in words: ``case fees, turn 2, citations``."""
    words: list[str] = []
    rest = list(path)
    if len(rest) > 1 and rest[0] == "cases":
        entry = data["cases"][rest[1]]
        name = entry.get("id") if isinstance(entry, Mapping) else None
        words.append(f"case {name or int(rest[1]) + 1}")
        rest = rest[2:]
    if len(rest) > 1 and rest[0] == "turns":
        words.append(f"turn {int(rest[1]) + 1}")
        rest = rest[2:]
    words += [f"no. {each + 1}" if isinstance(each, int) else each for each in rest]
    return ", ".join(words) or "the suite"


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
