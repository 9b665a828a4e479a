"""PostgreSQL and Chroma on this machine, in folders of their own and gone afterwards: to test and to measure with."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2
import psycopg

from store.errors import RightsDeskError

_PATIENCE = 60


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def program(name: str) -> str:
    """One of PostgreSQL's programs, which Debian keeps out of the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(kept[-1]) if kept else None)
    if found is None:
        raise RightsDeskError(f"PostgreSQL's {name} is missing.", "Install it: apt-get install postgresql")
    return found


@dataclass
class PostgreSQL:
    """A server.

    Attributes:
        folder: Its data.
        port: Where it listens on this machine.
        durable: Whether what is written survives the machine; slower.
    """

    folder: Path
    port: int
    durable: bool = False
    _process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def start(self) -> None:
        """Begin to serve, and wait until it does."""
        set_here = {
            "fsync": "on" if self.durable else "off",
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
        }
        options = [f"--{name}={value}" for name, value in set_here.items()]
        command = [program("postgres"), "-D", str(self.folder), "-p", str(self.port), *options]
        self._process = _begun(_as_user(command), lambda: psycopg.connect(self._url("postgres")).close())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT ends every session, SIGQUIT is how it dies when it is killed."""
        postmaster = self.folder / "postmaster.pid"
        if self._process and self._process.poll() is None and postmaster.exists():
            os.kill(int(postmaster.read_text().split()[0]), how)
            self._process.wait(timeout=_PATIENCE)

    def database(self) -> str:
        """Address of a new, empty database."""
        name = f"library_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self._url(name).replace("postgresql:", "postgresql+psycopg:")

    def drop(self, url: str) -> None:
        """Delete a database, whoever is connected to it."""
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return f"postgresql://rightsdesk@127.0.0.1:{self.port}/{name}"


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """A server that runs for the length of a `with` block."""
    initdb = program("initdb")
    folder = Path(tempfile.mkdtemp(prefix="rightsdesk-postgresql-", dir="/tmp"))
    if os.getuid() == 0:  # PostgreSQL does not run as root.
        shutil.chown(folder, "postgres", "postgres")
    made = [initdb, "-D", str(folder), "-U", "rightsdesk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(_as_user(made), check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    server = PostgreSQL(folder, free_port(), durable)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@dataclass
class ChromaServer:
    """A server.

    Attributes:
        folder: Its data.
        port: Where it listens on this machine.
    """

    folder: Path
    port: int
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to serve, and wait until it does."""
        chroma = Path(sys.executable).with_name("chroma")
        command = [str(chroma), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = _begun(command, lambda: httpx2.get(f"{self.url}/api/v2/heartbeat").raise_for_status())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, or send it another signal."""
        assert self._process
        self._process.send_signal(how)
        if how not in {signal.SIGSTOP, signal.SIGCONT}:
            self._process.wait(timeout=_PATIENCE)


@contextmanager
def chroma() -> Iterator[ChromaServer]:
    """A Chroma server that runs for the length of a `with` block."""
    with tempfile.TemporaryDirectory(prefix="rightsdesk-chroma-") as folder:
        server = ChromaServer(Path(folder), free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _begun(command: list[str], ask: Callable[[], object]) -> subprocess.Popen[bytes]:
    """Begin a server, and wait until it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            ask()
        except (psycopg.OperationalError, httpx2.HTTPError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return process


def _as_user(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command
