"""Times of searches in a large made-up library."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question, parse_question
from assistant.retriever import retrieve
from evals.performance.generated import questions
from store.embeddings import SentenceEmbeddings
from store.errors import RightsDeskError
from store.library import Library
from store.model import NO_FILTERS, Filters
from store.place import Place

P = ParamSpec("P")
T = TypeVar("T")

FILTERS = {
    "unfiltered": NO_FILTERS,
    "filtered to five years": Filters(years=(2010, 2014)),
    "filtered to one document": Filters(symbols=("A/HRC/1/3",)),
}
_CHUNK = 50_000
_FLOAT16 = 1e-3
"""Scores are of vectors kept in half precision: what differs by less is as near."""


@dataclass(frozen=True, slots=True)
class Searches:
    """What was measured.

    Attributes:
        seconds: By name of the filter, of each search; the model was loaded before.
        first: Seconds of the first search after the library was opened, which reads the index.
        peak: The most memory that the process took, in GiB.
    """

    seconds: dict[str, list[float]]
    first: float
    peak: float

    def milliseconds(self, name: str, quantile: float = 0.5) -> float:
        """The median, or another quantile, of the searches with one of the filters."""
        return 1000 * float(np.quantile(self.seconds[name], quantile))


def by_itself(action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call something in a new process that does nothing else, so that time and memory are its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(action, *args, **kwargs).result()


def seconds_of(action: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def peak_memory() -> float:
    """The most memory that this process took so far, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def opened(place: Place) -> Library:
    """The library at a place, with a model whose weights are looked at once."""
    place.home.mkdir(parents=True, exist_ok=True)
    return Library(place, SentenceEmbeddings(checked=place.home / "checked.json"))


def search(place: Place, amount: int = 60) -> Searches:
    """Ask made-up questions of the library at a place, each with each filter, in this process."""
    asked = questions(7)
    parsed = [parse_question(next(asked)) for _ in range(amount)]
    with opened(place) as library:
        library.embed_question("load")
        first = seconds_of(partial(retrieve, library, parsed[0]))
        seconds = {name: [_search(library, each, chosen) for each in parsed] for name, chosen in FILTERS.items()}
    return Searches(seconds, first, peak_memory())


def _search(library: Library, question: Question, chosen: Filters) -> float:
    """Seconds of a search, which has to find something."""
    begun = time.perf_counter()
    found = retrieve(library, question, chosen)
    seconds = time.perf_counter() - begun
    if not found:
        raise RightsDeskError(f"Nothing was found with {chosen}.", "Search a library that holds something there.")
    return seconds


def recall_of_index(
    place: Place, asked: NDArray[np.float32], everything: NDArray[np.float16], depth: int = 80
) -> float:
    """The share of the truly nearest passages that a search by meaning finds.

    Args:
        place: Of a library whose passages have one vector each.
        asked: Unit vectors to search with, of shape (questions, dimension).
        everything: All vectors of the library, of shape (passages, dimension).
        depth: How many of the nearest are wanted.
    """
    chunks = (everything[begin : begin + _CHUNK].astype(np.float32) for begin in range(0, len(everything), _CHUNK))
    scores = np.concatenate([asked @ chunk.T for chunk in chunks], axis=1)
    least = np.partition(scores, -depth, axis=1)[:, -depth]
    with opened(place) as library:
        found = [library.vector_search(vector, depth) for vector in asked]
    near = [sum(hit.score >= worst - _FLOAT16 for hit in hits) for hits, worst in zip(found, least, strict=True)]
    return float(sum(near)) / (depth * len(asked))
