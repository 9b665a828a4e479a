"""The words of a passage that speak to an issue, never a lead-in without its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.extractive import LIST, Quotation, is_item, is_table, opening_of, quote, stretch
from assistant.language.instructions import speaks_to_a_model
from assistant.question import Question
from assistant.retriever import Candidate
from store.embeddings import PassageEmbeddings
from store.model import Passage
from store.sentences import Span, split_sentences


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a passage.

    Attributes:
        quotation: What speaks to the issue.
        opening: What it is not understood without, where that stands apart: the words that open its list, or the heads
            of its table.
    """

    quotation: Quotation
    opening: Quotation | None = None


def words_for(
    question: Question, candidate: Candidate, vector: NDArray[np.float32], model: PassageEmbeddings
) -> list[Words]:
    """The words of a passage that speak to an issue, of each place one stretch; none that speak to a model.

    Args:
        question: What is looked for.
        candidate: The passage.
        vector: The question's unit vector.
        model: The model that made it.
    """
    passage = candidate.passage
    quoted = quote(question, candidate, vector, model)
    if is_table(passage.text):
        found = [Words(quoted[-1], quoted[0] if len(quoted) > 1 else None)]
    else:
        spans = split_sentences(passage.text)
        ranges = [_range(passage.text, spans, each) for each in quoted]
        openings = {
            opening_of(passage.text, spans, first) for first, _ in ranges if is_item(passage.text, spans[first])
        }
        apart = [(first, last) for first, last in ranges if first != last or last not in openings]
        found = _joined(passage, [_filled(passage, spans, each, vector, model) for each in apart])
    return [each for each in found if not _speaks_to_a_model(each)]


def opening_at(passage: Passage, start: int) -> Quotation | None:
    """The words that open the list of an item, which begins there; nothing where none does."""
    spans = split_sentences(passage.text)
    item = next((index for index, span in enumerate(spans) if span[0] == start), None)
    if item is None or not is_item(passage.text, spans[item]):
        return None
    opening = opening_of(passage.text, spans, item)
    return None if opening is None else stretch(passage, opening, opening)


def _joined(passage: Passage, ranges: Sequence[Span]) -> list[Words]:
    """Of each place one stretch: two that are near each other with what stands between them, else the first."""
    found: dict[str, Span] = {}
    for first, last in ranges:
        place = stretch(passage, first, last).locator
        begun = found.setdefault(place, (first, last))
        whole = stretch(passage, min(begun[0], first), max(begun[1], last))
        if whole.locator == place and len(whole.text.split()) <= LIST:
            found[place] = (min(begun[0], first), max(begun[1], last))
    spans = split_sentences(passage.text)
    return [Words(stretch(passage, *each), opening_at(passage, spans[each[0]][0])) for each in found.values()]


def _range(text: str, spans: Sequence[Span], quotation: Quotation) -> tuple[int, int]:
    """The first and the last sentence of a quotation."""
    start = text.index(quotation.text)
    first = next((index for index, span in enumerate(spans) if span[0] == start), 0)
    return first, first + len(quotation.sentences) - 1


def _filled(
    passage: Passage, spans: Sequence[Span], found: Span, vector: NDArray[np.float32], model: PassageEmbeddings
) -> Span:
    """Sentences that do not end in a colon: of the list that they open, the item that comes nearest."""
    first, last = found
    text = passage.text
    if not text[: spans[last][1]].endswith(":") or last + 1 == len(spans):
        return found
    items = []
    for index in range(last + 1, len(spans)):
        if not is_item(text, spans[index]):
            break
        items.append(index)
    if not items:
        return first, last + 1
    near = np.asarray(model.embed_documents([text[slice(*spans[index])] for index in items]), dtype=np.float32) @ vector
    best = items[int(np.argmax(near))]
    return (first, best) if best == last + 1 else (best, best)


def _speaks_to_a_model(words: Words) -> bool:
    return any(speaks_to_a_model(each.text) for each in (words.quotation, words.opening) if each)
