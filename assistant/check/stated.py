"""What a sentence states that its sources must hold word for word: quotations, documents, numbers, names.

A model that writes fluently changes such things as easily as it copies them, and no likeness of meaning shows it: two
sentences that differ in a year are as near to each other as two sentences can be.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.asked.names import is_country, names_in, parts_of, speaks_of
from assistant.question import plain_number, strip_references
from ingest.grammar.numerals import ORDINAL_VALUES
from ingest.references import find_references
from store.words import one_form, plain

_QUOTED = re.compile(
    r"[“\"«„]\s*(?P<words>[^“”\"«»„]{3,}?)\s*[,.]?\s*[”\"»“]"
    r"|(?<!\w)['‘](?=\S)(?P<single>(?:[^'‘’]|(?<=\w)['’](?=\w)){3,}?)[,.]?['’](?!\w)"
)

_FIGURE = r"(?<!\d)(?<!\d\.)(?:\d{1,3}(?:[, ]\d{3}(?!\d))+|\d+)(?:\.\d+)?"
_ORDINAL = "|".join(sorted(ORDINAL_VALUES, key=len, reverse=True))
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WORDS = (
    {word: number for number, word in enumerate(_SMALL)}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
    | ORDINAL_VALUES
    | {"half": Decimal("0.5")}
)
_BELOW = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_SMALL[1:10])}))?|(?:{'|'.join(_SMALL)}))\b(?!-(?:{_ORDINAL})\b)"
)
_BY = rf"(?:[ -](?:{'|'.join(_TIMES)})(?:th)?\b)+"
_MORE = rf"(?:[ -]{_BELOW}|(?<=hundred) and {_BELOW}(?! hundred))"
_IN_WORDS = (
    rf"(?:\b(?:{_FIGURE}|{_BELOW}|(?:half )?an?){_BY}(?:{_MORE}{_BY})*"
    rf"(?:[ -](?:and )?(?:(?:{_ORDINAL})\b|{_BELOW})(?!{_BY}))?|\b(?:(?:{_ORDINAL})\b|{_BELOW}))"
)
_NUMBER = re.compile(rf"(?P<words>{_IN_WORDS})|{_FIGURE}", re.I)
_LOOSE = {"one", "zero"}
"""Words that are numbers more often in form than in sense: "one of", "no one"."""

_COUNTED_OFF = re.compile(r"^\W*(?:first|second|third|fourth|fifth),", re.I)
"""What opens a sentence in a series of them: "Second, ..."."""

_NO_PART_OF_A_NAME = re.compile(r"\S*/\S*\d\S*|\b(?:Mr|Ms|Mrs|Dr|Prof)s?\.")
"""Symbols, and titles whose full stop would pass for the end of a sentence."""

_JOINTS = re.compile(r"['’]s\s+|['’]\s+|\s+and\s+(?:the\s+)?")
_NO_NAMES = {"Internet", "Web"}
"""Written with a capital, and yet the name of nothing: a passage may say "online"."""


def quotations(sentence: str) -> list[str]:
    """What a sentence puts in quotation marks.

    >>> quotations("It calls for “a moratorium” on sales.")
    ['a moratorium']
    """
    return [found["words"] or found["single"] for found in _QUOTED.finditer(sentence)]


def numbers_stated(text: str) -> frozenset[str]:
    """The numbers of a text, in figures or words, cardinal or ordinal, years included; not those of documents' symbols.

    >>> sorted(numbers_stated("Twenty-five of 1,250 States, at its 58th session, in 2024"))
    ['1250', '2024', '25', '58']
    """
    text = _COUNTED_OFF.sub("", one_form(text))
    for reference in reversed(find_references(text)):
        if reference.symbol:
            text = f"{text[: reference.start]} {text[reference.end :]}"
    return frozenset(_value(found.group()) for found in _NUMBER.finditer(text) if found.group().lower() not in _LOOSE)


def _value(number: str) -> str:
    """The value of a number, in figures without needless noughts.

    >>> _value("two hundred and fifth"), _value("2.30 million"), _value("1,250.50")
    ('205', '2300000', '1250.5')
    """
    total, current = Decimal(), Decimal()
    for word in re.split(r"[ -]", plain_number(number).lower()):
        if (times := word.removesuffix("th")) in _TIMES:
            current = (current or Decimal(1)) * _TIMES[times]
            if _TIMES[times] > 100:
                total, current = total + current, Decimal()
        elif word not in ("a", "an", "and"):
            current += _WORDS[word] if word in _WORDS else Decimal(word)
    return f"{(total + current).normalize():f}"


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
    for name in _names(sentence):
        if name not in _NO_NAMES and not (speaks_of(name, sources) or _spoken_apart(name, sources)):
            return f"the name {name}"
    return ""


def _names(sentence: str) -> tuple[str, ...]:
    """The names of a sentence; the word that opens it is one where it names a country or its people."""
    words = _NO_PART_OF_A_NAME.sub(" ", strip_references(sentence)).split()
    beginnings = (re.sub(r"(?:['’]s?)?\W*$", "", " ".join(words[:length])) for length in (3, 2, 1))
    country = next(filter(is_country, beginnings), "")
    # What opens it only without what was taken out, "In paragraph 7, Meta", is a name as elsewhere.
    moved = bool(words) and not sentence.startswith(words[0])
    return (*names_in(" ".join(["In", *words] if moved else words)), *([country] if country else []))


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
