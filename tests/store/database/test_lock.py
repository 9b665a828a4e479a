from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from fakes import make
from places import environment, handed

from store.errors import RightsDeskError
from store.library import Library

HOLD = """
import sys
from fakes import FakeEmbeddings, make
from places import FOLDER, environment, execute, handed, taken
from store.library import Library
from places import taken
library = Library(taken(sys.argv[1]), FakeEmbeddings())
with library.writing():
    library.add(*make("A/2", "privacy"))
    print("holding", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(library: Library) -> Iterator[subprocess.Popen[str]]:
    """Another process that is writing to the library."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, handed(library.place)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_writer_is_told(library: Library, other: subprocess.Popen[str]) -> None:
    with pytest.raises(RightsDeskError, match="Another process is changing the library"):
        library.add(*make("A/1", "text"))
    with pytest.raises(RightsDeskError, match="Another process"):
        library.remove("A/2")


def test_readers_go_on(library: Library, other: subprocess.Popen[str]) -> None:
    assert [document.symbol for document in library.documents()] == ["A/2"]
    assert [hit.passage for hit in library.vector_search("privacy", 5)] == ["A/2|en|para. 1"]


def test_a_dead_process_holds_nothing(library: Library, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    library.add(*make("A/1", "text"))
    assert len(library.documents()) == 2
    assert library.check() == []


def test_its_own_thread_may_write_again(library: Library) -> None:
    with library.writing(), library.writing():
        library.add(*make("A/1", "text"))
    library.remove("A/1")


def test_an_error_gives_the_lock_back(library: Library, other: subprocess.Popen[str]) -> None:
    with pytest.raises(RightsDeskError):
        library.remove("A/2")
    other.communicate("")
    assert library.remove("A/2")
