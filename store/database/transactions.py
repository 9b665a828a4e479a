"""The database that holds a library's catalogue: its transactions, and what goes wrong with it in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError, TimeoutError

import store.people.tables  # noqa: F401 - its tables are the catalogue's too
from store.database.engine import holds, is_postgresql, open_engine, prepare, reading, writing
from store.database.schema import metadata, settings, shared
from store.database.upgrading import missing, record_as_current, upgrade
from store.errors import RightsDeskError, UnavailableError
from store.fulltext.index import create as create_text
from store.place import Place

RESTORE = (
    "Restore the library's folder from a copy, or name another one with RIGHTSDESK_HOME and ingest the documents again."
)
_TRY_AGAIN = "See that there is room on the disk, that the folder may be written and no other program holds the file."
_SERVER = "See that PostgreSQL runs and can be reached with RIGHTSDESK_DATABASE_URL; then try again."
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")


class Catalog:
    """The catalogue's database.

    Args:
        place: Of the library.

    Attributes:
        engine: Reaches it.
        writer: The session of PostgreSQL that holds the right to write for this process; 0 without one.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self.engine = open_engine(place.catalog)
        self._reading, self._writing = reading(self.engine), writing(self.engine)
        self.writer = 0

    def create(self) -> None:
        """Make its tables, where it has none."""
        with self.usable():
            prepare(self.engine)
        with self.writing() as connection:
            if inspect(connection).has_table(settings.name):
                return
            metadata.create_all(connection)
            create_text(connection)
            if is_postgresql(connection):
                shared.create_all(connection)
            record_as_current(connection)

    def require_current(self) -> None:
        """See that its tables are of the present version: those that one machine has are upgraded.

        Raises:
            RightsDeskError: They are not, and other machines may be using them; or they are of a later version.
        """
        with self.reading() as connection:
            behind = missing(connection)
        if not behind:
            return
        if self._place.database:
            raise RightsDeskError(
                f"The tables of the library in {self._place} are of an earlier version of RightsDesk.",
                "End what uses it, back it up, and then: rightsdesk library upgrade",
            )
        self.upgrade()

    def upgrade(self) -> list[str]:
        """Bring its tables to the present version; returns number and name of each migration that was made."""
        with self.writing() as connection:
            return upgrade(connection)

    def is_new(self) -> bool:
        """Whether it was just made, and has no tables.

        Raises:
            UnavailableError: The database is damaged or cannot be used.
        """
        with self.reading() as connection:
            return not inspect(connection).has_table(settings.name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the catalogue throughout.

        Raises:
            UnavailableError: The database is damaged or cannot be used.
        """
        with self.usable(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that happens as a whole or not at all.

        Raises:
            UnavailableError: The database is damaged or cannot be used.
        """
        with self.usable(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that changes the library, by whoever has the right to write.

        Raises:
            UnavailableError: That right was lost, or the database cannot be used.
        """
        with self.writing() as connection:
            if self.writer and not holds(connection, self.writer):
                raise UnavailableError(
                    "The database was started again; another process may be changing the library.", "Try again."
                )
            yield connection

    @contextmanager
    def usable(self) -> Iterator[None]:
        """What goes wrong with the database in a `with` block is said in words.

        Raises:
            UnavailableError: It is damaged or cannot be used.
        """
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise
        except DataError as error:
            raise RightsDeskError(
                f"The database does not take this ({str(error.orig).partition(chr(10))[0]}).",
                "Report it with the text.",
            ) from error
        except (DatabaseError, TimeoutError) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: DatabaseError | TimeoutError) -> UnavailableError:
        if is_postgresql(self.engine):
            why = str(getattr(error, "orig", error)).partition("\n")[0]
            in_full = f"The database {self._place} cannot be used ({why})."
            return UnavailableError("The database cannot be used.", _SERVER, in_full)
        cause = getattr(error, "orig", error)
        passing = getattr(cause, "sqlite_errorname", "").startswith(_PASSING)
        file = self._place.catalog.database
        in_full = f"The catalogue {file} cannot be used ({cause})."
        return UnavailableError("The catalogue cannot be used.", _TRY_AGAIN if passing else RESTORE, in_full)

    def close(self) -> None:
        """Give the files and connections back."""
        self.engine.dispose()


def is_there(place: Place) -> bool:
    """Whether there is a library at a place; looks, and makes nothing.

    Raises:
        UnavailableError: The database cannot be reached.
    """
    if not place.database:
        return Path(str(place.catalog.database)).exists()
    catalog = Catalog(place)
    try:
        return not catalog.is_new()
    finally:
        catalog.close()
