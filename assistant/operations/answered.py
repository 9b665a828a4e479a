"""What becomes of each question: counted, timed, and a line in the log, without its text unless that is asked for."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.operations import metrics

_LOG = logging.getLogger(__name__)


@dataclass
class Asked:
    """A question that is worked on; its answer, once there is one."""

    answer: Answer | None = None


@contextmanager
def asking(text: str) -> Iterator[Asked]:
    """Note a question and what becomes of it.

    Args:
        text: As asked; it is logged only where the settings say so.
    """
    asked, begun, outcome = Asked(), time.perf_counter(), "stopped"
    try:
        with metrics.WORKING.one():
            yield asked
    except Exception as error:
        outcome = "failed" if metrics.count_error(error) else "refused"
        raise
    finally:
        seconds = time.perf_counter() - begun
        if asked.answer:
            outcome = metrics.outcome_of(asked.answer)
            if asked.answer.failure:
                metrics.ERRORS.labels("language model").inc()
        metrics.QUESTIONS.labels(outcome).inc()
        metrics.ANSWER_SECONDS.observe(seconds)
        _LOG.info(
            "question",
            extra={
                "outcome": outcome,
                "seconds": round(seconds, 3),
                "citations": len(asked.answer.citations) if asked.answer else 0,
                "model": asked.answer.model if asked.answer else "",
                "question": text,
            },
        )
