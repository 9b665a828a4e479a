"""General comments and general recommendations that a text names by committee and number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.bodies import TREATY_BODIES
from ingest.grammar.mentions import Reference
from ingest.grammar.resolutions import LONGEST_SENTENCE
from ingest.symbols import Symbol, parse

_FIRST_REGULAR = {
    "CCPR/C": 32,
    "CRC/C": 8,
    "E/C.12": 17,
    "CEDAW/C": 27,
    "CERD/C": 32,
    "CAT/C": 2,
    "CRPD/C": 1,
    "CMW/C": 1,
    "CED/C": 1,
    "CAT/OP": 1,
}
"""Since which number each committee's comments have a symbol that ends in ``GC`` and the number."""

_IRREGULAR = {
    ("CCPR/C", 22): "CCPR/C/21/Rev.1/Add.4",
    ("CCPR/C", 23): "CCPR/C/21/Rev.1/Add.5",
    ("CCPR/C", 24): "CCPR/C/21/Rev.1/Add.6",
    ("CCPR/C", 25): "CCPR/C/21/Rev.1/Add.7",
    ("CCPR/C", 26): "CCPR/C/21/Rev.1/Add.8/Rev.1",
    ("CCPR/C", 27): "CCPR/C/21/Rev.1/Add.9",
    ("CCPR/C", 28): "CCPR/C/21/Rev.1/Add.10",
    ("CCPR/C", 29): "CCPR/C/21/Rev.1/Add.11",
    ("CCPR/C", 30): "CCPR/C/21/Rev.1/Add.12",
    ("CCPR/C", 31): "CCPR/C/21/Rev.1/Add.13",
    ("CRC/C", 1): "CRC/GC/2001/1",
    ("CRC/C", 2): "CRC/GC/2002/2",
    ("CRC/C", 3): "CRC/GC/2003/3",
    ("CRC/C", 4): "CRC/GC/2003/4",
    ("CRC/C", 5): "CRC/GC/2003/5",
    ("CRC/C", 6): "CRC/GC/2005/6",
    ("CRC/C", 7): "CRC/C/GC/7/Rev.1",
    ("E/C.12", 8): "E/C.12/1997/8",
    ("E/C.12", 9): "E/C.12/1998/24",
    ("E/C.12", 10): "E/C.12/1998/25",
    ("E/C.12", 11): "E/C.12/1999/4",
    ("E/C.12", 12): "E/C.12/1999/5",
    ("E/C.12", 13): "E/C.12/1999/10",
    ("E/C.12", 14): "E/C.12/2000/4",
    ("E/C.12", 15): "E/C.12/2002/11",
    ("E/C.12", 16): "E/C.12/2005/4",
}
"""Symbols of the comments issued before that; those that stand only in a report or a compilation have none."""

_RECOMMENDING = ("CEDAW/C", "CERD/C")
_ACRONYMS = {
    "CCPR/C": "CCPR|HRCttee",
    "CRC/C": "CRC",
    "CEDAW/C": "CEDAW",
    "CERD/C": "CERD",
    "CAT/C": "CAT",
    "CRPD/C": "CRPD",
    "CED/C": "CED",
    "CMW/C": "CMW",
    "E/C.12": "CESCR",
    "CAT/OP": "SPT",
}
_GROUPS = {f"c{index}": series for index, series in enumerate(_ACRONYMS)}


def _names(group: str, series: str) -> str:
    words = r"\s+".join(TREATY_BODIES[series.removesuffix("/C")].split())
    return f"(?P<{group}>{words}|(?-i:{_ACRONYMS[series]}))"


_COMMITTEE = rf"(?:{'|'.join(_names(*item) for item in _GROUPS.items())})(?!\w)"
_NAME_LENGTH = 180
_WORD = re.compile(
    r"(?<![\w/-])(?P<word>general\s{1,40}(?:comment|recommendation)|(?-i:GC|GR))(?P<many>s)?,?\s{1,40}"
    r"(?:Nos?\.?\s{0,40})?(?=\d)",
    re.I,
)
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?:\s{0,40}\((?:19|20)\d\d\))?(?![\w/])", re.A)
_NEXT = re.compile(r"(?:\s{0,3},\s{0,40}(?:and\s+)?|\s{1,40}(?:and|&)\s{1,40})(?:No\.?\s{0,3})?")
_NAMED_BEFORE = re.compile(
    rf"(?<![\w/]){_COMMITTEE}(?:\s\([A-Z]{{2,8}}\))?(?:['’]s?)?,?\s{{1,40}}(?:in\s+its\s+)?(?:joint\s{{1,40}})?\Z", re.I
)
_NAMED_AFTER = re.compile(rf",?\s{{1,40}}(?:of|by|from)\s{{1,40}}(?:the\s{{1,40}}|its\s{{1,40}})?{_COMMITTEE}", re.I)
_ANYWHERE = re.compile(rf"(?<![\w/]){_COMMITTEE}(?!/)", re.I)
_ITS = re.compile(r"(?<!\w)its\s{1,40}(?:(?:recent|joint|draft)\s{1,40})?\Z", re.I)
_SENTENCE_END = re.compile(r"(?<!No)(?<!Nos)(?<!para)(?<!paras)(?<!art)[.!?;]\s+(?=[“\"(]?[A-Z\d])|\n\s*\n")


