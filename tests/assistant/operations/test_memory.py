"""Memory: however many threads there are, they share two arenas, from before a library is opened."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from assistant.operations.memory import ARENAS
from assistant.settings import load_settings
from assistant.ui import server
from assistant.workers import worker
from store.errors import RightsDeskError

COUNT = """
import ctypes, sys, threading
import assistant.ui.server, assistant.workers.worker
from assistant.operations.memory import limit_arenas

if "limited" in sys.argv:
    limit_arenas()
together = threading.Barrier(12)

def work():
    kept = [bytes(50_000) for _ in range(20)]
    together.wait()
    return kept

threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""
SETTINGS = ("MALLOC_ARENA_MAX", "GLIBC_TUNABLES")
is_glibc = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_info")


def arenas(*words: str, **environment: str) -> int:
    """How many arenas a process with twelve threads has, on a machine with many processors."""
    around = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    around |= {"OPENBLAS_NUM_THREADS": "16", **environment}
    line = [sys.executable, "-c", COUNT, *words]
    return subprocess.run(line, env=around, check=True, capture_output=True, text=True).stdout.count("<heap ")


@pytest.mark.skipif(not is_glibc, reason="The C library is not glibc.")
@pytest.mark.parametrize("environment", [{}, {"MALLOC_ARENA_MAX": "4"}, {"GLIBC_TUNABLES": "glibc.malloc.arena_max=4"}])
def test_threads_share_two_arenas_or_as_many_as_the_administrator_says(environment: dict[str, str]) -> None:
    assert arenas("limited", **environment) == (4 if environment else ARENAS)
    assert arenas(**environment) > ARENAS


@pytest.mark.parametrize("begin", ["alone", "as a worker"])
def test_who_serves_limits_them_before_the_library_is_opened(begin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def opened(*_: object, **__: object) -> None:
        done.append("opened")
        raise RightsDeskError("It is not there.", "Make it.")

    module = server if begin == "alone" else worker
    monkeypatch.setattr(module, "limit_arenas", lambda: done.append("limited"))
    monkeypatch.setattr(module, "open_library", opened)
    monkeypatch.setattr(worker, "os", SimpleNamespace(setpgrp=lambda: None))
    monkeypatch.setattr(worker, "signal", SimpleNamespace(signal=lambda *_: None, SIGTERM=0, default_int_handler=0))
    settings = load_settings(None)
    if begin == "alone":
        with pytest.raises(RightsDeskError, match="not there"):
            server.serve(settings, "127.0.0.1", 0)
    else:
        with server.listen("127.0.0.1", 0) as listening, pytest.raises(SystemExit):
            worker._work(worker.Orders(settings, "127.0.0.1", False, "", settings.home, None), listening)
    assert done == ["limited", "opened"]
