"""The originals: files named by the hash of their content, so that none is kept twice or changed unnoticed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, not_, select

from store.database.engine import among, upsert
from store.database.schema import originals
from store.database.transactions import Catalog
from store.errors import RightsDeskError
from store.place import Place


class Originals:
    """The folder of originals.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, source: Path | bytes, name: str, sha256: str) -> str:
        """Keep a copy of a file.

        Args:
            source: The file, or its content.
            name: What it was called; its ending is kept.
            sha256: The hash it had when it was read.

        Returns:
            Its name in the folder.

        Raises:
            RightsDeskError: It is no longer there, or its content is not what was read.
        """
        try:
            content = source if isinstance(source, bytes) else source.read_bytes()
        except OSError as error:
            raise RightsDeskError(
                f"{name} was moved or removed while it was read.", "Add it from where it is now."
            ) from error
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise RightsDeskError(f"{name} changed while it was read.", "Add it again.")
        stored = f"{sha256[:2]}/{sha256}{Path(name).suffix.lower()}"
        self._write(stored, content)
        return stored

    def _write(self, stored: str, content: bytes) -> None:
        """Write an original as a whole or not at all."""
        target = self.folder / stored
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(stream.name).replace(target)

    def path(self, stored: str) -> Path:
        """Where an original is."""
        return self.folder / stored

    def is_intact(self, stored: str) -> bool:
        """Whether an original is there with the content its name promises."""
        path = self.path(stored)
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == path.stem

    def discard(self, files: Collection[str]) -> None:
        """Delete originals."""
        for stored in files:
            self.path(stored).unlink(missing_ok=True)

    def keep_only(self, keep: Collection[str]) -> None:
        """Delete all that no document refers to: what a killed writer left."""
        for path in self.folder.glob("*/[!.]*"):
            if path.relative_to(self.folder).as_posix() not in keep:
                path.unlink(missing_ok=True)


class SharedOriginals(Originals):
    """The originals of a library that machines share: in its database; the folder has copies of those looked at.

    Args:
        folder: For this machine's copies.
        catalog: Of the library.
    """

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        super().__init__(folder)
        self._catalog = catalog

    def _write(self, stored: str, content: bytes) -> None:
        super()._write(stored, content)
        with self._catalog.changing() as connection:
            upsert(connection, originals, [{"file": stored, "content": content}])

    def path(self, stored: str) -> Path:
        """Where an original is on this machine; it is fetched where it is not."""
        path = super().path(stored)
        if not path.exists() and (content := self._content(stored)) is not None:
            super()._write(stored, content)
        return path

    def is_intact(self, stored: str) -> bool:
        """Whether an original is in the database with the content its name promises."""
        content = self._content(stored)
        return content is not None and hashlib.sha256(content).hexdigest() == Path(stored).stem

    def discard(self, files: Collection[str]) -> None:
        """Delete originals."""
        with self._catalog.changing() as connection:
            connection.execute(delete(originals).where(among(originals.c.file, files)))
        for stored in files:
            super().path(stored).unlink(missing_ok=True)

    def keep_only(self, keep: Collection[str]) -> None:
        """Delete all that no document refers to: what a killed writer left."""
        with self._catalog.changing() as connection:
            connection.execute(delete(originals).where(not_(among(originals.c.file, keep))))
        super().keep_only(keep)

    def _content(self, stored: str) -> bytes | None:
        with self._catalog.reading() as connection:
            return connection.execute(select(originals.c.content).where(originals.c.file == stored)).scalar()


def originals_of(place: Place, catalog: Catalog) -> Originals:
    """The originals of the library at a place.

    Args:
        place: Of the library.
        catalog: Its catalogue.
    """
    return SharedOriginals(place.home / "copies", catalog) if place.database else Originals(place.home / "files")
