"""The numbers that a browser puts before the items of a list."""

from __future__ import annotations

import re

from ingest.numerals import roman
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


def item_label(item: Element) -> str:
    """What stands before an item: ``1.`` in a list of the text, ``(a)`` or ``(1)`` in one below, a bullet otherwise."""
    listed = item.getparent()
    if listed is None or listed.tag not in ("ol", "ul"):
        return ""
    style = _STYLE.search(listed.get("style", ""))
    form = _TYPES.get(style[1].lower() if style else listed.get("type", "1"), "1")
    if listed.tag == "ul":
        return "" if form == "" and style else "•"
    number = _number(item, listed)
    match form:
        case "":
            return ""
        case "a" | "A" if 0 < number <= 26:
            letter = chr(96 + number)
            return f"({letter})" if form == "a" else f"{letter.upper()}."
        case "i" | "I" if 0 < number < 400:
            return f"({roman(number)})" if form == "i" else f"{roman(number).upper()}."
    inside = any(above.tag == "li" for above in listed.iterancestors())
    return f"({number})" if inside else f"{number}."


def _number(item: Element, listed: Element) -> int:
    """The number of an item: counted from the start of its list, up or down, and anew from one that names its own."""
    items = [each for each in listed if each.tag == "li"]
    step = -1 if listed.get("reversed") is not None else 1
    number = _whole(listed.get("start"), 1 if step > 0 else len(items)) - step
    for each in items:
        number = _whole(each.get("value"), number + step)
        if each is item:
            break
    return number


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
