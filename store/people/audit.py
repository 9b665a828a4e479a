"""Who changed a library, when and how: what came in, what went, accounts and drafts; a row with each change.

A row is written in the transaction of the change itself, so neither is ever there without the other.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from store.database.transactions import Catalog
from store.people.tables import audit

_ACTING: ContextVar[str] = ContextVar("acting", default="")


class Act(StrEnum):
    """What was done."""

    ADDED = "document added"
    REPLACED = "document replaced"
    REMOVED = "document removed"
    REBUILT = "vectors made anew"
    COPIED = "library copied"
    TOPICS = "topics corrected"
    DRAFT_DELETED = "draft deleted"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_REMOVED = "account removed"
    PASSWORD = "password changed"  # noqa: S105 - what was done, no password


@dataclass(frozen=True, slots=True)
class Deed:
    """One change.

    Attributes:
        at: ISO 8601, UTC.
        who: Name of the account; on the command line, and on a machine without accounts, of the system's user.
        act: What was done.
        subject: To what: a symbol, an account, the title of a draft.
        detail: What else tells it apart: a language and file, a role.
    """

    at: str
    who: str
    act: Act
    subject: str
    detail: str

    def to_json(self) -> dict[str, str]:
        """The stable form for programs."""
        return asdict(self)


@contextmanager
def acting(who: str) -> Iterator[None]:
    """Say who makes the changes of a `with` block; empty for the user of the system."""
    before = _ACTING.set(who)
    try:
        yield
    finally:
        _ACTING.reset(before)


def note(connection: Connection, act: Act, subject: str, detail: str = "") -> None:
    """Note a change in its own transaction."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    deed = Deed(at, _ACTING.get() or _system_user(), act, subject, detail)
    connection.execute(insert(audit).values({**deed.to_json(), "act": act.value}))


def deeds(catalog: Catalog, most: int) -> list[Deed]:
    """The last changes, the latest first.

    Args:
        catalog: The library's.
        most: How many at most.
    """
    columns = (audit.c.at, audit.c.who, audit.c.act, audit.c.subject, audit.c.detail)
    with catalog.reading() as connection:
        rows = connection.execute(select(*columns).order_by(audit.c.pk.desc()).limit(most))
        return [Deed(at, who, Act(act), subject, detail) for at, who, act, subject, detail in rows]


def _system_user() -> str:
    # Not getpass.getuser(), which believes the environment.
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
