"""The organs that adopt resolutions and decisions: how texts name them, how they number, which symbols follow."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.grammar.numerals import roman_value
from ingest.symbols import Symbol, parse


class Organ(StrEnum):
    """An organ whose resolutions and decisions have symbols, which open with the value."""

    ASSEMBLY = "A"
    RIGHTS_COUNCIL = "A/HRC"
    SECURITY_COUNCIL = "S"
    ECONOMIC_COUNCIL = "E"
    RIGHTS_COMMISSION = "E/CN.4"
    ASIA_PACIFIC = "E/ESCAP"


LAST_SESSION_OF_RIGHTS_COUNCIL = 66
"""Reached at the end of 2027. A higher number before the slash, as in ``70/1``, is a General Assembly session."""

_UN = r"(?:(?:United\s+Nations|UN|U\.N\.)\s+)?"
_NAMES = {
    Organ.ASSEMBLY: rf"{_UN}General\s+Assembly|UNGA|(?-i:GA)",
    Organ.RIGHTS_COUNCIL: rf"{_UN}Human\s+Rights\s+Council|UNHRC|(?-i:HRC)",
    Organ.SECURITY_COUNCIL: rf"{_UN}Security\s+Council|UNSC|(?-i:SC)",
    Organ.ECONOMIC_COUNCIL: rf"{_UN}(?:Economic\s+and\s+)?Social\s+Council|ECOSOC",
    Organ.RIGHTS_COMMISSION: rf"{_UN}Commission\s+on\s+Human\s+Rights",
    Organ.ASIA_PACIFIC: r"Economic\s+and\s+Social\s+Commission\s+for\s+Asia\s+and\s+the\s+Pacific|ESCAP",
}
ORGAN_NAME = (
    "(?:"
    + "|".join(f"(?P<{organ.name}>{names})" for organ, names in _NAMES.items())
    + r"|(?-i:(?P<SHORT>Assembly|Council|Commission)))(?!\w)"
)
"""Pattern of an organ's name, full or short; :func:`organ_named` says which it is."""

_SLASH_FORM = re.compile(r"(?P<special>E?S-)?(?P<session>\d{1,4})/(?P<serial>\d{1,4})(?: [A-Z])?", re.A)
_BRACKET_FORM = re.compile(
    r"\d{1,4}(?: \((?P<year>\d{4})\)|(?: [A-Z])? \((?P<special>E?S-)?(?P<roman>[IVXL]+)\))", re.A
)
_ASSEMBLY_SESSIONS = range(31, 200)
_ASSEMBLY_ROMAN_SESSIONS = range(1, 31)
_RIGHTS_COUNCIL_SESSIONS = range(1, LAST_SESSION_OF_RIGHTS_COUNCIL + 1)
_YEARS = range(1978, 2100)
_RIGHTS_COMMISSION_YEARS = range(1982, 2007)
_SERIALS = {
    ("RES", Organ.RIGHTS_COUNCIL): range(1, 100),
    ("RES", Organ.RIGHTS_COMMISSION): range(1, 101),
    ("RES", Organ.ECONOMIC_COUNCIL): range(1, 200),
    ("DEC", Organ.RIGHTS_COUNCIL): range(101, 200),
    ("DEC", Organ.RIGHTS_COMMISSION): range(101, 200),
    ("DEC", Organ.ECONOMIC_COUNCIL): range(200, 1000),
    ("DEC", Organ.ASSEMBLY): range(301, 1000),
}
"""Where each organ's numbers run within a session or year."""


def organ_speaking(symbol: Symbol | None) -> Organ | None:
    """The organ that says "its resolution" in a document, as far as the symbol tells."""
    if symbol is None:
        return None
    for organ in (Organ.RIGHTS_COUNCIL, Organ.RIGHTS_COMMISSION, Organ.ASIA_PACIFIC):
        if f"{symbol.body}/".startswith(f"{organ}/"):
            return organ
    if symbol.organ == "A" and not symbol.body.startswith(("A/CONF.", "A/CN.")):
        return Organ.ASSEMBLY
    return {"S": Organ.SECURITY_COUNCIL, "E": Organ.ECONOMIC_COUNCIL}.get(symbol.body)


