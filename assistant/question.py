"""What a question demands: documents and places it names, names and numbers that must be there, the kind of answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.asked.names import names_in
from assistant.asked.wanted import Wanted, wanted_by
from ingest.grammar.numerals import ORDINAL_VALUES
from ingest.pinpoints import Locator
from ingest.references import Place, Reference, find_places, find_references
from ingest.symbols import same
from store.words import content_words


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what it demands.

    Attributes:
        text: As asked.
        carried: Of a follow-up, the subject of the question it follows.
        cited: Of a follow-up, symbol and locator of what the answer before it cites: what it asks is probably near.
        kept_to: Of a follow-up, the documents that the conversation has named: it asks of them what they answer.
        described: Symbols of the documents that it describes without naming them, any of which it may mean.
        asked: The question without what describes them, where it does.
        places: The documents it names, in order, each with the places in it that it names.
        numbered: The resolutions and general comments it names by numbers that tell no symbol.
        locators: Places it names apart from any document, or of the one document it names places in.
        names: Names that an answer must be about: States, bodies, people, places, acronyms.
        numbers: Numbers it gives, without separators of thousands; years are apart.
        years: Years it gives.
        ordinals: Which of a series of sessions, meetings and the like it names.
        wanted: The kind of answer.
    """

    text: str
    carried: str = ""
    cited: tuple[tuple[str, str], ...] = ()
    kept_to: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    asked: str = ""
    places: tuple[tuple[str, tuple[Locator, ...]], ...] = ()
    numbered: tuple[Reference, ...] = ()
    locators: tuple[Locator, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()
    wanted: Wanted = Wanted.ANYTHING

    @property
    def symbols(self) -> tuple[str, ...]:
        """The documents it names, in order."""
        return tuple(symbol for symbol, _ in self.places)

    @property
    def documents(self) -> tuple[str, ...]:
        """Of a follow-up, the documents cited before: it is probably about them."""
        return tuple(dict.fromkeys(symbol for symbol, _ in self.cited))

    @property
    def subject(self) -> str:
        """The question without the documents and places it names: what is left to search for."""
        text = self.asked or self.text
        return strip_references(text) or text

    @property
    def within(self) -> Locator | None:
        """The part of a document, a draft resolution or an annex, in which what it asks for is to be found."""
        part = self.locators[0] if len(self.locators) == 1 and not self.locators[0].kind else None
        return part if part and any(content_words(self.subject)) else None

    @property
    def standalone(self) -> str:
        """The question to be read beside a passage: its subject, and what it carries over."""
        return f"{self.subject} {self.carried}".strip()


_NUMBER = re.compile(r"(?<![\w/.])\d+(?:[,  ]\d{3})*(?:\.\d+)?(?![\w/])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINAL = rf"(?:{'|'.join(sorted(ORDINAL_VALUES, key=len, reverse=True))}|\d+(?:st|nd|rd|th))"
_OF_A_SERIES = re.compile(
    rf"\b({_ORDINAL}) (?:\w+ ){{0,2}}(?:sessions?|meetings?|conference|forum|congress|summit|cycle|round|edition)\b",
    re.I,
)


def parse_question(text: str) -> Question:
    """Read a question; never raises, whatever the text."""
    text = " ".join(text.split())
    references = find_references(text)
    places: dict[str, tuple[Locator, ...]] = {}
    for found in references:
        if found.symbol:
            places[str(found.symbol)] = places.get(str(found.symbol), ()) + found.locators
    named = list(dict.fromkeys(locators for locators in places.values() if locators))
    bare = strip_references(text)
    years = years_in(bare)
    return Question(
        text=text,
        places=tuple(places.items()),
        numbered=tuple(found for found in references if _is_asked_about(found, text, places)),
        locators=named[0] if len(named) == 1 else () if named else _loose_locators(text),
        names=names_in(bare),
        numbers=tuple(
            dict.fromkeys(number for found in _NUMBER.findall(bare) if (number := plain_number(found)) not in years)
        ),
        years=years,
        ordinals=ordinals_named(bare),
        wanted=wanted_by(bare),
    )


_AS_CONTEXT = re.compile(
    r"\b(?:pursuant to|in accordance with|in response to|in line with|in follow-up to|further to|"
    r"as requested (?:in|by)|(?:submitted|prepared|requested|mandated|established|issued|presented|"
    r"drawn up|called for|made|created|set up|appointed|commissioned|convened)"
    r"(?: \w+){0,3} (?:under|by|in|to|of|with))(?: the| its)?\s*$",
    re.I,
)
"""What says of a document why it was written: "the report submitted pursuant to resolution 51/3"."""


def _is_asked_about(found: Reference, text: str, named: Iterable[str]) -> bool:
    """Whether a question asks about what it names by a number that tells no symbol, and gives no symbol for it too."""
    if found.symbol or _AS_CONTEXT.search(text[: found.start]):
        return False
    return not any(same(symbol, each) for symbol in named for each in found.possible)


def plain_number(text: str) -> str:
    """A number without separators of thousands.

    >>> plain_number("1,250.5")
    '1250.5'
    """
    return re.sub(r"(?<=\d)[,  ](?=\d{3}\b)", "", text)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, without separators of thousands."""
    return frozenset(plain_number(found) for found in _NUMBER.findall(text))


def years_in(text: str) -> tuple[str, ...]:
    """The years of a text, each once, in order; not those in the names of resolutions.

    >>> years_in("In 2024, after resolution 2776 (2025), as in 2024")
    ('2024',)
    """
    return tuple(dict.fromkeys(_YEAR.findall(re.sub(r"\d \(\d{4}\)", " ", text))))


def ordinals_named(question: str) -> tuple[int, ...]:
    """Which of a series of sessions, meetings and the like a question names.

    >>> ordinals_named("Who chaired the forty-ninth session of the first committee?")
    (49,)
    """
    return tuple(dict.fromkeys(_ordinal(found[1]) for found in _OF_A_SERIES.finditer(question)))


def ordinals_in(text: str) -> frozenset[int]:
    """The ordinal numbers of a text, in words or figures.

    >>> sorted(ordinals_in("from the 2nd to the thirty-seventh meeting"))
    [2, 37]
    """
    return frozenset(_ordinal(found) for found in re.findall(rf"\b{_ORDINAL}\b", text, re.I))


def _ordinal(word: str) -> int:
    return ORDINAL_VALUES.get(word.lower()) or int(re.sub(r"\D", "", word))


_BEFORE_PLACE = re.compile(r"(?:\b(?:in|of|from|under|to|by|and|operative|preambular)\s+)+$", re.I)


def strip_references(text: str) -> str:
    """A question without the documents and places in it, so that they are not searched for as words."""
    named = [(found.start, found.end) for found in find_references(text)]
    named += [(place.start, place.end) for place in _numbered_places(text)]
    kept, end = "", len(text)
    for start, stop in sorted(named, reverse=True):
        if stop <= end:
            kept, end = f" {text[stop:end]}{kept}", len(_BEFORE_PLACE.sub("", text[:start]))
    return " ".join((text[:end] + kept).split()).strip(" ,;")


def _numbered_places(text: str) -> list[Place]:
    """Places with a number: "an annex" and "a table" of a question are none."""
    return [
        place for place in find_places(text) if any(locator.number or " " in locator.part for locator in place.locators)
    ]


def _loose_locators(text: str) -> tuple[Locator, ...]:
    """Places named apart from any symbol: "in that report, what does paragraph 7 say?"."""
    places = [
        place for place in _numbered_places(text) if place.locators[0].kind or _NUMBERED.search(place.locators[0].part)
    ]
    return places[0].locators if places else ()


_NUMBERED = re.compile(r" (?:[IVXL]+|\d+|[A-Z]|one|two|three|four|five)$")
_LONGEST_CARRIED = 300
_SHORT = 8
"""A question in a conversation of so few words is not asked by itself: "Which region saw the steepest drop?"."""

_SHORT_WITH_NAMES = 5
_BACK = re.compile(
    r"^(?:and|but|so|also|what about|how about|then)\b|"
    r"\b(?:it|its|they|them|their|theirs|that|those|these|this|he|she|his|her|him|there|same|such|"
    r"the former|the latter|"
    r"the (?:report|document|resolution|meeting|session|committee|paragraph|country|forum))\b",
    re.I,
)


def leans_back(text: str) -> bool:
    """Whether a question in a conversation needs what was said before to be understood."""
    parsed = parse_question(text)
    if parsed.symbols:
        return False
    return bool(_BACK.search(text)) or len(text.split()) <= (_SHORT_WITH_NAMES if parsed.names else _SHORT)


def follow_up(text: str, before: Question, cited: tuple[tuple[str, str], ...]) -> Question:
    """A question in a conversation, with the subject of the one before it where it leans on that.

    Args:
        text: As asked.
        before: The question before it.
        cited: The places cited in answer to that, symbol and locator.
    """
    question = parse_question(text)
    if not leans_back(text):
        return question
    subject = " ".join(part for part in (before.subject.rstrip("?. "), before.carried) if part)
    return replace(
        question,
        carried=subject[:_LONGEST_CARRIED],
        cited=cited or before.cited,
        kept_to=before.symbols or before.kept_to,
    )
