"""The styles of a Word file: what a paragraph and its words inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.word.package import Element, W, child, measure, switch, value

_TWIPS = 20.0
"""Twips in a point."""

_DEEPEST = 20
"""Styles based on one another further than this go in a circle."""

_UN_HEADING = re.compile(r"^_?\s?H[_ ]?(?P<level>M|Ch|\d)(?:[_/ ]?\d)?[_ ]?G?$", re.I)
_WORD_HEADING = re.compile(r"^heading ?(?P<level>\d)$", re.I)
_ROLES = {"title": "Title", "caption": "Caption"}
_CONTENTS = re.compile(r"^(?:toc \d|toc\d|table of figures)$", re.I)


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set.

    Attributes:
        size: Type size in points.
        bold: Whether they are bold.
        italic: Whether they are italic.
        capitals: Whether they are shown in capitals.
        hidden: Whether they are not shown.
        raised: Whether they stand above the line.
    """

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph is set; lengths in points.

    Attributes:
        left: Indent on the left.
        right: Indent on the right.
        first: Where its first line begins, from the left indent; negative where it hangs.
        tabs: Where tabs lead to.
        centred: Whether its lines are.
        number: Which numbering it belongs to; empty for none.
        level: Level of that numbering, from 0; -1 where only its style tells.
        breaks: Whether it begins a page.
    """

    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    tabs: tuple[float, ...] = ()
    centred: bool = False
    number: str = ""
    level: int = -1
    breaks: bool = False


class Styles:
    """The styles of a file.

    Args:
        root: The part that defines them; ``None`` where the file has none.
    """

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles: dict[str, Element] = {style.get(f"{W}styleId", ""): style for style in found}
        self._types: dict[str, Type] = {}
        self._layouts: dict[str, Layout] = {}
        self._defaults = {
            style.get(f"{W}type", ""): style.get(f"{W}styleId", "")
            for style in found
            if style.get(f"{W}default", "") in ("1", "true")
        }
        defaults = child(root, "docDefaults")
        self._type = read_type(child(defaults, "rPrDefault", "rPr"), Type())
        self._layout = read_layout(child(defaults, "pPrDefault", "pPr"), Layout())

    def of(self, paragraph: Element) -> str:
        """Id of a paragraph's style."""
        return value(paragraph, "pPr", "pStyle") or self._defaults.get("paragraph", "")

    def type_of(self, style: str) -> Type:
        """How a style sets words."""
        if style not in self._types:
            found = self._type
            for element in self._chain(style):
                found = read_type(child(element, "rPr"), found)
            self._types[style] = found
        return self._types[style]

    def over(self, below: Type, style: str) -> Type:
        """How words are set that have a character style of their own, in a paragraph that sets them otherwise."""
        own = Type(size=0.0)
        for element in self._chain(style):
            own = read_type(child(element, "rPr"), own)
        return Type(
            own.size or below.size,
            # What both the paragraph and the characters switch on is off again: ECMA-376, 17.7.3.
            below.bold != own.bold,
            below.italic != own.italic,
            below.capitals != own.capitals,
            below.hidden or own.hidden,
            own.raised,
        )

    def layout_of(self, style: str) -> Layout:
        """How a style sets paragraphs."""
        if style not in self._layouts:
            found = self._layout
            for element in self._chain(style):
                found = read_layout(child(element, "pPr"), found)
            self._layouts[style] = found
        return self._layouts[style]

    def role_of(self, style: str, paragraph: Element) -> str:
        """Structure type of a paragraph: that of its style, of one that it is based on, or of its outline level."""
        for element in reversed(list(self._chain(style))):
            names = (value(element, "name"), element.get(f"{W}styleId", ""))
            for name in names:
                plain = name.strip().lower()
                if plain in _ROLES:
                    return _ROLES[plain]
                if _CONTENTS.match(plain):
                    return "TOCI"
                if match := _UN_HEADING.match(name.strip()) or _WORD_HEADING.match(plain):
                    return f"H{_depth(match['level'])}"
        level = value(paragraph, "pPr", "outlineLvl")
        levels = [level, *(value(element, "pPr", "outlineLvl") for element in reversed(list(self._chain(style))))]
        outline = next((int(each) for each in levels if each.isdecimal()), 9)
        return f"H{outline + 1}" if outline < 6 else "P"

    def _chain(self, style: str) -> Iterator[Element]:
        """The styles that a style is based on, the first one first, and itself."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn")
        return reversed(chain)


def _depth(level: str) -> int:
    """Depth of a heading style: United Nations chapters (``HCh``) stand above its first level (``H1``)."""
    return min(int(level), 6) if level.isdecimal() else 1


def read_type(properties: Element | None, below: Type) -> Type:
    """How words are set that have properties of their own."""
    if properties is None:
        return below
    half_points = value(properties, "sz")
    position = value(properties, "vertAlign")
    bold, italic, capitals, hidden = (switch(properties, name) for name in ("b", "i", "caps", "vanish"))
    return Type(
        int(half_points) / 2 if half_points.isdecimal() and int(half_points) else below.size,
        below.bold if bold is None else bold,
        below.italic if italic is None else italic,
        below.capitals if capitals is None else capitals,
        below.hidden if hidden is None else hidden,
        position == "superscript" if position else below.raised,
    )


def read_layout(properties: Element | None, below: Layout) -> Layout:
    """How a paragraph is set that has properties of its own."""
    if properties is None:
        return below
    indent = child(properties, "ind")
    left, right = measure(indent, "left", "start"), measure(indent, "right", "end")
    hanging, first = measure(indent, "hanging"), measure(indent, "firstLine")
    begins = -hanging if hanging is not None else first
    numbering = child(properties, "numPr")
    level = value(numbering, "ilvl")
    number = value(numbering, "numId")
    breaks = switch(properties, "pageBreakBefore")
    alignment = value(properties, "jc")
    return replace(
        below,
        left=below.left if left is None else left / _TWIPS,
        right=below.right if right is None else right / _TWIPS,
        first=below.first if begins is None else begins / _TWIPS,
        tabs=_tabs(child(properties, "tabs"), below.tabs),
        centred=alignment == "center" if alignment else below.centred,
        number=number or below.number,
        level=int(level) if level.isdecimal() else (-1 if number else below.level),
        breaks=below.breaks if breaks is None else breaks,
    )


def _tabs(tabs: Element | None, below: tuple[float, ...]) -> tuple[float, ...]:
    if tabs is None:
        return below
    places = set(below)
    for tab in tabs:
        at = measure(tab, "pos")
        if at is not None and tab.get(f"{W}val") == "clear":
            places.discard(at / _TWIPS)
        elif at is not None:
            places.add(at / _TWIPS)
    return tuple(sorted(places))
