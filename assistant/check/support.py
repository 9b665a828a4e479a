"""Does a passage support a sentence? What must stand there word for word, how surely, and how likely the meaning does.

The likelihood is a logistic regression, set on pairs of sentence and paragraph that were labelled by hand and measured
on others by another hand (docs/language-models.md). It is strict: what it is not sure of counts as unsupported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.check.modality import is_stronger
from assistant.check.stated import unmet
from assistant.citations import date_in_words, reference
from assistant.judging.judge import Weighing
from assistant.language.instructions import without_instructions
from store.embeddings import PassageEmbeddings
from store.meaning.windows import Embedded
from store.meaning.wordsigns import WordVectors
from store.model import Document, Passage
from store.sentences import Span, split_sentences
from store.words import content_words, plain, stem

_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n['’]t|refus\w+|reject\w+|den(?:y|ies|ied)|fail\w*|lack\w*|"
    r"prohibit\w*|forbid\w*|ban(?:s|ned)?|oppos\w+|refrain\w*|ceas\w+|stop\w*|against|exempt\w*|exclud\w+|discourag\w+|"
    r"unlawful\w*|optional|unnecessary)\b",
    re.I,
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n['’]t)\b", re.I)
_STRONG = re.compile(
    r"\b(?:only|solely|alone|all|every|each|always|never|none|must|shall|mandatory|binding|obliged?|required?|fully|"
    r"wholly|entirely|largely|hardly|little|most|least|more|less|fewer|first|last|before|after|already|immediately|"
    r"annually|yearly|permanent\w*|new|unless|except|everywhere|anywhere|worldwide|universal\w*|everyone|nobody|any)\b",
    re.I,
)
_WINDOW = 2
"""Sentences of a passage that are read together: a model often draws two into one."""

_MET = 0.35
"""A word is met by a word of the passage from this cosine on, in the sense each has in its sentence."""

_MANY = 3
"""So many words of degree that the passage does not have weigh as much as more of them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What speaks against a sentence's being supported by a passage; each from 0, where nothing does, to 1.

    Attributes:
        strange: The share of its content words that the passage does not hold, in any form or in another word's sense.
        denial: Whether one of the two, the sentence and the part of the passage nearest to it, denies what the other
            does not.
        degree: How many words of degree, duty or order it has that the passage does not: only, all, must, first.
    """

    strange: float
    denial: float
    degree: float

    def values(self) -> tuple[float, ...]:
        """The figures in their order."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Strictness:
    """What support is measured by; ``python -m evals.measuring.support`` sets it and keeps it in ``support.json``.

    Attributes:
        weighing: How likely a passage supports a sentence.
        threshold: It does from this likelihood on.
    """

    weighing: Weighing
    threshold: float


