"""Serve a library with several workers: this process holds the address, and asks them."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import typer
import uvicorn

from assistant.language.models import open_model
from assistant.opening import open_library
from assistant.operations import logs
from assistant.operations.probes import Probes
from assistant.settings import Settings
from assistant.ui.server import PATIENCE, accounts_wanted, listen, shown
from assistant.workers.crew import Crew
from assistant.workers.passing import Passing
from assistant.workers.shared import counting
from assistant.workers.worker import Orders
from store.errors import RightsDeskError

_CLOSING = 4
"""Seconds in which a worker closes its library, after its connections."""


def serve(settings: Settings, host: str, port: int, size: int) -> None:
    """Serve until the process is stopped.

    Args:
        settings: The library's folder and the model.
        host: Address to listen on.
        port: Port to listen on; 0 for any that is free.
        size: How many workers there are.

    Raises:
        RightsDeskError: The address, the library or the language model cannot be used, others could come in without
            an account, or no worker can begin.
    """
    logs.configure(settings)
    with listen(host, port) as listening:
        port = listening.getsockname()[1]
        with open_library(settings, new=True) as library:
            accounts = accounts_wanted(library, settings, host)
        open_model(settings)
        with _shared_folder(settings.home / f"workers-{host}-{port}") as folder, counting() as counts:
            # Read by prometheus-client in each worker: they count in files, which all can read.
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
            # Read by the models in each worker: threads of several that take all processors each wait for one another.
            os.environ.setdefault("OMP_NUM_THREADS", str(max(1, len(os.sched_getaffinity(0)) // size)))
            orders = Orders(settings, host, accounts, secrets.token_urlsafe(), folder, counts)
            server = _FrontServer(orders, size, port)
            typer.echo(f"RightsDesk is at http://{shown(host)}:{port}, with {size} workers (Ctrl+C ends it).")
            sys.stdout.flush()
            # Told to end by a signal, it does so in the same order as by Ctrl+C: workers, connections.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            try:
                with suppress(KeyboardInterrupt):
                    server.run(sockets=[listening])
            finally:
                server.crew.kill()
        if server.crew.failed:
            raise RightsDeskError("No worker could begin.", "What it said stands above; correct it, and start again.")
        typer.echo("Ended.")


@contextmanager
def _shared_folder(folder: Path) -> Iterator[Path]:
    """A folder for the length of a `with` block; not the system's own for such, which cleans up after some days."""
    shutil.rmtree(folder, ignore_errors=True)  # Of a process that was killed.
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _FrontServer(uvicorn.Server):
    """A server that begins its workers and ends them, by a second Ctrl+C at once."""

    def __init__(self, orders: Orders, size: int, port: int) -> None:
        self.crew = Crew(orders, size, self._stop)
        self._patience = orders.settings.shutdown_seconds + PATIENCE + _CLOSING
        app = Probes(Passing(self.crew, port), self.crew)
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.crew.begin()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.crew.end(self._patience, at_once=lambda: self.force_exit)
        await super().shutdown(sockets)

    def _stop(self) -> None:
        self.should_exit = True
