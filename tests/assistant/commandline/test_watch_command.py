"""The commands that keep a library up to date, run as a user runs them: in a process of their own, ended by signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commandline import Run

CODE = """
import sys
import time
from pathlib import Path
from assistant.commandline import watching
from fakes import FakeEmbeddings
from evals.cli import main
from store.library import Library

watching.open_library = lambda settings, new: Library(settings.home, FakeEmbeddings())
if len(sys.argv) > 3:  # files are taken in only when another file is there
    awaited, take_in = Path(sys.argv.pop()), watching.pipeline.ingest

    def slowly(*given, **more):
        print("taking in", flush=True)
        while not awaited.exists():
            time.sleep(0.01)
        return take_in(*given, **more)

    watching.pipeline.ingest = slowly
if __name__ == "__main__":
    sys.exit(main())
"""

TEXT = (
    "Privacy\n\n1. States must protect the privacy of everyone in each and every single case that comes before them.\n"
)


class Command:
    """A command that goes on until it is ended; what it prints is read line by line."""

    def __init__(self, *arguments: object) -> None:
        paths = [str(Path(__file__).parents[3]), *filter(None, sys.path)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def until(self, words: str) -> str:
        """What it prints up to a line with these words."""
        assert self.process.stdout is not None
        said = ""
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        pytest.fail(f"ended without {words!r}: {said}")

    def end(self, name: signal.Signals) -> tuple[int, str]:
        """Its exit status, and what it printed at its end; the signal reaches all its processes, as Ctrl-C does."""
        os.killpg(self.process.pid, name)
        said, _ = self.process.communicate(timeout=60)
        return self.process.returncode, said


@pytest.fixture
def begin() -> Iterator[Callable[..., Command]]:
    """Begins a command; ended with the test."""
    begun: list[Command] = []

    def begin_it(*arguments: object) -> Command:
        begun.append(Command(*arguments))
        return begun[-1]

    yield begin_it
    for command in begun:
        command.process.kill()
        command.process.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    (made / "first.txt").write_text(TEXT)
    return made


def test_two_watch_one_folder_until_each_is_ended(begin: Callable[..., Command], folder: Path) -> None:
    first, second = begin("watch", folder), begin("watch", folder)
    assert sorted("added" in each.until("paragraphs,") for each in (first, second)) == [False, True]
    (folder / "second.txt").write_text(TEXT.replace("Privacy", "Secrecy"))
    assert sorted("added" in each.until("paragraphs,") for each in (first, second)) == [False, True]
    assert first.end(signal.SIGINT) == (0, "No longer watching.\n")
    assert second.end(signal.SIGTERM) == (0, "No longer watching.\n")


def test_what_is_being_taken_in_is_finished_first(begin: Callable[..., Command], folder: Path) -> None:
    watching = begin("watch", folder, folder.parent / "awaited")
    watching.until("taking in")
    os.killpg(watching.process.pid, signal.SIGINT)
    watching.until("Ending once what is being taken in is done; Ctrl-C again ends at once.")
    (folder.parent / "awaited").touch()
    said, _ = watching.process.communicate(timeout=60)
    assert watching.process.returncode == 0
    assert "1 added" in said
    assert said.endswith("No longer watching.\n")


def test_a_second_signal_ends_at_once(begin: Callable[..., Command], folder: Path) -> None:
    watching = begin("watch", folder, folder.parent / "awaited")
    watching.until("taking in")
    os.killpg(watching.process.pid, signal.SIGINT)
    watching.until("Ctrl-C again ends at once.")
    os.killpg(watching.process.pid, signal.SIGINT)
    said, _ = watching.process.communicate(timeout=60)
    assert watching.process.returncode == 130
    assert "1 added" not in said
    assert "Traceback" not in said


def test_a_folder_that_is_not_there(rightsdesk: Run, tmp_path: Path) -> None:
    done = rightsdesk("watch", tmp_path / "none")
    assert done.code == 1
    assert done.err == f"There is no folder {tmp_path / 'none'}. Name a folder that is there.\n"
    assert not (tmp_path / "home").exists()
