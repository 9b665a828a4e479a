"""How surely and how bindingly something is said: what may be, or should be, is not yet what is."""

from __future__ import annotations

import re

from store.sentences import split_sentences
from store.words import content_words, stem

_MAYBE = re.compile(
    # Not the month.
    r"\bmay\b|\b(?i:might|could|can|would|possib\w+|potential\w*|perhaps|probabl[ey]|likely|likelihood|"
    r"risk(?:s|ed|ing)?|seem\w*|appear(?:s|ed)? to|threaten\w*|prone|tend(?:s|ed)?)\b"
)
_DUTY = re.compile(r"\b(?:should|shall|must|ought)\b", re.I)
_STILL_MAYBE = re.compile(
    rf"{_MAYBE.pattern}|\b(?i:threats?|danger\w*|endanger\w*|ab(?:le|ility)|feasib\w+|opportunit\w+|permi\w+|allow\w*|"
    r"enabl\w+|if|unless|until|cannot|can['’]t)\b"
)
_STILL_DUTY = re.compile(
    rf"{_DUTY.pattern}|\b(?:need\w*|requir\w+|oblig\w+|dut(?:y|ies)|call\w*|urg\w+|encourag\w+|recommend\w*|request\w*|"
    r"invit\w+|appeal\w*|demand\w*|propos\w+|ask\w*|expect\w*|responsib\w+|(?:is|are|has|have) to)\b",
    re.I,
)
_BEFORE, _BEHIND = 2, 4
"""So many content words before and behind it are what a word such as "may" or "should" is said of."""


def is_stronger(sentence: str, source: str) -> bool:
    """Whether a sentence states as a fact what its source says may be, or should be.

    >>> is_stronger("Children are especially exposed.", "Children may be especially exposed to harm.")
    True
    >>> is_stronger("Children could be especially exposed.", "Children may be especially exposed to harm.")
    False
    """
    said = {stem(word.text) for word in content_words(sentence)}
    return any(
        not kept.search(sentence) and said & _governed(source, weaker)
        for weaker, kept in ((_MAYBE, _STILL_MAYBE), (_DUTY, _STILL_DUTY))
    )


def _governed(text: str, weaker: re.Pattern[str]) -> set[str]:
    """The stems of what words of a sort are said of, as far as their sentence goes."""
    found: set[str] = set()
    for start, end in split_sentences(text):
        words = list(content_words(text[start:end]))
        for match in weaker.finditer(text[start:end]):
            before = [word for word in words if word.end <= match.start()]
            behind = [word for word in words if word.start >= match.end()]
            found.update(stem(word.text) for word in (*before[max(0, len(before) - _BEFORE) :], *behind[:_BEHIND]))
    return found
