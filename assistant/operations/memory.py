"""Memory of a process that serves for weeks: what one thread gives back, the others can use."""

from __future__ import annotations

import ctypes
import os

_M_ARENA_MAX = -8
"""The parameter of glibc's mallopt, from its malloc.h."""

ARENAS = 2
"""Heaps that all threads share."""


def share_heaps() -> None:
    """Have all threads take their memory from the same few heaps; to be called before there are threads.

    Left alone, glibc makes up to eight for each processor, a thread takes one, and what it gives back stays with that
    heap: the memory of a process whose threads answer one question after the other grew for as long as it was
    measured (docs/performance.md). Does nothing where MALLOC_ARENA_MAX is set, or where the C library is another.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if mallopt and "MALLOC_ARENA_MAX" not in os.environ:
        mallopt(_M_ARENA_MAX, ARENAS)
