"""Evaluation suites: YAML files of gold questions that a lawyer can write, read with every mistake and its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evals.cases import Suite
from store.errors import RightsDeskError

SHIPPED = Path(__file__).parent / "suites"
"""The suites that come with the product."""


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


class SuiteError(RightsDeskError):
    """A file that is no suite.

    Args:
        file: Its name.
        mistakes: All that is wrong, with line and remedy.
    """

    def __init__(self, file: Path, mistakes: Sequence[Mistake]) -> None:
        amount = f"{len(mistakes)} {'mistake' if len(mistakes) == 1 else 'mistakes'}"
        super().__init__(f"{file} has {amount}:\n" + "\n".join(map(str, mistakes)), "")

    def __reduce__(self) -> tuple[type[RightsDeskError], tuple[str, str]]:
        """As an error of the product, whose text holds everything."""
        return RightsDeskError, (self.message, self.remedy)


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
        raise SuiteError(file, mistakes)
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

    def of_turn(self, entry: int, turn: int, *path: str | int) -> int:
        """The line of a part of a turn, of an entry that may be written without turns."""
        before = ("cases", entry, "turns", turn) if ("cases", entry, "turns") in self._lines else ("cases", entry)
        return self.of(*before, *path)

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
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise yaml.YAMLError("it refers to another part with an asterisk")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except UnicodeDecodeError:
        return None, Lines(None), [Mistake(1, "The file is not UTF-8 text.", "Save it as UTF-8.")]
    except (yaml.YAMLError, OSError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        remedy = "Put text that holds a colon, a number sign, an asterisk or a quotation mark in quotation marks."
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
        turns = entry.get("turns")
        # Turns are known by number: talk.1 beside a conversation talk would be two cases of one name.
        numbered = [f"{name}.{number + 1}" for number in range(len(turns))] if isinstance(turns, list) else []
        if used := next((each for each in (str(name), *numbered) if each in seen), ""):
            yield Mistake(line, f"The id {used} is already used on line {seen[used]}.", "Give it another.")
        seen |= dict.fromkeys([str(name), *numbered], line)
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


_TURN = ("question", "answer", "citations", "also", "facts", "answerable")
_KNOWN = {
    "suite": ("name", "about", "library", "cases"),
    "case": ("id", *_TURN, "tags", "notes", "turns"),
    "conversation": ("id", "turns", "tags", "notes"),
    "turn": _TURN,
}
_HOW = "See docs/evaluating.md for how a suite is written."


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


def _mistake(error: ErrorDetails, data: Mapping[str, Any], lines: Lines) -> Mistake:
    path = _written(error["loc"], data)
    kind, given = error["type"], error["input"]
    if kind == "string_type" and given is None:
        what, remedy = "it is empty.", "Write some words, or leave it out."
    elif kind == "extra_forbidden":
        what, remedy = "there is no such field.", f"Known are: {', '.join(_KNOWN[_holder(path, data)])}."
    elif kind in _SAID:
        what, remedy = _SAID[kind][0].format(input=given), _SAID[kind][1]
    else:
        what, remedy = str(error["msg"]).removeprefix("Value error, "), "" if kind == "value_error" else _HOW
    return Mistake(lines.of(*path), f"{_named(path, data)}: {what}", remedy)


def _holder(path: Sequence[str | int], data: Mapping[str, Any]) -> str:
    """What a field stands in."""
    if len(path) < 3:
        return "suite"
    if path[2] == "turns":
        return "turn"
    return "conversation" if "turns" in data["cases"][path[1]] else "case"


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
