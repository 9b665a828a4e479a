"""A server that ends without cutting an answer off: it waits for what is being written, then closes."""

from __future__ import annotations

import asyncio
import socket
import time

from uvicorn import Config, Server

from assistant.operations.metrics import WORKING
from assistant.operations.probes import Readiness

_LOOKS = 0.1


class EndingServer(Server):
    """A server that is told to end by a signal; by a second Ctrl+C, at once.

    Args:
        config: Of the server.
        readiness: Says from then on that it ends, so that no more requests are sent here.
        patience: Seconds that the questions which are being answered have.
    """

    def __init__(self, config: Config, readiness: Readiness, patience: float) -> None:
        super().__init__(config)
        self.readiness = readiness
        self._patience = patience

    def hurry(self) -> None:
        """End, and wait for no answer: nobody is there to read it."""
        self._patience = 0
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wait for the answers, then close the connections."""
        self.readiness.leave()
        until = time.monotonic() + self._patience
        while len(WORKING) and time.monotonic() < until and not self.force_exit:
            await asyncio.sleep(_LOOKS)
        await super().shutdown(sockets)
