"""Memory of a process that serves for weeks."""

from __future__ import annotations

import ctypes
import os

_M_ARENA_MAX = -8
"""The parameter of glibc's mallopt, from its malloc.h."""

ARENAS = 2
"""Two wait for each other less often than one would; more were not needed by questions that are answered in turn."""


def limit_arenas() -> None:
    """Have all threads take their memory from two arenas: what one of them frees, those of the same arena can use.

    Left alone, glibc makes up to eight for each processor, and what a thread frees stays with its own; what that came
    to is in docs/performance.md. To be called before there are nine, for then glibc does not heed it any more. Does
    nothing where the environment sets a limit, or where the C library is another.
    """
    is_set = "MALLOC_ARENA_MAX" in os.environ or "malloc.arena_max" in os.environ.get("GLIBC_TUNABLES", "")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if mallopt and not is_set:
        mallopt(_M_ARENA_MAX, ARENAS)
