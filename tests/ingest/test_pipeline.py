from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import make, read_fake
from rich.console import Console

from ingest.batches.progress import Progress, describe
from ingest.batches.report import Item, Report, Status
from ingest.document import Reading, read_document
from ingest.pipeline import ingest, ingest_starter, reading_code
from store.library import Library
from store.model import Kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


@pytest.fixture
def run(library: Library) -> Callable[..., dict[str, Item]]:
    """Ingests in this process with the stand-in reader and gives what became of each file, by its name."""

    def run_it(*paths: Path, reader: str = "reader 1", **options: object) -> dict[str, Item]:
        report = ingest(paths, library, workers=0, read=read_fake, reader=reader, **options)
        return {Path(item.source).name: item for item in report.items}

    return run_it


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines))
    return path


def texts(library: Library, symbol: str) -> list[str]:
    return [passage.text for passage in library.passages(symbol)]


def test_a_folder_goes_in(library: Library, folder: Path, run: Callable[..., dict[str, Item]]) -> None:
    write(folder, "a.pdf", "A/1", "Encryption.", "Anonymity.")
    write(folder, "sub/b.PDF", "A/2", "Privacy.")
    write(folder, "notes.xyz", "not ours")
    write(folder, ".hidden.pdf", "A/3", "hidden")
    report = ingest([folder], library, workers=0, read=read_fake)
    assert [(Path(item.source).name, item.status, item.symbol, item.passages) for item in report.items] == [
        ("a.pdf", Status.ADDED, "A/1", 2),
        ("b.PDF", Status.ADDED, "A/2", 1),
    ]
    assert report.ignored == 1
    assert texts(library, "A/1") == ["Encryption.", "Anonymity."]
    original = library.original(library.documents()[0])
    assert original is not None
    assert original.read_text() == "A/1\nEncryption.\nAnonymity."
    assert library.check() == []


def test_what_is_unchanged_is_not_read_again(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]]
) -> None:
    write(folder, "a.pdf", "A/1", "Encryption.")
    run(folder)
    report = ingest([folder], library, workers=0, read=lambda path: pytest.fail("read again"), reader="reader 1")
    assert [item.status for item in report.items] == [Status.UNCHANGED]


def test_a_newer_reader_reads_again_but_embeds_only_what_is_new(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]]
) -> None:
    write(folder, "a.pdf", "A/1", "Encryption.")
    run(folder)
    assert run(folder, reader="reader 2")["a.pdf"].status is Status.UNCHANGED
    assert library.entries()[0].reader == "reader 2"
    assert library.embeddings.passages_embedded == 1


def test_a_newer_reader_may_find_another_symbol(library: Library, folder: Path) -> None:
    path = write(folder, "a.pdf", "A/1", "Encryption.")
    ingest([path], library, workers=0, read=read_fake, reader="1")

    def read_better(path: Path) -> object:
        reading = read_fake(path)
        document, passages = make("A/1/Rev.1", "Encryption.", source="a.pdf", sha256=reading.document.sha256)
        return type(reading)(document, passages)

    (item,) = ingest([path], library, workers=0, read=read_better, reader="2").items
    assert (item.status, item.symbol) == (Status.REPLACED, "A/1/Rev.1")
    assert [document.symbol for document in library.documents()] == ["A/1/Rev.1"]
    assert library.check() == []


def test_a_changed_file_replaces_its_old_version(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]]
) -> None:
    write(folder, "a.pdf", "A/1", "Old.")
    run(folder)
    write(folder, "a.pdf", "A/1", "New.")
    assert run(folder)["a.pdf"].status is Status.REPLACED
    assert texts(library, "A/1") == ["New."]


def test_a_file_that_goes_while_it_is_taken_in_costs_no_other(library: Library, folder: Path) -> None:
    write(folder, "a.pdf", "A/1", "Text.")
    write(folder, "b.pdf", "A/2", "Text.")
    write(folder, "c.pdf", "A/3", "Text.")

    def read(path: Path) -> Reading:
        if path.name == "a.pdf":
            (folder / "b.pdf").unlink()
            reading = read_fake(path)
            path.unlink()
            return reading
        return read_document(path) if path.name == "b.pdf" else read_fake(path)

    items = {Path(item.source).name: item for item in ingest([folder], library, workers=0, read=read).items}
    assert items["a.pdf"].note == "a.pdf was moved or removed while it was read."
    assert items["b.pdf"].note == "b.pdf was moved or removed before it was read."
    assert items["c.pdf"].status is Status.ADDED
    assert library.check() == []


