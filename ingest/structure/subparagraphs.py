"""Find the lettered parts of a paragraph: ``(a)``, ``(b) (ii)``, whether set on lines of their own or run in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.numerals import roman
from ingest.structure.scripts import ABJAD, LETTER, latin_item
from store.model import Subparagraph

_AT_LINE_START = re.compile(
    rf"^(?:[(（](?P<name>[a-z]{{1,2}}|[ivxl]{{1,6}}|\d{{1,2}}|{ABJAD})[)）]|(?P<half>[a-z]|[ivxl]{{1,6}}|{ABJAD})\))"
    rf"(?:\s|(?={LETTER}))",
    re.M,
)
_INSIDE = re.compile(r"(?<=\s)\((?P<name>[a-z])(?P<half>)\)\s")
_REFERENCE = re.compile(
    r"(?:\d|\([a-z]+\)|articles?|paras?\.|paragraphs?|subparagraphs?|sections?|sect\.|items?|clauses?|rules?)\s*(?:,|and|or)?\s*$",
    re.I,
)
_ROMAN = [roman(number).lower() for number in range(1, 40)]


@dataclass(slots=True)
class _Open:
    style: str
    position: int
    name: str
    start: int


def find_subparagraphs(locator: str, text: str) -> tuple[Subparagraph, ...]:
    """The lettered parts of a paragraph's text.

    Args:
        locator: Locator of the paragraph, ``para. 3``.
        text: Its text, parts on lines of their own.
    """
    stack: list[_Open] = []
    found: list[tuple[int, int, str]] = []

    def close(level: int, end: int) -> None:
        while len(stack) > level:
            part = stack[-1]
            path = " ".join(f"({entry.name})" for entry in stack)
            found.append((part.start, len(text[:end].rstrip()), f"{locator} {path}"))
            stack.pop()

    for match in list(_AT_LINE_START.finditer(text)) or _run_in(text):
        name = latin_item(match["name"] or match["half"])
        level, style = _place(stack, name)
        if level is None:
            continue
        close(level, match.start())
        stack.append(_Open(style, _position(style, name), name, match.start()))
    close(0, len(text))
    seen: set[str] = set()
    parts = []
    for start, end, name in sorted(found, key=lambda part: (part[0], -part[1])):
        if name not in seen:
            seen.add(name)
            parts.append(Subparagraph(name, start, end))
    return tuple(parts)


def _run_in(text: str) -> list[re.Match[str]]:
    """Parts named inside a sentence: "(a) ...; (b) ..." from (a) on, without a gap, not "article 2 (a)"."""
    found: list[re.Match[str]] = []
    for match in _INSIDE.finditer(text):
        if ord(match["name"]) - 97 == len(found) and not _REFERENCE.search(text[: match.start()]):
            found.append(match)
    return found if len(found) > 1 else []


def _position(style: str, name: str) -> int:
    if style == "digit":
        return int(name)
    if style == "roman":
        return _ROMAN.index(name) + 1
    return ord(name[0]) - 96 + 26 * (len(name) - 1)


def _styles(name: str) -> list[str]:
    if name.isdigit():
        return ["digit"]
    styles = []
    if len(name) == 1 or name[0] == name[-1]:
        styles.append("letter")
    if name in _ROMAN:
        styles.append("roman")
    return styles


def _place(stack: list[_Open], name: str) -> tuple[int | None, str]:
    """The level at which a name goes on a list that is open, or opens one; ``None`` where it fits nowhere."""
    for level in range(len(stack) - 1, -1, -1):
        for style in _styles(name):
            entry = stack[level]
            if entry.style == style and entry.position + 1 == _position(style, name):
                return level, style
    for style in _styles(name):
        if _position(style, name) == 1 and (not stack or stack[-1].style != style):
            return len(stack), style
    for level in range(len(stack) - 1, -1, -1):
        for style in _styles(name):
            if stack[level].style == style and _position(style, name) > stack[level].position:
                return level, style
    return None, ""
