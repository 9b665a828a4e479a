"""Worker processes that read files, so that one which crashes or hangs costs its own file and no other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Generic, Protocol, TypeVar, cast

from ingest.batches.patience import MoreTime, granting
from ingest.document import Reading
from store.errors import RightsDeskError

Read = Callable[[Path], Reading]
"""Reads a file or raises a `RightsDeskError`; a function of a module, so that a worker process can import it."""

Result = Reading | RightsDeskError
_T = TypeVar("_T")
_AHEAD = 8
_START = multiprocessing.get_context("spawn")


class _Process(Protocol):
    def kill(self) -> None: ...
    def join(self) -> None: ...


def read_all(paths: Iterable[Path], read: Read, *, workers: int, timeout: float) -> Iterator[tuple[Path, Result]]:
    """Read files in worker processes, a few ahead of the one that is asked for.

    Args:
        paths: The files.
        read: Reads one.
        workers: Processes; with 0 the files are read in this one, without protection.
        timeout: Seconds that a file may take.

    Yields:
        Each file with what was read or why it was refused, in the order given.
    """
    if workers == 0:
        for path in paths:
            yield path, attempt(read, path)
        return
    idle: SimpleQueue[Worker[Reading]] = SimpleQueue()
    team = [Worker(read, timeout) for _ in range(workers)]
    for worker in team:
        idle.put(worker)
    ahead: deque[tuple[Path, Future[Result]]] = deque()
    # Each thread only waits for a process; reading and embedding go on at the same time.
    with ThreadPoolExecutor(workers) as threads:
        try:
            for path in paths:
                ahead.append((path, threads.submit(_read_with, idle, path)))
                if len(ahead) >= workers + _AHEAD:
                    done, future = ahead.popleft()
                    yield done, future.result()
            while ahead:
                done, future = ahead.popleft()
                yield done, future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in team:
                worker.stop()


def _read_with(idle: SimpleQueue[Worker[Reading]], path: Path) -> Result:
    worker = idle.get()
    try:
        return worker.read(path)
    finally:
        idle.put(worker)


class Worker(Generic[_T]):
    """A process that reads one file after another; started when first needed, and again after it died.

    Args:
        read: Reads a file or raises a `RightsDeskError`; a function of a module.
        timeout: Seconds that a file may take.
    """

    def __init__(self, read: Callable[[Path], _T], timeout: float) -> None:
        self._read = read
        self._timeout = timeout
        self._process: _Process | None = None
        self._pipe: Connection | None = None

    def read(self, path: Path) -> _T | RightsDeskError:
        """What the file gave, or why it was refused; one file at a time."""
        pipe = self._pipe or self._start()
        patience = self._timeout
        try:
            pipe.send(path)
            while pipe.poll(patience):
                received = pipe.recv()
                if not isinstance(received, MoreTime):
                    return cast(_T | RightsDeskError, received)
                patience = self._timeout + received.seconds
            problem = f"{path.name} took longer than {patience / 60:.0f} minutes to read."
        except (EOFError, OSError):
            problem = f"{path.name} crashed the program that reads it."
        self.stop()
        return RightsDeskError(
            problem, "Open it in the program it is for and save a new copy, then add that; or leave it out."
        )

    def _start(self) -> Connection:
        self._pipe, theirs = _START.Pipe()
        process = _START.Process(target=_serve, args=(theirs, self._read), daemon=True)
        # An interrupt is for this process; the new one takes the mask over, which starting the tracker would undo.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._process = process
        return self._pipe

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if process is not None:
            process.kill()
            process.join()
        if pipe is not None:
            pipe.close()


def _serve(pipe: Connection, read: Callable[[Path], Any]) -> None:
    """What a worker process does until the one that started it ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        with granting(pipe.send):
            result = attempt(read, path)
        pipe.send(result)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def attempt(read: Callable[[Path], _T], path: Path) -> _T | RightsDeskError:
    """Read a file in this process: what it gave, or why it was refused."""
    try:
        return read(path)
    except RightsDeskError as refusal:
        return refusal
    except Exception as error:  # whatever a file breaks, the batch goes on
        return RightsDeskError(
            f"{path.name} could not be read ({type(error).__name__}: {error}).",
            "Please report it with the file.",
        )
