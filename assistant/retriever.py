"""Hybrid retrieval: full text, meaning and words in context, added up with measured weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from assistant.question import Question, parse_question
from ingest.symbols import SymbolError, normalise
from store.library import Library
from store.model import Filters, Passage
from store.words import WORD, content_words
from store.wordsigns import WordMatch, WordVectors

_CANDIDATES = 80
"""Passages taken from full text, and as many from the vectors."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each way of looking counts; the table behind the numbers is in docs/retrieval.md."""

    text: float = 0.2
    paragraph: float = 0.4
    words: float = 0.4


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        passage: The passage.
        score: The weighted sum, 0 to 1; orders the candidates of one question.
        cosine: Of the question and the paragraph; 0 where only full text found it.
        match: How the question's words are met in it.
        importance: Of the question's words, summing to one: rare ones weigh more.
        words: The question's content words.
    """

    passage: Passage
    score: float
    cosine: float
    match: WordMatch
    importance: NDArray[np.float32]
    words: tuple[str, ...]

    @cached_property
    def coverage(self) -> float:
        """How well the passage meets the question's words, 0 to 1."""
        return float(self.match.best() @ self.importance)

    def coverage_in(self, start: int, end: int) -> float:
        """The same for a part of its text."""
        return float(self.match.best_in(start, end) @ self.importance)


def retrieve(
    library: Library, question: Question, filters: Filters = Filters(), limit: int = 20, weights: Weights = Weights()
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
    subject = question.subject if narrowed.symbols else question.text
    embedded = library.embed_question(subject)
    text = {hit.passage: hit.score for hit in library.text_search(search_words(subject), _CANDIDATES, narrowed)}
    near = {hit.passage: hit.score for hit in library.vector_search(embedded.vector, _CANDIDATES, narrowed)}
    ids = list(dict.fromkeys([*near, *text]))
    matches = library.match_words(embedded.words, ids)
    importance = _importance(library, embedded.words)
    passages = library.passages_by_id(ids)
    found = [name for name in ids if name in passages and name in matches]
    words = [float(matches[name].best() @ importance) for name in found]
    total = (
        weights.text * _scaled([text.get(name) for name in found])
        + weights.paragraph * _scaled([near.get(name) for name in found])
        + weights.words * _scaled(words)
    )
    order = sorted(range(len(found)), key=lambda index: (-total[index], found[index]))[:limit]
    return [
        Candidate(
            passage=passages[found[index]],
            score=float(total[index]),
            cosine=near.get(found[index], 0.0),
            match=matches[found[index]],
            importance=importance,
            words=embedded.words.words,
        )
        for index in order
    ]


def narrow(library: Library, question: Question, filters: Filters) -> Filters:
    """Filters that also hold the documents which the question names and the library has."""
    if filters.symbols or not question.symbols:
        return filters
    held = tuple(symbol for symbol in question.symbols if library.document(symbol))
    return replace(filters, symbols=held) if held else filters


def search_words(text: str) -> list[str]:
    """The content words of a question for full text, symbols whole."""
    return list(dict.fromkeys([*_symbols(text), *(word.text for word in content_words(text))]))


def _symbols(text: str) -> Iterable[str]:
    for found in re.findall(r"[A-Z][\w.]*(?:/[\w.\-]+)+", text):
        try:
            yield normalise(found)
        except SymbolError:
            continue


def _importance(library: Library, question: WordVectors) -> NDArray[np.float32]:
    """Inverse document frequency of each word, summing to one."""
    if not question.words:
        return np.zeros(0, dtype=np.float32)
    total, counts = library.frequencies(question.words)
    raw = np.array([math.log((total + 1) / (count + 1)) + 0.1 for count in counts], dtype=np.float32)
    return raw / raw.sum()


def _scaled(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Scores between those of the best and of the worst candidate, as 1 to 0; one that was not found has 0."""
    known = [value for value in values if value is not None]
    if not known:
        return np.zeros(len(values))
    low, high = min(known), max(known)
    width = (high - low) or 1.0
    return np.array([0.0 if value is None else (value - low) / width for value in values])


class HybridRetriever(BaseRetriever):
    """The same as a LangChain retriever: a question in, passages with their scores out.

    Each document's text is the paragraph; its metadata are ``symbol``, ``locator``, ``page``, ``score`` and the
    ``candidate`` itself.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    filters: Filters = Filters()
    limit: int = 20

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        candidates = retrieve(self.library, parse_question(query), self.filters, self.limit)
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


def words_in(text: str) -> frozenset[str]:
    """All words of a text in lower case."""
    return frozenset(match.group().lower() for match in WORD.finditer(text))
