"""Resolutions and decisions that a text names by their organ and number, not by their symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.mentions import Reference
from ingest.grammar.organs import ORGAN_NAME, Organ, can_be, organ_named, organ_unnamed, symbol_of, symbols_possible

LONGEST_SENTENCE = 400
"""Characters before and after "its resolution" in which the organ that "its" means is looked for."""

_NAME_LENGTH = 140
_DATE = r"\s+of\s+\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}"
_NUMBER = re.compile(
    r"(?P<slash>(?:E?S[-‑–])?\d{1,4}/\d{1,4})(?:\s(?P<letter>[A-Z])(?=[\s,.;:)\]]*(?:$|of\s|and\s|[,.;:)\]])))?(?![\w/])"
    r"|(?P<serial>\d{1,4})(?:\s?(?P<lettered>[A-Z]))?\s{0,40}"
    r"\((?P<bracket>(?:19|20)\d\d|(?:E?S[-‑–])?[IVXL]{1,7})\)(?:\s?(?P<after>[A-Z])(?![\w.]))?"
    r"|(?P<bare>\d{2,4})(?![\w/]|[.,]\d|[-–]\d|\s?(?:[x×]|p|px|dpi|pixels)(?!\w))",
    re.A,
)
_WORD = re.compile(
    r"(?<![\w-])(?P<word>resolution|res\.?|decision|dec\.)(?P<many>s)?,?\s{1,40}(?:Nos?\.?\s{0,2})?(?=(?:E?S[-‑–])?\d)",
    re.I,
)
_NEXT = re.compile(
    rf"(?:{_DATE})?(?:\s{{0,3}},\s{{0,40}}(?:and\s+|or\s+)?|\s{{1,40}}(?:and|or|&)\s{{1,40}}|\s{{1,3}}(?=\d{{3,4}}\s\())"
)
_NAMED_BEFORE = re.compile(rf"(?<!\w){ORGAN_NAME}(?:['’]s?)?,?\s{{1,40}}\Z", re.I)
_NAMED_AFTER = re.compile(
    rf"(?:{_DATE})?\s{{1,40}}(?:of|by|adopted\s+by)\s{{1,40}}(?:the\s{{1,40}})?{ORGAN_NAME}", re.I
)
_OTHER_ORGAN = re.compile(
    r"(?:Assembly|Council|Commission|Conference|Committee|Board|Parliament|Congress|Parties|Forum|Senate|Union|"
    r"Organi[sz]ation|(?<!\w)[A-Z]{2,8})(?:['’]s?)?,?\s{1,40}\Z"
)
_OTHER_DOCUMENT = re.compile(r"(?:/[\w.()-]{1,12}|(?:chap|sect)\.\s[^,;]{1,8}),\s{1,40}\Z")
_DRAFT = re.compile(r"(?<!\w)draft\s{1,40}\Z", re.I)
_ITS = re.compile(
    r"(?<!\w)(?:its|their)\s{1,40}(?:(?:landmark|recent|previous|earlier|own|subsequent)\s{1,40}){0,2}\Z", re.I
)
_ORGAN = re.compile(rf"(?<!\w){ORGAN_NAME}(?!\s+(?:resolution|decision|(?-i:[A-Z])))", re.I)
_PRECEDING_WORD = re.compile(r"([^\W\d_][\w’'-]*)\s{1,40}\Z")
_OPENERS = (
    "The",
    "In",
    "By",
    "Under",
    "Per",
    "See",
    "And",
    "Of",
    "On",
    "To",
    "With",
    "From",
    "Recalls",
    "Notes",
    "Reaffirms",
    "Welcomes",
    "Pursuant",
)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!No)(?<!Nos)(?<!para)(?<!paras)(?<!art)[.!?;]\s+(?=[“\"(]?[A-Z\d])|\n\s*\n")


def find_resolutions(text: str, speaker: Organ | None = None) -> list[Reference]:
    """Find the resolutions and decisions that a text names by number.

    Args:
        text: Any text.
        speaker: The organ whose document it is.
    """
    mentions: list[Reference] = []
    for word in _WORD.finditer(text):
        if not _DRAFT.search(text[max(0, word.start() - 50) : word.start()]):
            mentions += _read(text, word, speaker)
    return mentions


def _read(text: str, word: re.Match[str], speaker: Organ | None) -> Iterator[Reference]:
    numbers = list(_numbers(text, word))
    if not numbers:
        return
    start, name = _named(text, word, numbers[-1].end())
    kind, code = ("resolution", "RES") if word["word"].lower().startswith("res") else ("decision", "DEC")
    for index, found in enumerate(numbers):
        number = _spelled(found)
        organ = _organ(text, word, name, code=code, number=number, speaker=speaker)
        if organ is None and number.isdecimal() and len(number) < 3:
            continue
        symbol = symbol_of(organ, code, number) if organ else None
        possible = () if organ or name or _of_others(text, word) else symbols_possible(code, number)
        yield Reference(found.start() if index else start, found.end(), kind, number, symbol, possible=possible)


def _numbers(text: str, word: re.Match[str]) -> Iterator[re.Match[str]]:
    number = _NUMBER.match(text, word.end())
    while number:
        yield number
        following = _NEXT.match(text, number.end()) if word["many"] else None
        number = _NUMBER.match(text, following.end()) if following else None


def _spelled(number: re.Match[str]) -> str:
    if number["slash"]:
        letter = f" {number['letter']}" if number["letter"] else ""
        return re.sub("[‑–]", "-", number["slash"]) + letter
    if number["bracket"]:
        letter = number["lettered"] or number["after"]
        return " ".join(filter(None, (number["serial"], letter, f"({re.sub('[‑–]', '-', number['bracket'])})")))
    return number["bare"]


def _named(text: str, word: re.Match[str], end: int) -> tuple[int, re.Match[str] | None]:
    """Where the mention starts, and the name of the organ right before or after it."""
    offset = max(0, word.start() - _NAME_LENGTH)
    if before := _NAMED_BEFORE.search(text[offset : word.start()]):
        return offset + before.start(), None if before["SHORT"] and _is_qualified(
            text, offset + before.start()
        ) else before
    return word.start(), _NAMED_AFTER.match(text, end)


def _is_qualified(text: str, position: int) -> bool:
    """Whether a capital word before a short name makes it another organ's: "World Health Assembly"."""
    word = _PRECEDING_WORD.search(text[max(0, position - 60) : position])
    if not word or not word[1][0].isupper() or word[1].endswith(("ing", "lso")):
        return False
    return word[1] not in _OPENERS


