"""What the library holds is read again from its originals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fakes import read_fake

from ingest.batches.refresh import refresh
from ingest.document import Reading
from ingest.pipeline import ingest, remove
from store.library import Library


def read_better(path: Path) -> Reading:
    """A newer reader: it reads capitals where the older one read small letters, in one of the documents."""
    reading = read_fake(path)
    if reading.document.symbol != "A/2":
        return reading
    return replace(reading, passages=tuple(replace(each, text=each.text.upper()) for each in reading.passages))


def test_refreshing_tells_what_a_newer_reader_changed_and_what_is_gone(tmp_path: Path, library: Library) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"{number}.pdf").write_text(f"A/{number}\nparagraph {number}")
    ingest(sorted(tmp_path.glob("*.pdf")), library, workers=0, read=read_fake, reader="old")
    for number in (1, 2, 3):
        (tmp_path / f"{number}.pdf").unlink()
    third = library.document("A/3")
    assert third is not None
    original = library.original(third)
    assert original is not None
    original.unlink()
    shelf = library.home / "official"
    shelf.mkdir()
    (shelf / "A_4.en.pdf").write_text("A/4\nparagraph 4")

    report = refresh(library, workers=0, read=read_better, reader="new")

    assert {(Path(item.source).name, item.symbol, item.status.value) for item in report.items} == {
        ("1.pdf", "A/1", "unchanged"),
        ("2.pdf", "A/2", "replaced"),
        ("3.pdf", "A/3", "gone"),
        ("A_4.en.pdf", "A/4", "added"),
    }
    assert [each.text for each in library.passages("A/2")] == ["PARAGRAPH 2"]
    assert [each.text for each in library.passages("A/3")] == ["paragraph 3"]
    assert list(library.home.glob("refresh-*")) == []


def shelve(library: Library, name: str, text: str) -> Path:
    shelf = library.home / "official"
    shelf.mkdir(exist_ok=True)
    (shelf / name).write_text(text)
    return shelf / name


def test_what_was_removed_stays_removed(library: Library) -> None:
    first, second = (shelve(library, f"A_{n}.en.pdf", f"A/{n}\nparagraph {n}") for n in (1, 2))
    ingest([first, second], library, workers=0, read=read_fake, reader="old")

    remove(library, "A/1")
    report = refresh(library, workers=0, read=read_fake, reader="new")

    assert [item.symbol for item in report.items] == ["A/2"]
    assert [document.symbol for document in library.documents()] == ["A/2"]
    assert (first.exists(), second.exists()) == (False, True)


def test_a_file_of_ones_own_stays_in_the_place_of_the_fetched_one(tmp_path: Path, library: Library) -> None:
    (tmp_path / "mine.pdf").write_text("A/1\nbetter text")
    ingest([tmp_path / "mine.pdf"], library, workers=0, read=read_fake, reader="old")
    shelve(library, "A_1.en.pdf", "A/1\nparagraph 1")

    report = refresh(library, workers=0, read=read_fake, reader="new")

    assert [(item.source, item.status.value) for item in report.items] == [("mine.pdf", "unchanged")]


def test_notes_name_files_as_they_came(tmp_path: Path, library: Library) -> None:
    (tmp_path / "mine.pdf").write_text("A/1\ntext")
    ingest([tmp_path / "mine.pdf"], library, workers=0, read=read_fake, reader="old")
    shelve(library, "other.pdf", "A/1\nparagraph 1")

    report = refresh(library, workers=0, read=read_fake, reader="new")

    (note,) = [item.note for item in report.items if item.note]
    assert "mine.pdf" in note
    assert "refresh-" not in note


def test_what_a_killed_refresh_left_is_deleted(library: Library) -> None:
    (library.home / "refresh-killed" / "1").mkdir(parents=True)
    refresh(library, workers=0, read=read_fake, reader="new")
    assert list(library.home.glob("refresh-*")) == []
