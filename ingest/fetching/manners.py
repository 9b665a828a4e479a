"""How the document system is treated: how many connections, how long the waits, how much patience."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits and waits, in seconds.

    Attributes:
        connections: At most so many at a time.
        pause: Between an answer and the next request on a connection.
        tries: How often a file is asked for before it is given up.
        first_wait: Before the second try; each further wait is twice the one before.
        longest_wait: Such a wait is never longer.
        patience: A server that asks for a longer wait than this is left alone.
        silence: How long a server may send nothing; it takes up to half a minute to begin.
        longest_download: How long one answer may take in all.
        largest: Bytes of a file, at most.
        wait: Waits so many seconds.
    """

    connections: int = 4
    pause: float = 1.0
    tries: int = 5
    first_wait: float = 2.0
    longest_wait: float = 60.0
    patience: float = 300.0
    silence: float = 120.0
    longest_download: float = 600.0
    largest: int = 300_000_000
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    def backoff(self, failures: int) -> float:
        """How long to wait after so many failures, from 1: doubling, and by chance up to a half more or less.

        Chance keeps several connections that failed together from coming back together.
        """
        wait = min(self.longest_wait, self.first_wait * 2.0 ** (failures - 1))
        return wait * random.uniform(0.5, 1.5)  # noqa: S311 - spreading, not secrecy


POLITE = Manners()
"""How the document system itself is treated."""


class Gate:
    """Where all connections wait while the server has asked for time."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._holding = 0
        self._open = asyncio.Event()
        self._open.set()

    async def passed(self) -> None:
        """Wait until no wait is under way."""
        await self._open.wait()

    async def hold(self, seconds: float) -> None:
        """Let everyone wait so long."""
        self._holding += 1
        self._open.clear()
        try:
            await self._manners.wait(seconds)
        finally:
            self._holding -= 1
            if not self._holding:
                self._open.set()
