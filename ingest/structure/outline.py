"""Tell how deep a heading stands by its number, where the type does not: "II. Oversight" above "A. Public places"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.page.blocks import Block

_NUMERAL = re.compile(r"^\(?(?P<numeral>[IVXLC]+|[A-Z]|\d{1,2}|[ivxl]+|[a-z])[.)]\s+\S")
_ROMAN = re.compile(r"^(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.I)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SMALL = ("i", "v", "x")
"""Signs that are numerals rather than letters: documents have ten chapters more often than nine sections."""
_STEP = 0.01
"""How much less a heading counts than the one of the same type above it: less than any difference of type."""


@dataclass(slots=True)
class Heading:
    """A heading in force, and whether any text has followed it yet.

    Attributes:
        level: Its importance, from its type and its number.
        text: Its words.
        block: The block it was read from.
        followed: Whether text has followed it.
    """

    level: float
    text: str
    block: Block
    followed: bool = False


def depth_by_number(path: Sequence[Heading], text: str, level: float) -> float:
    """The importance of a heading among those in force that are set in the same type.

    A number that goes on with theirs stands beside its predecessor; one that begins another kind of numbers stands
    below. All else counts by its type.

    Args:
        path: The headings in force, outermost first.
        text: The heading.
        level: Its importance by type alone.
    """
    alike = [heading for heading in path if level - 1 < heading.level <= level]
    for heading in reversed(alike):
        if any(
            kind == other and count == last + 1 for kind, count in _read(text) for other, last in _read(heading.text)
        ):
            return heading.level
    if alike and (above := _read(alike[-1].text)):
        begins = any(count == 1 and kind != above[0][0] for kind, count in _read(text))
        return alike[-1].level - _STEP if begins else level
    return level


def _read(text: str) -> list[tuple[str, int]]:
    """The numbers that a heading can open with, each with its kind, the likeliest first: "C." is the third letter."""
    match = _NUMERAL.match(text)
    if match is None:
        return []
    numeral = match["numeral"]
    if numeral.isdecimal():
        return [("figure", int(numeral))]
    case = "small" if numeral.islower() else "capital"
    read = [(f"{case} letter", ord(numeral.lower()) - ord("a") + 1)] if len(numeral) == 1 else []
    if _ROMAN.match(numeral):
        read.append((f"{case} numeral", _roman(numeral.lower())))
    return read[::-1] if numeral.lower() in _SMALL else read


def _roman(numeral: str) -> int:
    values = [_VALUES[sign] for sign in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
