"""One worker: a process of its own that serves the library, on this machine alone, to the process that began it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from assistant.language.models import open_model
from assistant.opening import open_library
from assistant.operations.memory import limit_arenas
from assistant.settings import Settings
from assistant.ui.ending import EndingServer
from assistant.ui.server import leave, listen, make_server, run
from assistant.workers.handed import Handed
from assistant.workers.shared import Address, counts_at
from store.errors import RightsDeskError

_LOOPBACK = "127.0.0.1"
_ORDERLY = 10
"""Seconds in which a worker that is left alone ends in good order."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a worker is told when it begins.

    Attributes:
        settings: The library's folder and the model.
        host: The address that people ask, which is not the worker's own.
        accounts: Whether they need an account there.
        secret: By which the worker knows who passes their requests on.
        folder: What all workers share while they run.
        counts: Where they count together.
    """

    settings: Settings
    host: str
    accounts: bool
    secret: str
    folder: Path
    counts: Address


class Worker:
    """A worker as the process that began it sees it; it is begun by making it.

    Args:
        orders: What it is told.
        slot: Its place among the workers, by which a browser finds it again.

    Attributes:
        slot: See above.
        port: Where it listens on this machine.
        answers: Whether it has answered yet.
        ready: Whether it has been ready for questions yet.
        open: How many requests it is answering.
        chosen_at: When it was last given a browser.
        asked_at: When it was last asked whether it still answers.
        unanswered: How often in a row it did not.
        hangs: Whether it is ended for that.
    """

    def __init__(self, orders: Orders, slot: int) -> None:
        self.slot = slot
        self.answers = self.ready = self.hangs = False
        self.open = 0
        self.chosen_at = self.asked_at = 0.0
        self.unanswered = 0
        self.begun_at = time.monotonic()
        with listen(_LOOPBACK, 0) as listening:
            self.port: int = listening.getsockname()[1]
            # A new interpreter: one that is forked would hold the locks and connections of this one.
            context = multiprocessing.get_context("spawn")
            self._process = context.Process(target=_work, args=(orders, listening), name=f"worker {slot}")
            self._process.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{_LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid or 0

    @property
    def lives(self) -> bool:
        """Whether its process does."""
        return self._process.is_alive()

    @property
    def status(self) -> int | None:
        """How its process ended: an exit status, or a signal below 0."""
        return self._process.exitcode

    def end(self) -> None:
        """Ask it to finish what it is writing, and end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once, without waiting for it."""
        self._process.kill()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, for so long at most."""
        self._process.join(seconds)


def _work(orders: Orders, listening: socket.socket) -> None:
    """What the process does."""
    # Ctrl+C in a terminal goes to a whole group of processes; this one is told by its parent.
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    limit_arenas()
    try:
        with listening, open_library(orders.settings) as library:
            server = make_server(
                library,
                orders.settings,
                open_model(orders.settings),
                host=orders.host,
                accounts=orders.accounts,
                counts=counts_at(orders.counts, orders.folder),
                around=lambda app: Handed(app, orders.secret),
            )
            Thread(target=_end_with_parent, args=(server,), daemon=True).start()
            run(server, library, listening)
        leave()
    except KeyboardInterrupt:
        return
    except RightsDeskError as error:
        sys.exit(" ".join(error.printed.split()))


def _end_with_parent(server: EndingServer) -> None:
    """End when the parent does, however it ends: the pipe from it that `multiprocessing` keeps is closed then."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    server.hurry()
    time.sleep(_ORDERLY)
    os._exit(1)
