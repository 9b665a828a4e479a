"""A library copied to another place, whatever holds the one and the other."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, select

from store import edits
from store.catalog import Entry, entries, read_settings, rows_of
from store.database.engine import is_postgresql, take_long
from store.database.lock import writer_lock
from store.database.rows import Row, to_passage
from store.database.schema import documents, metadata, passages, settings
from store.database.transactions import Catalog, is_there
from store.errors import RightsDeskError
from store.files import originals_of
from store.fulltext.forms import indexed
from store.fulltext.index import clear as clear_text
from store.fulltext.index import disagreements
from store.fulltext.index import write as write_text
from store.indexing import Indexing
from store.meaning.chroma import chroma_of
from store.meaning.nearest import NearestPassages
from store.people.audit import Act, note
from store.place import Place
from store.setup import COPYING, record_vectors

_ROWS = 500
"""Rows that are read and written at once."""

_LONG = 60
"""Seconds that another process may still be writing to the source."""

Progress = Callable[[str], None]
"""Called with what is copied now."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, after it was compared with what there was.

    Attributes:
        documents: How many documents.
        vectors: Vectors in the index; none where no index was made.
        originals: Original files.
        rows: Rows of all tables.
    """

    documents: int
    vectors: int
    originals: int
    rows: int


def copy(
    source: Place,
    target: Place,
    *,
    index: bool = True,
    origin: str = "",
    on_progress: Progress = lambda what: None,
) -> Copied:
    """Copy a library with everything that people made in it, and compare the two.

    The source goes on to be asked meanwhile, and is not changed. A copy that was stopped half-way is no library;
    copying again begins it anew.

    Args:
        source: Where it is.
        target: Where it is to be as well; there is none yet.
        index: Whether a vector index is made too; the vectors themselves are copied in any case.
        origin: What the audit trail calls the source; the place itself otherwise.
        on_progress: Told what is copied now.

    Raises:
        RightsDeskError: There is none at the source, there is one at the target, another process is writing to one of
            them, or the copy is not what was copied.
    """
    if not is_there(source):
        raise RightsDeskError(f"There is no library in {source}.", "Ingest documents first.")
    if source.home == target.home and not (target.chroma and target.database):
        raise RightsDeskError(
            f"The copy needs a place of its own beside {source.home}.",
            "Name another folder, or a database together with a Chroma server.",
        )
    with writing_in(target.home):
        target.home.mkdir(parents=True, exist_ok=True)
    here, there = Catalog(source), Catalog(target)
    try:
        here.require_current()
        indexing = Indexing(here, NearestPassages(here, chroma_of(source, here)))
        with (
            writer_lock(source, here).held(indexing.recover, timeout=_LONG),
            writer_lock(target, there).held(lambda: None),
        ):
            return _Copy(source, here, target, there).run(index, origin or str(source), on_progress)
    finally:
        there.close()
        here.close()


class _Copy:
    def __init__(self, source: Place, here: Catalog, target: Place, there: Catalog) -> None:
        self._source, self._here, self._target, self._there = source, here, target, there

    def run(self, index: bool, origin: str, on_progress: Progress) -> Copied:
        name = self._begin()
        with self._here.reading() as reading:  # One state of everything.
            take_long(reading)
            recorded = read_settings(reading)
            rows = 0
            for table in _tables():
                on_progress(table.name)
                rows += self._rows(reading, table)
            held = entries(reading)
            on_progress("full text")
            for entry in held:
                self._text(entry)
            on_progress("original files")
            originals = self._originals(held)
            on_progress("vector index")
            vectors = self._vectors(held, name, recorded) if index else 0
            on_progress("comparing")
            self._compare(reading)
        self._end(recorded, name, origin)
        return Copied(len(held), vectors, originals, rows)

    def _begin(self) -> str:
        """Tables without a row; returns the id of the copy."""
        self._there.create()
        with self._there.changing() as writing:
            recorded = read_settings(writing)
            if recorded and COPYING not in recorded:
                raise RightsDeskError(f"There is a library in {self._target} already.", "Name another place.")
            clear_text(writing)
            for table in reversed(_tables()):
                writing.execute(delete(table))
            name = recorded.get(COPYING, secrets.token_hex(6))
            edits.write_setting(writing, COPYING, name)
        return name

    def _rows(self, reading: Connection, table: Table) -> int:
        amount = 0
        for batch in _batches(reading, table):
            with self._there.changing() as writing:
                writing.execute(insert(table), batch)
            amount += len(batch)
        if amount and "pk" in table.c:
            with self._there.changing() as writing:
                _go_on_after(writing, table)
        return amount

    def _text(self, entry: Entry) -> None:
        query = select(passages, documents.c.symbol, documents.c.language).join(documents)
        with self._there.changing() as writing:
            rows = rows_of(writing, query.where(passages.c.document == entry.pk).order_by(passages.c.pk))
            found = [indexed(entry.document, to_passage(row), row["pk"]) for row in rows]
            if found:
                write_text(writing, entry.pk, found)

    def _originals(self, held: list[Entry]) -> int:
        mine, copies = originals_of(self._source, self._here), originals_of(self._target, self._there)
        files = sorted({entry.file for entry in held if entry.file})
        for file in files:
            path = mine.path(file)
            copies.keep(path, file, path.stem)
        return len(files)

    def _vectors(self, held: list[Entry], library: str, recorded: dict[str, str]) -> int:
        nearest = NearestPassages(self._there, chroma_of(self._target, self._there, library))
        indexing = Indexing(self._there, nearest)
        name, amount = recorded["index"], 0
        try:
            nearest.keep_only("")  # What a copy that was stopped had made.
            for entry in held:
                ids, values = indexing.vectors_of(entry.pk, recorded["embedding"])
                nearest.upsert(name, ids, values)
                amount += len(ids)
            if len(nearest.ids(name)) != amount:
                raise _differs(self._target, "vector index")
        finally:
            nearest.close()
        return amount

    def _compare(self, reading: Connection) -> None:
        """By the number of rows of each table and a sum of their hashes, whatever their order."""
        with self._there.reading() as copied:
            for table in _tables():
                if _sum(reading, table) != _sum(copied, table):
                    raise _differs(self._target, table.name)
            if found := next(disagreements(copied), ""):
                raise _differs(self._target, found)

    def _end(self, recorded: dict[str, str], library: str, origin: str) -> None:
        """Only now it is a library."""
        with self._there.changing() as writing:
            for name, value in recorded.items():
                edits.write_setting(writing, name, value)
            edits.write_setting(writing, "id", library)
            edits.forget_setting(writing, COPYING)
            record_vectors(writing, self._target)
            note(writing, Act.COPIED, str(self._target), f"from {origin}")


def _tables() -> list[Table]:
    """In an order in which each row finds the rows it refers to."""
    return [table for table in metadata.sorted_tables if table is not settings]


def _batches(connection: Connection, table: Table) -> Iterator[list[Row]]:
    result = connection.execution_options(yield_per=_ROWS).execute(select(table))
    for part in result.mappings().partitions():
        yield [dict(row) for row in part]


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    amount = total = 0
    for batch in _batches(connection, table):
        for row in batch:
            written = json.dumps(list(row.values()), default=bytes.hex, sort_keys=True)
            total += int.from_bytes(hashlib.sha256(written.encode()).digest(), "big")
            amount += 1
    return amount, total


def _go_on_after(connection: Connection, table: Table) -> None:
    """Number new rows after those that were copied; SQLite does so by itself."""
    if is_postgresql(connection):
        last = select(func.max(table.c.pk)).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "pk"), last)))


def _differs(target: Place, where: str) -> RightsDeskError:
    return RightsDeskError(f"The copy in {target} is not what was copied ({where}).", "Delete it and copy again.")


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Write in a folder, for the length of a `with` block.

    Raises:
        RightsDeskError: It does not let that happen, or has no room.
    """
    try:
        yield
    except OSError as error:
        raise RightsDeskError(
            f"{folder} cannot be written to ({error.strerror or error}).",
            "Name another folder, or see to the permissions and the room of this one.",
        ) from error
