"""Locators: one canonical name for each place in a document, its order, and what holds what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

from ingest.grammar.numerals import CARDINALS, ORDINAL_VALUES, cardinal_value, roman_value

KINDS = (
    "opening text", "summary", "PP", "para.", "chap.", "sect.", "recommendation", "principle", "table", "figure", "box",
    "p.", "",
)  # fmt: skip
"""Kinds of place in the order in which they sort, as written in canonical locators."""


class LocatorError(ValueError):
    """The text does not say where in a document something stands."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Locator:
    """One place in a document.

    Its string is canonical: ``para. 3 (b) (ii)``, ``PP 13``, ``annex I, para. 4``, ``draft resolution I, PP 2``,
    ``part two, para. 12``, ``recommendation 6``, ``table 2``, ``summary``, ``p. 6``, ``sect. II.A``. Text that has
    neither number nor page is found by the heading above it, in quotation marks: ``sect. “Key messages”``; at the
    third paragraph below it begins ``sect. “Key messages” [3]``. What stands before the first heading is the
    ``opening text``.

    Attributes:
        part: The part of the document whose numbering it belongs to: ``annex I``, ``draft resolution II``, ``brief``;
            empty for the body of the document.
        kind: One of :data:`KINDS`; empty for a part as a whole.
        number: ``12``, ``12 bis``, ``II.A``, ``“Key messages” [3]``; ``[2]`` for the second paragraph of an
            opening text; empty for a summary or a part as a whole.
        sub: Lettered and numbered sub-paragraphs, outermost first, without their brackets.
    """

    part: str = ""
    kind: str = "para."
    number: str = ""
    sub: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = " ".join([word for word in (self.kind, self.number) if word] + [f"({letter})" for letter in self.sub])
        return ", ".join(text for text in (self.part, place) if text)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Locator):
            return NotImplemented
        return (_order(self), str(self)) < (_order(other), str(other))


_Key = tuple[tuple[int, int, str], ...]


def _order(locator: Locator) -> tuple[_Key, int, _Key, _Key]:
    kind = KINDS.index(locator.kind) if locator.kind in KINDS else len(KINDS)
    subs = tuple(_sub_order(sub, depth) for depth, sub in enumerate(locator.sub))
    return _words_order(locator.part), kind, _words_order(locator.number), subs


def _words_order(text: str) -> _Key:
    if "“" in text:
        # The name of a heading orders nothing; its paragraphs are counted.
        name, _, count = text.partition(" [")
        return ((1, 0, name.lower()), (0, int(count.rstrip("]") or 1), ""))
    return tuple(
        (0, value, "") if (value := cardinal_value(word)) is not None else (1, 0, word.lower())
        for word in re.findall(r"\d{1,4}|[^\W\d]+", text, re.A)
    )


def _sub_order(sub: str, depth: int) -> tuple[int, int, str]:
    value = int(sub) if sub.isdecimal() else roman_value(sub) if depth else None
    return (0, value, "") if value is not None else (1, len(sub), sub)


def contains(outer: Locator, inner: Locator) -> bool:
    """Whether one place holds the other: ``para. 3`` holds ``para. 3 (b)`` and itself, but not ``para. 30``."""
    if not outer.kind:
        return inner.part == outer.part or inner.part.startswith(f"{outer.part}, ")
    if (outer.part, outer.kind) != (inner.part, inner.kind):
        return False
    if outer.kind == "opening text" or (outer.kind == "sect." and outer.number.endswith("”")):
        return inner.number == outer.number or inner.number.startswith(f"{outer.number} [".lstrip())
    if outer.kind == "sect." and not outer.sub:
        return f"{inner.number}.".startswith(f"{outer.number}.")
    return outer.number == inner.number and inner.sub[: len(outer.sub)] == outer.sub


def canonical_part(word: str, number: str) -> str:
    """Name a part of a document: ``Part II`` is ``part two``, ``Annex i`` is ``annex I``."""
    word = " ".join(word.lower().split())
    if word == "part" and (value := cardinal_value(number) or ORDINAL_VALUES.get(number.lower())) in CARDINALS:
        return f"part {CARDINALS[value]}"
    return f"{word} {number.upper()}".strip()
