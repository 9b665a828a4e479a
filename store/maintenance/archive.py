"""A library in one file, for keeping: its catalogue and its original files, whatever holds them while it is used."""

from __future__ import annotations

import gzip
import os
import tarfile
import tempfile
import zlib
from pathlib import Path

from store.errors import RightsDeskError
from store.maintenance.copying import Copied, Progress, copy, writing_in
from store.place import Place

_FOLDER = "library"
_PART = 2**20


def back_up(source: Place, file: Path, on_progress: Progress = lambda what: None) -> Copied:
    """Write a library into a file, while it is used; the file is there as a whole or not at all.

    Args:
        source: Where the library is.
        file: The file, a compressed tar archive; there is none of that name yet.
        on_progress: Told what is copied now.

    Raises:
        RightsDeskError: There is such a file, or the library cannot be copied.
    """
    if file.exists():
        raise RightsDeskError(f"There is a file {file} already.", "Name another one, or delete it.")
    if not file.parent.is_dir():
        raise RightsDeskError(f"There is no folder {file.parent}.", "Make it, or name another one.")
    with writing_in(file.parent):
        temporary = tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent)
    with temporary as scratch:
        folder, unfinished = Path(scratch) / _FOLDER, Path(scratch) / file.name
        copied = copy(source, Place(folder), index=False, on_progress=on_progress)
        on_progress("archive")
        with writing_in(file.parent):
            unfinished.touch(mode=0o600)  # It holds what people asked, and the hashes of their passwords.
            with tarfile.open(unfinished, "w:gz", compresslevel=1) as archive:
                archive.add(folder, _FOLDER)
            with unfinished.open("rb") as written:
                os.fsync(written.fileno())
            unfinished.rename(file)
    return copied


def restore(file: Path, target: Place, on_progress: Progress = lambda what: None) -> Copied:
    """Make a library of what was backed up.

    Args:
        file: What `back_up` wrote.
        target: Where the library is to be; there is none yet.
        on_progress: Told what is copied now.

    Raises:
        RightsDeskError: The file is no such archive, there is a library at the target, or it cannot be written there.
    """
    with writing_in(target.home):
        target.home.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.TemporaryDirectory(prefix=".restore.", dir=target.home)
    with temporary as scratch:
        on_progress("archive")
        try:
            with gzip.open(file) as packed:
                with tarfile.open(fileobj=packed) as archive:
                    archive.extractall(scratch, filter="data")
                while packed.read(_PART):
                    pass  # To the end, where the checksum stands.
        except (OSError, EOFError, ValueError, tarfile.TarError, zlib.error) as error:
            raise RightsDeskError(
                f"{file} cannot be read, or not be unpacked in {target.home} ({error}).",
                "Name a file that backup wrote, and a folder with room for it.",
            ) from error
        return copy(Place(Path(scratch) / _FOLDER), target, origin=str(file), on_progress=on_progress)
