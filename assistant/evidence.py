"""What the evidence for an answer is worth, in figures a judge can weigh.

A retrieval score says what a passage is about, not whether it answers: it does not tell a question on one State from
the same question on another. So each demand of the question is looked at by itself: names, years, numbers, kind
of answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from assistant.crossencoder import read_together
from assistant.names import is_country, parts_of, speaks_of
from assistant.question import Question, numbers_in
from assistant.retriever import Candidate
from assistant.wanted import holds
from store.library import Library
from store.model import Document
from store.sentences import split_sentences

_RARE = 0.04
"""A name in fewer passages of the library than this share narrows a question down."""

_THEME = 0.12
"""A name in more passages of a document than this share is what the document is about: each passage speaks of it."""

_ELSEWHERE = 0.3
"""What a name is worth that the document holds elsewhere: the passage is likely about another."""


_IN_PARTS = 0.7
"""What a name of several words is worth whose words are there, but not together."""

_NO_COUNTRY = 0.4
"""What a name is worth that is nowhere: people paraphrase places and things, but not countries."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a passage answers a question; every figure is between 0 and 1.

    Attributes:
        score: Of the retrieval, among the candidates of the same question.
        behind: By how much that is behind the best one's.
        read: How near the cross-encoder's reading of it comes to that of the best one.
        cosine: Of the question and the paragraph.
        coverage: How well the question's words are met, rare words weighing more.
        sentence: The same in the best sentence alone.
        names: Of the rare names that the question gives, how well the worst is met.
        years: The same of its years.
        numbers: The same of its other numbers.
        kind: How near the best sentence that holds the kind of thing wanted comes to the best of all.
        met: The worst of these four: an answer that fails one demand is none.
    """

    score: float
    behind: float
    read: float
    cosine: float
    coverage: float
    sentence: float
    names: float
    years: float
    numbers: float
    kind: float
    met: float

    def values(self) -> tuple[float, ...]:
        """The figures in their order."""
        return astuple(self)


def weigh(library: Library, question: Question, candidates: Sequence[Candidate]) -> list[Evidence]:
    """The evidence of each candidate of a question.

    Args:
        library: Where they were found.
        question: What was asked.
        candidates: The best first.
    """
    rare = _rare_names(library, question)
    themes = _Themes(library)
    documents: dict[str, Document | None] = {}
    reads = read_together(question.standalone, [candidate.passage for candidate in candidates])
    found = []
    for candidate, read in zip(candidates, reads, strict=True):
        symbol = candidate.passage.symbol
        if symbol not in documents:
            documents[symbol] = library.document(symbol, candidate.passage.language)
        worth = _weigh(question, candidate, documents[symbol], rare, themes)
        found.append(replace(worth, behind=candidates[0].score - candidate.score, read=read))
    return found


class _Themes:
    """How much of a document speaks of a name, looked up once each."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._shares: dict[tuple[str, str], float] = {}

    def share(self, symbol: str, name: str) -> float:
        if (symbol, name) not in self._shares:
            self._shares[symbol, name] = self._library.share_with(symbol, name)
        return self._shares[symbol, name]


def _weigh(
    question: Question, candidate: Candidate, document: Document | None, rare: Sequence[str], themes: _Themes
) -> Evidence:
    passage = candidate.passage
    around = [*passage.headings, *((document.title, document.body) if document else ())]
    text = " ".join([passage.text, *around, *(note.text for note in passage.footnotes)])
    spans = split_sentences(passage.text) or [(0, len(passage.text))]
    coverages = [candidate.coverage_in(start, end) for start, end in spans]
    names = min((_name_met(name, text, passage.symbol, themes) for name in rare), default=1.0)
    years = min((_year_met(year, text, document) for year in question.years), default=1.0)
    numbers = min((float(number in numbers_in(text)) for number in question.numbers), default=1.0)
    with_kind = [
        covered
        for covered, (start, end) in zip(coverages, spans, strict=True)
        if holds(question.wanted, passage.text[start:end])
    ]
    kind = max(with_kind, default=0.0) / (max(coverages) or 1.0)
    return Evidence(
        score=candidate.score,
        behind=0.0,
        read=0.0,
        cosine=max(0.0, candidate.cosine),
        coverage=candidate.coverage,
        sentence=max(coverages),
        names=names,
        years=years,
        numbers=numbers,
        kind=kind,
        met=min(names, years, numbers, kind),
    )


def _rare_names(library: Library, question: Question) -> tuple[str, ...]:
    """Names of which no word is common in the library: those narrow a question down."""
    parts = {name: parts_of(name) for name in question.names}
    words = list(dict.fromkeys(word for group in parts.values() for word in group))
    total, counts = library.frequencies(words)
    rare = {word for word, count in zip(words, counts, strict=True) if count < _RARE * total}
    return tuple(name for name, group in parts.items() if is_country(name) or len(group) > 1 or rare & set(group))


def _name_met(name: str, text: str, symbol: str, themes: _Themes) -> float:
    """1 for a name that is there; less where only its words are, or where the document holds it elsewhere."""
    if speaks_of(name, text):
        return 1.0
    share = themes.share(symbol, name)
    if share >= _THEME:
        return 1.0
    parts = parts_of(name)
    if len(parts) > 1:
        return _IN_PARTS * min(_name_met(part, text, symbol, themes) for part in parts)
    lacking = 0.0 if is_country(name) else _NO_COUNTRY
    return max(_ELSEWHERE if share else 0.0, lacking)


def _year_met(year: str, text: str, document: Document | None) -> float:
    """A report also speaks of the year before its own."""
    if re.search(rf"\b{year}\b", text):
        return 1.0
    dated = document.date[:4] if document else ""
    if dated == year:
        return 0.9
    return 0.6 if dated.isdecimal() and int(dated) == int(year) + 1 else 0.0
