"""Which candidates speak of what is asked for: "And encryption?" turns to encryption; a document may be missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked.held import find_document
from assistant.asked.names import speaks_of
from assistant.question import Question
from assistant.retriever import Candidate
from ingest.references import Reference, find_references
from ingest.symbols import same
from store.library import Library
from store.model import Passage
from store.words import content_words

_TURN = re.compile(
    r"(?:(?:and|but|so)\s+)?(?:(?:what|how)\s+about\s+)?(?P<to>(?:(?:in|on|of|for|at|by|with|about|the)\s+)*"
    r"[\w'’\-]+(?:\s+[\w'’\-]+)?)\W*",
    re.I,
)
"""A few opening words, and one or two for what it turns to: there is no room for a verb."""


def turns_with(question: Question, text: str) -> bool:
    """Whether a text speaks of what a question turns to; every text does of one that is no such follow-up."""
    turn = _TURN.fullmatch(question.text) if question.carried else None
    own = [word.text for word in content_words(turn["to"])] if turn else []
    return not own or any(speaks_of(word, text) for word in own)


def turned_to(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that speak of what a follow-up turns to; all of them where none does."""
    return [each for each in candidates if turns_with(question, each.passage.text)] or list(candidates)


def speaking_of(question: Question, candidates: list[Candidate], library: Library) -> list[Candidate]:
    """Of a question whose documents are all missing from the library, the passages that speak of those documents."""
    named: list[str | Reference] = [*question.symbols, *question.numbered]
    if not named or any(find_document(library, symbol) for symbol in question.symbols):
        return candidates
    return [candidate for candidate in candidates if any(_speaks_of(candidate.passage, each) for each in named)]


def _speaks_of(passage: Passage, named: str | Reference) -> bool:
    """Whether a passage speaks of the document that a question names, by its symbol or by its number."""
    if isinstance(named, Reference) and not named.possible and not named.kind.startswith("general"):
        # Of another organisation, or a case: written in many ways, but with this number.
        return bool(re.search(rf"(?<![\d/]){re.escape(named.number)}(?![\d/])", passage.text))
    symbols = (named,) if isinstance(named, str) else named.possible
    for found in find_references(passage.text, passage.symbol):
        if found.symbol and any(same(found.symbol, symbol) for symbol in symbols):
            return True
        same_number = isinstance(named, Reference) and (found.kind, found.number) == (named.kind, named.number)
        if same_number and not found.symbol:
            return True
    return False
