"""Where a library is kept: in a folder alone, or with its catalogue and its vectors on servers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url


@dataclass(frozen=True, slots=True)
class Place:
    """Where a library is kept.

    Attributes:
        home: Its folder, with everything that is not on a server.
        database: Address of the PostgreSQL database that holds the catalogue and the original files, as
            ``postgresql+psycopg://USER:PASSWORD@HOST/NAME``; empty for an SQLite file in the folder.
        chroma: Address of the Chroma server that has the vector index, as ``http://HOST:PORT``; empty for one in the
            folder.
    """

    home: Path
    database: str = field(default="", repr=False)
    chroma: str = field(default="", repr=False)

    @classmethod
    def of(cls, place: Place | Path) -> Place:
        """A place; a folder alone is one."""
        return place if isinstance(place, Place) else cls(place)

    @property
    def catalog(self) -> URL:
        """Address of the catalogue's database."""
        return make_url(self.database) if self.database else URL.create("sqlite", database=str(self.home / _FILE))

    def __str__(self) -> str:
        """For people: without a password."""
        if not self.database:
            return str(self.home)
        url = make_url(self.database)
        return f"{url.database} on {url.host or 'this machine'}"


_FILE = "catalog.sqlite3"