def test_copies_are_named(library: Library, folder: Path, run: Callable[..., dict[str, Item]]) -> None:
    write(folder, "a.pdf", "A/1", "Text.")
    write(folder, "b.pdf", "A/1", "Text.")
    write(folder, "x.pdf", "BROKEN", "same")
    write(folder, "y.pdf", "BROKEN", "same")
    items = run(folder, folder / "a.pdf")
    assert [(name, item.status) for name, item in items.items()] == [
        ("a.pdf", Status.ADDED),
        ("b.pdf", Status.DUPLICATE),
        ("x.pdf", Status.REFUSED),
        ("y.pdf", Status.REFUSED),
    ]
    assert "a.pdf" in items["b.pdf"].note
    again = run(folder / "b.pdf")["b.pdf"]
    assert (again.status, again.symbol) == (Status.DUPLICATE, "A/1")


@pytest.mark.parametrize("together", [True, False])
def test_another_file_of_a_symbol_is_refused(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]], together: bool
) -> None:
    first = write(folder, "a.pdf", "A/1", "One.")
    second = write(folder, "b.pdf", "A/1", "Two.")
    if together:
        item = run(folder)["b.pdf"]
    else:
        run(first)
        item = run(second)["b.pdf"]
    assert item.status is Status.REFUSED
    assert "a.pdf" in item.note
    assert "b.pdf" in item.note
    assert texts(library, "A/1") == ["One."]
    assert run(folder)["b.pdf"].status is Status.REFUSED


def test_two_files_of_one_name_do_not_take_turns(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]]
) -> None:
    write(folder, "p/a.pdf", "A/1", "One.")
    write(folder, "q/a.pdf", "A/1", "Two.")
    for _ in range(2):
        report = ingest([folder], library, workers=0, read=read_fake, reader="1")
        assert report.items[1].status is Status.REFUSED
        assert texts(library, "A/1") == ["One."]


def test_bad_files_stop_nothing_and_lose_nothing(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]]
) -> None:
    write(folder, "a.pdf", "A/1", "Kept.")
    run(folder)
    write(folder, "a.pdf", "BROKEN")
    write(folder, "b.pdf", "BUG")
    write(folder, "c.pdf", "A/3")
    write(folder, "d.pdf", "A/4", "odd")
    items = run(folder, folder / "none.pdf", write(folder, "e.docx", "x"))
    refused = {name: item for name, item in items.items() if item.status is Status.REFUSED}
    assert set(refused) == {"a.pdf", "b.pdf", "c.pdf", "none.pdf", "e.docx"}
    assert all(name in item.note and item.remedy for name, item in refused.items())
    assert items["d.pdf"].warnings == ("It is odd.",)
    assert texts(library, "A/1") == ["Kept."]


def test_progress_is_told(library: Library, folder: Path, run: Callable[..., dict[str, Item]]) -> None:
    for number in range(4):
        write(folder, f"{number}.pdf", f"A/{number}", "One.", "Two.")
    told: list[Progress] = []
    run(folder, on_progress=told.append)
    shares = [progress.share for progress in told]
    assert shares == sorted(shares)
    last = told[-1]
    assert (last.files, last.of_files, last.pages, last.paragraphs, last.share) == (4, 4, 8, 8, 1.0)
    assert describe(last).startswith("4 of 4 files, 8 pages, 8 paragraphs")


def test_worker_processes_read_and_their_deaths_cost_one_file(library: Library, folder: Path) -> None:
    write(folder, "a.pdf", "A/1", "One.")
    write(folder, "b.pdf", "DIE")
    write(folder, "c.pdf", "HANG")
    write(folder, "d.pdf", "BROKEN")
    write(folder, "e.pdf", "A/2", "Two.")
    from hazards import read_hazard

    report = ingest([folder], library, workers=2, read=read_hazard, timeout=8)
    assert [(Path(item.source).name, item.status) for item in report.items] == [
        ("a.pdf", Status.ADDED),
        ("b.pdf", Status.REFUSED),
        ("c.pdf", Status.REFUSED),
        ("d.pdf", Status.REFUSED),
        ("e.pdf", Status.ADDED),
    ]
    assert "crashed" in report.items[1].note
    assert "took longer" in report.items[2].note


