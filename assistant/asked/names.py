"""Names in a question, and whether a text speaks of what they name."""

from __future__ import annotations

import re
from functools import lru_cache

import pycountry

from store.words import STOP_WORDS, WORD

CAPITALISED = r"(?:(?=[\w’'\-]*[a-zà-ÿ])[A-ZÀ-Ý][\w’'\-]*|[A-Z]{2,}[\w\-]*)"
"""A pattern for a word with a capital, or an acronym."""

_NAME = re.compile(rf"\b{CAPITALISED}(?:(?: (?:of|on|for|and|the|to|in|against|with))* {CAPITALISED})*")
_GENERIC = frozenset(
    """
    united nations un state states member members government governments council committee assembly secretariat
    resolution report reports document documents paragraph para annex draft table summary article session office
    charter organization organisation system general mr ms mrs dr
    secretary-general
    """.split()
)
"""Capitalised words that nearly every document holds: they narrow nothing."""

_DATES = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """.split()
)

_SHORT_NAMES = ("russia", "syria", "vietnam", "laos")
"""What countries are called whose full names are in the register."""

_ADJECTIVES = {
    "afghan": "afghanistan", "american": "united states", "argentine": "argentina", "british": "united kingdom",
    "burmese": "myanmar", "congolese": "congo", "czech": "czechia", "danish": "denmark", "dutch": "netherlands",
    "emirati": "emirates",
    "filipino": "philippines", "finnish": "finland", "french": "france", "greek": "greece", "irish": "ireland",
    "ivorian": "côte d'ivoire", "kazakh": "kazakhstan", "kyrgyz": "kyrgyzstan", "lao": "laos", "norwegian": "norway",
    "peruvian": "peru", "polish": "poland", "portuguese": "portugal", "slovak": "slovakia", "spanish": "spain",
    "swedish": "sweden", "swiss": "switzerland", "tajik": "tajikistan", "thai": "thailand", "turkish": "türkiye",
    "turkmen": "turkmenistan", "uzbek": "uzbekistan",
}  # fmt: skip
"""Adjectives that are not their country's name with an ending; the others are made from the name."""

_ENDINGS = (
    *(("", ending) for ending in ("n", "an", "ian", "ese", "i", "ish", "er")),
    *((letter, ending) for letter in "aeoy" for ending in ("an", "ian", "ese", "i", "ish", "")),
    ("ia", ""), ("ia", "i"),
)  # fmt: skip
"""How a country's name becomes an adjective: what it loses, and what it gains."""

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
        if any(_narrows(word) for word in words) or is_country(" ".join(words)):
            found.append(re.sub(r"['’]s?$", "", " ".join(words)))
    return tuple(dict.fromkeys(found))


def _without_edges(words: list[str]) -> list[str]:
    """A run of words without the small words and dates at its ends."""
    edge = STOP_WORDS | _DATES
    while words and words[0].lower() in edge:
        words = words[1:]
    while words and words[-1].lower() in edge:
        words = words[:-1]
    return words


def _narrows(word: str) -> bool:
    bare = re.sub(r"['’]s?$", "", word).lower()
    return bare not in _GENERIC and bare not in _DATES and bare not in STOP_WORDS


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that narrow something down."""
    return tuple(re.sub(r"['’]s?$", "", word) for word in name.split() if _narrows(word))


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Names of countries in lower case, without what stands behind a comma."""
    found = {country.name for country in pycountry.countries}
    found |= {country.common_name for country in pycountry.countries if hasattr(country, "common_name")}
    return frozenset(name.split(",")[0].lower() for name in found) | frozenset([*_ADJECTIVES.values(), *_SHORT_NAMES])


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Adjectives, each with its country; of two countries that would share one, the longer name has it."""
    made: dict[str, str] = {}
    for country in sorted(_countries(), key=len):
        for lost, gained in _ENDINGS:
            if country.endswith(lost) and len(country) - len(lost) >= 3:
                adjective = country[: len(country) - len(lost)] + gained
                if adjective not in _countries() and adjective != "roman":
                    made[adjective] = country
    return made | _ADJECTIVES


def is_country(name: str) -> bool:
    """Whether a name is that of a country, or the adjective of one.

    >>> is_country("Kenyan"), is_country("Niger"), is_country("Maputo Protocol")
    (True, True, False)
    """
    return name.lower() in _countries() or name.lower() in _adjectives()


@lru_cache(maxsize=1)
def _any_country() -> re.Pattern[str]:
    names = sorted([*_countries(), "united kingdom", "united states"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I)


def names_a_country(text: str) -> bool:
    """Whether a text holds the name of a country.

    >>> names_a_country("It was hosted by the Philippines."), names_a_country("States parties joined it.")
    (True, False)
    """
    return bool(_any_country().search(text))


def _country(name: str) -> str:
    return name if name in _countries() else _adjectives().get(name, "")


@lru_cache(maxsize=1)
def _longer_names() -> dict[str, tuple[str, ...]]:
    """Names that hold another country's: South Sudan holds Sudan, Guinea-Bissau Guinea."""
    names = _countries()
    return {
        name: longer
        for name in names
        if (longer := tuple(o for o in names if o != name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", o)))
    }


def _speaks_of_country(country: str, content: str) -> bool:
    for longer in _longer_names().get(country, ()):
        content = content.replace(longer, " ")
    if re.search(rf"(?<!\w){re.escape(country)}(?!\w)", content):
        return True
    return any(_adjectives().get(word) == country for word in _words(content))


def speaks_of(name: str, text: str) -> bool:
    """Whether a text holds a name, its adjective, or what an acronym stands for.

    >>> speaks_of("Kenyan", "officers from Kenya"), speaks_of("Niger", "Nigerian law"), speaks_of("Chile", "children")
    (True, False, False)
    """
    lowered, content = name.lower(), " ".join(text.lower().split())
    if country := _country(lowered):
        return _speaks_of_country(country, content)
    if " " in lowered:
        return lowered in content
    if (long_form := _LONG_FORMS.get(lowered)) and long_form in content:
        return True
    words = _words(content)
    if lowered in words:
        return True
    if name.isupper() and len(name) >= 3:
        return any(_abbreviates(lowered, match.group().split()) for match in _NAME.finditer(text))
    beginning = lowered[: max(5, len(lowered) - 3)]
    return len(lowered) >= 6 and any(word.startswith(beginning) for word in words)


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"['’]s?$", "", match.group()) for match in WORD.finditer(text))


def _abbreviates(acronym: str, run: list[str]) -> bool:
    """Whether an acronym is made of the first letters of a run of words; small words may be left out."""
    ways = {0}
    for word in run:
        taken = {at + 1 for at in ways if at < len(acronym) and acronym[at] == word[0].lower()}
        ways = taken | (ways if word[0].islower() else set()) | {0}
    return len(acronym) in ways
