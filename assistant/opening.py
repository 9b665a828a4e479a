"""The library a command works on: where it is, whether it is there, whether it holds anything."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread

from assistant.judging.crossencoder import load_cross_encoder
from assistant.settings import Settings, load_settings, place_of
from ingest.cataloguing.tagging import tag
from ingest.cataloguing.topics import method_version
from store.database.transactions import is_there
from store.embeddings import Prefixes, SentenceEmbeddings
from store.errors import RightsDeskError, UnavailableError
from store.library import Library

INGEST = "Take documents in with: rightsdesk ingest --starter - or: rightsdesk ingest FOLDER"
"""What to do about a library that is missing or empty."""


_MANY = 200
"""Documents whose topics take long enough for a word about it."""


def open_library(settings: Settings, *, new: bool = False) -> Library:
    """Open the library that the settings name.

    Args:
        settings: Its folder and the model.
        new: Whether it is made where there is none.

    Raises:
        RightsDeskError: There is none and none is to be made, or it cannot be opened.
    """
    place = place_of(settings)
    if not new and not is_there(place):
        raise RightsDeskError(f"There is no library in {place}.", INGEST)
    try:
        library = Library(place, make_embeddings(settings))
    except OSError as error:
        raise RightsDeskError(
            f"The library in {place} cannot be opened ({error.strerror or error}).",
            "Name another folder with RIGHTSDESK_HOME or --home, or correct the permissions of this one.",
        ) from error
    _assign_topics(library)
    return library


def _assign_topics(library: Library) -> None:
    """Topics where the library was filled before there were these; another time where it is being written."""
    left = len(library.topics.outdated(method_version()))
    if not left:
        return
    if left > _MANY:
        sys.stderr.write(f"Topics are assigned to {left:,} documents, once.\n")
    with suppress(UnavailableError):
        tag(library)


def open_filled(home: Path | None) -> Library:
    """Open a library to ask or to search: one that holds something.

    Raises:
        RightsDeskError: It is missing, empty or cannot be opened.
    """
    library = open_library(load_settings(home))
    if not library.stats().documents:
        library.close()
        raise RightsDeskError(f"The library in {library.place} is empty.", INGEST)
    return library


def make_embeddings(settings: Settings) -> SentenceEmbeddings:
    """The embedding model that the settings name; it is loaded when it is first used."""
    question, passage = settings.embedding_query_prefix, settings.embedding_passage_prefix
    return SentenceEmbeddings(
        settings.embedding_model,
        checked=settings.home / "checked.json",
        prefixes=Prefixes(question, passage) if question or passage else None,
    )


def load_model(library: Library) -> None:
    """Load the models now, so that the first question does not wait for them."""
    if isinstance(library.embeddings, SentenceEmbeddings):
        library.embeddings.load()
        load_cross_encoder()


def warm_up(library: Library) -> Future[None]:
    """Load the models and open the vector index beside what goes on; what goes wrong stands on the error stream.

    Returns:
        Done when that is over, whether or not the index could be opened; failed where the models could not be loaded.
    """
    loaded: Future[None] = Future()
    Thread(target=_load, args=(library, loaded), daemon=True).start()
    return loaded


def _load(library: Library, loaded: Future[None]) -> None:
    try:
        load_model(library)
    except Exception as error:
        sys.stderr.write(f"{error}\n")
        loaded.set_exception(error)
        return
    try:
        library.vector_search("human rights", limit=1)
    except Exception as error:  # A server that is away may be back before somebody asks, who is told otherwise.
        sys.stderr.write(f"{error.printed if isinstance(error, RightsDeskError) else error}\n")
    loaded.set_result(None)