INTERRUPTED = """
import os, signal, sys, threading
from pathlib import Path
from fakes import read_fake
from ingest.batches.readers import Worker

def interrupt(over):
    while not over.wait(0.002):
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    over = threading.Event()
    threading.Thread(target=interrupt, args=(over,)).start()
    read = Worker(read_fake, timeout=60).read(Path(sys.argv[1]))
    over.set()
    print(getattr(read, "document", read))
"""


def test_an_interrupt_while_a_worker_starts_costs_no_file(folder: Path) -> None:
    path = write(folder, "a.pdf", "A/1", "One.")
    command = [sys.executable, "-c", INTERRUPTED, str(path)]
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        start_new_session=True,
        check=True,
    )
    assert "symbol='A/1'" in done.stdout, done


INGEST = """
import os, signal, sys
from pathlib import Path
from fakes import FakeEmbeddings, read_fake
from ingest import pipeline
from store.library import Library

def main():
    left = int(sys.argv[3])
    def die(progress):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    pipeline.ingest([Path(sys.argv[2])], Library(Path(sys.argv[1]), FakeEmbeddings()), workers=1, read=read_fake,
                    reader="reader 1", on_progress=die)

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("steps", [2, 6, 8])
def test_a_killed_ingest_is_simply_started_again(
    library: Library, folder: Path, tmp_path: Path, run: Callable[..., dict[str, Item]], steps: int
) -> None:
    for number in range(5):
        write(folder, f"{number}.pdf", f"A/{number}", f"Text {number}.", "More.")
    script = tmp_path / "ingest_and_die.py"
    script.write_text(INGEST)
    program = [sys.executable, str(script), str(library.home), str(folder), str(steps)]
    done = subprocess.run(program, env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    items = run(folder)
    assert {item.status for item in items.values()} <= {Status.ADDED, Status.UNCHANGED}
    assert library.stats().documents == 5
    assert library.stats().passages == 10
    assert library.check() == []


BRIEFS = [
    make("A/1", "In short.", kind=Kind.BRIEF, source="one.yaml"),
    make("A/2", "Two.", kind=Kind.BRIEF, source="two.yaml"),
]


def test_briefs_come_change_and_go(library: Library) -> None:
    assert [item.status for item in ingest_starter(library, BRIEFS).items] == [Status.ADDED, Status.ADDED]
    assert [item.status for item in ingest_starter(library, BRIEFS).items] == [Status.UNCHANGED, Status.UNCHANGED]
    changed = [make("A/1", "Shorter.", kind=Kind.BRIEF, source="one.yaml")]
    assert [item.status for item in ingest_starter(library, changed).items] == [Status.REPLACED, Status.REMOVED]
    assert [document.symbol for document in library.documents()] == ["A/1"]
    assert texts(library, "A/1") == ["Shorter."]


def test_a_brief_gives_way_to_the_official_text_and_comes_back(
    library: Library, folder: Path, run: Callable[..., dict[str, Item]]
) -> None:
    ingest_starter(library, BRIEFS)
    write(folder, "a.pdf", "A/1", "In full.")
    assert run(folder)["a.pdf"].status is Status.REPLACED
    assert [item.status for item in ingest_starter(library, BRIEFS).items] == [Status.SUPERSEDED, Status.UNCHANGED]
    assert texts(library, "A/1") == ["In full."]
    library.remove("A/1")
    assert ingest_starter(library, BRIEFS).items[0].status is Status.ADDED


def test_the_starter_library_goes_in_whole(library: Library) -> None:
    report = ingest_starter(library)
    assert {item.status for item in report.items} == {Status.ADDED}
    assert library.stats().briefs == len(report.items)
    assert library.check() == []


def test_the_report_is_for_people_and_for_programs() -> None:
    report = Report(
        (
            Item("a.pdf", Status.ADDED, "A/1", warnings=("It is odd.",), passages=2),
            Item("b.pdf", Status.REFUSED, note="b.pdf is damaged.", remedy="Download it again."),
            Item("quiet.pdf", Status.UNCHANGED, "A/2"),
        ),
        ignored=3,
        seconds=1.6,
    )
    assert report.summary() == "1 added, 1 unchanged, 1 refused, 3 ignored (of other formats) (2 paragraphs, 2 s)"
    assert json.loads(report.to_json())["items"][1]["remedy"] == "Download it again."
    console = Console(width=100)
    with console.capture() as capture:
        console.print(report)
    shown = capture.get()
    assert "It is odd." in shown
    assert "Download it again." in shown
    assert "quiet.pdf" not in shown


def test_the_reading_code_has_a_version() -> None:
    assert reading_code() == reading_code()
    assert "pypdf" in reading_code()
