"""Count the automatic numbers of a Word file as Word does: they stand in no text, only in its numbering part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.grammar.numerals import CARDINALS, ORDINALS, roman
from ingest.page.signs import SIGNS
from ingest.word.package import Element, W, child, measure, switch, value
from ingest.word.styles import Layout, Type, read_layout, read_type

_LEVELS = 9
_BULLETS = SIGNS | {"o": "○", "·": "•"}
"""Bullets as Word names them, by what they look like."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a numbering counts and looks.

    Attributes:
        format: ``decimal``, ``lowerLetter``, ``bullet``…
        pattern: What is printed; ``%1`` is the number of the first level.
        start: First number.
        restart: Level, from 1, whose number makes this one begin anew; 0 for none, -1 for any above.
        legal: Whether the numbers of all levels are printed in figures.
        style: Paragraph style that this level belongs to.
        tab: Whether a tab follows the number.
        layout: Its paragraph properties.
        type: Its character properties.
    """

    format: str
    pattern: str
    start: int
    restart: int
    legal: bool
    style: str
    tab: bool
    layout: Element | None
    type: Element | None

    def sets(self, layout: Layout) -> Layout:
        """A paragraph's layout as this level sets it."""
        return read_layout(self.layout, layout)

    def looks(self, below: Type) -> Type:
        """The type of the number."""
        return read_type(self.type, below)


@dataclass(slots=True)
class _Count:
    """How far a numbering has counted, by level."""

    numbers: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the automatic numbers while the paragraphs of a text are gone through in order.

    Args:
        root: The part that defines numberings; ``None`` where the file has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._links: dict[str, str] = {}
        self._counts: dict[str, _Count] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        styled: dict[str, str] = {}
        for definition in root.findall(f"{W}abstractNum"):
            key = definition.get(f"{W}abstractNumId", "")
            self._levels[key] = _read_levels(definition)
            if name := value(definition, "styleLink"):
                styled[name] = key
            if name := value(definition, "numStyleLink"):
                self._links[key] = name
        self._links = {key: styled[name] for key, name in self._links.items() if name in styled}
        for number in root.findall(f"{W}num"):
            key = number.get(f"{W}numId", "")
            listed = value(number, "abstractNumId")
            self._lists[key] = self._links.get(listed, listed)
            overrides = number.findall(f"{W}lvlOverride")
            self._own[key] = {
                index: _read_level(level)
                for override in overrides
                if (level := child(override, "lvl")) is not None and (index := measure(override, "ilvl")) is not None
            }
            self._starts[key] = {
                index: int(start)
                for override in overrides
                if (start := value(override, "startOverride")).isdecimal()
                and (index := measure(override, "ilvl")) is not None
            }

    def level_of(self, layout: Layout, style: str) -> int:
        """Level at which a paragraph is numbered: its own, or that which names its style."""
        if layout.level >= 0:
            return min(layout.level, _LEVELS - 1)
        levels = self._levels.get(self._lists.get(layout.number, ""), {})
        return next((index for index, level in levels.items() if style and level.style == style), 0)

    def find(self, number: str, index: int) -> Level | None:
        """How a level of a numbering counts and looks; ``None`` where the file does not say."""
        own = self._own.get(number, {}).get(index)
        return own or self._levels.get(self._lists.get(number, ""), {}).get(index)

    def count(self, number: str, index: int) -> str:
        """Count one paragraph, and give what is printed before it."""
        level = self.find(number, index)
        if level is None:
            return ""
        count = self._counts.setdefault(self._lists[number], _Count())
        if number not in self._begun:
            self._begun.add(number)
            for place, start in self._starts.get(number, {}).items():
                count.numbers[place] = start - 1
        count.numbers[index] = count.numbers.get(index, level.start - 1) + 1
        self._restart_below(number, index, count)
        return self._print(number, index, level, count)

    def _restart_below(self, number: str, index: int, count: _Count) -> None:
        for place in [place for place in count.numbers if place > index]:
            level = self.find(number, place)
            if level is None or level.restart < 0 or index < level.restart:
                del count.numbers[place]

    def _print(self, number: str, index: int, level: Level, count: _Count) -> str:
        if level.format == "bullet":
            return _BULLETS.get(level.pattern, level.pattern)

        def figure(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = self.find(number, place)
            if other is None or place > index:
                return ""
            counted = count.numbers.get(place, other.start)
            return written(counted, "decimal" if level.legal else other.format)

        return re.sub(r"%([1-9])", figure, level.pattern)


def _read_levels(definition: Element) -> dict[int, Level]:
    return {
        index: _read_level(level)
        for level in definition.findall(f"{W}lvl")
        if (index := measure(level, "ilvl")) is not None
    }


def _read_level(level: Element) -> Level:
    start, restart = value(level, "start"), value(level, "lvlRestart")
    return Level(
        value(level, "numFmt") or "decimal",
        value(level, "lvlText"),
        int(start) if start.isdecimal() else 0,
        int(restart) if restart.isdecimal() else -1,
        bool(switch(level, "isLgl")),
        value(level, "pStyle"),
        value(level, "suff") in ("", "tab"),
        child(level, "pPr"),
        child(level, "rPr"),
    )


def written(number: int, style: str) -> str:
    """A number as a format of Word's writes it; formats of other languages in figures.

    >>> written(4, "lowerRoman"), written(28, "lowerLetter"), written(3, "ordinal"), written(7, "decimalZero")
    ('iv', 'bb', '3rd', '07')
    """
    write = _WRITERS.get(style, str)
    return write(number) if number > 0 or style in ("none", "bullet", "decimalZero") else str(number)


def _letters(number: int) -> str:
    """``a`` to ``z``, then ``aa``, ``bb``."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _roman(number: int) -> str:
    return roman(number) if number < 400 else str(number)


_WRITERS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": lambda number: f"{number}{_ending(number)}",
    "cardinalText": lambda number: CARDINALS.get(number, str(number)).capitalize(),
    "ordinalText": lambda number: ORDINALS.get(number, str(number)).capitalize(),
    "chicago": lambda number: "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1),
}
"""How Word's formats write a number from 1 on; those that are not here write figures."""
