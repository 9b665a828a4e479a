"""Changes a library as its arguments say and dies by SIGKILL at the given call of the given step.

Run as a program by the tests: ``killed.py PLACE STEP before|after NUMBER``.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from fakes import FakeEmbeddings, make
from places import taken

from store import edits
from store.files import Originals, SharedOriginals
from store.library import Library
from store.meaning.nearest import NearestPassages

STEPS: dict[str, tuple[Any, str]] = {
    "keep the original": (Originals, "keep"),
    "write to the catalogue": (edits, "insert_draft"),
    "put into the index": (NearestPassages, "upsert"),
    "publish": (edits, "publish"),
    "note the edition": (NearestPassages, "wrote"),
    "take out of the index": (NearestPassages, "delete"),
    "purge": (edits, "purge"),
    "discard the original": (Originals, "discard"),
}

OLD = {"A/1": ("old one", "old two"), "A/2": ("old three",), "A/4": ("old four",)}
NEW = {"A/1": ("new one",), "A/2": ("new two", "new three"), "A/3": ("new four",)}


def change(library: Library) -> None:
    """Two documents replaced, one added, one removed."""
    for symbol, texts in NEW.items():
        library.add(*make(symbol, *texts), f"new {symbol}".encode())
    library.remove("A/4")


def main(place: str, step: str, when: str, number: int) -> None:
    owner, name = STEPS[step]
    if owner is Originals and taken(place).database:
        owner = SharedOriginals
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def counted(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **options)
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, counted)
    change(Library(taken(place), FakeEmbeddings()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
