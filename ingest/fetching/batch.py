"""Many documents asked for at once: few connections, waits between requests, and another try where that may help."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx2

from ingest.document import Head
from ingest.fetching.access import Wanted
from ingest.fetching.answers import NotHadError, NotNowError, check_head
from ingest.fetching.download import connected, download
from ingest.fetching.manners import Gate, Manners
from ingest.fetching.shelf import Shelf
from store.errors import RightsDeskError

Look = Callable[[Path], Head | RightsDeskError]
"""Reads what a file says it is; called in a thread, one file at a time."""

OnFetched = Callable[[int, int, float], None]
"""Told how many documents are done with, how many there are, and how many seconds the server wants to be left alone."""


class Batch:
    """One run over the documents that are missing.

    Args:
        wanted: The documents, each once.
        shelf: Where their files go.
        base: The access address.
        look: Reads what a file says it is.
        manners: Limits and waits.
        on_fetched: Told how far it is.

    Attributes:
        results: What became of each so far: why it could not be had, or ``None`` where its file is on the shelf.
    """

    def __init__(
        self,
        wanted: Sequence[Wanted],
        shelf: Shelf,
        base: str,
        *,
        look: Look,
        manners: Manners,
        on_fetched: OnFetched,
    ) -> None:
        self.results: dict[Wanted, NotHadError | None] = {}
        self._left = deque(wanted)
        self._all = len(wanted)
        self._shelf = shelf
        self._base = base
        self._look = look
        self._manners = manners
        self._on_fetched = on_fetched
        self._gate = Gate(manners)
        self._looking = asyncio.Lock()
        self._stopped: NotHadError | None = None

    async def run(self) -> None:
        """Fetch the documents onto the shelf; where this is cancelled, what is whole stays there."""
        async with connected(self._base, self._manners) as client, asyncio.TaskGroup() as connections:
            for _ in range(min(self._manners.connections, self._all)):
                connections.create_task(self._connection(client))

    async def _connection(self, client: httpx2.AsyncClient) -> None:
        while self._left:
            wanted = self._left.popleft()
            try:
                await self._fetch(client, wanted)
                self.results[wanted] = None
            except NotHadError as error:
                self.results[wanted] = error
            finally:
                self._shelf.drop(wanted)
            self._tell()
            if self._left and self._stopped is None:
                await self._manners.wait(self._manners.pause)

    async def _fetch(self, client: httpx2.AsyncClient, wanted: Wanted) -> None:
        """Ask for a document until it is there, or given up."""
        failures = 0
        while True:
            await self._gate.passed()
            if self._stopped is not None:
                raise NotHadError(f"{wanted} was not asked for: {self._stopped.message}", self._stopped.remedy)
            try:
                await self._try(client, wanted)
                return
            except NotNowError as error:
                failures += 1
                if problem := self._give_up(error, failures):
                    self._stopped = problem if problem.everywhere else self._stopped
                    raise problem from error
                await self._pause_after(error, failures)
            except NotHadError as error:
                self._stopped = error if error.everywhere else self._stopped
                raise

    async def _try(self, client: httpx2.AsyncClient, wanted: Wanted) -> None:
        part = self._shelf.part(wanted)
        await download(client, self._base, wanted, part, self._manners)
        async with self._looking:
            head = await asyncio.to_thread(self._look, part)
        check_head(wanted, head)
        self._shelf.keep(wanted)

    def _give_up(self, error: NotNowError, failures: int) -> NotHadError | None:
        """Why a document is not asked for again; ``None`` where it is."""
        if error.wait > self._manners.patience:
            minutes = f"It asks to be left alone for {error.wait / 60:.0f} minutes."
            return NotHadError(f"{error.message} {minutes}", error.remedy, everywhere=True)
        if failures < self._manners.tries:
            return None
        return NotHadError(f"{error.message} Asked {failures} times.", error.remedy, everywhere=error.everywhere)

    async def _pause_after(self, error: NotNowError, failures: int) -> None:
        """Wait as long as the server asks, everyone, and as long as the failures of this document ask, it alone."""
        own = self._manners.backoff(failures)
        if error.wait:
            self._tell(error.wait)
            await self._gate.hold(error.wait)
        if own > error.wait:
            await self._manners.wait(own - error.wait)

    def _tell(self, wait: float = 0.0) -> None:
        self._on_fetched(len(self.results), self._all, wait)
