from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import make
from killed import NEW, OLD, STEPS, change
from places import PLACES, environment, handed

from store.library import Library
from store.place import Place


@pytest.mark.parametrize(("place", "number"), [(PLACES[0], 1), (PLACES[0], 3), (PLACES[-1], 3)], indirect=["place"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_nothing_is_lost_or_doubled(
    place: Place, open_library: Callable[..., Library], step: str, when: str, number: int
) -> None:
    library = open_library()
    for symbol, texts in OLD.items():
        library.add(*make(symbol, *texts), f"old {symbol}".encode())
    library.close()

    program = [sys.executable, str(Path(__file__).with_name("killed.py")), handed(place), step, when, str(number)]
    done = subprocess.run(program, env=environment(), capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()

    # A reader sees each document in its old or its new version, whole, before anyone has repaired anything.
    reader = open_library()
    seen = {document.symbol: texts_of(reader, document.symbol) for document in reader.documents()}
    for symbol in ("A/1", "A/2"):
        assert seen[symbol] in (OLD[symbol], NEW[symbol])
    assert seen.get("A/3", NEW["A/3"]) == NEW["A/3"]
    assert seen.get("A/4", OLD["A/4"]) == OLD["A/4"]
    found = {hit.passage for hit in reader.vector_search("old new", 50)}
    assert found == {passage.id for symbol in seen for passage in reader.passages(symbol)}

    # The next to write finishes or undoes what was left.
    assert reader.check() == []
    change(reader)
    assert {document.symbol: texts_of(reader, document.symbol) for document in reader.documents()} == NEW
    assert {hit.passage for hit in reader.vector_search("new", 50)} == {
        f"{symbol}|en|para. {number}" for symbol, parts in NEW.items() for number in range(1, len(parts) + 1)
    }
    assert reader.check() == []
    assert len(list(reader._originals.folder.glob("*/*"))) == len(NEW)


def texts_of(library: Library, symbol: str) -> tuple[str, ...]:
    return tuple(passage.text for passage in library.passages(symbol))
