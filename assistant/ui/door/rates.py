"""How often something may be done: guesses at a password, questions of one person."""

from __future__ import annotations

import math
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from anyio import Lock, to_thread
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from store.errors import TooManyError
from store.people.accounts import Account, Accounts, known_as

_OF_NAME_THERE = RateLimitItemPerMinute(5, 5, namespace="name and address")
_OF_ADDRESS = RateLimitItemPerMinute(30, 5, namespace="address")
_OF_NAME = RateLimitItemPerHour(100, namespace="name")

_Counted = tuple[RateLimitItem, tuple[str, ...]]
"""A limit, and of what it counts the failures."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted, and whose turn it is to check a password; several processes may share both.

    Attributes:
        limiter: Counts.
        turn: Held while a password is checked; of one process where it is no lock.
    """

    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)


class PasswordChecks:
    """Checks names and passwords one at a time, and after too many failures no more for a while.

    A check takes a processor and 64 MB for a moment. As they come one after the other, each knows the failures of all
    before it, however many were sent at once.

    Args:
        accounts: The accounts of the library.
        counts: Where failures are counted.
    """

    def __init__(self, accounts: Accounts, counts: Counts | None = None) -> None:
        self._accounts = accounts
        self._counts = counts or Counts()
        self._turn = Lock()

    async def check(self, name: str, password: str, address: str) -> Account | None:
        """The account of a name and its password; nothing where they do not fit.

        Args:
            name: As typed.
            password: As typed.
            address: Where the attempt comes from.

        Raises:
            TooManyError: There were too many failures.
            RightsDeskError: The accounts cannot be read.
        """
        who = known_as(name)
        counted: list[_Counted] = [(_OF_NAME_THERE, (who, address)), (_OF_ADDRESS, (address,)), (_OF_NAME, (who,))]
        self._require_few(counted)
        async with self._turn:
            return await to_thread.run_sync(self._check, name, password, counted)

    def _check(self, name: str, password: str, counted: list[_Counted]) -> Account | None:
        with self._counts.turn:
            self._require_few(counted)
            account = self._accounts.check(name, password)
            if account is None:
                for limit, of in counted:
                    self._counts.limiter.hit(limit, *of)
        return account

    def _require_few(self, counted: list[_Counted]) -> None:
        full = [(limit, of) for limit, of in counted if not self._counts.limiter.test(limit, *of)]
        if full:
            free_at = max(self._counts.limiter.get_window_stats(limit, *of).reset_time for limit, of in full)
            minutes = max(1, math.ceil((free_at - time.time()) / 60))
            raise TooManyError(
                "There were too many attempts to sign in.",
                f"Wait {minutes} minute{'s' * (minutes != 1)}, then try again.",
            )


class QuestionRate:
    """Counts the questions of each person, on the page and of their programs together.

    Args:
        a_minute: How many one person may ask in a minute; 0 for no limit.
        counts: Where they are counted.
    """

    def __init__(self, a_minute: int, counts: Counts | None = None) -> None:
        self._limit = RateLimitItemPerMinute(a_minute) if a_minute else None
        self._limiter = (counts or Counts()).limiter

    def count(self, owner: str, questions: int = 1) -> None:
        """Count questions that are asked at once: all of them, or none where they are too many.

        Raises:
            TooManyError: They are.
        """
        if self._limit is None or self._limiter.hit(self._limit, owner, cost=questions):
            return
        most = self._limit.amount
        if questions > most:
            raise TooManyError(
                f"With those before it this counts as {questions} questions, of at most {most} a minute.",
                "Give fewer earlier questions.",
            )
        raise TooManyError(
            f"You have asked {most} question{'s' * (most != 1)} within a minute.", "Wait a little, then ask again."
        )
