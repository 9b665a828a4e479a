"""The grammar of United Nations symbols: which parts follow one another, and how each is spelled."""

from __future__ import annotations

import re

from ingest.grammar.bodies import KINDS, NUMBERED_BODIES, ORGANS, SUBSIDIARIES, TREATY_BODIES

MOST_PARTS = 12
"""No symbol has more parts; a longer run of slashes is something else."""

_SHORTEST_NUMBER = 3
"""Digits that a number right after a one-letter organ needs in a running text: ``A/520``, but not the paper ``A/4``."""

_DASH = "[-‐‑‒–—−]"
_SESSION_NUMERAL = "(?:(?:S|ES)-)?[IVXL]{1,8}"
_ORGAN = re.compile(r"[A-Za-z]{1,9}", re.A)
_SLASH = re.compile(r"\s?[/∕⁄／]\s{0,4}")
_SPECIAL_SESSION = re.compile(rf"(E?S){_DASH}\s?(\d{{1,3}})(?!\w)", re.A | re.I)
_RANGE = re.compile(rf"(\d{{1,3}}){_DASH}(\d{{1,3}})(?!\w|{_DASH}\w)", re.A)
_NUMBER = re.compile(r"\d{1,6}(?!\w)", re.A)
_LETTERED = re.compile(
    rf"(\d{{1,6}})\s?([A-Z])(?=\s?\({_SESSION_NUMERAL}\))|(\d{{1,6}}) ([A-Z])(?=[,.;:)\]]|\s*$)", re.A
)
_DOTTED = re.compile(r"([A-Za-z]{1,9})\.\s?(\d{1,5}[A-Z]?|[IVX]{1,6})(?!\w)(?:\.(?=[/∕⁄／]))?", re.A)
_WORD = re.compile(r"[A-Za-z]{1,12}(?!\w|\.\w)", re.A)
_COMMITTEE = re.compile(r"\(\d{1,4}\)", re.A)
_YEAR = re.compile(r"\s{0,2}\(((?:19|20)\d\d)\)", re.A)
_SESSION = re.compile(rf"\s{{0,2}}\(({_SESSION_NUMERAL})\)(?:\s?\[([A-Z])\]|([A-Z])(?!\w))?", re.A | re.I)
_VOLUME = re.compile(
    r"\s{0,2}\((Vols?|Part|Resumption|Supp|Sect|Introduction)\b\.?\s{0,2}([A-Za-z0-9][A-Za-z0-9 ,/-]{0,19})?\)",
    re.A | re.I,
)
_SUFFIX = re.compile(r"(?:Add|Rev|Corr|Amend|Summary)\.|R$")
_AFTER_TREATY_BODY = frozenset(("C", "OP", "SP", "GC", "CSP"))
_SPELLINGS = {word.upper(): word for word in ("Add", "Amend", "Corr", "Misc", "Rev", "Sub", "Summary", "Agenda")}

Parts = tuple[str, ...]
"""What stands between the slashes of a symbol, in canonical spelling."""


def is_suffix(part: str) -> bool:
    """Whether a part amends what stands before it: ``Add.1``, ``Rev.9 (Vol. I)``."""
    return _SUFFIX.match(part) is not None


def is_special_session(part: str) -> bool:
    """Whether a part is a special or emergency session: ``S-32``, ``ES-10``."""
    return _SPECIAL_SESSION.match(part) is not None


def read_parts(text: str, position: int, *, running: bool = False) -> tuple[Parts, int] | None:
    """Read the symbol that starts at a position.

    Args:
        text: Any text.
        position: Where the symbol starts.
        running: Whether it stands in a running text, where look-alikes are refused.

    Returns:
        Its parts and the offset after it, or ``None``. A symbol is read whole or not at all.
    """
    organ = _ORGAN.match(text, position)
    if not organ or organ[0].upper() not in ORGANS:
        return None
    small = organ[0].islower()
    parts, end = [organ[0].upper()], organ.end()
    readings: list[tuple[int, int]] = []
    while slash := _SLASH.match(text, end):
        part = _read_part(text, slash.end(), parts, known_words_only=running and not small)
        if part is None:
            if slash.end() == slash.start() + 1 and text[slash.end() : slash.end() + 1].isalnum():
                return None
            break
        if slash.end() > slash.start() + 1:
            readings.append((len(parts), end))
        parts.append(part[0])
        end = part[1]
        if len(parts) > MOST_PARTS:
            return None
    readings.append((len(parts), end))
    for count, stop in reversed(readings):
        if not _is_symbol(parts[:count]) or (running and _is_look_alike(parts[:count], small=small)):
            continue
        if not text[stop : stop + 1].isalnum():
            return tuple(parts[:count]), stop
    return None


