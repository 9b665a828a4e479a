from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make
from places import FOLDER, execute

from store.catalog import read_settings
from store.database.transactions import Catalog
from store.errors import RightsDeskError
from store.library import Library
from store.maintenance.rebuild import rebuild
from store.meaning.chroma import chroma_of
from store.place import Place
from store.setup import FIRST_INDEX
from store.vectors import VectorIndex


@pytest.fixture
def filled(library: Library) -> Library:
    library.add(*make("A/1", "encryption", "anonymity"), b"one")
    library.add(*make("A/2", "privacy"), b"two")
    return library


def test_a_sound_library_has_no_findings(filled: Library) -> None:
    assert filled.check() == []


def test_vectors_missing_from_the_index_are_found_and_put_back(
    filled: Library, open_library: Callable[..., Library]
) -> None:
    filled.close()
    catalog = Catalog(filled.place)
    index = VectorIndex(chroma_of(filled.place, catalog), FIRST_INDEX, lambda: False)
    index.delete(list(index.ids()))
    index.close()
    catalog.close()
    library = open_library()
    (finding,) = library.check()
    assert "lacks 3 of 3 vectors" in finding.message
    assert "rightsdesk library rebuild" in finding.remedy
    library.close()
    rebuilt = rebuild(library.place, FakeEmbeddings())
    assert (rebuilt.documents, rebuilt.vectors, rebuilt.embedded) == (2, 3, False)
    assert open_library().check() == []


def take_away(place: Place) -> None:
    """The index alone."""
    catalog = Catalog(place)
    chroma_of(place, catalog).keep_only("")
    catalog.close()


def test_an_index_that_is_gone_is_told_and_made_anew(filled: Library, open_library: Callable[..., Library]) -> None:
    """Made empty, it would find nothing, and say so of every question."""
    filled.close()
    take_away(filled.place)
    library = open_library()
    with pytest.raises(RightsDeskError, match="is not there"):
        library.vector_search("privacy", 5)
    (finding,) = library.check()
    assert "is not there" in finding.message
    assert "rightsdesk library rebuild" in finding.remedy
    with pytest.raises(RightsDeskError, match="is not there"):
        library.add(*make("A/3", "surveillance"))
    assert not [path for path in filled.home.glob("chroma/*") if path.is_dir()]
    library.close()
    rebuilt = rebuild(library.place, FakeEmbeddings())
    assert (rebuilt.documents, rebuilt.vectors, rebuilt.embedded) == (3, 4, False)
    again = open_library()
    assert again.check() == []
    assert [document.symbol for document in again.documents()] == ["A/1", "A/2", "A/3"]


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_broken_index_is_an_error_with_a_remedy_and_can_be_rebuilt(
    filled: Library, open_library: Callable[..., Library]
) -> None:
    filled.close()
    (database,) = filled.home.glob("chroma/*/chroma.sqlite3")
    database.write_bytes(b"not a database at all" * 500)
    library = open_library()
    with pytest.raises(RightsDeskError, match="rightsdesk library rebuild"):
        library.vector_search("privacy", 5)
    assert library.text_search(["privacy"])
    assert ["cannot be used" in finding.message for finding in library.check()] == [True]
    library.close()
    rebuild(library.place, FakeEmbeddings())
    library = open_library()
    assert library.check() == []
    assert library.vector_search("privacy", 1)[0].passage == "A/2|en|para. 1"


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM passage_text WHERE rowid = 1", "full text lacks 1 passages"),
        ("INSERT INTO passage_text (rowid, text) VALUES (99, 'x')", "has 1 that are gone"),
        ("DELETE FROM vectors WHERE passage = 1", "1 passages have no vectors"),
        ("DELETE FROM vectors WHERE passage = 1", "index lacks 0 of 2 vectors and has 1 that are gone"),
    ],
)
def test_disagreements_are_named(filled: Library, statement: str, message: str) -> None:
    execute(filled.place, statement)
    assert message in " ".join(finding.message for finding in filled.check())


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"other")])
def test_an_original_that_is_gone_or_changed_is_named(filled: Library, damage: Callable[[Path], object]) -> None:
    document = filled.document("A/1")
    assert document is not None
    original = filled.original(document)
    assert original is not None
    damage(original)
    (finding,) = filled.check()
    assert "A/1" in finding.message


def test_an_index_is_made_where_nothing_would_be_found_in_it(
    library: Library, open_library: Callable[..., Library]
) -> None:
    """It was opened when there was nothing, and is opened again when there is."""
    assert library.vector_search("privacy", 5) == []
    library.close()
    take_away(library.place)
    library.add(*make("A/1", "privacy"))
    assert library.vector_search("privacy", 1)[0].passage == "A/1|en|para. 1"
    library.close()
    take_away(library.place)
    with pytest.raises(RightsDeskError, match="is not there"):
        library.vector_search("privacy", 1)
    rebuild(library.place, FakeEmbeddings())
    again = open_library()
    again.remove("A/1")
    again.close()
    take_away(again.place)
    assert again.vector_search("privacy", 1) == []
    assert again.check() == []


