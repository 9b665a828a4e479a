"""The tables of a library brought to the present version, by migrations that are numbered and named."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

from store.errors import RightsDeskError

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_VERSION = "schema_version"


@cache
def migrations() -> dict[str, str]:
    """The numbers of all migrations with their names, in order."""
    found = (re.fullmatch(r"v(\d{4})_(\w+)", path.stem) for path in sorted(_MIGRATIONS.glob("versions/*.py")))
    return {match[1]: match[2].replace("_", " ") for match in found if match}


def version(connection: Connection) -> str:
    """The number of the last migration that a library's tables went through; empty where none is recorded."""
    if not inspect(connection).has_table(_VERSION):
        return ""
    return connection.execute(select(column("version_num")).select_from(table(_VERSION))).scalar() or ""


def missing(connection: Connection) -> list[str]:
    """The numbers of the migrations that a library's tables have not gone through.

    Raises:
        RightsDeskError: They are of a later version than this one.
    """
    there, known = version(connection), list(migrations())
    if there > known[-1]:
        raise RightsDeskError("The library was upgraded by a later version of RightsDesk.", "Install that version.")
    return [number for number in known if number > there]


def upgrade(connection: Connection) -> list[str]:
    """Bring the tables to the present version, within the connection's transaction.

    Returns:
        Number and name of each migration that was made.

    Raises:
        RightsDeskError: They are of a later version than this one.
    """
    from alembic import command

    wanted = missing(connection)
    if wanted:
        command.upgrade(_configured(connection), "head")
    return [f"{number} {migrations()[number]}" for number in wanted]


def record_as_current(connection: Connection) -> None:
    """Record that tables which were just made are of the present version."""
    from alembic import command

    command.stamp(_configured(connection), "head")


def _configured(connection: Connection) -> Config:
    from alembic.config import Config

    configured = Config(attributes={"connection": connection, "version_table": _VERSION})
    configured.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return configured
