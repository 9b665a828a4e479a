"""Passages for an issue: what the chain retrieves and judges, quoted; more than an answer to a question would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answer import Citation
from assistant.answering.statements import Judged
from assistant.chain import LONGEST_QUESTION, exchange
from assistant.citations import cite
from assistant.drafting.authority import authority_in
from assistant.drafting.outline import Selected
from assistant.drafting.quoting import Words, opening_at, words_for
from assistant.judging.judge import calibration, select
from assistant.question import Question
from assistant.verify import is_verbatim
from store.library import Library
from store.model import Document

THRESHOLD = 0.65
"""An issue has passages from this likelihood on: lower than for an answer, since whoever drafts reads each of them."""

_FLOOR = 0.3
"""Cosine that the best passage must come to where its likelihood is below that of an answer."""

_MARGIN = 0.06
"""A further passage is taken when its likelihood is at least this share of the best one's."""

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        passages: What speaks to it, the best first.
        nearest: Where nothing does, what came nearest.
        missing: What is missing, in a sentence; may be empty.
    """

    passages: tuple[Selected, ...] = ()
    nearest: tuple[Selected, ...] = ()
    missing: str = ""


class PassageFinder:
    """Finds passages in a library; what was searched for once is not searched for again.

    Args:
        library: Where.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sought: dict[str, _Sought] = {}

    def find(self, searches: Sequence[str], most: int) -> Found:
        """Search with each question and take the best of each in turn; the likeliest of those taken come first.

        Args:
            searches: Questions, each to be understood alone.
            most: Passages at most.
        """
        sought = [self._search(search[:LONGEST_QUESTION]) for search in searches]
        passages = _in_turn([each.passages for each in sought])
        if passages:
            likeliest = tuple(sorted(passages[:most], key=lambda each: -each.likelihood))
            return Found(likeliest, missing=" ".join(dict.fromkeys(each.missing for each in sought if each.missing)))
        nearest = _in_turn([self._quoted(each.question, each.judged[:_NEAREST]) for each in sought])[:_NEAREST]
        return Found(nearest=nearest, missing=next((each.missing for each in sought if each.missing), ""))

    def _search(self, search: str) -> _Sought:
        if search not in self._sought:
            self._sought[search] = self._find(search)
        return self._sought[search]

    def _find(self, search: str) -> _Sought:
        done = exchange(self._library, search)
        question, findings, judged = done["question"], done["findings"], done["judged"]
        if findings.statements and not findings.searched:
            held = [each.citation for each in findings.statements if is_verbatim(each.citation, self._library)]
            looked_up = tuple(_looked_up(self._library, each) for each in held)
            return _Sought(question, (), looked_up, findings.missing)
        chosen = replace(calibration(), margin=_MARGIN, threshold=THRESHOLD, most=len(judged))
        picked = [judged[index] for index in select([each.verdict for each in judged], chosen)]
        if picked and not _speaks_to_it(judged):
            picked = []
        return _Sought(question, judged, self._quoted(question, picked), findings.missing)

    def _quoted(self, question: Question, found: Sequence[Judged]) -> tuple[Selected, ...]:
        return tuple(each for one in found for each in _quoted(self._library, question, one))


@dataclass(frozen=True, slots=True)
class _Sought:
    """What one question found: the passages that speak to it, of those that were judged, and what is missing."""

    question: Question
    judged: Sequence[Judged]
    passages: tuple[Selected, ...]
    missing: str


def _in_turn(lists: Iterable[Sequence[Selected]]) -> tuple[Selected, ...]:
    """The first of each list, then the second of each; of one place the words that are likelier to answer."""
    ranked = [(rank, search, each) for search, held in enumerate(lists) for rank, each in enumerate(held)]
    best: dict[str, Selected] = {}
    for _, _, each in sorted(ranked, key=lambda entry: entry[:2]):
        known = best.get(each.key)
        if known is None or known.likelihood < each.likelihood:
            best[each.key] = each
    return tuple(best.values())


def _speaks_to_it(judged: Sequence[Judged]) -> bool:
    best = max(judged, key=lambda each: each.verdict.answers).verdict
    return best.answered >= calibration().threshold or max(each.verdict.cosine for each in judged) >= _FLOOR


def _quoted(library: Library, question: Question, one: Judged) -> list[Selected]:
    """The words of a passage that speak to a question, each stretch by itself; none that speak to a model."""
    candidate = one.candidate
    document = library.document(candidate.passage.symbol, candidate.passage.language)
    if document is None:
        return []
    vector = np.asarray(library.embeddings.embed_query(question.subject), dtype=np.float32)
    likelihood = round(one.verdict.answers, 4)
    return [
        selected
        for words in words_for(question, candidate, vector, library.embeddings)
        if (selected := _of_words(library, document, words, likelihood))
    ]


def _of_words(library: Library, document: Document, words: Words, likelihood: float) -> Selected | None:
    """Words of a passage with their place; nothing where the library does not hold them there."""
    citation, opening = (
        cite(0, document, each.passage, each.text, each.locator) if each else None
        for each in (words.quotation, words.opening)
    )
    if citation is None or not all(is_verbatim(each, library) for each in (citation, opening) if each):
        return None
    return Selected(citation, authority_in(library, document), likelihood, opening)


def _looked_up(library: Library, citation: Citation) -> Selected:
    document = library.document(citation.symbol, citation.language)
    assert document is not None  # it was found there a moment ago
    return Selected(citation, authority_in(library, document), 1.0)


def select_place(library: Library, symbol: str, locator: str) -> Selected | None:
    """A passage that is chosen by hand, quoted whole; nothing where the library does not hold the place.

    A part of a list comes with the words that open the list.
    """
    document = library.document(symbol)
    passage = library.passage(symbol, locator)
    if document is None or passage is None:
        return None
    part = next((each for each in passage.subparagraphs if each.locator == locator), None)
    opening = opening_at(passage, part.start) if part else None
    words = passage.text[part.start : part.end] if part else passage.text
    return Selected(
        cite(0, document, passage, words, part.locator if part else ""),
        authority_in(library, document),
        1.0,
        cite(0, document, passage, opening.text, opening.locator) if opening else None,
    )
