"""What a question counts, and whether a text gives a number of that: "How many States" wants a number of States."""

from __future__ import annotations

import re

from assistant.asked.wanted import Wanted, amounts_in
from assistant.question import Question
from assistant.retriever import Candidate
from store.words import content_words

_WORD = r"[\w'’\-]+"
_COUNTED = re.compile(
    rf"\b(?:how many|number of|count of)\s+(?:(?:of|the|its|their|those|these|all|more|further|other)\s+)*"
    rf"(?P<phrase>{_WORD}(?:\s+{_WORD}){{0,2}})",
    re.I,
)
_OF_WHICH = re.compile(rf"\bof (?:the |all |its |their |those |these )*(?P<phrase>{_WORD}(?:\s+{_WORD}){{0,2}})", re.I)
_ENDS = re.compile(
    r"(?i:has|have|had|is|are|was|were|be|been|do|does|did|can|could|may|might|must|shall|should|will|would|in|on|of|at|"
    r"to|by|for|from|with|between|during|since|until|under|over|after|before|per|a|an|the|this|that|these|those|who|"
    r"which|what|when|where|it|its|they|their|there|we|our|you|and|or|not|no|said|say|says|told|came|went|got|"
    r"took)|\w+ed|[A-Z]\w*['’]s"
)
"""Words that what is counted does not go beyond."""

_BEFORE = 30
_AFTER = 60
"""Characters before and after a number among which what it counts is named."""

_UNLIKE = 0.15
_ALIKE = 0.35
"""Similarities of a word in context: below the first it is about something else, from the second on about the same."""


def counted_by(question: str) -> tuple[str, ...]:
    """The words for what a question counts; none where it counts nothing, or that cannot be told.

    >>> counted_by("How many country teams had an adviser?"), counted_by("Of the staff, how many were women?")
    (('country', 'teams'), ('staff',))
    >>> counted_by("How far did it go?")
    ()
    """
    match = _COUNTED.search(question)
    if match is None:
        return ()
    words = _phrase(match["phrase"])
    if not words and (before := _OF_WHICH.search(question)):
        words = _phrase(before["phrase"])
    return words


def _phrase(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in text.split():
        if _ENDS.fullmatch(word):
            break
        found += [each.text for each in content_words(word)]
    return tuple(found)


def counted_in(question: Question, candidate: Candidate, start: int, end: int) -> float:
    """How well a part of a passage gives a number of what a question counts, 0 to 1; 1 for one that counts nothing.

    Args:
        question: What was asked.
        candidate: The passage.
        start: Where the part begins in its text.
        end: Where it ends.
    """
    counted = counted_by(question.text) if question.wanted is Wanted.NUMBER else ()
    columns = [column for column, word in enumerate(candidate.words) if word in counted]
    if not columns:
        return 1.0
    spans, best = candidate.match.spans, 0.0
    for first, last in amounts_in(candidate.passage.text[start:end]):
        near = (spans[:, 0] >= max(start, start + first - _BEFORE)) & (spans[:, 1] <= min(end, start + last + _AFTER))
        if near.any():
            best = max(best, float(candidate.match.similarities[near][:, columns].max()))
    return min(max((best - _UNLIKE) / (_ALIKE - _UNLIKE), 0.0), 1.0)
