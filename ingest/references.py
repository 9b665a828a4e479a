"""References in running text: the documents it names, by symbol or by organ and number, and the places in them.

>>> reference, = find_references("Human Rights Council resolution 51/3, paragraph 4")
>>> str(reference.symbol), [str(locator) for locator in reference.locators]
('A/HRC/RES/51/3', ['para. 4'])
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.grammar.general_comments import find_general_comments
from ingest.grammar.locator_reader import BETWEEN_GROUPS, GROUP_START, read_group
from ingest.grammar.locators import Locator
from ingest.grammar.mentions import Reference
from ingest.grammar.organs import organ_speaking
from ingest.grammar.resolutions import find_resolutions
from ingest.symbols import Symbol, as_symbol, find

__all__ = ["Place", "Reference", "find_places", "find_references"]

_OF_ELSEWHERE = (
    r"(?:(?:du|de|del|من|في)\s{1,40})(?:(?:la|le|el|rapport|document|documento|informe|résolution|resolución)\s{1,40}){0,2}"
    r"|(?:(?:من|في)\s{1,40})?(?:документа|доклада|резолюции|الوثيقة|التقرير|القرار)\s{1,40}"
)
"""Of a document in French, Spanish, Russian and Arabic; in the last two the case alone may say "of"."""

_OF = re.compile(
    r"\s{1,40}(?:(?:of|in|to)\s{1,40}"
    rf"(?:(?:the|its|their|document|report|report\s+contained\s+in)\s{{1,40}}){{0,3}}|{_OF_ELSEWHERE})(?:\(\s?)?"
)
_OF_PART = re.compile(r"\s{1,40}(?:of|in)\s{1,40}(?:the\s{1,40})?")
_DATE = r"(?:\s+of\s+\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4})?"
_TITLE = r"(?:\s+(?:on|entitled)\s[^.;,()\[\]]{3,200}(?=,))?"
_AFTER = re.compile(
    rf"\*{{0,2}}{_DATE}{_TITLE}(?:\s{{0,2}}[,:]\s{{1,40}}(?:(?:in|at|see)\s{{1,40}})?|\s{{0,2}}[(\[](?:see\s{{1,40}})?)"
)
_AFTER_SPACE = re.compile(rf"\*{{0,2}}{_DATE}\s{{1,40}}(?:at\s{{1,40}})?")
_KINDS_AFTER_SPACE = ("para.", "PP", "p.")
_LONGEST_GAP = 300
_SUFFIX = re.compile(
    r"(?:\s{0,2},\s{0,40}(?:and\s{1,40})?|\s{1,40}and\s{1,40})"
    r"(?P<suffix>(?:Add|Corr|Rev)\.\d{1,3}(?:/(?:Add|Corr|Rev)\.\d{1,3})?)(?![\w/])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Places named under one word of a text, and where."""

    start: int
    end: int
    locators: tuple[Locator, ...]


def find_references(text: str, speaker: Symbol | str | None = None) -> list[Reference]:
    """Find the documents that a text refers to, in reading order. Never raises, whatever the text.

    A resolution whose organ is not named is the speaking organ's, or that of the only organ that numbers so; where
    neither is certain, its symbol is ``None``.

    Args:
        text: Any text.
        speaker: Symbol of the document the text stands in: "its resolution" and "the Council" depend on it.
    """
    told = as_symbol(speaker) if isinstance(speaker, str) else speaker
    references = sorted(
        [
            *_documents(text),
            *find_resolutions(text, organ_speaking(told)),
            *find_general_comments(text, told),
        ],
        key=lambda reference: (reference.start, reference.end),
    )
    locators = _assigned(text, references, list(_places(text)))
    return [
        replace(reference, locators=tuple(dict.fromkeys(found)))
        for reference, found in zip(references, locators, strict=True)
    ]


def find_places(text: str) -> list[Place]:
    """Find the places that a text names, whatever document they are in; each group as one. Never raises.

    >>> [[str(locator) for locator in place.locators] for place in find_places("para. 4 of annex I, and paras. 6–7")]
    [['annex I, para. 4'], ['para. 6', 'para. 7']]
    """
    return list(_places(text))


def _documents(text: str) -> Iterator[Reference]:
    """Documents named by symbol; a joint one is one reference, and "and Add.1" after a symbol another."""
    matches = find(text)
    index = 0
    while index < len(matches):
        match = matches[index]
        index += 1 + len(match.joint)
        end = matches[index - 1].end
        yield Reference(match.start, end, "document", str(match.symbol), match.symbol, joint=match.joint)
        while following := _SUFFIX.match(text, end):
            end = following.end()
            symbol = Symbol((*match.symbol.parts, *following["suffix"].split("/")))
            yield Reference(following.start("suffix"), end, "document", str(symbol), symbol)


def _places(text: str) -> Iterator[Place]:
    """Groups of places, each under its own word; "paragraph 4 of the annex" is one place."""
    position = 0
    while start := GROUP_START.search(text, position):
        group = read_group(text, start.start())
        if group is None:
            position = start.end()
            continue
        locators, position = group.locators, group.end
        of = _OF_PART.match(text, position)
        part = read_group(text, of.end()) if of and not locators[0].part else None
        if part and not part.locators[0].kind:
            locators = tuple(replace(locator, part=part.locators[0].part) for locator in locators)
            position = part.end
        yield Place(start.start(), position, locators)


def _assigned(text: str, references: list[Reference], places: list[Place]) -> list[list[Locator]]:
    """The locators of each reference: those right before it ("paragraph 4 of"), then those right after it."""
    starts = [reference.start for reference in references]
    ends = sorted((reference.end, index) for index, reference in enumerate(references))
    before: list[list[Locator]] = [[] for _ in references]
    after: list[list[Locator]] = [[] for _ in references]
    last_end, last_index = -1, -1
    for place in places:
        following = bisect_left(starts, place.end)
        if following < len(references) and _precedes(text, place, references[following]):
            before[following] += place.locators
            last_end = -1
            continue
        preceding = bisect_right(ends, (place.start, len(references))) - 1
        if last_end >= 0 and BETWEEN_GROUPS.fullmatch(text, last_end, place.start):
            index = last_index
        elif preceding >= 0 and _follows(text, ends[preceding][0], place):
            index = ends[preceding][1]
        else:
            last_end = -1
            continue
        after[index] += place.locators
        last_end, last_index = place.end, index
    return [[*one, *other] for one, other in zip(before, after, strict=True)]


def _precedes(text: str, place: Place, reference: Reference) -> bool:
    return reference.start - place.end <= _LONGEST_GAP and bool(_OF.fullmatch(text, place.end, reference.start))


def _follows(text: str, end: int, place: Place) -> bool:
    if place.start - end > _LONGEST_GAP:
        return False
    spaced = place.locators[0].kind in _KINDS_AFTER_SPACE and not place.locators[0].part
    return bool(_AFTER.fullmatch(text, end, place.start) or (spaced and _AFTER_SPACE.fullmatch(text, end, place.start)))