def _read_part(text: str, position: int, before: list[str], *, known_words_only: bool) -> tuple[str, int] | None:
    """One part with its brackets, in canonical spelling, and the offset after it."""
    spelling = ""
    if found := _SPECIAL_SESSION.match(text, position):
        spelling = f"{found[1].upper()}-{found[2]}"
    elif (found := _RANGE.match(text, position)) and (len(before[-1]) == 3 or before[-1] in KINDS):
        spelling = f"{found[1]}-{found[2]}"
    elif "RES" in before[-2:] and (found := _LETTERED.match(text, position)):
        spelling = f"{found[1] or found[3]} {found[2] or found[4]}"
    elif found := _COMMITTEE.match(text, position) or _NUMBER.match(text, position):
        spelling = found[0]
    elif found := _DOTTED.match(text, position):
        word = "Res" if before[0] == "UNEP" and found[1].upper() == "RES" else _spelled(found[1])
        spelling = f"{word}.{found[2]}"
    elif (found := _WORD.match(text, position)) and _is_word(found[0], known_words_only=known_words_only):
        spelling = _spelled(found[0])
    return _with_brackets(text, spelling, found.end(), before) if found and spelling else None


def _with_brackets(text: str, part: str, end: int, before: list[str]) -> tuple[str, int]:
    """A part and what in brackets after it belongs to the symbol: ``(III)``, ``(2025)``, ``(Vol. I)``."""
    if volume := _VOLUME.match(text, end):
        word = volume[1].capitalize() + ("." if volume[1].lower().startswith(("vol", "sect")) else "")
        return f"{part} ({word} {volume[2] or ''}".rstrip() + ")", volume.end()
    if before[-1] == "RES":
        year = _YEAR.match(text, end)
        if year and before == ["S", "RES"]:
            return f"{part} ({year[1]})", year.end()
        if (session := _SESSION.match(text, end)) and before[0] != "S":
            letter = "" if " " in part else session[2] or session[3] or ""
            name = f"{part} {letter.upper()}".strip()
            return f"{name} ({session[1].upper()})", session.end()
    return part, end


def _spelled(word: str) -> str:
    return _SPELLINGS.get(word.upper(), word.upper())


def _is_word(word: str, *, known_words_only: bool) -> bool:
    """Whether it is written as symbols write their words: in capitals, or as one they are known to use."""
    known = word.upper() in KINDS or word.upper() in SUBSIDIARIES or word.upper() in _SPELLINGS
    return known or word.isupper() or (word.islower() and not known_words_only)


def _is_symbol(parts: list[str]) -> bool:
    """Whether the parts name a document, and not a body, a session or nothing."""
    numbered = [part for part in parts[1:] if not is_suffix(part)]
    if not numbered or not (parts[-1] == "R" or any(character.isdigit() for character in parts[-1])):
        return False
    word, dot, _ = numbered[0].partition(".")
    if word[0].isdigit() or is_special_session(word):
        opens_well = parts[0] not in TREATY_BODIES or len(numbered) > 1
    elif len(parts[0]) == 1:
        opens_well = word.upper() in NUMBERED_BODIES | KINDS if dot else word.upper() in SUBSIDIARIES
    else:
        opens_well = parts[0] not in TREATY_BODIES or word in _AFTER_TREATY_BODY
    last, dot, _ = numbered[-1].partition(".")
    names_a_body = bool(dot) and last.upper() in NUMBERED_BODIES
    names_a_session = parts[0] == "A" and numbered[:-1] == ["HRC"] and parts[-1].isdigit()
    return opens_well and not names_a_body and not names_a_session


def _is_look_alike(parts: list[str], *, small: bool) -> bool:
    """Whether a running text that holds this more probably means something else."""
    if small and len(parts) < 3:
        return True
    numbered = [part for part in parts[1:] if not is_suffix(part)]
    if len(numbered) == 1 and len(parts[0]) == 1 and numbered[0].isdigit():
        return len(numbered[0]) < _SHORTEST_NUMBER
    return numbered[:-1] == ["RES"] and parts[0] == "A" and numbered[-1].isdigit()
