"""What documents ask, and of whom: the sentences that recommendations rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answer import Citation
from assistant.drafting.authority import Authority
from assistant.drafting.outline import Selected, by_authority
from assistant.drafting.request import Requester
from store.sentences import split_sentences


class Addressee(StrEnum):
    """To whom a recommendation is addressed."""

    STATES = "States"
    BUSINESS = "Business enterprises"
    UNITED_NATIONS = "The United Nations system"
    STAKEHOLDERS = "Other stakeholders"
    UNNAMED = "Those whom it concerns: the source names nobody"

    @property
    def in_a_sentence(self) -> str:
        """Its name within a sentence."""
        return self.value if self is Addressee.STATES else f"{self.value[0].lower()}{self.value[1:]}"


OWN = {
    Requester.STATE: Addressee.STATES,
    Requester.UN_ENTITY: Addressee.UNITED_NATIONS,
    Requester.BUSINESS: Addressee.BUSINESS,
}
"""The addressee that a requester belongs to; it comes first."""

_STRONG = (
    r"calls? (?:up)?on|called (?:up)?on|calls? for|called for|urg(?:es?|ed)|should|must|ought to|moratorium|ban(?:ned)?"
)
_ASKS = re.compile(
    rf"\b(?:{_STRONG}|encourag(?:es?|ed)|recommend(?:s|ed)?|invit(?:es|ed)|stress(?:es|ed) (?:that|how|the need)|"
    r"need(?:s|ed)? to|are expected to|require[sd]? \w+)\b",
    re.I,
)
_OF_ITS_SUBJECT = re.compile(r"should|must|ought to|need(?:s|ed)? to|are expected to", re.I)
"""What asks something of whoever is named before it; the others, of whoever is named behind them."""

_ASKS_ANYBODY = re.compile(rf"\b(?:{_STRONG})\b", re.I)
"""What is a recommendation even where nobody is named."""

_WHOM = {
    Addressee.STATES: re.compile(
        r"\b(?:member |all )?states\b(?! parties to)|\bgovernments?\b|\bstates parties\b", re.I
    ),
    Addressee.BUSINESS: re.compile(
        r"\b(?:business(?:es)?|business enterprises?|enterprises|compan(?:y|ies)|corporations|private sector|"
        r"online platforms?|suppliers?)\b",
        re.I,
    ),
    Addressee.UNITED_NATIONS: re.compile(
        r"\b(?:united nations (?:itself|system|entit\w+)|un (?:entit\w+|system))\b", re.I
    ),
    Addressee.STAKEHOLDERS: re.compile(r"\b(?:stakeholders|civil society)\b", re.I),
}
_SPEAKERS = re.compile(
    r"\b(?:speakers?|panell?ists?|participants?|delegations?|moderators?|discussants?|attendees|"
    r"representatives? (?:of|from))\b(?P<said>.*\bthat\b)?",
    re.I | re.S,
)
"""Who spoke at a meeting; a report of it tells what they said, and recommends nothing itself."""

_REPORTED = re.compile(
    r"\b(?:argu(?:es?|ed)|claim(?:s|ed)?|contend(?:s|ed)?|alleg(?:es?|ed)|assert(?:s|ed)?|den(?:y|ies|ied)|asked|"
    r"ask whether|(?:it is|was|be) (?:false|untrue|wrong|not true)|opposed|objected)\b",
    re.I,
)
"""What somebody else holds; a document that reports it does not ask for it."""

_ASIDE = re.compile(
    r"(?:^|,\s*)(?:in (?:consultation|cooperation|co-operation|collaboration|partnership|coordination|dialogue) with|"
    r"(?:together|along|consistent|working) with|with|when|where|while|if|before|after|by|through|for|in order to|"
    r"as well as|including|given|under)\b[^,]*(?:,|$)",
    re.I,
)
"""Words about others, set apart by commas from whoever should do something."""

_WORDS = 8
"""Words that a sentence has at least; "States should act" advises nothing."""

_ITEM = re.compile(r"\([a-z]{1,4}\)\s")


@dataclass(frozen=True, slots=True)
class Call:
    """A sentence of a document that asks something of somebody.

    Attributes:
        addressee: Of whom.
        citations: The sentence, verbatim, and its place; before it the words that open its list, where it is an item.
    """

    addressee: Addressee
    citations: tuple[Citation, ...]


def asked_in(passages: Iterable[Selected]) -> list[Call]:
    """The sentences of passages that ask something, each once; those of the highest authority first.

    What is asked of nobody in particular counts only where a document of one of the named groups asks it.
    """
    groups = by_authority(passages)
    weak = {each.citation.symbol for each in groups.get(Authority.OTHER, [])}
    sentences = [
        replace(citation, quote=citation.quote[start:end])
        for held in groups.values()
        for each in held
        for citation in each.citations
        for start, end in split_sentences(citation.quote)
    ]
    openings = {paragraph_of(each): each for each in sentences if each.quote.endswith(":") and addressee_of(each.quote)}
    found: dict[str, Call] = {}
    for each in sentences:
        addressee, opening = addressee_of(each.quote), openings.get(paragraph_of(each))
        if each.quote in found or each.quote.endswith(":"):
            continue
        if addressee is Addressee.UNNAMED and each.symbol in weak:
            continue
        if addressee:
            found[each.quote] = Call(addressee, (each,))
        elif opening and _ITEM.match(each.quote) and (addressee := addressee_of(opening.quote)):
            found[each.quote] = Call(addressee, (opening, each))
    return list(found.values())


def paragraph_of(citation: Citation) -> tuple[str, str]:
    """The whole paragraph of a place: of a lettered part, the one that holds it."""
    return citation.symbol, citation.locator.partition(" (")[0]


def addressee_of(sentence: str) -> Addressee | None:
    """Of whom a sentence asks something; nothing where it asks nothing.

    >>> addressee_of("The Council calls upon States to publish their assessments without delay.").value
    'States'
    >>> addressee_of("The report was published in June and presented to the Council.")
    """
    asks = _ASKS.search(sentence)
    if asks is None or (len(sentence.split()) < _WORDS and not sentence.endswith(":")):
        return None
    before, after = sentence[: asks.start()], sentence[asks.end() :]
    speakers = _SPEAKERS.search(before)
    if speakers and (speakers["said"] or not _OF_ITS_SUBJECT.fullmatch(asks[0])):
        return None
    if _REPORTED.search(before):
        return None
    of_subject = _OF_ITS_SUBJECT.fullmatch(asks[0]) is not None
    told = (_ASIDE.sub(" ", before), after) if of_subject else (after, before)
    named: dict[Addressee, int] = {}
    for part in told:
        found = {whom: match.start() for whom, shape in _WHOM.items() if (match := shape.search(part))}
        named = named or found
    if named:
        return min(named, key=lambda whom: named[whom])
    return Addressee.UNNAMED if _ASKS_ANYBODY.search(sentence) else None


def grouped(asked: Sequence[Call], requester: Requester | None) -> dict[Addressee, list[Call]]:
    """What is asked by whom it is asked of, the requester's own group first."""
    own = OWN.get(requester) if requester else None
    order = sorted(Addressee, key=lambda whom: whom is not own)
    groups = {whom: [each for each in asked if each.addressee is whom] for whom in order}
    return {whom: held for whom, held in groups.items() if held}
