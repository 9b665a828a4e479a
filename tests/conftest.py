"""What every test has: a user folder of its own, and a model that needs no loading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbeddings

from ingest.pipeline import ingest_starter
from store.embeddings import SentenceEmbeddings
from store.library import Library


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, empty and apart from every other test's."""
    folder = tmp_path / "home"
    monkeypatch.setenv("RIGHTSDESK_HOME", str(folder))
    return folder


@pytest.fixture
def open_library(home: Path) -> Iterator[Callable[..., Library]]:
    """Opens the test's library, as often as it is asked for; each time as another user would."""
    opened: list[Library] = []

    def open_it(**options: object) -> Library:
        opened.append(Library(home, options.pop("embeddings", FakeEmbeddings()), **options))
        return opened[-1]

    yield open_it
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Library:
    """A library, empty at first."""
    return open_library()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real reports, kept beside the repository; tests that read them are skipped where they are not there."""
    folder = Path(__file__).parent.parent.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the real reports are not here")
    return folder


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the starter library with the real model, made once; a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("starter")
    with Library(folder, SentenceEmbeddings(checked=folder / "checked.json")) as library:
        ingest_starter(library)
    return folder
