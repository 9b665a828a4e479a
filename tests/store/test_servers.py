"""Servers that end, are killed and come back while a library is used."""

from __future__ import annotations

import pickle
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make
from places import execute
from servers import ChromaServer, PostgreSQL, chroma, free_port, postgresql

from store.errors import RightsDeskError, UnavailableError
from store.files import SharedOriginals
from store.library import Library
from store.maintenance.rebuild import rebuild
from store.meaning import chroma_client
from store.place import Place


@pytest.fixture
def own_database() -> Iterator[PostgreSQL]:
    """A PostgreSQL that the test may end."""
    with postgresql() as started:
        yield started


@pytest.fixture
def own_chroma() -> Iterator[ChromaServer]:
    """A Chroma server that the test may end."""
    with chroma() as started:
        yield started


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_database_that_comes_back(
    own_database: PostgreSQL, chroma_server: ChromaServer, home: Path, how: signal.Signals
) -> None:
    with Library(Place(home, own_database.database(), chroma_server.url), FakeEmbeddings()) as library:
        library.add(*make("A/1", "Privacy."), b"one")
        own_database.stop(how)
        for use in (
            library.documents,
            lambda: library.text_search(["privacy"]),
            lambda: library.add(*make("A/2", "x")),
        ):
            with pytest.raises(UnavailableError, match="cannot be used") as caught:
                use()
            assert "RIGHTSDESK_DATABASE_URL" in caught.value.remedy
            assert "rightsdesk@" not in caught.value.printed
            assert "127.0.0.1" in caught.value.in_full
            assert "127.0.0.1" not in str(caught.value)
        own_database.start()
        assert [document.symbol for document in library.documents()] == ["A/1"]
        library.add(*make("A/2", "Encryption."), b"two")
        assert library.check() == []