def organ_named(name: re.Match[str], kind: str, number: str, speaker: Organ | None) -> Organ | None:
    """Which organ a match of :data:`ORGAN_NAME` means; a short name is told by the number and the speaker."""
    short = name["SHORT"]
    if not short:
        return next((organ for organ in Organ if name[organ.name]), None)
    if short == "Assembly":
        return Organ.ASSEMBLY
    if short == "Commission":
        return Organ.RIGHTS_COMMISSION if speaker is Organ.RIGHTS_COMMISSION else None
    if "/" not in number:
        return Organ.SECURITY_COUNCIL
    if can_be(Organ.ECONOMIC_COUNCIL, kind, number):
        return Organ.ECONOMIC_COUNCIL
    return Organ.RIGHTS_COUNCIL if speaker and can_be(Organ.RIGHTS_COUNCIL, kind, number) else None


def organ_unnamed(kind: str, number: str, speaker: Organ | None) -> Organ | None:
    """Which organ's a resolution or decision is that names none: the speaker's, or the only one that numbers so."""
    if speaker and can_be(speaker, kind, number):
        return speaker
    possible = [organ for organ in Organ if organ is not Organ.ASIA_PACIFIC and can_be(organ, kind, number)]
    if kind == "DEC" and possible == [Organ.RIGHTS_COUNCIL]:
        return None
    if "/" not in number and Organ.ASSEMBLY in possible:
        return Organ.ASSEMBLY
    if number.isdecimal() or len(possible) != 1:
        return None
    return possible[0]


def symbols_possible(kind: str, number: str) -> tuple[Symbol, ...]:
    """Symbols of the resolutions or decisions of such a number, one of each organ that numbers so."""
    possible = [organ for organ in Organ if organ is not Organ.ASIA_PACIFIC and can_be(organ, kind, number)]
    return tuple(symbol for organ in possible if (symbol := symbol_of(organ, kind, number)))


def can_be(organ: Organ, kind: str, number: str) -> bool:
    """Whether an organ's resolutions (``RES``) or decisions (``DEC``) bear such a number."""
    if not _has_form(organ, kind, number):
        return False
    slashed = _SLASH_FORM.fullmatch(number)
    if not slashed:
        return True
    session = int(slashed["session"])
    sessions = {
        Organ.ASSEMBLY: _ASSEMBLY_SESSIONS,
        Organ.RIGHTS_COUNCIL: _RIGHTS_COUNCIL_SESSIONS,
        Organ.RIGHTS_COMMISSION: _RIGHTS_COMMISSION_YEARS,
    }
    in_session = bool(slashed["special"]) or session in sessions.get(organ, _YEARS) or organ is Organ.ASIA_PACIFIC
    return in_session and int(slashed["serial"]) in _SERIALS.get((kind, organ), range(1, 10_000))


def symbol_of(organ: Organ, kind: str, number: str) -> Symbol | None:
    """Symbol of an organ's resolution or decision; ``None`` where the organ does not number so."""
    return parse(f"{organ}/{kind}/{number}") if _has_form(organ, kind, number) else None


def _has_form(organ: Organ, kind: str, number: str) -> bool:
    """Whether an organ writes its numbers so; only resolutions have them without a slash."""
    slashed = _SLASH_FORM.fullmatch(number)
    if not slashed:
        return kind == "RES" and _has_form_without_slash(organ, number)
    if slashed["special"]:
        return organ is Organ.ASSEMBLY or (organ is Organ.RIGHTS_COUNCIL and slashed["special"] == "S-")
    by_year = organ in (Organ.ECONOMIC_COUNCIL, Organ.RIGHTS_COMMISSION)
    return organ is not Organ.SECURITY_COUNCIL and (int(slashed["session"]) in _YEARS) == by_year


def _has_form_without_slash(organ: Organ, number: str) -> bool:
    bracket = _BRACKET_FORM.fullmatch(number)
    if not bracket or bracket["year"]:
        return organ is Organ.SECURITY_COUNCIL and (bracket is not None or number.isdecimal())
    if bracket["special"]:
        return organ is Organ.ASSEMBLY
    session = roman_value(bracket["roman"])
    in_assembly = organ is Organ.ASSEMBLY and session in _ASSEMBLY_ROMAN_SESSIONS
    return in_assembly or (organ is Organ.ECONOMIC_COUNCIL and session is not None)
