"""A library copied between all that can hold one, and into a file and back."""

from __future__ import annotations

import errno
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make
from places import FOLDER, PLACES, execute
from servers import ChromaServer, PostgreSQL
from visitors import said

from store.errors import RightsDeskError
from store.library import Library
from store.maintenance import copying
from store.maintenance.archive import back_up, restore
from store.maintenance.copying import copy
from store.model import Correction, Mention, PageConfidence
from store.people.feedback import Verdict
from store.place import Place

QUESTION = "What of encryption?"


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with something of everything."""
    library.add(*make("A/0", "Gone."), b"gone")
    library.add(
        *make("A/1", "Encryption protects.", "Anonymity too.", other_symbols=("S/1",)),
        b"one",
        mentions=[Mention("para. 1", "A/2")],
        recognised=[PageConfidence(1, 91.5)],
    )
    library.add(*make("A/2", "La vie privée.", language="fr"), b"two")
    library.remove("A/0")
    library.accounts.add("anna", "correct horse battery")
    library.conversations.begin("anna", [said(QUESTION, "It protects.")])
    library.drafts.begin("anna", "Advice", "draft", {"text": "é"}, "written")
    library.feedback.add("anna", Verdict.HELPFUL, [QUESTION], {"text": "It protects."})
    library.topics.correct("A/1", [Correction("para. 1", "privacy", carried=True)])
    return library


@pytest.fixture(params=PLACES)
def target(
    request: pytest.FixtureRequest, tmp_path: Path, database_server: PostgreSQL, chroma_server: ChromaServer
) -> Iterator[Place]:
    """Another place."""
    made = Place(tmp_path / "target")
    if "chroma server" in request.param:
        made = replace(made, chroma=chroma_server.url)
    if "postgresql" in request.param:
        made = replace(made, database=database_server.database())
    yield made
    if made.database:
        database_server.drop(made.database)


def is_the_same(one: Library, other: Library) -> None:
    """Compare all that two libraries answer."""
    assert one.entries() == other.entries()
    for document in one.documents():
        assert one.passages(document.symbol) == other.passages(document.symbol)
        mine, copied = one.original(document), other.original(document)
        assert mine is not None
        assert copied is not None
        assert mine.read_bytes() == copied.read_bytes()
        assert one.mentions(document) == other.mentions(document)
        assert one.recognised(document) == other.recognised(document)
        assert one.topics.corrections(document) == other.topics.corrections(document)
    assert one.accounts.all() == other.accounts.all()
    assert one.accounts.check("anna", "correct horse battery") == other.accounts.check("anna", "correct horse battery")
    assert one.feedback.all() == other.feedback.all()
    (mine,), (copied,) = one.conversations.list("anna", "encryption"), other.conversations.list("anna", "encryption")
    assert one.conversations.read("anna", mine.id) == other.conversations.read("anna", copied.id)
    (draft,) = one.drafts.list()
    assert one.drafts.read(draft.id) == other.drafts.read(draft.id)
    assert one.text_search(["protects"]) == [
        replace(hit, score=pytest.approx(hit.score)) for hit in other.text_search(["protects"])
    ]
    assert [hit.passage for hit in one.vector_search("Anonymity", 9)] == [
        hit.passage for hit in other.vector_search("Anonymity", 9)
    ]
    assert [(deed.act, deed.subject) for deed in other.deeds(50)][1:] == [
        (deed.act, deed.subject) for deed in one.deeds(50)
    ]
    assert other.check() == []


def test_a_copy_is_the_same_and_a_library_of_its_own(filled: Library, target: Place) -> None:
    told: list[str] = []
    copied = copy(filled.place, target, on_progress=told.append)
    assert (copied.documents, copied.vectors, copied.originals) == (2, 3, 2)
    assert {"documents", "passages", "vector index", "comparing"} <= set(told)
    with Library(target, FakeEmbeddings()) as other:
        is_the_same(filled, other)
        other.add(*make("A/3", "Only there."), b"three")
        assert other.check() == []
        assert [hit.passage for hit in other.vector_search("Only there.", 1)] == ["A/3|en|para. 1"]
        assert other.conversations.begin("anna", [said("And then?")]).id
    assert len(filled.documents()) == 2
    assert filled.check() == []


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
@pytest.mark.parametrize("target", PLACES[1::2], indirect=True)
def test_a_copy_that_was_stopped_is_begun_anew(filled: Library, target: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copying._Copy, "_compare", stop)
        with pytest.raises(KeyboardInterrupt):
            copy(filled.place, target)
    with pytest.raises(RightsDeskError, match="not finished"):
        Library(target, FakeEmbeddings())
    filled.remove("A/2")
    copy(filled.place, target)
    with Library(target, FakeEmbeddings()) as other:
        is_the_same(filled, other)


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_copy_on_servers_does_nothing_to_the_files_of_the_folder(
    filled: Library, database_server: PostgreSQL, chroma_server: ChromaServer
) -> None:
    target = replace(filled.place, database=database_server.database(), chroma=chroma_server.url)
    copy(filled.place, target)
    filled.add(*make("A/9", "Only here."), b"nine")
    with Library(target, FakeEmbeddings()) as other:
        other.remove("A/1")
        assert other.check() == []
    assert filled.check() == []
    database_server.drop(target.database)


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_copy_that_differs_is_no_library(filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, write = Place(tmp_path / "target"), copying._Copy._rows

    def lose_one(self: copying._Copy, reading: object, table: object) -> int:
        written = write(self, reading, table)
        if table.name == "mentions":
            execute(target, "DELETE FROM mentions")
        return written

    monkeypatch.setattr(copying._Copy, "_rows", lose_one)
    with pytest.raises(RightsDeskError, match=r"not what was copied \(mentions\)"):
        copy(filled.place, target)
    with Library(tmp_path / "other", FakeEmbeddings()), pytest.raises(RightsDeskError, match="already"):
        copy(filled.place, Place(tmp_path / "other"))


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_there_must_be_one_and_room_for_another(filled: Library, tmp_path: Path) -> None:
    with pytest.raises(RightsDeskError, match="There is no library"):
        copy(Place(tmp_path / "none"), Place(tmp_path / "target"))
    with pytest.raises(RightsDeskError, match="place of its own"):
        copy(filled.place, filled.place)


def test_what_is_backed_up_is_restored(filled: Library, target: Place, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert back_up(filled.place, file).documents == 2
    filled.conversations.begin("anna", [said("Asked later?")])
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == ["backup.tar.gz"]
    restore(file, target)
    with Library(target, FakeEmbeddings()) as other:
        assert [each.title for each in other.conversations.list("anna")] == [QUESTION]
        assert other.entries() == filled.entries()
        assert other.check() == []
    assert [path.name for path in target.home.iterdir() if "restore" in path.name] == []


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_file_that_cannot_be_used_is_told(
    filled: Library, tmp_path: Path, open_library: Callable[..., Library]
) -> None:
    file = tmp_path / "backup.tar.gz"
    file.write_bytes(b"no archive")
    with pytest.raises(RightsDeskError, match="already"):
        back_up(filled.place, file)
    with pytest.raises(RightsDeskError, match="no folder"):
        back_up(filled.place, tmp_path / "none" / "backup.tar.gz")
    with pytest.raises(RightsDeskError, match="/proc cannot be written to"):
        back_up(filled.place, Path("/proc/backup.tar.gz"))
    for move in (lambda there: restore(file, there), lambda there: copy(filled.place, there)):
        with pytest.raises(RightsDeskError, match="/proc/library cannot be written to"):
            move(Place(Path("/proc/library")))
    for damage in (file, tmp_path / "none.tar.gz"):
        with pytest.raises(RightsDeskError, match="cannot be read"):
            restore(damage, Place(tmp_path / "target"))
    with tarfile.open(file, "w:gz"):
        pass
    with pytest.raises(RightsDeskError, match="There is no library"):
        restore(file, Place(tmp_path / "target"))
    file.unlink()
    back_up(filled.place, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(RightsDeskError, match="already"):
        restore(file, filled.place)
    content = file.read_bytes()
    for damaged in (content[:-8] + b"\0" * 8, content[: len(content) // 2], content[:200] + b"\0\0" + content[202:]):
        file.write_bytes(damaged)
        with pytest.raises(RightsDeskError, match="cannot be read"):
            restore(file, Place(tmp_path / "target"))


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_backup_without_room_is_told_and_leaves_nothing(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = tmp_path / "backups"
    folder.mkdir()
    monkeypatch.setattr(tarfile, "open", full)
    with pytest.raises(RightsDeskError, match=r"backups cannot be written to \(No space left"):
        back_up(filled.place, folder / "backup.tar.gz")
    assert list(folder.iterdir()) == []
