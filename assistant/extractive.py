"""The answerer with no language model: the fewest verbatim sentences of a passage that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.asked.counted import counted_in
from assistant.asked.wanted import holds
from assistant.question import Question
from assistant.retriever import Candidate
from store.embeddings import PassageEmbeddings
from store.model import Passage
from store.sentences import split_sentences

SHORT = 60
"""A passage of at most so many words is quoted whole."""

_GAIN = 0.05
"""A neighbouring sentence is quoted too when it raises the coverage of the question by this much."""

_NEAR = 0.93
"""Another sentence is quoted as well when its score is at least this share of the best one's."""

LIST = 150
"""Words of a list that is quoted whole with the sentence that opens it; of a longer one, the item that answers best."""

_LEANING = re.compile(
    r"^(?:It|They|He|She|This|These|Those|That|Such|His|Her|Their|Its|In this regard|In that regard|However|Moreover|"
    r"Furthermore|In addition|Also|For example|For instance|As a result|Consequently|Therefore)\b"
)


_HEADS = 2
"""Lines of a table that are quoted with the row that answers: its caption and the heads of its columns."""

_ITEM = re.compile(r"\([a-z0-9]{1,4}\)\s|[•–-]\s")


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


def quote(
    question: Question, candidate: Candidate, vector: NDArray[np.float32], model: PassageEmbeddings
) -> list[Quotation]:
    """The parts of a passage that answer best: usually one stretch, at most two.

    Args:
        question: What was asked.
        candidate: The passage.
        vector: The question's unit vector.
        model: The model that made it.
    """
    passage = candidate.passage
    text = passage.text
    spans = split_sentences(text)
    if len(text.split()) <= SHORT or len(spans) <= 1:
        return [stretch(passage, 0, len(spans) - 1)]
    scores = _scores(question, candidate, spans, vector, model)
    best = int(np.argmax(scores))
    if is_table(text):
        rows = [index for index in range(_HEADS, len(spans)) if " | " in text[slice(*spans[index])]] or [best]
        best = max(rows, key=lambda index: scores[index])
        heads = min(_HEADS, best)
        return [*([stretch(passage, 0, heads - 1)] if heads else []), stretch(passage, best, best)]
    stretches = _whole(candidate, spans, best)
    second = max((index for index in range(len(spans)) if index != best), key=lambda index: scores[index])
    if len(stretches) == 1 and scores[second] >= _NEAR * scores[best]:
        stretches += _whole(candidate, spans, second)
    return [stretch(passage, first, last) for first, last in _merged(stretches)]


def _scores(
    question: Question,
    candidate: Candidate,
    spans: Sequence[tuple[int, int]],
    vector: NDArray[np.float32],
    model: PassageEmbeddings,
) -> list[float]:
    """How well each sentence answers: by its words, its meaning, and whether it holds the kind of thing wanted."""
    text = candidate.passage.text
    cosines = np.asarray(model.embed_documents([text[start:end] for start, end in spans]), dtype=np.float32) @ vector
    return [
        0.5 * candidate.coverage_in(start, end)
        + 0.5 * float(cosine)
        + 0.15 * counted_in(question, candidate, start, end) * holds(question.wanted, text[start:end])
        for (start, end), cosine in zip(spans, cosines, strict=True)
    ]


def is_table(text: str) -> bool:
    """Whether a passage is a table: most of its lines have cells."""
    lines = text.split("\n")
    return len(lines) > 2 and sum(" | " in line for line in lines) > len(lines) / 2


def _whole(candidate: Candidate, spans: Sequence[tuple[int, int]], best: int) -> list[tuple[int, int]]:
    """A sentence with what it needs to be understood: what it leans on, the list it opens, or what opens its list."""
    text = candidate.passage.text
    if is_item(text, spans[best]):
        opening = opening_of(text, spans, best)
        return [*([] if opening is None else [(opening, opening)]), (best, best)]
    opens = text[: spans[best][1]].endswith(":")
    first, last = (best, best) if opens else _widen(candidate, spans, best, best)
    if first and leans(text[spans[first][0] :]):
        first = _opening(text, spans, first)
    items = _items(text, spans, last) if text[: spans[last][1]].endswith(":") else []
    if not items or len(text[spans[first][0] : spans[items[-1][1]][1]].split()) <= LIST:
        return [(first, items[-1][1] if items else last)]
    return [(first, last), max(items, key=lambda item: candidate.coverage_in(spans[item[0]][0], spans[item[1]][1]))]


def _items(text: str, spans: Sequence[tuple[int, int]], opens: int) -> list[tuple[int, int]]:
    """First and last sentence of each item of the list that a sentence opens, or of what follows it and is no list."""
    begins = [index for index in range(opens + 1, len(spans)) if is_item(text, spans[index])]
    if not begins or begins[0] != opens + 1:
        return [(opens + 1, opens + 1)] if opens + 1 < len(spans) else []
    ends = [index - 1 for index in begins[1:]]
    # The last item ends with its line: what stands on a line of its own after it is no part of the list.
    after = (
        index for index in range(begins[-1], len(spans) - 1) if "\n" in text[spans[index][1] : spans[index + 1][0]]
    )
    return list(zip(begins, [*ends, next(after, len(spans) - 1)], strict=True))


def opening_of(text: str, spans: Sequence[tuple[int, int]], item: int) -> int | None:
    """The sentence that opens the list of an item, where it is short enough to go with it."""
    before = next((index for index in range(item - 1, -1, -1) if not is_item(text, spans[index])), None)
    if before is None or len(text[slice(*spans[before])].split()) > 2 * SHORT:
        return None
    return before


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that touch, as one; in reading order."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def leans(text: str) -> bool:
    """Whether a text opens with a word that points to what stands before it."""
    return bool(_LEANING.match(text))


def _widen(candidate: Candidate, spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Take in the neighbour that adds most of what the question asks, if it adds enough."""
    have = candidate.coverage_in(spans[first][0], spans[last][1])
    options = [(low, high) for low, high in ((first - 1, last), (first, last + 1)) if low >= 0 and high < len(spans)]
    gains = [(candidate.coverage_in(spans[low][0], spans[high][1]) - have, low, high) for low, high in options]
    gain, low, high = max(gains, default=(0.0, first, last))
    return (low, high) if gain >= _GAIN else (first, last)


def is_item(text: str, span: tuple[int, int]) -> bool:
    """Whether a sentence is an item of a list: on a line of its own, with a letter or a bullet."""
    return bool(_ITEM.match(text[span[0] : span[1]])) and span[0] > 0 and text[span[0] - 1] == "\n"


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
