"""A folder is watched: real files, real events of the file system, and no waiting but for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest
from fakes import read_fake

from ingest.batches.report import Report
from ingest.batches.watch import watch_folder
from ingest.pipeline import ingest
from store.errors import RightsDeskError, UnavailableError
from store.library import Library

Told = Queue[object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watched"
    made.mkdir()
    return made


@pytest.fixture
def locked() -> Event:
    """Set while another process changes the library."""
    return Event()


@pytest.fixture
def told(folder: Path, library: Library, locked: Event) -> Iterator[Told]:
    """What the watch tells, one thing after another; watching begins with a file that was there before."""
    with watching(folder, library, locked) as told:
        yield told


@contextmanager
def watching(folder: Path, library: Library, locked: Event) -> Iterator[Told]:
    told: Told = Queue()
    stop = Event()
    write(folder / "first.pdf", "A/1", "One.")

    def take_in(paths: list[Path]) -> Report:
        if locked.is_set():
            raise UnavailableError("Another process is changing the library.", "Wait.")
        return ingest(paths, library, workers=0, read=read_fake)

    def on_wait(error: UnavailableError) -> None:
        told.put(error)
        locked.clear()

    def run(*given: object, **more: object) -> None:
        try:
            watch_folder(*given, **more)  # type: ignore[arg-type]
        except RightsDeskError as error:
            told.put(error)

    thread = Thread(
        target=run,
        args=(folder, take_in),
        kwargs={"stop": stop, "on_report": told.put, "on_gone": told.put, "on_wait": on_wait}
        | {"settle": 0.1, "again": 0.0},
    )
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(timeout=20)
    assert not thread.is_alive()


def write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines))


def became(told: object) -> list[tuple[str, str]]:
    assert isinstance(told, Report), told
    return [(Path(item.source).name, item.status.value) for item in told.items]


def test_what_is_there_what_comes_what_changes_and_what_goes(folder: Path, told: Told, library: Library) -> None:
    assert became(told.get(timeout=20)) == [("first.pdf", "added")]

    write(folder / ".hidden.pdf", "A/9", "Hidden.")
    write(folder / "second.pdf", "A/2", "Two.")
    write(folder / "third.pdf", "BROKEN")
    assert became(told.get(timeout=20)) == [("second.pdf", "added"), ("third.pdf", "refused")]

    write(folder / "second.pdf", "A/2", "Two, revised.")
    assert became(told.get(timeout=20)) == [("second.pdf", "replaced")]

    (folder / "first.pdf").unlink()
    assert told.get(timeout=20) == folder / "first.pdf"
    assert [document.symbol for document in library.documents()] == ["A/1", "A/2"]


def test_a_library_that_another_process_changes_is_waited_for(folder: Path, told: Told, locked: Event) -> None:
    told.get(timeout=20)
    locked.set()
    write(folder / "second.pdf", "A/2", "Two.")
    assert isinstance(told.get(timeout=20), UnavailableError)
    assert became(told.get(timeout=20)) == [("second.pdf", "added")]


def test_a_folder_that_is_moved_in_is_taken_in_with_all_its_files(folder: Path, told: Told, tmp_path: Path) -> None:
    told.get(timeout=20)
    (tmp_path / "sub" / "below").mkdir(parents=True)
    write(tmp_path / "sub" / "second.pdf", "A/2", "Two.")
    write(tmp_path / "sub" / "below" / "third.pdf", "A/3", "Three.")
    (tmp_path / "sub").rename(folder / "sub")
    assert became(told.get(timeout=20)) == [("second.pdf", "added"), ("third.pdf", "added")]


def test_a_folder_that_goes_takes_its_files_with_it(folder: Path, told: Told, tmp_path: Path) -> None:
    told.get(timeout=20)
    (tmp_path / "sub.2025" / "below").mkdir(parents=True)
    write(tmp_path / "sub.2025" / "below" / "second.pdf", "A/2", "Two.")
    (tmp_path / "sub.2025").rename(folder / "sub.2025")
    assert became(told.get(timeout=20)) == [("second.pdf", "added")]

    (folder / "sub.2025").rename(tmp_path / "elsewhere")
    assert told.get(timeout=20) == folder / "sub.2025" / "below" / "second.pdf"


def test_a_file_that_moves_inside_the_folder_is_not_gone(folder: Path, told: Told, tmp_path: Path) -> None:
    told.get(timeout=20)
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "second.pdf", "A/2", "Two.")
    (tmp_path / "sub").rename(folder / "sub")
    assert became(told.get(timeout=20)) == [("second.pdf", "added")]

    (folder / "first.pdf").rename(folder / "sub" / "first.pdf")
    assert became(told.get(timeout=20)) == [("first.pdf", "unchanged")]
    write(folder / "third.pdf", "A/3", "Three.")
    assert became(told.get(timeout=20)) == [("third.pdf", "added")]


def test_watching_ends_when_the_folder_itself_is_gone(folder: Path, told: Told, tmp_path: Path) -> None:
    told.get(timeout=20)
    folder.rename(tmp_path / "elsewhere")
    error = told.get(timeout=20)
    assert isinstance(error, RightsDeskError)
    assert error.message == f"{folder} is gone; the library keeps what came from it."


@pytest.mark.parametrize("name", ["../watched", ".", "../watched/../watched", "../link"])
def test_a_folder_can_be_named_in_any_way(
    folder: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "link").symlink_to("watched")
    monkeypatch.chdir(folder)
    with watching(Path(name), library, Event()) as told:
        assert became(told.get(timeout=20)) == [("first.pdf", "added")]
        write(folder / "second.pdf", "A/2", "Two.")
        assert became(told.get(timeout=20)) == [("second.pdf", "added")]
