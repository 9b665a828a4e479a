"""The numbers that a browser puts before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.grammar.numerals import roman
from ingest.web.page import Element

_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(lower-alpha|lower-latin|upper-alpha|lower-roman|upper-roman|none)", re.I
)
_TYPES = {
    "a": "a",
    "A": "A",
    "i": "i",
    "I": "I",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
}


def item_labels(listed: Element) -> dict[Element, str]:
    """What stands before the items of a list: ``1.`` in one of the text, ``(a)`` or ``(1)`` in one below; bullets."""
    style = _STYLE.search(listed.get("style", ""))
    form = _TYPES.get(style[1].lower() if style else listed.get("type", "1"), "1")
    items = [each for each in listed if each.tag == "li"]
    if listed.tag == "ul":
        return dict.fromkeys(items, "" if style and form == "" else "•")
    inside = any(above.tag == "li" for above in listed.iterancestors())
    return {item: _label(number, form, inside=inside) for item, number in _numbers(listed, items)}


def _label(number: int, form: str, *, inside: bool) -> str:
    match form:
        case "":
            return ""
        case "a" | "A" if 0 < number <= 26:
            letter = chr(96 + number)
            return f"({letter})" if form == "a" else f"{letter.upper()}."
        case "i" | "I" if 0 < number < 400:
            return f"({roman(number)})" if form == "i" else f"{roman(number).upper()}."
    return f"({number})" if inside else f"{number}."


def _numbers(listed: Element, items: Sequence[Element]) -> Iterator[tuple[Element, int]]:
    """The items with their numbers: from the start of the list, up or down, and anew from one that names its own."""
    step = -1 if listed.get("reversed") is not None else 1
    number = _whole(listed.get("start"), 1 if step > 0 else len(items)) - step
    for item in items:
        number = _whole(item.get("value"), number + step)
        yield item, number


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
