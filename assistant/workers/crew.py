"""The workers together: each that dies is begun again, and a browser is sent to the one it belongs to."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from contextlib import suppress

import httpx2
from prometheus_client.multiprocess import mark_process_dead

from assistant.workers.handed import handed_on
from assistant.workers.worker import Orders, Worker

_LOG = logging.getLogger(__name__)

_LOOKS, _ASKS = 0.1, 0.5
_PATIENCE = 8.0
"""Seconds in which a worker has to say whether it is ready: it looks at the library itself."""

_ARRIVAL = 60.0
"""Seconds that a request waits for the first worker."""

_STEADY = 60.0
"""Seconds after which a worker that dies is begun again at once."""

_LONGEST_PAUSE = 30.0
_LISTENS = 10.0
"""Seconds after which a worker is asked once more whether it still answers."""

_UNANSWERED = 4
"""So often in a row it may not; that takes a minute. Then it is ended: it lives and does nothing."""

_DYING = 5.0
"""Seconds in which a process that was killed is gone."""


class Crew:
    """Workers over one library.

    Args:
        orders: What each is told.
        size: How many there are.
        over: Called where none can begin.
    """

    def __init__(self, orders: Orders, size: int, over: Callable[[], None]) -> None:
        self.secret = orders.secret
        self.ending = self.failed = False
        self.transport = httpx2.AsyncHTTPTransport(
            # A connection for each request: none is closed by a worker while a request is on its way.
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
            trust_env=False,
        )
        self._orders = orders
        self._over = over
        self._size = size
        self._workers: dict[int, Worker] = {}
        self._keeping: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Begin all workers, and from now on each that ends."""
        self._keeping = [asyncio.create_task(self._keep(slot)) for slot in range(self._size)]

    async def choose(self, slot: int | None, besides: Collection[Worker] = ()) -> Worker | None:
        """The worker for a request; nothing where there is none.

        Args:
            slot: Of the worker that its browser belongs to; who belongs to none is sent to whoever has least to do.
            besides: Workers that it cannot be.
        """
        until = time.monotonic() + _ARRIVAL
        while not (there := self._there()):
            if self.ending or time.monotonic() > until:
                return None
            await asyncio.sleep(_LOOKS)
        there = [worker for worker in there if worker not in besides]
        if not there:
            return None
        if slot is not None:
            # All that a browser sends at once, after its own worker died, goes to one other.
            return min(there, key=lambda worker: (worker.slot - slot) % self._size)
        worker = min(there, key=lambda worker: (not worker.ready, worker.open, worker.chosen_at))
        worker.chosen_at = time.monotonic()
        return worker

    def leave(self) -> None:
        """Say from now on that the server ends."""
        self.ending = True

    async def missing(self) -> str:
        """Why no questions can be answered; empty where a worker answers them."""
        if self.ending:
            return "The server is ending."
        there = self._there()
        if not there:
            return "No worker answers."
        reasons = await asyncio.gather(*map(self._missing_at, there))
        return "" if "" in reasons else reasons[0]

    async def end(self, patience: float, *, at_once: Callable[[], bool]) -> None:
        """Let the workers finish what they are writing, and end them.

        Args:
            patience: Seconds they have.
            at_once: Whether they have none any more.
        """
        self.leave()
        for task in self._keeping:
            task.cancel()
        for worker in self._workers.values():
            worker.end()
        until = time.monotonic() + patience
        while any(worker.lives for worker in self._workers.values()) and time.monotonic() < until and not at_once():
            await asyncio.sleep(_LOOKS)
        self.kill()
        await self.transport.aclose()

    def kill(self) -> None:
        """End all workers at once."""
        for worker in self._workers.values():
            worker.kill()
        for worker in self._workers.values():
            worker.wait(_DYING)

    def _there(self) -> list[Worker]:
        """The workers that answer."""
        return [each for each in self._workers.values() if each.answers and each.lives and not each.hangs]

    async def _keep(self, slot: int) -> None:
        pause = 0.0
        while not self.ending:
            worker = self._workers[slot] = Worker(self._orders, slot)
            _LOG.info("Worker %d is process %d.", slot, worker.pid)
            while worker.lives:
                if not worker.ready:
                    worker.answers = worker.answers or await self._status(worker, "/health") is not None
                    worker.ready = worker.answers and not await self._missing_at(worker)
                if worker.answers and time.monotonic() - worker.asked_at > _LISTENS:
                    await self._listen(worker)
                await asyncio.sleep(_LOOKS if worker.ready else _ASKS)
            mark_process_dead(worker.pid, str(self._orders.folder))  # type: ignore[no-untyped-call]
            if not worker.answers and not any(other.answers for other in self._workers.values()):
                self.failed = True
                self._over()
                return
            lived = time.monotonic() - worker.begun_at
            pause = 0 if lived > _STEADY else min(_LONGEST_PAUSE, max(1.0, 2 * pause))
            _LOG.error("Worker %d ended with status %s; it is begun again in %.0f s.", slot, worker.status, pause)
            await asyncio.sleep(pause)

    async def _listen(self, worker: Worker) -> None:
        """Ask a worker whether it still answers, and end it where it has not several times in a row."""
        worker.asked_at = time.monotonic()
        try:
            await self._ask(worker, "/health")
        except TimeoutError:
            worker.unanswered += 1
        except (httpx2.HTTPError, ValueError):
            return  # It ends, or this process has no more connections: it does not hang.
        else:
            worker.unanswered = 0
        if worker.unanswered >= _UNANSWERED:
            worker.hangs = True
            _LOG.error("Worker %d lives but does not answer; it is ended.", worker.slot)
            worker.kill()

    async def _missing_at(self, worker: Worker) -> str:
        answer = await self._status(worker, "/ready")
        return "No worker answers." if answer is None else str(answer.get("reason", ""))

    async def _status(self, worker: Worker, path: str) -> dict[str, object] | None:
        """What a worker says of itself; nothing where it does not answer."""
        with suppress(httpx2.HTTPError, TimeoutError, ValueError):
            return await self._ask(worker, path)
        return None

    async def _ask(self, worker: Worker, path: str) -> dict[str, object]:
        headers = handed_on([(b"host", b"127.0.0.1")], self.secret)
        request = httpx2.Request("GET", worker.url + path, headers=headers)
        async with asyncio.timeout(_PATIENCE):
            answer = await self.transport.handle_async_request(request)
            await answer.aread()
            await answer.aclose()
            return dict(answer.json())
