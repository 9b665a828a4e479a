"""The engine under the catalogue: SQLite, or PostgreSQL; and the few statements in which they differ."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from sqlalchemy import (
    URL,
    Boolean,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Table,
    Text,
    create_engine,
    event,
    literal,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from store.words import whole

_WAITS = 10
"""Seconds that a connection, or the turn to write, is waited for."""

_LONGEST = 300
"""Seconds that one statement may take in PostgreSQL."""

WRITER, TURN = 0x52440001, 0x52440002
"""PostgreSQL's advisory locks: the right to change the library, and the turn of one transaction that writes."""

_SESSION = {
    "lock_timeout": f"{_WAITS}s",
    "statement_timeout": f"{_LONGEST}s",
    "idle_in_transaction_session_timeout": f"{_LONGEST}s",
    # A machine that is gone gives its locks back after a minute.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}


def is_postgresql(bound: Engine | Connection) -> bool:
    """Whether PostgreSQL is asked, not SQLite."""
    return bound.dialect.name == "postgresql"


def open_engine(url: URL) -> Engine:
    """An engine over a catalogue, for any thread."""
    return _open_sqlite(url) if url.get_backend_name() == "sqlite" else _open_postgresql(url)


def _open_sqlite(url: URL) -> Engine:
    # An error of the database is not to carry what people asked into a log.
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        # SQLAlchemy's own BEGIN below, so that a reading transaction too sees one state throughout.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_WAITS * 1000}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA mmap_size = 268435456")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _open_postgresql(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=10,
        max_overflow=30,
        pool_timeout=_WAITS,
        pool_pre_ping=True,  # After the server was started again, its old connections are not given out.
        connect_args={
            "connect_timeout": _WAITS,
            # A machine that is gone answers nothing: it is noticed in half a minute.
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 4,
            "tcp_user_timeout": 30_000,
            "options": " ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
        },
    )

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")

    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that read: each sees one state throughout."""
    return engine.execution_options(isolation_level="REPEATABLE READ") if is_postgresql(engine) else engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: each waits for its turn before it reads what it will change."""
    return engine.execution_options(writes=True)


def holds(connection: Connection, session: int) -> bool:
    """Whether a session of PostgreSQL holds the right to write."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = :pid AND objid = :key"
    return bool(connection.execute(text(query), {"pid": session, "key": WRITER}).scalar_one())


def take_long(connection: Connection) -> None:
    """Let a transaction take as long as it needs; its statements too."""
    if is_postgresql(connection):
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def prepare(engine: Engine) -> None:
    """What is set once, before there are tables."""
    if not is_postgresql(engine):
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]


_IN_SQLITE = "({} IN (SELECT value FROM json_each({})))"
_IN_POSTGRESQL = "({} = ANY(ARRAY(SELECT json_array_elements_text(CAST({} AS json))::{})))"


class _Among(FunctionElement[bool]):
    """A column whose value is one of many: ``column, JSON list``; one parameter, of which no engine has too many."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> Self:
        """Itself: compared with 1, as other truths are in SQLite, no index would be used."""
        return self


@compiles(_Among, "sqlite")
def _among_in_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    column, listed = (compiler.process(each, **options) for each in element.clauses)
    return _IN_SQLITE.format(column, listed)


@compiles(_Among, "postgresql")
def _among_in_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, listed = (compiler.process(each, **options) for each in element.clauses)
    kind = "integer" if isinstance(next(iter(element.clauses)).type, Integer) else "text"
    return _IN_POSTGRESQL.format(column, listed, kind)


def among(column: ColumnElement[Any], values: Iterable[int] | Iterable[str]) -> ColumnElement[bool]:
    """``column IN values`` for any number of values: engines limit how many parameters a statement may have."""
    listed = [whole(value) if isinstance(value, str) else value for value in values]
    return _Among(column, literal(json.dumps(listed), Text()))


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows, in place of those with the same primary key."""
    insert = postgresql.insert if is_postgresql(connection) else sqlite.insert
    written = insert(table)
    keys = table.primary_key.columns
    changed = {each.name: written.excluded[each.name] for each in table.c if each.name not in keys}
    connection.execute(written.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def free_rows(connection: Connection, table: Table, amount: int) -> list[int]:
    """Numbers for new rows, none of which was ever given before; only one process at a time takes them in SQLite."""
    if is_postgresql(connection):
        sequence = f"{table.name}_pk_seq"
        taken = text("SELECT nextval(:sequence) FROM generate_series(1, :amount)")
        return sorted(connection.execute(taken, {"sequence": sequence, "amount": amount}).scalars())
    last = text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = :name), 0)")
    first = int(connection.execute(last, {"name": table.name}).scalar_one()) + 1
    return list(range(first, first + amount))
