"""The vectors of some passages in memory, compared with a question's: exact, and all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from store.database.rows import Row, to_numbers, to_spans


@dataclass(frozen=True, slots=True)
class VectorHit:
    """A passage found by meaning.

    Attributes:
        passage: Its id.
        score: The cosine of its best window.
        start: Where that window begins in the passage's text.
        end: Where it ends.
    """

    passage: str
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """The vectors of some passages: ``first`` says where each passage's begin among the rows."""

    ids: tuple[str, ...]
    first: NDArray[np.int64]
    spans: NDArray[np.int32]
    numbers: NDArray[np.float32]


def block_of(rows: Sequence[Row]) -> Block:
    """The vectors of passages, from `store.catalog.vector_rows`."""
    amounts = np.array([row["amount"] for row in rows], dtype=np.int64)
    return Block(
        ids=tuple(row["id"] for row in rows),
        first=np.cumsum(amounts) - amounts,
        spans=to_spans(b"".join(row["spans"] for row in rows)),
        numbers=to_numbers(b"".join(row["numbers"] for row in rows), int(amounts.sum())).astype(np.float32),
    )


def score(block: Block, values: NDArray[np.float32], floor: float = -np.inf) -> list[VectorHit]:
    """The passages of a block that score above a floor, in no order."""
    if not block.ids:
        return []
    scores = block.numbers @ values
    best = np.maximum.reduceat(scores, block.first)
    ends = np.append(block.first[1:], len(scores))
    hits = []
    for index in np.flatnonzero(best > floor):
        window = block.first[index] + int(np.argmax(scores[block.first[index] : ends[index]]))
        start, end = block.spans[window]
        hits.append(VectorHit(block.ids[index], float(best[index]), int(start), int(end)))
    return hits


def best_of(hits: Iterable[VectorHit], limit: int) -> list[VectorHit]:
    """The best passages, the best first."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage))[:limit]
