"""Pinpoints: where in a United Nations document something stands, read and written as the UN does.

>>> [str(locator) for locator in parse_locators("paras. 12–14 and annex I, para. 4 (b)")]
['para. 12', 'para. 13', 'para. 14', 'annex I, para. 4 (b)']
>>> render_pinpoint(parse_pinpoint("A/HRC/48/31, paragraphs 4, 6 & 13"))
'A/HRC/48/31, paras. 4, 6 and 13'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.grammar.locator_reader import LocatorMatch, parse_locator, parse_locators, read_locators, stands_in
from ingest.grammar.locators import Locator, LocatorError, contains
from ingest.grammar.numerals import ORDINALS
from ingest.symbols import Symbol, find

__all__ = [
    "Locator",
    "LocatorError",
    "LocatorMatch",
    "Pinpoint",
    "contains",
    "parse_locator",
    "parse_locators",
    "parse_pinpoint",
    "read_locators",
    "render_locators",
    "render_pinpoint",
    "stands_in",
]

_PLURALS = {
    "para.": "paras.",
    "p.": "pp.",
    "sect.": "sects.",
    "chap.": "chaps.",
    "box": "boxes",
    "summary": "summary",
    "opening text": "opening text",
}
_OPENING = re.compile(r"\*{0,2}[\s,:;(\[]{0,4}(?:at\s+)?")
_CLOSING = re.compile(r"\*{0,2}[)\]]?\s{0,2}(?:\(\d{4}\))?[\s.,;)\]”\"]*")
_LEADING = re.compile(r"[\s(\[“\"]*(?:(?:see|document|report)\s+){0,2}", re.I)
_OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?(?:(?:document|report|resolution)\s+)?")


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A document and the places in it that are meant; without places, the whole document."""

    symbol: Symbol
    locators: tuple[Locator, ...] = ()

    def __str__(self) -> str:
        return render_pinpoint(self)


def parse_pinpoint(text: str) -> Pinpoint:
    """Read a document and places in it: ``A/HRC/48/31, paras. 12–14`` or ``para. 12 of A/HRC/48/31``.

    Of a joint document, the first symbol is taken.

    Raises:
        LocatorError: There is no symbol in the text, or something that is no place.
    """
    matches = find(text)
    if not matches:
        raise LocatorError(f"“{text[:80]}” holds no symbol, such as A/HRC/48/31.")
    symbol = matches[0].symbol
    before = text[: matches[0].start]
    last = matches[len(matches[0].joint)]
    start = _OPENING.match(text, last.end).end()  # type: ignore[union-attr]
    after = read_locators(text, start) or LocatorMatch((), last.end)
    if not _CLOSING.fullmatch(text, after.end):
        raise LocatorError(f"“{text[after.end : after.end + 80]}” is no place in {symbol}.")
    if _LEADING.fullmatch(before):
        return Pinpoint(symbol, after.locators)
    named = read_locators(before.strip(' ([“"'))
    if named and not after.locators and _OF.fullmatch(before.strip(' ([“"') + " ", named.end):
        return Pinpoint(symbol, named.locators)
    raise LocatorError(f"“{before[:80]}” is no place in {symbol}.")


def render_locators(locators: Sequence[Locator]) -> str:
    """Write places as the UN does: ``paras. 4, 6 and 13``, ``paras. 12–14``, ``para. 3 (b) and (c)``."""
    groups = groupby(locators, key=lambda locator: (locator.part, locator.kind))
    return "; ".join(_render_group(part, kind, list(group)) for (part, kind), group in groups)


def render_pinpoint(pinpoint: Pinpoint) -> str:
    """Write a pinpoint as the UN does: ``A/HRC/48/31, paras. 12–14``."""
    places = render_locators(pinpoint.locators)
    return f"{pinpoint.symbol}, {places}" if places else str(pinpoint.symbol)


def _render_group(part: str, kind: str, locators: list[Locator]) -> str:
    if len({(locator.number, bool(locator.sub)) for locator in locators}) == 1:
        places = _render_one_number(kind, locators)
    else:
        runs = _runs([str(replace(locator, part="", kind="")) for locator in locators])
        places = f"{_PLURALS.get(kind, kind + 's')} {_listed(runs)}"
    if kind == "PP" and all(
        locator.number.isdecimal() and int(locator.number) in ORDINALS and not locator.sub for locator in locators
    ):
        places = _render_preambular([int(locator.number) for locator in locators])
    return ", ".join(text for text in (part, places) if text)


def _render_one_number(kind: str, locators: list[Locator]) -> str:
    first = str(replace(locators[0], part=""))
    subs = [" ".join(f"({letter})" for letter in locator.sub) for locator in locators[1:]]
    return _listed([first, *subs])


def _render_preambular(numbers: list[int]) -> str:
    noun = "paragraph" if len(numbers) == 1 else "paragraphs"
    runs = [run.split("–") for run in _runs([str(number) for number in numbers])]
    return f"{_listed([' to '.join(ORDINALS[int(end)] for end in run) for run in runs])} preambular {noun}"


def _runs(numbers: list[str]) -> list[str]:
    """Join three or more numbers that follow one another: ``12–14``."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdecimal() and runs[-1][-1].isdecimal() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [text for run in runs for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)]


def _listed(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
