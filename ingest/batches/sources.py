"""Which files an ingest is about: those named, and the documents in the folders named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import refusals
from ingest.formats import is_looked_at
from store.errors import RightsDeskError


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest.

    Attributes:
        path: Where it is.
        sha256: Hash of its content.
        size: In bytes.
    """

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not ingested, and why."""

    path: Path
    error: RightsDeskError


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: each file once, in the order of names within a folder.

    Attributes:
        files: Files to ingest, and those refused at the door.
        ignored: How many files in folders are of other formats than are read.
    """

    files: tuple[Source | Refused, ...]
    ignored: int


def find_sources(paths: Iterable[Path]) -> Found:
    """Look up files and walk through folders, hidden ones left out."""
    files: dict[Path, Source | Refused] = {}
    ignored = 0
    for path in paths:
        if path.is_dir():
            for inside in walk(path):
                if is_looked_at(inside.name):
                    files.setdefault(inside.resolve(), _source(inside))
                else:
                    ignored += 1
        else:
            files.setdefault(path.resolve(), _named(path))
    return Found(tuple(files.values()), ignored)


def walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and its subfolders, hidden ones left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(root, name)


def _named(path: Path) -> Source | Refused:
    if path.exists() and not is_looked_at(path.name):
        return Refused(path, refusals.unknown_format(path.name, path.suffix))
    return _source(path)


def _source(path: Path) -> Source | Refused:
    try:
        with path.open("rb") as stream:
            return Source(path, hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size)
    except FileNotFoundError:
        return Refused(path, RightsDeskError(f"There is no file {path}.", "Check the name."))
    except OSError as error:
        return Refused(path, RightsDeskError(f"{path} cannot be opened ({error.strerror}).", "Check its permissions."))
