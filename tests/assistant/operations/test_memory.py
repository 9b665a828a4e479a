"""Memory: however many threads there are, they share a few heaps."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from assistant.operations.memory import ARENAS

COUNT = """
import ctypes, sys, threading
from assistant.operations.memory import share_heaps

if "shared" in sys.argv:
    share_heaps()
together = threading.Barrier(12)

def work():
    kept = [bytes(50_000) for _ in range(20)]
    together.wait()
    return kept

threads = [threading.Thread(target=work) for _ in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, ctypes.c_void_p(out))
libc.fclose(ctypes.c_void_p(out))
"""


def heaps(*words: str, **environment: str) -> int:
    """How many heaps a process with twelve threads has."""
    around = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"} | environment
    line = [sys.executable, "-c", COUNT, *words]
    return subprocess.run(line, env=around, check=True, capture_output=True, text=True).stdout.count("<heap ")


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="The C library is not glibc.")
def test_threads_share_a_few_heaps() -> None:
    assert heaps() > ARENAS
    assert heaps("shared") == ARENAS


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="The C library is not glibc.")
def test_an_administrator_may_say_how_many() -> None:
    assert heaps("shared", MALLOC_ARENA_MAX="4") == 4
