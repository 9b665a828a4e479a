"""Stand-ins: a model whose vectors are sums of its words', and documents made from a few lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ingest.document import Reading
from store.embeddings import ModelIdentity, PassageEmbeddings
from store.errors import RightsDeskError
from store.meaning.windows import Embedded, Vector
from store.meaning.wordsigns import WordVectors
from store.model import Document, Passage
from store.words import content_words

DIMENSION = 32


class FakeEmbeddings(PassageEmbeddings):
    """Texts that share words are near each other; the same on every machine and at every time."""

    def __init__(self, name: str = "fake", *, seed: int = 0) -> None:
        self._identity = ModelIdentity(name, str(seed))
        self._seed = seed
        self.passages_embedded = 0

    @property
    def identity(self) -> ModelIdentity:
        return self._identity

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._vector(text).tolist()

    def embed_question(self, text: str) -> Embedded:
        return self._embed(text)

    def embed_passages(self, passages: Sequence[Passage]) -> list[Embedded]:
        self.passages_embedded += len(passages)
        return [self._embed(passage.text) for passage in passages]

    def _embed(self, text: str) -> Embedded:
        found = list(content_words(text))
        spans = np.array([(word.start, word.end) for word in found], dtype=np.int32).reshape(-1, 2)
        values = np.array([self._word(word.text) for word in found], dtype=np.float32).reshape(-1, DIMENSION)
        words = WordVectors(tuple(word.text for word in found), spans, values)
        return Embedded((Vector(0, len(text), self._vector(text)),), words)

    def _vector(self, text: str) -> np.ndarray:
        total = np.sum([self._word(word) for word in ["", *text.split()]], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)

    def _word(self, word: str) -> np.ndarray:
        seed = hashlib.sha256(f"{self._seed} {word.lower().strip('.,;')}".encode()).digest()[:8]
        vector = np.random.default_rng(int.from_bytes(seed, "big")).normal(size=DIMENSION)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def make(symbol: str, *texts: str, **facts: object) -> tuple[Document, tuple[Passage, ...]]:
    """A document with a paragraph for each text."""
    document = replace(Document(symbol, "en", f"Report {symbol}"), **facts)
    passages = tuple(
        Passage(document.symbol, document.language, f"para. {number}", text, order=number - 1)
        for number, text in enumerate(texts, 1)
    )
    return document, passages


def read_fake(path: Path) -> Reading:
    """Reads a "PDF" whose first line is the symbol and whose other lines are its paragraphs."""
    content = path.read_bytes()
    symbol, *texts = content.decode().splitlines()
    if symbol == "BROKEN":
        raise RightsDeskError(f"{path.name} is damaged.", "Download it again.")
    if symbol == "BUG":
        raise ValueError("unexpected")
    document, passages = make(
        symbol, *texts, source=path.name, sha256=hashlib.sha256(content).hexdigest(), pages=len(texts)
    )
    return Reading(document, passages, ("It is odd.",) if "odd" in texts else ())