def test_a_search_that_a_rebuild_overtakes_asks_the_new_index(
    filled: Library, open_library: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had read the old name, and the old index is gone when it comes to ask it."""
    expected = filled.vector_search("privacy", 5)
    filled.close()
    reader = open_library()
    with reader._catalog.reading() as connection:
        old = read_settings(connection)
    rebuild(filled.place, FakeEmbeddings())
    read = iter([old, old])
    monkeypatch.setattr(
        "store.meaning.nearest.read_settings", lambda connection: next(read, None) or read_settings(connection)
    )
    assert reader.vector_search("privacy", 5) == expected
    assert next(read, None) is None


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_second_machine_that_has_no_index_says_so(filled: Library, tmp_path: Path) -> None:
    """Its own folder is empty, though the catalogue that both share is not."""
    elsewhere = Place(tmp_path / "second", filled.place.database)
    with Library(elsewhere, FakeEmbeddings()) as second:
        assert [document.symbol for document in second.documents()] == ["A/1", "A/2"]
        with pytest.raises(RightsDeskError, match="is not there") as caught:
            second.vector_search("privacy", 5)
    assert "RIGHTSDESK_CHROMA_URL" in caught.value.remedy
    rebuild(elsewhere, FakeEmbeddings())
    with Library(elsewhere, FakeEmbeddings()) as second:
        assert second.vector_search("privacy", 1)[0].passage == "A/2|en|para. 1"
    filled.close()
    with pytest.raises(RightsDeskError, match="is not there"):
        filled.vector_search("privacy", 5)


def test_an_index_made_anew_changes_no_vector(filled: Library) -> None:
    before = execute(filled.place, "SELECT passage, index_name FROM vectors ORDER BY passage")
    filled.close()
    assert rebuild(filled.place, FakeEmbeddings()).embedded is False
    assert execute(filled.place, "SELECT passage, index_name FROM vectors ORDER BY passage") == before
    rebuild(filled.place, FakeEmbeddings(), reembed=True)
    assert {name for _, name in execute(filled.place, "SELECT passage, index_name FROM vectors")} == {"index-3"}


def test_another_model_embeds_everything_again(filled: Library, open_library: Callable[..., Library]) -> None:
    reader = open_library()
    reader.vector_search("privacy", 1)
    filled.close()
    other = FakeEmbeddings("other", seed=7)
    told: list[tuple[int, int]] = []
    rebuilt = rebuild(filled.place, other, on_progress=lambda done, total: told.append((done, total)))
    assert (rebuilt.vectors, rebuilt.embedded, other.passages_embedded) == (3, True, 3)
    assert told == [(1, 2), (2, 2)]
    library = open_library(embeddings=other)
    assert library.vector_search("privacy", 1)[0].score == pytest.approx(1, abs=0.2)
    assert library.check() == []
    with pytest.raises(RightsDeskError, match="rightsdesk library rebuild"):
        reader.vector_search("privacy", 1)


def test_a_rebuild_that_fails_half_way_changes_nothing(filled: Library, open_library: Callable[..., Library]) -> None:
    filled.close()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(filled.place, FakeEmbeddings("other"), on_progress=stop)
    library = open_library()
    assert library.vector_search("privacy", 1)[0].passage == "A/2|en|para. 1"
    library.remove("A/1")
    assert library.check() == []
    library.close()
    assert rebuild(filled.place, FakeEmbeddings("other")).vectors == 1


def test_a_reader_follows_a_rebuild(filled: Library, open_library: Callable[..., Library]) -> None:
    reader = open_library()
    before = reader.vector_search("privacy", 5)
    filled.close()
    rebuild(filled.place, FakeEmbeddings())
    assert reader.vector_search("privacy", 5) == before


def test_there_must_be_a_library(tmp_path: Path) -> None:
    with pytest.raises(RightsDeskError, match="There is no library"):
        rebuild(tmp_path / "none", FakeEmbeddings())


def test_a_library_of_another_version_is_named(filled: Library, open_library: Callable[..., Library]) -> None:
    filled.close()
    execute(filled.place, "UPDATE settings SET value = '0' WHERE name = 'layout'")
    with pytest.raises(RightsDeskError, match="another version of RightsDesk"):
        open_library()
    with pytest.raises(RightsDeskError, match="another version of RightsDesk"):
        rebuild(filled.place, FakeEmbeddings())


JUNK = b"not a database at all" * 500


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_catalogue_that_is_none_is_an_error_with_a_remedy(
    filled: Library, open_library: Callable[..., Library]
) -> None:
    filled.close()
    (filled.home / "catalog.sqlite3").write_bytes(JUNK)
    for use in (open_library, lambda: rebuild(filled.place, FakeEmbeddings())):
        with pytest.raises(RightsDeskError, match=r"The catalogue cannot be used") as caught:
            use()
        assert "Restore" in caught.value.remedy
        assert "catalog.sqlite3 cannot be used" in caught.value.in_full
        assert str(filled.home) not in str(caught.value)


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_damaged_catalogue_is_reported_and_not_written_to(
    filled: Library, open_library: Callable[..., Library]
) -> None:
    filled.close()
    file = filled.home / "catalog.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passages'").fetchone()
    connection.close()
    content = bytearray(file.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    file.write_bytes(content)
    library = open_library()
    findings = library.check()
    assert findings
    assert all("damaged" in finding.message and "Restore" in finding.remedy for finding in findings)
    assert file.read_bytes() == content
    for use in (lambda: library.text_search(["privacy"]), lambda: library.passages("A/1")):
        with pytest.raises(RightsDeskError, match=r"The catalogue cannot be used") as caught:
            use()
        assert "catalog.sqlite3 cannot be used" in caught.value.in_full
        assert str(file) not in str(caught.value)
