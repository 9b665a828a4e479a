"""The starter library, and one request with its outline and draft: made once, for they take a while."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.drafting.draft import Draft
from assistant.drafting.outline import Outline
from assistant.drafting.outlining import make_outline
from assistant.drafting.request import Length, Request, Requester, Stage
from assistant.drafting.writing import write_draft
from store.embeddings import SentenceEmbeddings
from store.library import Library

REQUEST = Request(
    technology="encryption of messages",
    questions=("May States interfere with journalists' use of encryption?", "Who pays for the messages?"),
    requester=Requester.STATE,
    country="Ruritania",
    stage=Stage.REGULATION,
    facts="A bill lets the police order messaging services to weaken encryption.\n\nJournalists have protested.",
    audience="the committee on justice",
    length=Length.SHORT,
)


@pytest.fixture(scope="session")
def desk(starter_home: Path) -> Iterator[Library]:
    """The starter library, to be read."""
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        yield library


@pytest.fixture(scope="session")
def outline(desk: Library, made_once: Callable[[str, Callable[[Path], None]], Path]) -> Outline:
    def make(file: Path) -> None:
        file.write_bytes(pickle.dumps(make_outline(desk, REQUEST)))

    path = made_once("outline", make)
    made = pickle.loads(path.read_bytes())
    assert isinstance(made, Outline)
    return made


@pytest.fixture(scope="session")
def draft(desk: Library, outline: Outline) -> Draft:
    return write_draft(desk, REQUEST, outline)
