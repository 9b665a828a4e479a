"""What of a model's text is a sentence that can be checked and shown: whole, no lead-in, not about "the passage"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import NOT_ANSWERED
from assistant.language.marks import Marked, ends_in_mark, read_marks
from store.words import plain, words_in

_REFUSES = re.compile(
    r"\W*(?:(?:unfortunately|sorry|based on|none of|the|these|those|this|given|provided|available|numbered)\W+)*"
    r"(?:(?:passages?|library|sources?|context|documents?|texts?|information)\b.{0,60}"
    r"\b(?:do(?:es)? not|don['’]t|doesn['’]t|cannot|can['’]t|insufficient|lacks?|not enough)\b"
    r".{0,40}\b(?:answers?|contain|provide|mention|address|include|specify|information|enough)\b"
    r"|I\b.{0,20}\b(?:cannot|can['’]t|am unable|am not able|do not|don['’]t)\b)",
    re.I,
)
"""How models say in their own words that they cannot answer."""

_SENTINEL = plain(NOT_ANSWERED).rstrip(".")
_LAST_SIGNS = ".!?…。！？؟\"'”’»)"
_ALIKE = 0.8
"""Two sentences that share this much of their words say the same."""

_GIVEN = r"(?:(?:provided|given|numbered|above|following|cited|first|second|third|last|same|other)\s+)?"
_PASSAGES = rf"(?:(?:the|this|these|that|those|all|both|each)\s+)?{_GIVEN}(?:passages?|sources?|context)(?:\s+\d+)?"
_SAYS = (
    r"(?:states?|says?|notes?|mentions?|indicates?|explains?|suggests?|shows?|emphasi[sz]es?|highlights?|stress(?:es)?|"
    r"affirms?|observes?|makes? (?:it )?clear|points? out|specif(?:y|ies)|reports?|reads?)"
)
_OPENING = re.compile(
    rf"(?:(?:according to|as \w+ (?:in|by)|based on|in|from|per)\s+{_PASSAGES}(?:\s+(?:provided|given|above))?,\s*"
    rf"|{_PASSAGES}\s+(?:(?:also|further|clearly|explicitly|specifically)\s+)?{_SAYS},?\s+that\s+)",
    re.I,
)
"""What may stand before a sentence that a model reports: "The passage states that", "According to passage 1,"."""

_OF_PASSAGES = re.compile(
    rf"\b(?:(?:the|this|these|those|all|both|each)\s+{_GIVEN}passages?\b(?!\s+(?:of|through|to|from|into|between)\b)"
    r"|passage\s+\d)",
    re.I,
)
"""Readers see no passages; and a passage asks for nothing, but whoever speaks in it."""


def complete_sentences(text: str, *, ended: bool) -> list[Marked]:
    """The sentences of a model's text that cannot grow any more; one that is cut off where the text ends is none.

    Args:
        text: What has come so far.
        ended: Whether no more comes.
    """
    if not ended:
        # Half a word may look like the beginning of another sentence.
        return read_marks(text[: max(text.rfind(" "), text.rfind("\n")) + 1])[:-1]
    sentences = read_marks(text)
    if sentences and not (
        sentences[-1].text[-1] in _LAST_SIGNS or ends_in_mark(text) or is_refusal(sentences[-1].text)
    ):
        return sentences[:-1]
    return sentences


def is_refusal(sentence: str) -> bool:
    """Whether a model says that it cannot answer.

    >>> is_refusal("The passages do not mention it."), is_refusal("The report does not mention it.")
    (True, False)
    """
    return _SENTINEL in plain(sentence) or bool(_REFUSES.match(sentence))


def reworded(sentence: str) -> str:
    """A sentence as it can be shown, without "The passage states that"; empty where it is none.

    None are lead-ins to a list, items that only go on from one, and what is said of "the passage" itself.

    >>> reworded("The passage states that States act;"), reworded("The Assembly makes four calls:"), reworded("to act;")
    ('States act.', '', '')
    """
    bare = sentence
    while opening := _OPENING.match(bare):
        bare = bare[opening.end() :]
        bare = bare[:1].upper() + bare[1:]
    bare = re.sub(r"[;,]$", ".", bare)
    if not bare or bare[0].islower() or bare[-1] in ":：" or _OF_PASSAGES.search(bare):
        return ""
    return bare


def is_repeated(sentence: str, before: Iterable[str]) -> bool:
    """Whether a sentence only says again what stands before it."""
    words = words_in(sentence)
    return any(len(words & (other := words_in(each))) >= _ALIKE * len(words | other) for each in before)
