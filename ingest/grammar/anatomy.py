"""What each part of a United Nations symbol stands for: body, session, kind, number, suffixes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.grammar.bodies import KINDS, NUMBERED_BODIES, TREATY_BODIES
from ingest.grammar.syntax import Parts, is_special_session, is_suffix

_YEARS = range(1946, 2100)
_COUNTRY = re.compile(r"[A-Z]{3}")
_REPORTED_TO = ("E/C.12", "CAT/OP", "CRC/C/OPAC", "CRC/C/OPSC", *(f"{organ}/C" for organ in TREATY_BODIES))
_BRACKETS = re.compile(r" \((.+)\)$")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The components of a symbol; a field is empty where the symbol has no such component.

    Attributes:
        body: Organ and subsidiary bodies: ``A/HRC/WG.6``, ``E/CN.4/Sub.2``, ``CRC/C``.
        session: Session or year, as printed: ``48``, ``S-32``, ``ES-10``, ``2025``.
        kind: Kind of document: ``RES``, ``DEC``, ``PV``, ``L``, ``CRP``, ``GC``, ``CO``, ``D``.
        country: Country code of a report or review: ``KAZ``.
        number: Number in its series: ``31``, ``217 A``, ``1-5``, or ``2025/2011`` for a communication.
        suffixes: Stacked suffixes, in order: ``("Add.1", "Rev.1")``.
        qualifier: What stands in brackets: ``III``, ``2025``, ``Vol. I``, ``Part II``.
        year: Year, where the symbol tells it.
    """

    body: str
    session: str
    kind: str
    country: str
    number: str
    suffixes: tuple[str, ...]
    qualifier: str
    year: int | None


@lru_cache(maxsize=4096)
def anatomy(parts: Parts) -> Anatomy:
    """Say what each part of a symbol stands for."""
    stem = len(parts)
    while stem > 2 and is_suffix(parts[stem - 1]):
        stem -= 1
    body, kind, country = [parts[0]], "", ""
    before: list[str] = []
    after: list[str] = []
    for part in parts[1:stem]:
        name = _BRACKETS.sub("", part)
        word, dot, rest = name.partition(".")
        if word[0] in "0123456789(" or is_special_session(word):
            (after if kind else before).append(name)
        elif dot and word.upper() in NUMBERED_BODIES and not (before or kind):
            body.append(name)
        elif dot:
            kind, after = word, [*after, rest]
        elif word.upper() in KINDS:
            kind, before, after = word, [*before, *after], []
        elif _COUNTRY.fullmatch(word) and (before or kind == "CORE" or "/".join(body) in _REPORTED_TO):
            country = word
        elif kind or before:
            kind = kind or word
        else:
            body.append(word)
    session, number = _session_and_number(kind, before, after)
    qualifier = next((found[1] for part in reversed(parts) if (found := _BRACKETS.search(part))), "")
    year = _year(number if kind == "CORE" and country else "" if kind == "D" else session or qualifier)
    return Anatomy("/".join(body), session, kind, country, number, parts[stem:], qualifier, year)


def _session_and_number(kind: str, before: list[str], after: list[str]) -> tuple[str, str]:
    """A communication's number is its own number and year (``D/2025/2011``); other numbers follow a session or year."""
    if kind == "D":
        return "/".join(before), "/".join(after)
    numbers = [*before, *after]
    return (numbers[0], "/".join(numbers[1:])) if len(numbers) > 1 else ("", "".join(numbers))


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) in _YEARS else None
