"""A fetch that is killed or interrupted: what is whole is kept, and the next one asks only for what is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from document_system import AT_MOST, DocumentSystem, official, silent, slow

from ingest.fetching.access import Wanted
from ingest.fetching.fetch import fetch
from ingest.fetching.manners import Manners
from ingest.fetching.report import Status
from ingest.symbols import parse
from store.library import Library

SYMBOLS = [f"A/HRC/61/{number}" for number in range(1, 13)]

PROGRAM = """
import signal
import sys
from dataclasses import replace
from pathlib import Path
from document_system import quick
from fakes import FakeEmbeddings
from ingest.fetching.access import Wanted
from ingest.fetching.fetch import fetch
from ingest.symbols import parse
from store.library import Library

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # What runs the tests may have it ignored.
    home, base, *symbols = sys.argv[1:]
    manners = replace(quick(), connections=2, silence=60)
    wanted = [Wanted(parse(symbol)) for symbol in symbols]
    print(fetch(Library(Path(home), FakeEmbeddings()), wanted, base=base, manners=manners, workers=0).to_json())
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "fetch.py"
    path.write_text(PROGRAM)
    return path


def start(program: Path, library: Library, system: DocumentSystem) -> subprocess.Popen[str]:
    command = [sys.executable, str(program), str(library.home), system.address, *SYMBOLS]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until_asked_for(system: DocumentSystem, symbol: str) -> None:
    until = time.monotonic() + AT_MOST
    while symbol not in system.counts:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_killed_fetch_is_simply_started_again(
    library: Library, system: DocumentSystem, manners: Manners, program: Path
) -> None:
    system.script["A/HRC/61/8"] = [silent, slow]
    with start(program, library, system) as running:
        wait_until_asked_for(system, "A/HRC/61/9")
        running.send_signal(signal.SIGKILL)
    shelf = library.home / "official"
    kept = {path.name for path in shelf.glob("*.pdf")}
    assert "A_HRC_61_1.en.pdf" in kept
    assert "A_HRC_61_8.en.pdf" not in kept
    (shelf / "arriving" / "A_HRC_61_12.en.pdf").write_bytes(official("A/HRC/61/12")[:100])
    asked_before = len(system.asked)

    wanted = [Wanted(parse(symbol)) for symbol in SYMBOLS]
    report = fetch(library, wanted, base=system.address, manners=manners, workers=0)

    assert {item.status for item in report.items} == {Status.ADDED}
    asked_after = sorted(asked.symbol for asked in system.asked[asked_before:])
    assert asked_after == sorted(each for each, one in zip(SYMBOLS, wanted, strict=True) if one.file_name not in kept)
    assert list((shelf / "arriving").iterdir()) == []
    assert library.stats().documents == len(SYMBOLS)
    assert library.check() == []


def test_an_interrupted_fetch_takes_in_what_has_come(library: Library, system: DocumentSystem, program: Path) -> None:
    system.script["A/HRC/61/5"] = [silent]
    system.script["A/HRC/61/6"] = [silent]
    with start(program, library, system) as running:
        wait_until_asked_for(system, "A/HRC/61/5")
        wait_until_asked_for(system, "A/HRC/61/6")
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=AT_MOST)
    assert running.returncode == 0, err
    assert out.count('"status": "added"') == 4
    assert out.count("was not fetched: it was interrupted.") == len(SYMBOLS) - 4
    assert [document.symbol for document in library.documents()] == SYMBOLS[:4]
