"""What a library was made with, recorded in it and compared each time it is opened."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from store.database.schema import SCHEMA
from store.edits import write_setting
from store.embeddings import PassageEmbeddings
from store.errors import RightsDeskError
from store.meaning.windows import RECIPE
from store.place import Place

FIRST_INDEX = "index-1"


def next_index(name: str) -> str:
    """The name of the index that takes the place of another.

    >>> next_index(FIRST_INDEX)
    'index-2'
    """
    return f"index-{int(name.rpartition('-')[2]) + 1}"


COPYING = "copying"
"""The setting of a copy that is not finished: its id."""

_FOLDER, _SERVER = "folder", "server"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a library's tables and vectors depend on; vectors made otherwise are never mixed with its own.

    Attributes:
        layout: Version of the tables.
        model: Name of the embedding model.
        revision: Which weights of that name.
        recipe: How texts to embed are made of passages, and what of them is kept.
    """

    layout: str
    model: str
    revision: str
    recipe: str

    @classmethod
    def wanted(cls, embeddings: PassageEmbeddings) -> Setup:
        """What a library opened with this model should have."""
        identity = embeddings.identity
        return cls(SCHEMA, identity.name, identity.revision, RECIPE)

    @classmethod
    def recorded(cls, settings: dict[str, str]) -> Setup:
        """What a library has, from its settings."""
        return cls(*(settings.get(name, "") for name in cls.__slots__))

    def record(self, connection: Connection) -> None:
        """Write it into a library's settings."""
        for name, value in asdict(self).items():
            write_setting(connection, name, value)

    def require(self, found: Setup, home: object) -> None:
        """Compare with what a library has.

        Raises:
            RightsDeskError: It was made otherwise.
        """
        self.require_layout(found, home)
        if found != self:
            made, asked = (f"{setup.model} ({setup.revision[:12]}, {setup.recipe})" for setup in (found, self))
            raise RightsDeskError(
                f"The library in {home} holds vectors of {made}, and {asked} is configured.",
                "Embed it again with: rightsdesk library rebuild - or configure the model it was made with.",
            )

    def require_layout(self, found: Setup, home: object) -> None:
        """Compare the version of the tables alone.

        Raises:
            RightsDeskError: It is another.
        """
        if found.layout != self.layout:
            raise RightsDeskError(
                f"The library in {home} was made by another version of RightsDesk.",
                "Name another folder with RIGHTSDESK_HOME and ingest the documents again.",
            )


def give_id(connection: Connection) -> None:
    """Give a new library an id, by which its vector indexes on a server are told from others'."""
    write_setting(connection, "id", secrets.token_hex(6))


def record_vectors(connection: Connection, place: Place) -> None:
    """Record whether a library's vector index is in its folder or on a server."""
    write_setting(connection, "vectors", _SERVER if place.chroma else _FOLDER)


def require_vectors(settings: dict[str, str], place: Place) -> None:
    """Compare where the vector index is with where it is looked for.

    Raises:
        RightsDeskError: It is elsewhere.
    """
    recorded = settings["vectors"]
    if recorded != (_SERVER if place.chroma else _FOLDER):
        there, wanted = ("a Chroma server", "its folder") if recorded == _SERVER else ("its folder", "a Chroma server")
        raise RightsDeskError(
            f"The vector index of the library in {place} is in {there}, and looked for in {wanted}.",
            "Make it there with: rightsdesk library rebuild - or correct RIGHTSDESK_CHROMA_URL.",
        )


def require_finished(settings: dict[str, str], place: Place) -> None:
    """See that a library is no copy that was stopped half-way.

    Raises:
        RightsDeskError: It is.
    """
    if COPYING in settings:
        raise RightsDeskError(f"The copy in {place} is not finished.", "Copy or restore it again.")
