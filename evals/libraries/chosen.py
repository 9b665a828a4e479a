"""The library that a suite asks: the starter library, the real reports, or the one the command names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.opening import open_filled
from evals.cases import Suite
from evals.libraries.cached import open_cached
from evals.libraries.reports import REPORTS, open_reports
from ingest.pipeline import ingest_starter
from store.errors import RightsDeskError
from store.library import Library


class DocumentsMissingError(RightsDeskError):
    """A suite whose documents are not on this machine."""


@contextmanager
def open_for(suite: Suite, home: Path | None) -> Iterator[Library]:
    """The library that a suite is about, filled.

    Args:
        suite: It says which.
        home: A library's folder that the command names; it is asked whatever the suite says.

    Raises:
        DocumentsMissingError: The suite asks the real reports, and they are not here.
        RightsDeskError: The library cannot be opened, or is empty.
    """
    if home is not None or suite.library == "any":
        with open_filled(home) as library:
            yield library
    elif suite.library == "starter":
        with open_cached("starter") as library:
            ingest_starter(library)
            yield library
    else:
        with open_reports() as reports:
            if reports is None:
                raise DocumentsMissingError(
                    f"The suite {suite.name} is skipped: its documents are not in {REPORTS}.",
                    "Put them there, or name a library that holds them with --home.",
                )
            yield reports
