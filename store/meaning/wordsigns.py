"""Late interaction: how well each word of a question is met by a word of a passage, in the sense it has there.

The model gives every word a vector that depends on its sentence. Of a passage's words only the signs of those vectors
are kept, a bit a number: 48 bytes a word where the model has 384 numbers. Measured on questions about real reports,
signs rank as well as the numbers themselves, and better than the passage's one vector (docs/retrieval.md).

After ColBERT (Khattab and Zaharia, 2020, doi:10.1145/3397271.3401075), with words for word pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 2**18
"""Multiplications done at once: they fit the cache, and OpenBLAS does them in one thread; more wait for each other."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The content words of a text and their vectors in it.

    Attributes:
        words: As written.
        spans: Start and end of each in the text, shape (words, 2); negative in a heading, which is no part of it.
        values: Unit vectors, shape (words, dimension), float32.
    """

    words: tuple[str, ...]
    spans: NDArray[np.int32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordMatch:
    """How the words of a question are met in one passage.

    Attributes:
        spans: Start and end of each content word of the passage, shape (words, 2); negative in its headings.
        similarities: Shape (words of the passage, words of the question), about 0 (unrelated) to 1 (the same).
    """

    spans: NDArray[np.int32]
    similarities: NDArray[np.float32]

    def best(self) -> NDArray[np.float32]:
        """For each word of the question its best match in the passage; 0 in a passage without words."""
        if not len(self.similarities):
            return np.zeros(self.similarities.shape[1], dtype=np.float32)
        return np.asarray(self.similarities.max(axis=0))

    def best_in(self, start: int, end: int) -> NDArray[np.float32]:
        """The same within a part of the passage's text."""
        inside = (self.spans[:, 0] >= start) & (self.spans[:, 1] <= end)
        if not inside.any():
            return np.zeros(self.similarities.shape[1], dtype=np.float32)
        return np.asarray(self.similarities[inside].max(axis=0))


def pack(vectors: WordVectors) -> tuple[bytes, bytes]:
    """Spans as int32 pairs, and signs as bits."""
    return vectors.spans.astype("<i4").tobytes(), np.packbits(vectors.values > 0, axis=1).tobytes()


def match(question: WordVectors, passages: Sequence[tuple[bytes, bytes]]) -> list[WordMatch]:
    """Compare the words of a question with the stored words of passages.

    The cosine of a vector and a sign vector of the same length: signs have length √dimension.

    Args:
        question: Its words.
        passages: Spans and signs of each passage, from `pack`.
    """
    dimension = question.values.shape[1]
    spans = [np.frombuffer(packed, dtype="<i4").reshape(-1, 2) for packed, _ in passages]
    bits = np.frombuffer(b"".join(signs for _, signs in passages), dtype=np.uint8).reshape(-1, -(-dimension // 8))
    similarities = np.empty((len(bits), len(question.values)), dtype=np.float32)
    words = question.values.T * np.float32(2 / np.sqrt(dimension))
    step = max(1, _AT_ONCE // max(1, words.size))
    for begin in range(0, len(bits), step):
        values = np.unpackbits(bits[begin : begin + step], axis=1, count=dimension).astype(np.float32)
        np.matmul(values, words, out=similarities[begin : begin + step])
    # (2b - 1)·q = 2(b·q) - Σq spares a second array of the passages' size.
    similarities -= words.sum(axis=0) / 2
    ends = np.cumsum([len(each) for each in spans])
    parts = np.split(similarities, ends[:-1])
    return [WordMatch(places, part) for places, part in zip(spans, parts, strict=True)]
