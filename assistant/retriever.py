"""Hybrid retrieval: full text, meaning and words in context, added up with measured weights."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from assistant.asked.held import narrow, places_named
from assistant.question import Question, parse_question
from assistant.retrieval.searchwords import search_words, telling_apart
from assistant.retrieval.translations import in_language
from assistant.retrieval.twins import find_twins
from ingest.language import question_language
from ingest.pinpoints import stands_in
from store.languages import says_nothing
from store.library import Library
from store.meaning.wordsigns import WordMatch, WordVectors
from store.model import NO_FILTERS, Filters, Passage, locator_of, symbol_of

_CANDIDATES = 80
"""Passages taken from full text, and as many from the vectors."""


_CARRIED = 0.2
"""What a word carried over from the question before counts, beside the follow-up's own."""

_TWINS_AMONG = 30

_SAME_DOCUMENT = 0.15
"""What a passage of a document cited just before in the conversation gains."""

_DESCRIBED = 0.2
"""What a passage of a document gains that the question describes."""

_WITHIN = 1.0
"""What a passage gains that stands in the part of a document in which it is to be found."""

_GAVE_WAY = 0.1
"""What a passage loses of a document that gave way to another one that is held: an original, a draft."""

_CLOSE = 3
_CLOSE_BY = 0.1
"""What a passage gains that stands at most so many passages from one cited just before."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each way of looking counts; the table behind the numbers is in docs/retrieval.md."""

    text: float = 0.1
    paragraph: float = 0.4
    words: float = 0.5
    document: float = 0.2


MEASURED = Weights()
"""The weights that ranked best."""


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        passage: The passage.
        score: The weighted sum, 0 to 1; orders the candidates of one question.
        cosine: Of the question and the paragraph; 0 where only full text found it.
        words: The question's content words.
        match: How they are met in it.
        importance: Of the question's words, summing to one: rare ones weigh more.
    """

    passage: Passage
    score: float
    cosine: float
    words: tuple[str, ...]
    match: WordMatch
    importance: NDArray[np.float32]

    @cached_property
    def coverage(self) -> float:
        """How well the passage meets the question's words, 0 to 1."""
        return float(self.match.best() @ self.importance)

    def coverage_in(self, start: int, end: int) -> float:
        """The same for a part of its text."""
        return float(self.match.best_in(start, end) @ self.importance)


def retrieve(
    library: Library, question: Question, filters: Filters = NO_FILTERS, limit: int = 20, weights: Weights = MEASURED
) -> list[Candidate]:
    """Find the passages that may answer a question, the best first.

    Documents that the question names by symbol narrow the search to them, where the library has them.

    Args:
        library: Where to look.
        question: What to look for.
        filters: What the search is narrowed to.
        limit: How many passages at most.
        weights: What each way of looking counts.
    """
    narrowed = narrow(library, question, filters)
    subject = question.subject if narrowed.symbols or question.described else question.text
    searched = f"{subject} {question.carried}".strip()
    language = question_language(question.text)
    # What is narrowed to some languages may be found in another, and given in one of these.
    sought = replace(narrowed, languages=(), held_in=narrowed.languages)
    with ThreadPoolExecutor(1) as beside:
        words = telling_apart(library, search_words(searched, language), language)
        by_text = beside.submit(library.text_search, words, _CANDIDATES, sought, language=language)
        embedded = library.embed_question(searched)
        near = {
            hit.passage: hit.score for hit in library.vector_search(embedded.windows[0].values, _CANDIDATES, sought)
        }
        importance = _importance(library, embedded.words, len(subject), language)
        text = {hit.passage: hit.score for hit in by_text.result()}
    pinned = places_named(library, question, narrowed)
    matches = library.match_words(embedded.words, list(dict.fromkeys([*pinned, *near, *text])))
    found = list(matches)
    gave_way = library.giving_way({symbol_of(name) for name in found} - {*narrowed.symbols, *question.described})
    total = (
        weights.text * _scaled([text.get(name) for name in found])
        + weights.paragraph * _scaled([near.get(name) for name in found])
        + weights.words * _scaled([float(match.best() @ importance) for match in matches.values()])
        + _nearness(library, question, found)
        + [
            _DESCRIBED * (symbol_of(name) in question.described)
            + _WITHIN * _is_within(question, name)
            - _GAVE_WAY * (symbol_of(name) in gave_way)
            for name in found
        ]
    )
    summed = dict(zip(found, map(float, total), strict=True))
    read = in_language(library, summed, language, narrowed.languages)
    pinned = frozenset(in_language(library, dict.fromkeys(pinned, 0.0), language, narrowed.languages))
    matches |= library.match_words(embedded.words, [name for name in read if name not in matches])
    scores = _with_document_prior({name: summed[origin] for name, origin in read.items()}, weights.document)
    # Of so many, as many as are wanted stay in front however many twins are demoted.
    first = sorted(scores, key=lambda name: (-scores[name], name))[: _TWINS_AMONG + limit]
    passages = library.passages_by_id([*first, *(name for name in pinned if name in scores)])
    ranked = demote_twins(
        library,
        sorted(
            (
                Candidate(
                    passage,
                    scores[name],
                    near.get(name, near.get(read[name], 0.0)),
                    embedded.words.words,
                    matches[name],
                    importance,
                )
                for name, passage in passages.items()
            ),
            key=_by_score,
        ),
    )
    named = [replace(candidate, score=1.0) for candidate in ranked if candidate.passage.id in pinned]
    return [*named, *(candidate for candidate in ranked if candidate.passage.id not in pinned)][:limit]


