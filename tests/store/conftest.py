"""Every test of the store runs on each combination of what can hold a library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fakes import FakeEmbeddings
from places import PLACES, placed
from servers import ChromaServer, PostgreSQL, chroma, postgresql

from store.library import Library
from store.people import accounts
from store.place import Place


@pytest.fixture(scope="session")
def database_server() -> Iterator[PostgreSQL]:
    """A PostgreSQL."""
    with postgresql() as started:
        yield started


@pytest.fixture(scope="session")
def chroma_server() -> Iterator[ChromaServer]:
    """A Chroma server."""
    with chroma() as started:
        yield started


@pytest.fixture(autouse=True)
def light_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords hashed as elsewhere, but with little work: there are hundreds."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@contextmanager
def own_place(request: pytest.FixtureRequest, home: Path) -> Iterator[Place]:
    """The place a test is asked to keep a library in, with a database of its own."""
    made = placed(request, home)
    if "postgresql" not in request.param:
        yield made
        return
    running: PostgreSQL = request.getfixturevalue("database_server")
    made = replace(made, database=running.database())
    try:
        yield made
    finally:
        running.drop(made.database)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, home: Path) -> Iterator[Place]:
    """Where the test's library is kept."""
    with own_place(request, home) as made:
        yield made


@pytest.fixture(scope="module", params=PLACES)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that the tests of a module only read; a module says with what it is filled."""
    with (
        own_place(request, tmp_path_factory.mktemp("shelf") / "home") as made,
        Library(made, FakeEmbeddings()) as library,
    ):
        yield library


@pytest.fixture
def open_library(place: Place) -> Iterator[Callable[..., Library]]:
    """Opens the test's library, as often as it is asked for; each time as another user would."""
    opened: list[Library] = []

    def open_it(**options: object) -> Library:
        opened.append(Library(place, options.pop("embeddings", FakeEmbeddings()), **options))
        return opened[-1]

    yield open_it
    for library in opened:
        library.close()
