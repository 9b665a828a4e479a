"""Work that takes a while and tells how far it is: in a thread, which goes on when the browser is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from assistant.drafting.outlining import OnStep

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Made(Generic[_Made]):
    """What the work made."""

    value: _Made


def working(work: Callable[[OnStep], _Made]) -> Iterator[str | Made[_Made]]:
    """What is being done, as HTML, then what was made; what goes wrong is raised here.

    Args:
        work: Told how to say what it does.
    """
    told: SimpleQueue[str | Made[_Made] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            told.put(Made(work(lambda done, total, what: told.put(_step(done, total, what)))))
        except Exception as error:  # Raised where somebody listens.
            told.put(error)

    Thread(target=run, daemon=True).start()
    while isinstance(said := told.get(), str):
        yield said
    if isinstance(said, Exception):
        raise said
    yield said


def _step(done: int, total: int, what: str) -> str:
    words = escape(what if len(what) <= 80 else f"{what[:79]}…")
    return (
        f'<p role="status"><span class="rd-working" aria-hidden="true"></span>{words} '
        f'<span class="rd-hint">{done + 1} of {total}</span></p>'
    )
