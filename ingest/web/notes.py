"""Find the footnotes of a web page: links from a mark in the text to the words of the note, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.web.page import Element

_MARK = re.compile(r"^[\[(]?\s*(?P<mark>\d{1,3}|[ivxl]{1,5}|[a-z]|\*{1,4}|[†‡])\s*[\])]?$")
_NAMED = re.compile(r"(?:ftn|edn|fn|note|cite)", re.I)
_HOLDERS = ("p", "li", "dd", "td", "aside", "div", "section")
_WHOLE = re.compile(r"^_?(?:ftn|edn|fn|footnote|endnote|note)[-_:]?\d+$", re.I)


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a page.

    Attributes:
        mark: What is printed for it in the text.
        holder: The element that holds its words.
    """

    mark: str
    holder: Element


def find_notes(page: Element) -> dict[Element, Note]:
    """The notes of a page by the links that refer to them."""
    places: dict[str, Element] = {}
    order: dict[Element, int] = {}
    for index, element in enumerate(page.iter()):
        order[element] = index
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
    found: dict[Element, Note] = {}
    for link in page.iter("a"):
        fragment = link.get("href", "").removeprefix("#") if link.get("href", "").startswith("#") else ""
        target = places.get(fragment)
        match = _MARK.match(" ".join(link.text_content().split()))
        if target is None or match is None or order[target] <= order[link] or not _refers(link, fragment):
            continue
        holder = _holder(target)
        if holder is not None and link not in list(holder.iter("a")):
            found[link] = Note(match["mark"], holder)
    return found


def _refers(link: Element, fragment: str) -> bool:
    """Whether a link is set as the mark of a note, and not as a link to a numbered section."""
    raised = link.getparent().tag == "sup" or link.find(".//sup") is not None
    return raised or link.get("role") == "doc-noteref" or bool(_NAMED.search(fragment))


def _holder(target: Element) -> Element | None:
    """The element with the words of a note: the target itself, or what the target stands in."""
    element = target
    while element is not None and element.tag not in _HOLDERS:
        element = element.getparent()
    if element is None:
        return None
    above = element.getparent()
    if above is not None and above.tag in ("div", "aside", "section") and _WHOLE.match(above.get("id", "")):
        return above
    return element


def leads_back(link: Element, holder: Element) -> bool:
    """Whether a link inside a note only leads back to its mark, or repeats it."""
    words = " ".join(link.text_content().split())
    if not link.get("href", "").startswith("#") or next(iter(holder.iter("a")), None) is None:
        return False
    return bool(_MARK.match(words)) or words in ("", "↩", "↩︎", "^", "↑", "Back", "back")
