"""Reading locators: what people and documents write for a place, in canonical form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.grammar.locators import Locator, LocatorError, canonical_part, contains
from ingest.grammar.numerals import ORDINAL_VALUES, roman, roman_value

LONGEST_RANGE = 500
"""A longer range ("paras. 1–999999") is read as its two ends."""

MOST_PLACES = 2000
"""A list is read no further than this."""

_ORDINAL = rf"(?a:(?:{'|'.join(sorted(ORDINAL_VALUES, key=len, reverse=True))})(?!\w)|\d{{1,2}}(?:st|nd|rd|th))"
_RANGE = r"\s{0,2}[-‐‑‒–—−]\s{0,2}|\s+(?:to|through|à|al|по)\s+"
_JOIN = r"\s{0,2},\s{0,2}(?:(?:and|or)\s+)?|\s{0,2}&\s{0,2}|\s+(?:and|or|et|ou|y|и|или)\s+|\s+و\s?"
_STEP = re.compile(rf"(?P<range>{_RANGE})|(?P<comma>\s{{0,2}},)?(?:{_JOIN})")
_ELSEWHERE = r"paragraphe|par\.|párrafo|párr\.|пункт[аеу]?|п\.|الفقرة|فقرة"
_ELSEWHERE_MANY = r"paragraphes|párrafos|párrs\.|пункт(?:ы|ов|ах|ам)|пп\.|الفقرات"
"""A paragraph, and several, in the other languages whose numbers follow the word."""

_PARAGRAPH = rf"(?:(?:operative|op\.?)\s+)?(?:para\.?|paragraph|[¶§])|op\.?|{_ELSEWHERE}"
_PARAGRAPHS = rf"(?:(?:operative|op\.?)\s+)?(?:paras\.?|paragraphs|¶¶|§§)|ops|{_ELSEWHERE_MANY}"
_KEYWORDS = tuple(
    (kind, re.compile(rf"(?:(?P<many>{many})|{one})\s{{0,3}}(?={opening})", re.I))
    for kind, one, many, opening in (
        (
            "PP",
            r"preambular\s+(?:para\.?|paragraph)|(?-i:PP\.?)|pp(?=\d)",
            r"preambular\s+(?:paras\.?|paragraphs)|(?-i:PPs)",
            r"\d",
        ),
        ("para.", _PARAGRAPH, _PARAGRAPHS, r"\d"),
        ("p.", r"p\.?|page", r"pp\.?|pages", r"\d"),
        ("recommendation", "recommendation", "recommendations", r"\d"),
        ("principle", "principle", "principles", r"\d"),
        ("table", "table", "tables", r"\d|[IVX]"),
        ("figure", "figure", "figures", r"\d|[IVX]"),
        ("box", "box", "boxes", r"\d|[IVX]"),
        ("sect.", r"section|sect\.?", r"sections|sects\.?", r"\d|[A-Z]"),
        ("chap.", r"chapter|chap\.?", r"chapters|chaps\.?", r"\d|[IVX]"),
    )
)
_ORDINAL_PARAGRAPHS = re.compile(
    rf"(?P<list>{_ORDINAL}(?:(?:{_RANGE}|{_JOIN}){_ORDINAL}){{0,20}})\s+preambular\s+(?:paragraphs?|paras?\.?)(?!\w)",
    re.I,
)
_ORDINAL_TOKEN = re.compile(rf"{_ORDINAL}|(?P<range>{_RANGE})", re.I)
_PART = re.compile(
    r"(?P<word>draft\s+resolution|draft\s+decision|annex|appendix|enclosure|attachment|part)\s+"
    r"(?P<number>(?-i:[IVXL]{1,6}|[A-Z])|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?!\w)"
    r"|(?P<alone>draft\s+resolution|draft\s+decision|annex|appendix|enclosure|attachment|brief)(?!\w)",
    re.I,
)
_AFTER_PART = re.compile(r"\s{0,2}[,(]\s{0,2}|\s{1,2}")
_SUMMARY = re.compile(r"(?:executive\s+)?summary(?!\w)", re.I)
_COUNT = r"(?:\s?\[(?P<count>[1-9]\d{0,3})\])?"
_OPENING = re.compile(rf"opening\s+text(?!\w){_COUNT}", re.I | re.A)
_HEADING = re.compile(rf"(?:section|sect\.?)\s{{1,3}}[“\"](?P<name>[^“”\"\[\]|\n]{{1,100}})[”\"]{_COUNT}", re.I)
_NUMBER = re.compile(
    r"(?P<number>\d{1,9})(?:\s?(?P<bis>bis|ter|quater|quinquies)|(?P<letter>[a-z]))?(?!\w|[/.]\d)", re.A
)
_SECTION = re.compile(r"(?P<number>(?:[IVXLC]{1,7}|[A-Z]|\d{1,2})(?:\.(?:[A-Z]|\d{1,2}))*)(?!\w)", re.A)
_SUBS = re.compile(r"(?:\s?\((?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\)){1,4}", re.A)
GROUP_START = re.compile(
    rf"(?<!\w)(?:(?:operative|op|preambular|paras?|paragraphs?|pps?|ops?|pages?|p)(?![^\W\d])|[¶§]|{_ORDINAL}"
    rf"|(?:{_ELSEWHERE}|{_ELSEWHERE_MANY})(?![^\W\d])"
    r"|recommendations?\s|principles?\s|tables?\s|figures?\s|box(?:es)?\s|sects?\.|sections?\s|chaps?\.|chapters?\s"
    r"|draft\s|annex|appendix|enclosure|attachment|part\s|brief,|summary|executive\s)",
    re.I,
)
"""Where :func:`read_group` may find something in a running text."""

BETWEEN_GROUPS = re.compile(r"\s{0,2};\s{0,2}(?:and\s+)?|\s{0,2},\s{0,2}(?:and\s+)?|\s+(?:and|&)\s+")
_COMMA = re.compile(r",\s{0,2}")


@dataclass(frozen=True, slots=True)
class LocatorMatch:
    """The places named at some point of a text; ``end`` is the offset after the words that name them."""

    locators: tuple[Locator, ...]
    end: int


def parse_locator(text: str) -> Locator:
    """Read one place, canonical or as people write it: ``para 3(b)``, ``OP7``, ``13th preambular paragraph``.

    Raises:
        LocatorError: It names no place, or more than one.
    """
    locators = parse_locators(text)
    if len(locators) > 1:
        raise LocatorError(f"“{text[:80]}” names {len(locators)} places, not one.")
    return locators[0]


def stands_in(text: str, outer: Locator) -> bool:
    """Whether a place, as a text, is in another one; what names no place is in none."""
    try:
        return contains(outer, parse_locator(text))
    except LocatorError:
        return False


def parse_locators(text: str) -> tuple[Locator, ...]:
    """Read all the places that a text names: ``paras. 12–14`` are three.

    Raises:
        LocatorError: The text is, or holds, something else.
    """
    stripped = text.strip()
    match = read_locators(stripped, 0)
    if match is None or stripped[match.end :].strip(" .,;"):
        raise LocatorError(f"“{text[:80]}” is not a place in a document, such as para. 12 or annex I, para. 4.")
    return match.locators


def read_locators(text: str, position: int = 0) -> LocatorMatch | None:
    """Read the places named at a position of a text, as far as they go. Never raises.

    Returns:
        The places in the order in which they are named, or ``None`` where the text names none there.
    """
    locators: list[Locator] = []
    end = position
    while len(locators) < MOST_PLACES and (group := read_group(text, position)):
        locators += group.locators
        end = group.end
        between = BETWEEN_GROUPS.match(text, end)
        if not between:
            break
        position = between.end()
    return LocatorMatch(tuple(dict.fromkeys(locators)), end) if locators else None


def read_group(text: str, position: int) -> LocatorMatch | None:
    """Read the places named at a position under one keyword, with the part of the document they are counted in."""
    parts: list[str] = []
    end = position
    while len(parts) < 4 and (part := _PART.match(text, position)):
        parts.append(canonical_part(part["word"] or part["alone"], part["number"] or ""))
        end = part.end()
        position = after.end() if (after := _AFTER_PART.match(text, end)) else end
    where = ", ".join(parts)
    places = _read_places(text, position, where)
    while places and places.locators[-1].kind in ("chap.", "sect.") and (comma := _COMMA.match(text, places.end)):
        inner = _read_places(text, comma.end(), where)
        if not inner or inner.locators[0].kind not in ("sect.", "para."):
            break
        if inner.locators[0].kind == "sect." and places.locators[-1].kind == "chap.":
            where = str(places.locators[-1])
            inner = LocatorMatch(tuple(replace(locator, part=where) for locator in inner.locators), inner.end)
        elif where.startswith("chap."):
            inner = LocatorMatch(
                tuple(replace(locator, part=", ".join(parts)) for locator in inner.locators), inner.end
            )
        places = inner
    return places or (LocatorMatch((Locator(where, ""),), end) if parts else None)


def _read_places(text: str, position: int, part: str) -> LocatorMatch | None:
    if summary := _SUMMARY.match(text, position):
        return LocatorMatch((Locator(part, "summary"),), summary.end())
    if named := _OPENING.match(text, position) or _HEADING.match(text, position):
        return LocatorMatch((_unnumbered(part, named),), named.end())
    if ordinals := _ORDINAL_PARAGRAPHS.match(text, position):
        numbers = _ordinal_numbers(ordinals["list"])
        return LocatorMatch(tuple(Locator(part, "PP", str(number)) for number in numbers), ordinals.end())
    for kind, keyword in _KEYWORDS:
        if (word := keyword.match(text, position)) and (places := _read_list(text, word, part, kind)):
            return places
    return None


def _unnumbered(part: str, named: re.Match[str]) -> Locator:
    """A place in text without numbers: under a heading, or before the first one."""
    name = named.groupdict().get("name")
    count = f"[{named['count']}]" if named["count"] not in (None, "1") else ""
    words = [f"“{name.strip()}”" if name else "", count]
    return Locator(part, "sect." if name else "opening text", " ".join(word for word in words if word))


def _ordinal_numbers(text: str) -> list[int]:
    """Numbers of ``second to fourth and 13th``."""
    numbers: list[int] = []
    in_range = False
    for token in _ORDINAL_TOKEN.finditer(text):
        if token["range"]:
            in_range = True
            continue
        word = token[0].lower()
        value = int(word[:-2]) if word[:-2].isdecimal() else ORDINAL_VALUES[word]
        numbers += range(numbers[-1] + 1, value) if in_range else ()
        numbers.append(value)
        in_range = False
    return numbers


def _read_list(text: str, keyword: re.Match[str], part: str, kind: str) -> LocatorMatch | None:
    """Numbers after a keyword: ``4, 6 and 13``, ``12–14``, ``3 (b) and (c)``; several only where it allows them."""
    shape = _NUMBER if kind in ("para.", "PP", "p.", "recommendation", "principle") else _SECTION
    first = _read_number(text, keyword.end(), part, kind, shape)
    if first is None:
        return None
    locators, end = [first[0]], first[1]
    while len(locators) < MOST_PLACES and (step := _STEP.match(text, end)):
        previous = locators[-1]
        if subs := _SUBS.match(text, step.end()) if previous.sub else None:
            following, end = replace(previous, sub=_continued(previous.sub, _letters(subs[0]))), subs.end()
            locators += _between_subs(previous, following) if step["range"] else ()
        elif (keyword["many"] or not step["comma"]) and (read := _read_number(text, step.end(), part, kind, shape)):
            following, end = read
            locators += _between_numbers(previous, following) if step["range"] else ()
        else:
            break
        locators.append(following)
    return LocatorMatch(tuple(locators), end)


def _read_number(text: str, position: int, part: str, kind: str, shape: re.Pattern[str]) -> tuple[Locator, int] | None:
    number = shape.match(text, position)
    if not number:
        return None
    groups = number.groupdict()
    name = f"{number['number']} {groups['bis']}" if groups.get("bis") else number["number"]
    subs = _SUBS.match(text, number.end()) if kind in ("para.", "PP", "recommendation") else None
    letters = ((groups["letter"],) if groups.get("letter") else ()) + (_letters(subs[0]) if subs else ())
    return Locator(part, kind, name, letters), subs.end() if subs else number.end()


def _letters(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text))


def _continued(previous: tuple[str, ...], letters: tuple[str, ...]) -> tuple[str, ...]:
    """Sub-paragraph named after another one of the same paragraph: ``(b) (i) and (ii)``, ``(b) (i) and (c)``."""
    deep = len(previous) > 1 and _is_numeral(letters[0]) and _is_numeral(previous[-1])
    return (*previous[:-1], *letters) if deep else letters


def _is_numeral(letter: str) -> bool:
    return letter.isdecimal() or roman_value(letter) is not None


def _between_numbers(first: Locator, last: Locator) -> list[Locator]:
    if not (first.number.isdecimal() and last.number.isdecimal()) or first.sub or last.sub:
        return []
    start, stop = int(first.number), int(last.number)
    numbers = range(start + 1, stop) if stop - start <= LONGEST_RANGE else ()
    return [replace(first, number=str(number)) for number in numbers]


def _between_subs(first: Locator, last: Locator) -> list[Locator]:
    if first.sub[:-1] != last.sub[:-1]:
        return []
    one, other = first.sub[-1], last.sub[-1]
    start, stop = roman_value(one), roman_value(other)
    if start and stop and (len(first.sub) > 1 or one == "i"):
        letters = [roman(value) for value in range(start + 1, stop)]
    elif len(one) == len(other) == 1:
        letters = [chr(code) for code in range(ord(one) + 1, ord(other))]
    else:
        letters = []
    return [replace(first, sub=(*first.sub[:-1], letter)) for letter in letters]