def test_a_writer_whose_lock_was_lost_does_not_write_on(own_database: PostgreSQL, home: Path) -> None:
    with Library(Place(home, own_database.database()), FakeEmbeddings()) as library:
        with library.writing():
            library.add(*make("A/1", "Privacy."))
            own_database.stop()
            own_database.start()
            with pytest.raises(UnavailableError, match="started again"):
                library.add(*make("A/2", "Encryption."))
        library.add(*make("A/2", "Encryption."))
        assert len(library.documents()) == 2


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_chroma_server_that_comes_back(
    own_chroma: ChromaServer, home: Path, how: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.meaning.nearest._DIRECT", 0)  # As in a large library: the index is asked.
    with Library(Place(home, chroma=own_chroma.url), FakeEmbeddings()) as library:
        library.add(*make("A/1", "Privacy.", "Encryption."))
        own_chroma.stop(how)
        with pytest.raises(UnavailableError, match="cannot be used") as caught:
            library.vector_search("Privacy.", 1)
        assert "RIGHTSDESK_CHROMA_URL" in caught.value.remedy
        assert f"127.0.0.1:{own_chroma.port}" in caught.value.in_full
        assert "127.0.0.1" not in str(caught.value)
        assert [hit.passage for hit in library.text_search(["encryption"])] == ["A/1|en|para. 2"]
        with pytest.raises(UnavailableError):
            library.add(*make("A/2", "Anonymity."))
        own_chroma.start()
        assert [hit.passage for hit in library.vector_search("Privacy.", 1)] == ["A/1|en|para. 1"]
        library.add(*make("A/2", "Anonymity."))
        assert [hit.passage for hit in library.vector_search("Anonymity.", 1)] == ["A/2|en|para. 1"]
        assert library.check() == []


def test_a_lock_that_is_lost_between_two_steps_stops_the_writer(
    own_database: PostgreSQL, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(home, own_database.database())
    with Library(place, FakeEmbeddings()) as library, Library(place, FakeEmbeddings()) as other:
        keep = SharedOriginals.keep

        def lose(self: SharedOriginals, *given: object) -> str:
            kept = keep(self, *given)
            monkeypatch.undo()
            execute(place, f"SELECT pg_terminate_backend({library._catalog.writer})")
            other.add(*make("A/2", "Encryption."), b"two")
            return kept

        monkeypatch.setattr(SharedOriginals, "keep", lose)
        with pytest.raises(UnavailableError, match="started again"):
            library.add(*make("A/1", "Privacy."), b"one")
        assert [document.symbol for document in library.documents()] == ["A/2"]
        library.add(*make("A/1", "Privacy."), b"one")
        assert library.check() == []


def test_many_look_at_one_original_at_once(database_server: PostgreSQL, tmp_path: Path) -> None:
    database = database_server.database()
    with Library(Place(tmp_path / "1", database), FakeEmbeddings()) as library:
        library.add(*make("A/1", "Privacy."), b"one" * 100_000)
        place = Place(tmp_path / "1", database)
        (document,) = library.documents()
        with ThreadPoolExecutor(8) as pool:
            for _ in range(5):
                shutil.rmtree(place.home / "copies")
                found = list(pool.map(lambda _: library.original(document), range(8)))
                assert {path.read_bytes() for path in found if path} == {b"one" * 100_000}
    database_server.drop(database)


def test_questions_do_not_wait_for_each_others_index(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_client, "SECONDS", 2)
    monkeypatch.setattr("store.meaning.nearest._DIRECT", 0)
    with chroma() as server, Library(Place(home, chroma=server.url), FakeEmbeddings()) as library:
        library.add(*make("A/1", "Privacy."))
        library.vector_search("Privacy.", 1)
        server.stop(signal.SIGSTOP)
        begun = time.monotonic()
        with ThreadPoolExecutor(5) as pool:
            asked = [pool.submit(library.vector_search, "Privacy.", 1) for _ in range(5)]
            assert all(isinstance(each.exception(), UnavailableError) for each in asked)
        assert time.monotonic() - begun < 6
        server.stop(signal.SIGCONT)


def test_a_chroma_server_that_never_answers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_client, "SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with Library(Place(home, chroma=url), FakeEmbeddings()) as library:
            begun = time.monotonic()
            with pytest.raises(UnavailableError, match="cannot be used"):
                library.add(*make("A/1", "Privacy."))
            assert time.monotonic() - begun < 30


def test_nobody_listens(home: Path) -> None:
    url = f"postgresql+psycopg://somebody:secret@127.0.0.1:{free_port()}/library"
    with pytest.raises(UnavailableError, match=r"The database cannot be used") as caught:
        Library(Place(home, url), FakeEmbeddings())
    assert "library on 127.0.0.1 cannot be used" in caught.value.in_full
    assert "secret" not in f"{caught.value} {caught.value.printed}"
    assert pickle.loads(pickle.dumps(caught.value)).in_full == caught.value.in_full


def test_two_libraries_share_a_chroma_server(chroma_server: ChromaServer, tmp_path: Path) -> None:
    one, other = (Library(Place(tmp_path / name, chroma=chroma_server.url), FakeEmbeddings()) for name in ("1", "2"))
    with one, other:
        one.add(*make("A/1", "Privacy."))
        other.add(*make("A/2", "Encryption."))
        rebuild(one.place, FakeEmbeddings())
        for library, symbol in ((one, "A/1"), (other, "A/2")):
            assert {hit.passage for hit in library.vector_search("Privacy.", 9)} == {f"{symbol}|en|para. 1"}
            assert library.check() == []


def test_an_index_that_is_elsewhere_is_told_and_moved(
    library: Library, chroma_server: ChromaServer, open_library: Callable[..., Library]
) -> None:
    library.add(*make("A/1", "Privacy."))
    library.close()
    place = library.place
    moved = Place(place.home, place.database, "" if place.chroma else chroma_server.url)
    with pytest.raises(RightsDeskError, match="looked for in") as caught:
        Library(moved, FakeEmbeddings())
    assert "rightsdesk library rebuild" in caught.value.remedy
    rebuild(moved, FakeEmbeddings())
    with Library(moved, FakeEmbeddings()) as there:
        assert [hit.passage for hit in there.vector_search("Privacy.", 9)] == ["A/1|en|para. 1"]
        assert there.check() == []
    with pytest.raises(RightsDeskError, match="looked for in"):
        open_library()


def test_two_machines_see_what_the_other_adds(
    database_server: PostgreSQL, chroma_server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.meaning.nearest._DIRECT", 0)
    database = database_server.database()
    one, other = (Library(Place(tmp_path / name, database, chroma_server.url), FakeEmbeddings()) for name in ("1", "2"))
    with one, other:
        one.add(*make("A/1", "Privacy."), b"one")
        other.add(*make("A/2", "Encryption."), b"two")
        for library in (one, other):
            assert [hit.passage for hit in library.vector_search("Privacy.", 1)] == ["A/1|en|para. 1"]
            assert [hit.passage for hit in library.vector_search("Encryption.", 1)] == ["A/2|en|para. 1"]
            originals = [library.original(document) for document in library.documents()]
            assert [path.read_bytes() for path in originals if path] == [b"one", b"two"]
            assert library.check() == []
        with one.writing(), pytest.raises(UnavailableError, match="Another process"):
            other.add(*make("A/3", "Anonymity."))
        one.remove("A/1")
        assert [hit.passage for hit in other.vector_search("Privacy.", 9)] == ["A/2|en|para. 1"]
    database_server.drop(database)
