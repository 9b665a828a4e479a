"""What the tests of the store do to a library's place: hand it to another process, look into its tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from store.database.transactions import Catalog
from store.place import Place

FOLDER = "folder"
PLACES = [FOLDER, "postgresql", "chroma server", "postgresql and chroma server"]


def placed(request: pytest.FixtureRequest, home: Path) -> Place:
    """A place of the kind that a test is run on, but for its database."""
    if "chroma server" in request.param:
        return Place(home, chroma=request.getfixturevalue("chroma_server").url)
    return Place(home)


def handed(place: Place) -> str:
    """A place as an argument of another process."""
    return json.dumps([str(place.home), place.database, place.chroma])


def taken(argument: str) -> Place:
    """The place that was handed on."""
    home, database, chroma = json.loads(argument)
    return Place(Path(home), database, chroma)


def environment() -> dict[str, str]:
    """In which other processes find what the tests import."""
    return {"PYTHONPATH": ":".join([*sys.path, str(Path(__file__).parent)])}


def execute(place: Place, *statements: str) -> list[Any]:
    """Execute statements beside the library; returns the rows of the last, where it has any."""
    catalog = Catalog(place)
    try:
        with catalog.writing() as connection:
            for statement in statements:
                result = connection.execute(text(statement))
            return list(result) if result.returns_rows else []
    finally:
        catalog.close()
