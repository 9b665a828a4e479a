"""What a sentence states that its sources must hold word for word: quotations, documents, numbers, names.

A model that writes fluently changes such things as easily as it copies them, and no likeness of meaning shows it: two
sentences that differ in a year are as near to each other as two sentences can be.
"""

from __future__ import annotations

import re

from assistant.names import names_in, parts_of, speaks_of
from assistant.question import numbers_in, plain_number, strip_references
from ingest.numerals import ORDINAL_VALUES
from ingest.references import find_references

_QUOTED = re.compile(r"[“\"«„]\s*(?P<words>[^“”\"«»„]{3,}?)\s*[,.]?\s*[”\"»“]")
_SAME = str.maketrans("’‘“”–—\u2011\u00a0", "''\"\"--- ")
_NUMBER = re.compile(r"(?<![\w/.])\d+(?:[,\u00a0 ]\d{3})*(?:\.\d+)?")
_ORDINAL_WORD = "|".join(sorted(ORDINAL_VALUES, key=len, reverse=True))
_ORDINAL = re.compile(rf"\b(?:(?P<word>{_ORDINAL_WORD})|(?P<figure>\d+)(?:st|nd|rd|th))\b", re.I)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WORDS = {word: number for number, word in enumerate(_SMALL)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_CARDINAL = "|".join(sorted(_WORDS, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?:(?:{_CARDINAL})|(?<!\w)\d+(?:\.\d+)?(?=[ -](?:{'|'.join(_TIMES)})))"
    rf"(?:(?:[ -]and)?[ -](?:{_CARDINAL}|{'|'.join(_TIMES)}))*\b(?!-(?:{'|'.join(_UNITS)})\b)",
    re.I,
)
_LOOSE = {"one", "zero"}
"""Words that are numbers more often in form than in sense: "one of", "no one"."""

_SYMBOL = re.compile(r"\S*/\S*\d\S*")
_JOINTS = re.compile(r"['’]s\s+|['’]\s+|\s+and\s+(?:the\s+)?")
_NO_NAMES = {"Internet", "Web"}
"""Written with a capital, and yet the name of nothing: a passage may say "online"."""


def plain(text: str) -> str:
    """Text as words are compared in it: lower case, single spaces, one sort of quotation mark and dash."""
    return " ".join(text.translate(_SAME).lower().split())


def quotations(sentence: str) -> list[str]:
    """What a sentence puts in quotation marks.

    >>> quotations("It calls for “a moratorium” on sales.")
    ['a moratorium']
    """
    return [found["words"] for found in _QUOTED.finditer(sentence)]


def numbers_stated(text: str) -> frozenset[str]:
    """The numbers of a text, in figures or words, cardinal or ordinal, years included.

    >>> sorted(numbers_stated("Twenty-five of 1,250 States, at its 58th session, in 2024"))
    ['1250', '2024', '25', '58']
    """
    found = {plain_number(match.group()) for match in _NUMBER.finditer(text)} | set(numbers_in(text))
    for match in _ORDINAL.finditer(text):
        found.add(match["figure"] or str(ORDINAL_VALUES[match["word"].lower()]))
    for match in _IN_WORDS.finditer(text):
        if match.group().lower() not in _LOOSE:
            found.add(_value(match.group()))
    return frozenset(found)


def _value(words: str) -> str:
    """The value of a number in words.

    >>> _value("two hundred and five"), _value("3 million")
    ('205', '3000000')
    """
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", words.lower()):
        if word in _TIMES:
            factor = _TIMES[word]
            current = (current or 1) * factor
            if factor > 100:
                total, current = total + current, 0
        elif word != "and":
            current += _WORDS[word] if word in _WORDS else float(word)
    whole = total + current
    return str(int(whole)) if whole == int(whole) else str(whole)


def unmet(sentence: str, sources: str, symbols: frozenset[str]) -> str:
    """What a sentence states and its sources do not hold, in words; empty where they hold it all.

    Args:
        sentence: What was written.
        sources: The passages it rests on, with what their documents' mastheads give.
        symbols: Of the documents they stand in.
    """
    held = plain(sources)
    for quotation in quotations(sentence):
        if plain(quotation) not in held:
            return f"the words “{quotation}”"
    named = {str(found.symbol) for found in find_references(sentence) if found.symbol}
    there = {str(found.symbol) for found in find_references(sources)} | symbols
    if named - there:
        return f"the document {min(named - there)}"
    if strange := numbers_stated(sentence) - numbers_stated(sources):
        return f"the number {min(strange)}"
    for name in names_in(_SYMBOL.sub(" ", strip_references(sentence))):
        if name not in _NO_NAMES and not (speaks_of(name, sources) or _spoken_apart(name, sources)):
            return f"the name {name}"
    return ""


def _spoken_apart(name: str, text: str) -> bool:
    """Whether a text holds the names that one run of capitals joins: "the Secretary-General's Roadmap", "A and B"."""
    parts = [part for part in map(_without_generic, _JOINTS.split(name)) if part]
    return bool(parts) and parts != [name] and all(speaks_of(part, text) for part in parts)


def _without_generic(name: str) -> str:
    """A name without the words before it that nearly every document holds: "UN Guiding Principles"."""
    words = name.split()
    while words and not parts_of(words[0]):
        words = words[1:]
    return " ".join(words)