def _nearness(library: Library, question: Question, found: Sequence[str]) -> NDArray[np.float64]:
    """What passages of a follow-up gain from standing in the same document as what was cited, and from being near."""
    before = [passage for place in question.cited if (passage := library.passage(*place))]
    same = {passage.symbol for passage in before}
    close = {
        other.id for passage in before for other in (passage, *library.neighbours(passage, before=_CLOSE, after=_CLOSE))
    }
    return np.array([_SAME_DOCUMENT * (symbol_of(name) in same) + _CLOSE_BY * (name in close) for name in found])


def _is_within(question: Question, passage: str) -> bool:
    return question.within is not None and stands_in(locator_of(passage), question.within)


def _with_document_prior(scores: Mapping[str, float], weight: float) -> dict[str, float]:
    """Raise the passages of documents whose best passages are good."""
    best: dict[str, list[float]] = {}
    for name, score in sorted(scores.items(), key=lambda each: -each[1]):
        best.setdefault(symbol_of(name), []).append(score)
    prior = {symbol: sum(its[:3]) / 3 for symbol, its in best.items()}
    return {name: (score + weight * prior[symbol_of(name)]) / (1 + weight) for name, score in scores.items()}


def _by_score(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.passage.id


def _importance(library: Library, question: WordVectors, own: int, language: str) -> NDArray[np.float32]:
    """Inverse document frequency of each word, summing to one; what is carried over counts less.

    Args:
        library: Where documents are counted.
        question: The words searched for.
        own: Length of the question's own text; what follows was carried over.
        language: ISO 639-1 code of the question, whose stop words count for little.
    """
    if not question.words:
        return np.zeros(0, dtype=np.float32)
    total, counts = library.frequencies(question.words, language)
    counts = [
        total if says_nothing(word, language) else count for word, count in zip(question.words, counts, strict=True)
    ]
    raw = np.array([math.log((total + 1) / (count + 1)) + 0.1 for count in counts], dtype=np.float32)
    raw[question.spans[:, 0] >= own] *= _CARRIED
    return np.asarray(raw / raw.sum(), dtype=np.float32)


def _scaled(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Scores between those of the best and of the worst candidate, as 1 to 0; one that was not found has 0."""
    known = [value for value in values if value is not None]
    if not known:
        return np.zeros(len(values))
    low, high = min(known), max(known)
    width = (high - low) or 1.0
    return np.array([0.0 if value is None else (value - low) / width for value in values])


def demote_twins(library: Library, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Let a text that stands in two documents be found once: where it stands now, not in the draft or the original.

    Only the head of the ranking is looked at; a twin keeps half its score, so that it is still found, further down.
    """
    head, tail = list(ranked[:_TWINS_AMONG]), list(ranked[_TWINS_AMONG:])
    for index in find_twins(library, [candidate.passage for candidate in head]):
        head[index] = replace(head[index], score=head[index].score / 2)
    return sorted([*head, *tail], key=_by_score)


class HybridRetriever(BaseRetriever):
    """The same as a LangChain retriever: a question in, passages with their scores out.

    Each document's text is the paragraph; its metadata are ``symbol``, ``locator``, ``page``, ``score`` and the
    ``candidate`` itself.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    filters: Filters = NO_FILTERS
    limit: int = 20

    def find(self, question: Question) -> list[Candidate]:
        """The candidates for a question that has been read already."""
        return retrieve(self.library, question, self.filters, self.limit)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        candidates = self.find(parse_question(query))
        return [
            LangChainDocument(
                page_content=candidate.passage.text,
                id=candidate.passage.id,
                metadata={
                    "symbol": candidate.passage.symbol,
                    "locator": candidate.passage.locator,
                    "page": candidate.passage.page,
                    "score": candidate.score,
                    "candidate": candidate,
                },
            )
            for candidate in candidates
        ]
