"""The answerer with no language model: the fewest verbatim sentences of a passage that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question
from assistant.retriever import Candidate
from assistant.wanted import holds
from store.embeddings import PassageEmbeddings
from store.model import Passage
from store.sentences import split_sentences

SHORT = 45
"""A passage of at most so many words is quoted whole."""

_GAIN = 0.06
"""A neighbouring sentence is quoted too when it raises the coverage of the question by this much."""

_LEANING = re.compile(
    r"^(?:It|They|He|She|This|These|Those|That|Such|His|Her|Their|Its|In this regard|In that regard|However|Moreover|"
    r"Furthermore|In addition|Also|For example|For instance|As a result|Consequently|Therefore)\b"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a passage, verbatim.

    Attributes:
        passage: Where they stand.
        locator: The innermost part of the passage that holds them.
        sentences: Each as it stands in the passage; together they are one stretch of it.
        text: That stretch.
    """

    passage: Passage
    locator: str
    sentences: tuple[str, ...]
    text: str


def quote(question: Question, candidate: Candidate, vector: NDArray[np.float32], model: PassageEmbeddings) -> Quotation:
    """The part of a passage that answers best.

    Args:
        question: What was asked.
        candidate: The passage.
        vector: The question's unit vector.
        model: The model that made it.
    """
    text = candidate.passage.text
    spans = split_sentences(text)
    if len(text.split()) <= SHORT or len(spans) <= 1:
        return stretch(candidate.passage, 0, len(spans) - 1)
    cosines = np.asarray(model.embed_documents([text[start:end] for start, end in spans]), dtype=np.float32) @ vector
    scores = [
        0.5 * candidate.coverage_in(start, end)
        + 0.5 * float(cosine)
        + (0.1 if holds(question.wanted, text[start:end]) else 0.0)
        for (start, end), cosine in zip(spans, cosines, strict=True)
    ]
    first = last = int(np.argmax(scores))
    first, last = _widen(candidate, spans, first, last)
    if first and (_LEANING.match(text[spans[first][0] :]) or _is_item(text, spans[first])):
        first = _opening(text, spans, first)
    return stretch(candidate.passage, first, last)


def _widen(candidate: Candidate, spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Take in the neighbour that adds most of what the question asks, if it adds enough."""
    have = candidate.coverage_in(spans[first][0], spans[last][1])
    options = [(low, high) for low, high in ((first - 1, last), (first, last + 1)) if low >= 0 and high < len(spans)]
    gains = [(candidate.coverage_in(spans[low][0], spans[high][1]) - have, low, high) for low, high in options]
    gain, low, high = max(gains, default=(0.0, first, last))
    return (low, high) if gain >= _GAIN else (first, last)


def _is_item(text: str, span: tuple[int, int]) -> bool:
    return bool(re.match(r"\([a-z0-9]{1,4}\)\s", text[span[0] : span[1]])) and span[0] > 0 and text[span[0] - 1] == "\n"


def _opening(text: str, spans: Sequence[tuple[int, int]], first: int) -> int:
    """The sentence before one that leans on it; a list item keeps the words that open its list when they are next."""
    before = spans[first - 1]
    return first - 1 if len(text[before[0] : before[1]].split()) <= 2 * SHORT else first


def stretch(passage: Passage, first: int, last: int) -> Quotation:
    """The sentences of a passage from one to another, both included, as a quotation."""
    spans = split_sentences(passage.text)[first : last + 1]
    if not spans:
        return Quotation(passage, passage.locator, (passage.text,), passage.text)
    start, end = spans[0][0], spans[-1][1]
    return Quotation(
        passage=passage,
        locator=innermost(passage, start, end),
        sentences=tuple(passage.text[left:right] for left, right in spans),
        text=passage.text[start:end],
    )


def innermost(passage: Passage, start: int, end: int) -> str:
    """The locator of the smallest lettered part that holds a stretch of a passage, or of the passage."""
    inside = [part for part in passage.subparagraphs if part.start <= start and end <= part.end]
    return min(inside, key=lambda part: part.end - part.start).locator if inside else passage.locator
