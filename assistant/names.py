"""Names in a question, and whether a text speaks of what they name."""

from __future__ import annotations

import re
from functools import lru_cache

import pycountry

from store.words import STOP_WORDS, WORD

_CAPITAL = r"(?:[A-ZÀ-Ý][\w’'\-]*[a-zà-ÿ][\w’'\-]*|[A-Z]{2,}[\w\-]*)"
_NAME = re.compile(rf"\b{_CAPITAL}(?:(?: (?:of|on|for|and|the|to|in|against|with))* {_CAPITAL})*")
_GENERIC = frozenset(
    """
    united nations un state states member members government governments council committee assembly secretariat
    resolution report reports document documents paragraph para annex draft table summary article session office
    charter organization organisation system general january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Capitalised words that nearly every document holds: they narrow nothing."""

_ADJECTIVES = {
    "american": "united states", "british": "united kingdom", "burmese": "myanmar", "congolese": "congo",
    "danish": "denmark", "dutch": "netherlands", "emirati": "emirates", "filipino": "philippines",
    "finnish": "finland", "french": "france", "greek": "greece", "iraqi": "iraq", "irish": "ireland",
    "ivorian": "côte d'ivoire", "polish": "poland", "spanish": "spain", "swedish": "sweden", "swiss": "switzerland",
    "thai": "thailand", "turkish": "türkiye", "yemeni": "yemen",
}  # fmt: skip
"""Adjectives that do not begin as the name of their country does; the others are found by their first letters."""

_LONG_FORMS = {
    "ai": "artificial intelligence", "cedaw": "discrimination against women", "crc": "rights of the child",
    "eu": "european union", "icts": "information and communications technolog",
    "ict": "information and communications technolog", "ngo": "non-governmental", "ngos": "non-governmental",
    "ohchr": "high commissioner for human rights", "sdg": "sustainable development goal",
    "sdgs": "sustainable development goal", "uk": "united kingdom", "unga": "general assembly", "us": "united states",
    "usa": "united states",
}  # fmt: skip
"""What acronyms stand for whose letters are not the initials of the long form; the others are read from the text."""


def names_in(question: str) -> tuple[str, ...]:
    """Names: runs of capitalised words, and acronyms; a generic word alone is none, nor is one that opens a sentence.

    >>> names_in("How many Kenyan officers did the High-level Committee on Management count in Haiti?")
    ('Kenyan', 'High-level Committee on Management', 'Haiti')
    """
    found: list[str] = []
    for match in _NAME.finditer(question):
        words = match.group().split()
        opens = match.start() == 0 or question[: match.start()].rstrip()[-1:] in ".?!:"
        if opens and not (words[0].isupper() and len(words[0]) > 1):
            words = words[1:]
        words = _without_edges(words)
        if any(_narrows(word) for word in words):
            found.append(re.sub(r"['’]s?$", "", " ".join(words)))
    return tuple(dict.fromkeys(found))


def _without_edges(words: list[str]) -> list[str]:
    while words and words[0].lower() in STOP_WORDS:
        words = words[1:]
    while words and words[-1].lower() in STOP_WORDS:
        words = words[:-1]
    return words


def _narrows(word: str) -> bool:
    bare = re.sub(r"['’]s?$", "", word).lower()
    return bare not in _GENERIC and bare not in STOP_WORDS


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that narrow something down."""
    return tuple(re.sub(r"['’]s?$", "", word) for word in name.split() if _narrows(word))


@lru_cache(maxsize=1)
def _country_words() -> frozenset[str]:
    names = [country.name for country in pycountry.countries]
    names += [country.common_name for country in pycountry.countries if hasattr(country, "common_name")]
    words = {word.lower() for name in names for word in WORD.findall(name.split(",")[0])}
    return frozenset(words | set(_ADJECTIVES)) - _GENERIC - STOP_WORDS


def is_country(name: str) -> bool:
    """Whether a name is, or opens like, that of a country: “Kenyan” too.

    >>> is_country("Kenyan"), is_country("Maputo Protocol")
    (True, False)
    """
    word = name.lower()
    return word in _country_words() or (
        len(word) >= 5 and word.endswith(("n", "i", "ese", "ish")) and _opening(word) in _country_openings()
    )


@lru_cache(maxsize=1)
def _country_openings() -> frozenset[str]:
    return frozenset(word[:4] for word in _country_words() if len(word) >= 4)


def _opening(word: str) -> str:
    return word[:4]


def speaks_of(name: str, text: str) -> bool:
    """Whether a text holds a name, its adjective, or what an acronym stands for.

    >>> speaks_of("Kenyan", "officers from Kenya"), speaks_of("Mali", "a normality")
    (True, False)
    """
    lowered, content = name.lower(), " ".join(text.lower().split())
    if " " in lowered:
        return lowered in content
    if any(other in content for other in (_LONG_FORMS.get(lowered), _ADJECTIVES.get(lowered)) if other):
        return True
    words = _words(content)
    if lowered in words or any(_ADJECTIVES.get(word) == lowered for word in words if word in _ADJECTIVES):
        return True
    if name.isupper() and len(name) >= 3:
        return name.lower() in _initials(text)
    beginning = lowered[: max(4, len(lowered) - 3)]
    return len(lowered) >= 5 and any(word.startswith(beginning) for word in words)


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"['’]s?$", "", match.group()) for match in WORD.finditer(text))


@lru_cache(maxsize=512)
def _initials(text: str) -> str:
    """The initials of capitalised names in a text, with and without their small words: ``unctad unctd``."""
    runs = [match.group().split() for match in _NAME.finditer(text)]
    both = [
        "".join(word[0] for word in run if small or word[0].isupper()).lower()
        for run in runs
        for small in (True, False)
    ]
    return " ".join(both)
