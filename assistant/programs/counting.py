"""How many questions a program asks, and who counts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request

from assistant.programs.functions import MOST_EARLIER

Count = Callable[[Request, int], None]
"""Counts the questions of a request before they are worked on; raises `TooManyError` where they are too many."""


def questions_in(earlier: Sequence[str]) -> int:
    """As how many a question counts: those before it are answered again, as far as they may be given."""
    return 1 + min(len(earlier), MOST_EARLIER)


def count_nothing(request: Request, questions: int) -> None:
    """For a library that only this machine's user asks."""
