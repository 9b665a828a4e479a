"""Documents that a question describes and gives no symbol of: "the Council's 2025 resolution on climate change"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asked.held import find_document
from assistant.asked.names import CAPITALISED, names_in, speaks_of
from assistant.question import Question, ordinals_named, years_in
from store.library import Library
from store.model import Document
from store.words import STOP_WORDS, WORD, content_words

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_TYPES = {
    "resolution": ("resolution",),
    "decision": ("decision",),
    "note verbale": ("note verbale",),
    "agenda": ("agenda",),
    "general comment": ("general comment", "general recommendation"),
    "draft": ("draft",),
}
"""What a document is called whose type says so; anything else may be called a report."""

_NO_REPORTS = ("resolution", "decision", "note verbale", "general comment", "general recommendation", "corrigendum")

_HEAD = re.compile(
    rf"(?i:(?P<led>\b(?:in|according to|under|by|from|of|per)\s+)?\b(?P<whose>the|its|his|her|their)\s+)"
    rf"(?:(?P<issuer>{CAPITALISED}(?:(?: (?:of|on|for|and|the|in))* {CAPITALISED}){{0,8}})['’]s?\s+)?"
    rf"(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?:(?P<year>(?:19|20)\d\d)\s+)?"
    r"(?P<between>(?:[a-z][\w\-]*\s+){0,3}?)"
    r"(?P<noun>report|resolution|note verbale|decision|review|study|note|agenda|update|general comment|draft)\b",
)
_AFTER = re.compile(r"[\w’'\-]+|[^\w\s]")
_AUTHORS = re.compile(
    r"Secretary-General|High Commissioner|Rapporteur|Working Group|Independent Expert|Office|Secretariat"
)
"""Who writes documents that are issued under the name of a body."""

_ENOUGH = 1.5
"""A description has to agree with a document in so much: year, issuer, month, a word of the title count one each."""

_OF_SOMEONE = 1
"""So much more has to agree of "its report", which may be one of many."""

_TOO_MANY = 12
"""A description that fits more documents than this describes none."""


_LEAST_WORDS = 2
"""Content words that must be left when a description is taken out; fewer are no question."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a description agrees with a document, and how far into the text after its noun it goes on."""

    document: Document
    score: float
    end: int


def describe(question: Question, library: Library) -> Question:
    """A question with the documents it describes; what describes them is no longer looked for in passages.

    Args:
        question: One that gives no symbol; of another only the numbers are told.
        library: Where the documents are looked for.
    """
    if question.symbols:
        return _told(question, library)
    found = _described(question, library)
    # What a described document says of a numbered one is looked for in the first.
    return found if found.described else _told(question, library)


def _described(question: Question, library: Library) -> Question:
    numbers = [(each.start, each.end) for each in question.numbered]
    heads = [
        head for head in _HEAD.finditer(question.text) if not any(start < head.end() <= end for start, end in numbers)
    ]
    documents = library.documents() if heads else []
    asked, described, begun = question.text, [], len(question.text)
    for head in reversed(heads):
        anyone = not head["issuer"] and head["whose"].lower() != "the"
        fits = (_fit(head, question.text, document) for document in documents)
        best = _best([fit for fit in fits if fit], _ENOUGH + (_OF_SOMEONE if anyone else 0))
        if best:
            described += [fit.document.symbol for fit in best]
            it = "" if head["led"] else "it"
            # A description that reaches into one behind it takes that one's place.
            end = max(fit.end for fit in best)
            rest = asked[begun:].lstrip().removeprefix("it ") if end > begun else asked[end:]
            asked = f"{asked[: head.start()]} {it} {rest.lstrip(' ,')}"
            begun = head.start()
    if not described:
        return question
    asked = " ".join(asked.split())
    if sum(1 for _ in content_words(asked)) < _LEAST_WORDS:
        return replace(question, described=tuple(dict.fromkeys(described)))
    return replace(
        question,
        asked=asked,
        described=tuple(dict.fromkeys(described)),
        names=names_in(asked),
        years=years_in(asked),
        ordinals=ordinals_named(asked),
    )


def _told(question: Question, library: Library) -> Question:
    """A question with the symbols of what it names by number, as far as the library holds something of that number."""
    places, untold = dict(question.places), []
    for named in question.numbered:
        held = [document for symbol in named.possible if (document := find_document(library, str(symbol)))]
        for document in held:
            places[document.symbol] = places.get(document.symbol, ()) + named.locators
        untold += [] if held else [named]
    return replace(question, places=tuple(places.items()), numbered=tuple(untold))


def _fit(head: re.Match[str], text: str, document: Document) -> _Fit | None:
    if not _called(head["noun"], document.type):
        return None
    card = f"{document.title} {document.body} {document.session}"
    words = frozenset(map(_bare, WORD.findall(card)))
    score = 0.0
    if head["year"]:
        if document.date[:4] != head["year"] and head["year"] not in words:
            return None
        score += 1
    if head["month"]:
        if document.date[5:7] != f"{_MONTHS.index(head['month']) + 1:02}":
            return None
        score += 1
    if head["issuer"]:
        issued = _issued(head["issuer"], card, words)
        if not issued:
            return None
        score += issued
    score += sum(_bare(word.text) in words for word in content_words(head["between"]))
    goes_on, end = _goes_on(text, head.end(), words, document.date[:4])
    return _Fit(document, score + goes_on, end)


def _goes_on(text: str, begin: int, words: frozenset[str], year: str) -> tuple[float, int]:
    """How many words after the noun still describe the document, and where they end."""
    count, end = 0.0, begin
    for match in _AFTER.finditer(text, begin):
        word = match.group()
        bare = _bare(word)
        if bare in words or word == year or (word[0].isupper() and _AUTHORS.search(word)):
            if bare not in STOP_WORDS:
                count, end = count + 1, match.end()
        elif bare not in STOP_WORDS or not word.isalpha():
            break
    return count, end


def _called(noun: str, kind: str) -> bool:
    if noun in _TYPES:
        return any(name in kind for name in _TYPES[noun]) and ("draft" not in kind or noun == "draft")
    return not any(name in kind for name in _NO_REPORTS)


def _issued(issuer: str, card: str, words: frozenset[str]) -> float:
    named = [_bare(word.text) for word in content_words(issuer)]
    if words.issuperset(named) or speaks_of(issuer, card):
        return 1.0
    return 0.5 if _AUTHORS.search(issuer) else 0.0


def _bare(word: str) -> str:
    bare = re.sub(r"['’]s?$", "", word).lower()
    return bare[:-1] if bare.endswith("s") and len(bare) > 3 else bare


def _best(fits: Sequence[_Fit], enough: float) -> list[_Fit]:
    most = max((fit.score for fit in fits), default=0.0)
    best = [fit for fit in fits if fit.score == most]
    return best if most >= enough and len(best) <= _TOO_MANY else []
