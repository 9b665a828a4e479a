"""Numerals as documents write them: Roman ones, and ordinal and cardinal words in English."""

from __future__ import annotations

import re

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    *(f"{stem}teenth" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
]
_TENS = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]
_CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.I)


def _ordinal_words() -> dict[int, str]:
    words = dict(enumerate([*_UNITS, *_TEENS], start=1))
    for tens, stem in enumerate(_TENS, start=2):
        words[tens * 10] = f"{stem}ieth"
        words |= {tens * 10 + unit: f"{stem}y-{word}" for unit, word in enumerate(_UNITS, start=1)}
    return words


ORDINALS = _ordinal_words()
"""Ordinal words from ``first`` to ``ninety-ninth``, by number."""

ORDINAL_VALUES = {word: number for number, word in ORDINALS.items()}
"""Numbers of the ordinal words."""

CARDINALS = dict(enumerate(_CARDINALS, start=1))
"""Words for the small numbers that count the parts of a document, by number."""


def roman_value(text: str) -> int | None:
    """Value of a Roman numeral up to ``CCCXCIX``, in either case; ``None`` where the text is none."""
    if not _ROMAN.fullmatch(text):
        return None
    digits = [_ROMAN_DIGITS[letter] for letter in text.upper()]
    return sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0], strict=True))


def roman(number: int) -> str:
    """Lower-case Roman numeral of a number from 1 to 399."""
    pairs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, letters in pairs:
        text += letters * (number // value)
        number %= value
    return text


def cardinal_value(text: str) -> int | None:
    """Value of ``two``, ``II`` or ``2``; ``None`` where the text is no number."""
    if text.lower() in _CARDINALS:
        return _CARDINALS.index(text.lower()) + 1
    return int(text) if re.fullmatch(r"\d{1,4}", text, re.A) else roman_value(text)
