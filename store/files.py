"""The originals: files named by the hash of their content, so that none is kept twice or changed unnoticed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

from store.errors import RightsDeskError


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
        target = self.folder / stored
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f".{target.name}.{os.getpid()}")
            with partial.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(target)
        return stored

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
        for path in self.folder.glob("*/*"):
            if path.relative_to(self.folder).as_posix() not in keep:
                path.unlink(missing_ok=True)
