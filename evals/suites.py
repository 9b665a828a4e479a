"""Evaluation suites: YAML files of gold questions that a lawyer can write, read with every mistake and its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assistant.yaml_reading import Lines, Mistake, MistakesError, read_yaml
from evals.cases import Suite
from store.errors import RightsDeskError

SHIPPED = Path(__file__).parent / "suites"
"""The suites that come with the product."""


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
        MistakesError: It has mistakes; all of them are named.
    """
    suite, _, mistakes = examine(file)
    if suite is None:
        raise MistakesError(file, mistakes)
    return suite


def line_of_turn(lines: Lines, entry: int, turn: int, *path: str | int) -> int:
    """The line of a part of a turn, of an entry that may be written without turns."""
    before = ("cases", entry, "turns", turn) if lines.holds("cases", entry, "turns") else ("cases", entry)
    return lines.of(*before, *path)


def examine(file: Path) -> tuple[Suite | None, Lines, list[Mistake]]:
    """Read a suite and name every mistake that can be seen without the library.

    Returns:
        The suite, where there is no mistake; the lines of its parts; the mistakes in the order of their lines.
    """
    written = read_yaml(file)
    data, lines = written.data, written.lines
    if written.mistakes:
        return None, lines, list(written.mistakes)
    if not isinstance(data, dict) or not data.get("cases"):
        remedy = "Write name: and cases:, and under cases a list of questions."
        return None, lines, [Mistake(1, "The suite holds no cases.", remedy)]
    mistakes = [*_ids_twice(data, lines), *written.twice]
    try:
        suite = Suite.model_validate(data)
    except ValidationError as error:
        found = error.errors()
        # A list none of whose items can be read counts as empty too; that is no mistake of its own.
        inner = {each["loc"][:depth] for each in found for depth in range(len(each["loc"]))}
        mistakes += [_mistake(each, data, lines) for each in found if each["loc"] not in inner]
        suite = None
    return (suite if not mistakes else None), lines, sorted(mistakes)


def _ids_twice(data: Mapping[str, Any], lines: Lines) -> Iterator[Mistake]:
    """Ids that are given twice."""
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
