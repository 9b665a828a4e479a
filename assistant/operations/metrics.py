"""What is counted and timed while a library is served, in the form that Prometheus reads.

Everything counts from the start of the process; workers that answer at one address count together, each in files that
all of them read. What a library holds is read from it when it is asked for.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.answer import Answer
from ingest.batches.report import Report
from store.errors import RightsDeskError, UnavailableError
from store.library import Library

Piece = TypeVar("Piece")

_LOG = logging.getLogger(__name__)

disable_created_metrics()  # type: ignore[no-untyped-call]

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 2, 3, 5, 10, 20, 30, 60, 120)

QUESTIONS = Counter(
    "rightsdesk_questions",
    "Questions, by what became of them: answered, partly (something is missing), unanswered (the library does not "
    "answer it), refused (it cannot be used), stopped (by who asked), failed.",
    ["outcome"],
)
ANSWER_SECONDS = Histogram("rightsdesk_answer_seconds", "From a question to the end of its answer.", buckets=_SECONDS)
STEP_SECONDS = Histogram("rightsdesk_step_seconds", "What each step of answering took.", ["step"], buckets=_SECONDS)
SENTENCES = Counter("rightsdesk_sentences", "Sentences of the language model, by what their check found.", ["verdict"])
FILES = Counter("rightsdesk_files", "Files that were added on the page, by what became of them.", ["status"])
REQUESTS = Counter("rightsdesk_requests", "Requests that were answered.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "rightsdesk_request_seconds", "How long requests took, but for streams of events.", ["route"], buckets=_SECONDS
)
ERRORS = Counter("rightsdesk_errors", "What failed and is no fault of who asked, by the kind of error.", ["kind"])
_IN_PROGRESS = Gauge("rightsdesk_in_progress", "Answers and drafts that are being made.", multiprocess_mode="livesum")


class Working:
    """How many answers and drafts are being made: a server that ends waits for them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0

    def __len__(self) -> int:
        """How many there are now."""
        return self._count

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more, while this lasts."""
        with self._lock:
            self._count += 1
        _IN_PROGRESS.inc()
        try:
            yield
        finally:
            with self._lock:
                self._count -= 1
            _IN_PROGRESS.dec()


WORKING = Working()


def count_files(report: Report) -> None:
    """Count what became of files that were added."""
    for item in report.items:
        FILES.labels(item.status.value).inc()


def outcome_of(answer: Answer) -> str:
    """What became of a question that has an answer."""
    if not answer.answered:
        return "unanswered"
    return "partly" if answer.missing else "answered"


def count_error(error: BaseException) -> bool:
    """Count a failure that is no fault of who asked, once, and say whether it is one.

    What whoever asked is not told of it, the log of the server says.
    """
    told = isinstance(error, RightsDeskError) and not isinstance(error, UnavailableError)
    failed = isinstance(error, Exception) and not told
    if failed and not vars(error).setdefault("is_counted", False):
        vars(error)["is_counted"] = True
        ERRORS.labels(type(error).__name__).inc()
        if isinstance(error, UnavailableError):
            _LOG.warning("%s", error.printed)
    return failed


def timed(name: str, found: Iterator[Piece]) -> Iterator[Piece]:
    """What a step of answering finds; its own time is measured, not that of who takes it."""
    seconds = 0.0
    try:
        while True:
            begun = time.perf_counter()
            try:
                piece = next(found)
            except StopIteration:
                return
            finally:
                seconds += time.perf_counter() - begun
            yield piece
    finally:
        STEP_SECONDS.labels(name).observe(seconds)


def exposition(library: Library) -> bytes:
    """All of it, in the text format of Prometheus, with what the library holds now, where it can be read."""
    registry = CollectorRegistry()
    with suppress(UnavailableError):
        stats = library.stats()
        documents = Gauge("rightsdesk_documents", "Documents of the library.", ["kind"], registry=registry)
        documents.labels("official").set(stats.official)
        documents.labels("brief").set(stats.briefs)
        Gauge("rightsdesk_passages", "Passages of the library.", registry=registry).set(stats.passages)
    return generate_latest(_counted()) + generate_latest(registry)


def _counted() -> CollectorRegistry:
    """What this process counted, or it and all the workers beside it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
