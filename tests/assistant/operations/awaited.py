"""What tests of servers that end wait for."""

from __future__ import annotations

import time
from collections.abc import Callable

from served import AT_MOST

TRUE = (
    "The General Assembly calls upon States not to interfere with journalists' use of encryption and anonymity tools."
)


def wait_for(held: Callable[[], bool], most: float = AT_MOST) -> None:
    """Wait until something holds, for so many seconds at most."""
    until = time.monotonic() + most
    while not held():
        assert time.monotonic() < until
        time.sleep(0.1)