def find_general_comments(text: str, speaker: Symbol | None = None) -> list[Reference]:
    """Find the general comments and general recommendations that a text names by number.

    Args:
        text: Any text.
        speaker: Symbol of the document it stands in.
    """
    return [mention for word in _WORD.finditer(text) for mention in _read(text, word, speaker)]


def symbol_of_comment(series: str, number: int) -> Symbol | None:
    """Symbol of a committee's general comment; ``None`` where it was issued only as a part of another document.

    Args:
        series: What opens the committee's symbols: ``CRC/C``, ``E/C.12``.
        number: Number of the comment.
    """
    text = _IRREGULAR.get((series, number))
    if text is None and number >= _FIRST_REGULAR[series]:
        text = f"{series}/GC/{number}"
    return parse(text) if text else None


def _read(text: str, word: re.Match[str], speaker: Symbol | None) -> Iterator[Reference]:
    numbers = list(_numbers(text, word))
    if not numbers:
        return
    start, series = _series(text, word, numbers[-1].end(), speaker)
    kind = "general recommendation" if word["word"].lower().endswith(("recommendation", "gr")) else "general comment"
    for index, found in enumerate(numbers):
        number = int(found["number"])
        symbol = symbol_of_comment(series, number) if series else None
        possible = () if series else _possible(kind, number)
        yield Reference(found.start() if index else start, found.end(), kind, str(number), symbol, possible=possible)


def _possible(kind: str, number: int) -> tuple[Symbol, ...]:
    issuing = [series for series in _FIRST_REGULAR if _issues(series, kind == "general recommendation")]
    return tuple(symbol for series in issuing if (symbol := symbol_of_comment(series, number)))


def _numbers(text: str, word: re.Match[str]) -> Iterator[re.Match[str]]:
    number = _NUMBER.match(text, word.end())
    while number:
        yield number
        following = _NEXT.match(text, number.end()) if word["many"] else None
        number = _NUMBER.match(text, following.end()) if following else None


def _series(text: str, word: re.Match[str], end: int, speaker: Symbol | None) -> tuple[int, str]:
    """Where the mention starts, and the series of the committee: named beside it, in its sentence, or speaking."""
    offset = max(0, word.start() - _NAME_LENGTH)
    before = text[offset : word.start()]
    if named := _NAMED_BEFORE.search(before):
        return offset + named.start(), _series_of(named)
    if named := _NAMED_AFTER.match(text, end):
        return word.start(), _series_of(named)
    sentence = _SENTENCE_END.split(text[max(0, word.start() - LONGEST_SENTENCE) : word.start()])[-1]
    rest = _SENTENCE_END.split(text[end : end + LONGEST_SENTENCE])[0]
    recommends = word["word"].lower().endswith(("recommendation", "gr"))
    told = [series for found in _ANYWHERE.finditer(sentence) if _issues(series := _series_of(found), recommends)]
    if told and (_ITS.search(before) or len(set(told)) == 1):
        return word.start(), told[-1]
    speaking = next((series for series in _FIRST_REGULAR if speaker and speaker.body == series), "")
    if speaking and not told and _issues(speaking, recommends):
        return word.start(), speaking
    if told or not _ITS.search(before):
        return word.start(), ""
    after = {series for found in _ANYWHERE.finditer(rest) if _issues(series := _series_of(found), recommends)}
    return word.start(), after.pop() if len(after) == 1 else ""


def _issues(series: str, recommends: bool) -> bool:
    return (series in _RECOMMENDING) == recommends


def _series_of(found: re.Match[str]) -> str:
    return next(series for group, series in _GROUPS.items() if found[group])