@lru_cache(maxsize=1)
def strictness() -> Strictness:
    """The one that comes with the product."""
    stored = json.loads(resources.files("assistant.check").joinpath("support.json").read_text(encoding="utf-8"))
    return Strictness(Weighing(**stored["weighing"]), stored["threshold"])


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that sentences are held against.

    Attributes:
        document: Where it stands.
        passage: The passage.
        evidence: Of its text, what counts: its beginning, up to what speaks to a model.
    """

    document: Document
    passage: Passage
    evidence: str

    @property
    def above(self) -> list[str]:
        """The title of its document and its headings, as far as they count."""
        return [kept for line in (self.document.title, *self.passage.headings) if (kept := without_instructions(line))]

    @property
    def whole(self) -> str:
        """The evidence with what the masthead of its document says, which a sentence may repeat."""
        document = self.document
        facts = (document.body, document.type, date_in_words(document.date), document.session)
        symbols = (document.symbol, *document.other_symbols, reference(document, self.passage.locator))
        return "\n".join([self.evidence, *self.above, *facts, *symbols])

    @property
    def symbols(self) -> frozenset[str]:
        """Symbols of its document."""
        return frozenset((self.document.symbol, *self.document.other_symbols))


@dataclass(frozen=True, slots=True)
class Support:
    """That sources support a sentence.

    Attributes:
        spans: For each source the part of its evidence that comes nearest.
        likelihood: How likely they do, up to 1.
    """

    spans: tuple[Span, ...]
    likelihood: float


class Checker:
    """Holds sentences against sources; remembers what it has read of them.

    Args:
        model: Of the library.
        chosen: How strict it is; as shipped when not given.
    """

    def __init__(self, model: PassageEmbeddings, chosen: Strictness | None = None) -> None:
        self._model = model
        self._chosen = chosen or strictness()
        self._read: dict[str, _Reading] = {}

    def check(self, sentence: str, sources: Sequence[Source]) -> Support | None:
        """Whether sources together support a sentence: all it states must be there, and its meaning in one of them.

        Returns:
            Where they do and how likely; nothing where the sentence is not supported.
        """
        symbols = frozenset[str]().union(*(source.symbols for source in sources))
        if not sources or unmet(sentence, "\n".join(source.whole for source in sources), symbols):
            return None
        asked = self._model.embed_question(sentence)
        spans = tuple(self._reading(source).nearest(asked) for source in sources)
        if any(plain(sentence).rstrip(".") in plain(source.evidence) for source in sources):
            return Support(spans, 1.0)
        likelihood = max(
            (
                self._chosen.weighing.probability(self._figures(sentence, asked, source, span))
                for source, span in zip(sources, spans, strict=True)
                if not is_stronger(sentence, source.evidence[slice(*span)])
            ),
            default=-1.0,
        )
        return Support(spans, likelihood) if likelihood >= self._chosen.threshold else None

    def figures(self, sentence: str, source: Source) -> Figures:
        """The figures of one sentence and one source."""
        asked = self._model.embed_question(sentence)
        return self._figures(sentence, asked, source, self._reading(source).nearest(asked))

    def _figures(self, sentence: str, asked: Embedded, source: Source, span: Span) -> Figures:
        degrees = _degrees(sentence) - _degrees(source.evidence)
        return Figures(
            strange=_strange(asked.words, self._reading(source), source),
            denial=float(_denies(sentence) != _denies(source.evidence[slice(*span)])),
            degree=min(len(degrees), _MANY) / _MANY,
        )

    def _reading(self, source: Source) -> _Reading:
        known = self._read.get(source.passage.id)
        if known is None:
            known = self._read[source.passage.id] = _read(source, self._model)
        return known


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the embedding model makes of a source: its parts with their vectors, and the vectors of its words."""

    spans: tuple[Span, ...]
    vectors: NDArray[np.float32]
    words: NDArray[np.float32]

    def nearest(self, asked: Embedded) -> Span:
        """The part that comes nearest to a sentence."""
        return self.spans[int(np.argmax(self.vectors @ asked.windows[0].values))]


def _read(source: Source, model: PassageEmbeddings) -> _Reading:
    text = source.evidence
    sentences = split_sentences(text) or [(0, len(text))]
    spans = [
        (sentences[first][0], sentences[min(first + size, len(sentences)) - 1][1])
        for size in range(1, _WINDOW + 1)
        for first in range(max(1, len(sentences) - size + 1))
    ]
    spans = list(dict.fromkeys(spans))
    vectors = np.asarray(model.embed_documents([text[start:end] for start, end in spans]), dtype=np.float32)
    embedded = [model.embed_question(text[start:end]).words.values for start, end in sentences]
    above = [model.embed_question(line).words.values for line in source.above]
    return _Reading(tuple(spans), vectors, np.concatenate([*embedded, *above]))


def _strange(words: WordVectors, reading: _Reading, source: Source) -> float:
    """The share of a sentence's content words that a source does not hold; 1 where it has none."""
    if not words.words:
        return 1.0
    there = {stem(word.text) for word in content_words(source.whole)}
    met = (reading.words @ words.values.T).max(axis=0) if len(reading.words) else np.zeros(len(words.words))
    lost = [word for word, best in zip(words.words, met, strict=True) if stem(word) not in there and best < _MET]
    return len(lost) / len(words.words)


def _denies(text: str) -> tuple[bool, bool]:
    """Whether a text denies in any way, and whether with a plain negation: "not banned" is not "banned"."""
    return bool(_DENIAL.search(text)), bool(_NEGATION.search(text))


def _degrees(text: str) -> set[str]:
    return {found.lower() for found in _STRONG.findall(text)}
