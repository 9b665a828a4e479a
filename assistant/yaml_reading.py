"""YAML files that people write, read with the line of every part, so that each mistake can be named where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from store.errors import RightsDeskError

_TOLD = 20
"""Mistakes of a file that are told at once."""

_DEEPEST = 50
"""Levels of lists and fields within each other: beyond that, reading takes ever longer."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong in a file.

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


class MistakesError(RightsDeskError):
    """A file that cannot be used.

    Args:
        file: Its name.
        mistakes: All that is wrong, with line and remedy.
    """

    def __init__(self, file: Path, mistakes: Sequence[Mistake]) -> None:
        amount = f"{len(mistakes)} {'mistake' if len(mistakes) == 1 else 'mistakes'}"
        super().__init__(f"{file} has {amount}:\n" + _told(mistakes), "")

    def __reduce__(self) -> tuple[type[RightsDeskError], tuple[str, str]]:
        """As an error of the product, whose text holds everything."""
        return RightsDeskError, (self.message, self.remedy)


def _told(mistakes: Sequence[Mistake]) -> str:
    more = len(mistakes) - _TOLD
    return "\n".join([*map(str, mistakes[:_TOLD]), *([f"and {more} more"] if more > 0 else [])])


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

    def holds(self, *path: str | int) -> bool:
        """Whether a part is written."""
        return path in self._lines

    def within(self, *path: str | int) -> Lines:
        """The lines of a part, as if it were the whole."""
        part = Lines(None)
        part._lines = {key[len(path) :]: line for key, line in self._lines.items() if key[: len(path)] == path}
        return part

    def _note(self, node: yaml.Node, path: tuple[str | int, ...]) -> None:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._lines[*path, key.value] = key.start_mark.line + 1
                self._note(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._note(value, (*path, index))


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds.

    Attributes:
        data: Its content; nothing where it cannot be read.
        lines: Of its parts.
        mistakes: Why it cannot be read at all.
        twice: Keys that stand twice.
    """

    data: Any
    lines: Lines
    mistakes: tuple[Mistake, ...] = ()
    twice: tuple[Mistake, ...] = ()


def read_yaml(file: Path) -> Written:
    """Read a YAML file; references from one part to another are not allowed."""
    try:
        text = file.read_text(encoding="utf-8")
        _require_plain(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except UnicodeDecodeError:
        return Written(None, Lines(None), (Mistake(1, "The file is not UTF-8 text.", "Save it as UTF-8."),))
    except (yaml.YAMLError, OSError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        remedy = (
            "Put text that holds a colon, a number sign, an asterisk or a quotation mark in quotation marks, "
            "and between square brackets text with a question mark too."
        )
        return Written(None, Lines(None), (Mistake(line, f"This is not YAML: {problem}.", remedy),))
    return Written(data, Lines(node), twice=tuple(_keys_twice(node)))


def _require_plain(text: str) -> None:
    """That nothing refers to another part, and that lists do not stand within each other forever.

    Raises:
        yaml.YAMLError: It does.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("it refers to another part with an asterisk")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.YAMLError(f"more than {_DEEPEST} lists or fields stand within each other")


def _keys_twice(node: yaml.Node | None) -> Iterator[Mistake]:
    """YAML lets the last of two equal keys win, silently."""
    if isinstance(node, yaml.MappingNode):
        seen = set[str]()
        for key, value in node.value:
            known = len(seen)
            seen.add(str(key.value))
            if len(seen) == known:
                yield Mistake(key.start_mark.line + 1, f"“{key.value}” stands here twice.", "Take one of the two out.")
            yield from _keys_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _keys_twice(value)