def _organ(
    text: str, word: re.Match[str], name: re.Match[str] | None, *, code: str, number: str, speaker: Organ | None
) -> Organ | None:
    if name:
        return organ_named(name, code, number, speaker)
    before = text[max(0, word.start() - _NAME_LENGTH) : word.start()]
    if _ITS.search(before):
        return _antecedent(text, word, code, number, speaker)
    return None if _of_others(text, word) else organ_unnamed(code, number, speaker)


def _of_others(text: str, word: re.Match[str]) -> bool:
    """Whether a resolution is of an organ whose resolutions have no symbol here, or stands behind another document."""
    before = text[max(0, word.start() - _NAME_LENGTH) : word.start()]
    capitals = word["word"].isupper()
    return bool(_OTHER_DOCUMENT.search(before) or (_OTHER_ORGAN.search(before) and not capitals))


def _antecedent(text: str, word: re.Match[str], code: str, number: str, speaker: Organ | None) -> Organ | None:
    """The organ that "its" means: the nearest one named before in the sentence, else the first one after."""
    before = _SENTENCE_END.split(text[max(0, word.start() - LONGEST_SENTENCE) : word.start()])[-1]
    after = _SENTENCE_END.split(text[word.end() : word.end() + LONGEST_SENTENCE])[0]
    for name in [*reversed(list(_ORGAN.finditer(before))), *_ORGAN.finditer(after)]:
        if name["SHORT"] and _is_qualified(name.string, name.start()):
            continue
        organ = organ_named(name, code, number, speaker)
        if organ and can_be(organ, code, number):
            return organ
    return organ_unnamed(code, number, speaker)
