"""Machines of an office, as process groups of this one: each serves the shared library at its own address."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import psutil

from evals.performance.servers import free_port
from store.errors import RightsDeskError

STARTING = 300
"""Seconds that a machine may take until it is ready."""

_EVERY = 5
"""Seconds between two looks at the memory."""


@dataclass
class Machine:
    """One machine's RightsDesk.

    Attributes:
        home: Its own folder.
        workers: How many processes answer.
        settings: What else is in its environment.
        port: Where it listens on this machine.
    """

    home: Path
    workers: int
    settings: Mapping[str, str]
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What people have in their browsers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to serve."""
        self.home.mkdir(parents=True, exist_ok=True)
        line = [sys.executable, "-m", "assistant.cli", "chat", "--port", str(self.port), "--workers", str(self.workers)]
        environment = {**os.environ, **self.settings, "RIGHTSDESK_HOME": str(self.home)}
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(line, env=environment, stdout=log, stderr=log)  # noqa: S603 - ours

    def wait(self) -> None:
        """Wait until every worker is ready.

        Raises:
            RightsDeskError: It is not.
        """
        end = time.monotonic() + STARTING
        while time.monotonic() < end:
            if len(self.processes()) > self.workers and all(map(self._is_ready, range(self.workers))):
                return
            time.sleep(1)
        raise RightsDeskError(f"{self.address} is not ready.", f"See {self.home / 'log'}.")

    def _is_ready(self, slot: int) -> bool:
        cookies = {f"rightsdesk_worker_{self.port}": str(slot)}
        try:
            return httpx2.get(f"{self.address}/ready", cookies=cookies, timeout=30).is_success
        except httpx2.HTTPError:
            return False

    def processes(self) -> list[psutil.Process]:
        """The process that holds the address, and its workers."""
        assert self._process
        try:
            front = psutil.Process(self._process.pid)
            return [front, *front.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def kill_worker(self) -> None:
        """Kill the worker that has the most memory."""
        max(self.processes()[1:], key=lambda each: each.memory_info().rss).kill()

    def end(self) -> None:
        """End it as an administrator does."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)


class MemoryWatch(threading.Thread):
    """Looks at the memory of machines until it is told to stop.

    Args:
        machines: Whose processes.
    """

    def __init__(self, machines: list[Machine]) -> None:
        super().__init__(daemon=True)
        self.looks: list[tuple[float, float]] = []
        """Seconds since the beginning, and GiB of all processes: what they share is counted once."""
        self._machines = machines
        self._over = threading.Event()

    def run(self) -> None:
        """Look every few seconds."""
        begun = time.monotonic()
        while not self._over.wait(_EVERY):
            self.looks.append((round(time.monotonic() - begun), sum(map(_memory, self._machines))))

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()


def _memory(machine: Machine) -> float:
    total = 0
    for process in machine.processes():
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 2**30
