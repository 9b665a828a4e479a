"""Ask whoever waits for a file to be read for more time: recognising a scan takes longer than any other reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MoreTime:
    """Seconds that reading a file may take beside what every file may."""

    seconds: float


_ask: ContextVar[Callable[[MoreTime], None] | None] = ContextVar("ask", default=None)


@contextmanager
def granting(ask: Callable[[MoreTime], None]) -> Iterator[None]:
    """Within a `with` block, requests for more time are given to a function; elsewhere nobody waits."""
    token = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(token)


def ask_for_time(seconds: float) -> None:
    """Say that what comes now may take so many seconds more."""
    if ask := _ask.get():
        ask(MoreTime(seconds))
