"""A language model that waits in the middle of a sentence, for tests of how a server ends."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from awaited import TRUE
from served import AT_MOST, Handler, Served, says, serving


@pytest.fixture
def let_go() -> Event:
    """What the language model waits for, in the middle of a sentence."""
    return Event()


@pytest.fixture
def model(let_go: Event) -> Iterator[Served]:
    """A model that writes a true sentence once it is let go."""

    def slowly(handler: Handler) -> None:
        let_go.wait(AT_MOST)
        says(f"{TRUE} [1]")(handler)

    with serving(slowly) as served:
        yield served
