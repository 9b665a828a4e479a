"""Work that takes a while and tells how far it is: in a thread, which goes on when the browser is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

_Said = TypeVar("_Said")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Made(Generic[_Made]):
    """What the work made."""

    value: _Made


def working(work: Callable[[Callable[[_Said], None]], _Made]) -> Iterator[_Said | Made[_Made]]:
    """What the work says, as it says it, then what it made; what goes wrong is raised here.

    Args:
        work: Given what it says things to.
    """
    told: SimpleQueue[_Said | Made[_Made] | _Failed] = SimpleQueue()

    def run() -> None:
        try:
            told.put(Made(work(told.put)))
        except Exception as error:  # Raised where somebody listens.
            told.put(_Failed(error))

    Thread(target=run, daemon=True).start()
    while True:
        said = told.get()
        if isinstance(said, _Failed):
            raise said.error
        yield said
        if isinstance(said, Made):
            return


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception
