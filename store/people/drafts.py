"""Drafts of advice: every revision is kept whole, and a change names the revision it was made on."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from store.database.transactions import Catalog
from store.errors import RightsDeskError
from store.people.audit import Act, note
from store.people.tables import draft_revisions, drafts, shared_drafts
from store.words import whole

_COLUMNS = tuple(column.name for column in drafts.c)
_HEADINGS = select(drafts, shared_drafts.c.draft.is_not(None).label("shared")).outerjoin(shared_drafts)


class RevisionError(RightsDeskError):
    """A change was made on a revision that is no longer the last one."""


@dataclass(frozen=True, slots=True)
class DraftHeading:
    """A draft in a list.

    Attributes:
        id: Cannot be guessed.
        owner: Whose request it is; empty on a machine without accounts.
        title: Of the advice.
        state: How far it has come, in words.
        revision: Number of its last revision, from 1.
        begun_at: ISO 8601, UTC.
        changed_at: When its last revision was made.
        shared: Whether others than its owner and administrators may see it.
    """

    id: str
    owner: str
    title: str
    state: str
    revision: int
    begun_at: str
    changed_at: str
    shared: bool = False

    def is_open_to(self, reader: str, *, administrator: bool) -> bool:
        """Whether somebody may see it: its owner, an administrator, and everybody once it is shared."""
        return administrator or self.shared or self.owner == reader


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of a draft's history: its number, who made it, what was done, and when (ISO 8601, UTC)."""

    number: int
    who: str
    what: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was at a revision.

    Attributes:
        heading: Of the draft as it is now.
        revision: Which revision this is.
        content: As `assistant.drafting.draft.Draft.to_json` gives it.
    """

    heading: DraftHeading
    revision: Revision
    content: Mapping[str, Any]


class Drafts:
    """The drafts of a library, each with whose it is and whether it is shared; each change says whose it is.

    Who may see which is for those who show them to decide: see `DraftHeading.is_open_to`.

    Args:
        catalog: Where they are kept.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def begin(self, owner: str, title: str, state: str, content: Mapping[str, Any], what: str) -> str:
        """Keep a new draft; returns its id.

        Args:
            owner: Name of an account; empty on a machine without accounts.
            title: Of the advice.
            state: How far it has come.
            content: The draft.
            what: What was done, in a few words.
        """
        name, now = secrets.token_hex(8), _now()
        heading = DraftHeading(name, owner, " ".join(whole(title).split()), state, 1, now, now)
        with self._catalog.writing() as connection:
            connection.execute(insert(drafts).values({field: getattr(heading, field) for field in _COLUMNS}))
            _append(connection, name, Revision(1, owner, what, now), content)
        return name

    def save(
        self, name: str, title: str, state: str, content: Mapping[str, Any], *, based_on: int, who: str, what: str
    ) -> int:
        """Keep a further revision; returns its number.

        Args:
            name: Id of the draft.
            title: Of the advice, as it is now.
            state: How far it has come now.
            content: The draft.
            based_on: Number of the revision that was changed.
            who: Whose change it is.
            what: What was done, in a few words.

        Raises:
            RevisionError: There is a later revision; nothing was changed.
            RightsDeskError: There is no such draft.
        """
        number, now = based_on + 1, _now()
        values = {"title": " ".join(whole(title).split()), "state": state, "revision": number, "changed_at": now}
        with self._catalog.writing() as connection:
            changed = update(drafts).where(drafts.c.id == name, drafts.c.revision == based_on).values(values)
            if not connection.execute(changed).rowcount:
                raise _why_not(connection, name)
            _append(connection, name, Revision(number, who, what, now), content)
        return number

    def read(self, name: str, number: int = 0) -> KeptDraft | None:
        """A draft at a revision, the last one where none is named; nothing where it is not there."""
        with self._catalog.reading() as connection:
            row = connection.execute(_HEADINGS.where(drafts.c.id == name)).mappings().first()
            if row is None:
                return None
            at = draft_revisions.c.number == (number or row["revision"])
            wanted = select(draft_revisions).where(draft_revisions.c.draft == name, at)
            found = connection.execute(wanted).mappings().first()
        if found is None:
            return None
        return KeptDraft(_heading(row), _revision(found), json.loads(zlib.decompress(found["content"])))

    def heading(self, name: str) -> DraftHeading | None:
        """A draft as a list has it; nothing where it is not there."""
        with self._catalog.reading() as connection:
            row = connection.execute(_HEADINGS.where(drafts.c.id == name)).mappings().first()
            return _heading(row) if row else None

    def history(self, name: str) -> list[Revision]:
        """The revisions of a draft, the first one first; none where there is no such draft."""
        columns = (each for each in draft_revisions.c if each.name != "content")
        wanted = select(*columns).where(draft_revisions.c.draft == name).order_by(draft_revisions.c.number)
        with self._catalog.reading() as connection:
            return [_revision(row) for row in connection.execute(wanted).mappings()]

    def share(self, name: str, *, shared: bool = True) -> None:
        """Let everybody with an account see a draft, or only its owner and administrators again.

        Raises:
            RightsDeskError: There is no such draft.
        """
        with self._catalog.writing() as connection:
            if connection.execute(select(drafts.c.id).where(drafts.c.id == name)).first() is None:
                raise no_such_draft(name)
            connection.execute(delete(shared_drafts).where(shared_drafts.c.draft == name))
            if shared:
                connection.execute(insert(shared_drafts).values(draft=name))

    def delete(self, name: str) -> None:
        """Delete a draft with its history.

        Raises:
            RightsDeskError: There is no such draft.
        """
        with self._catalog.writing() as connection:
            title = connection.execute(select(drafts.c.title).where(drafts.c.id == name)).scalar()
            if title is None:
                raise no_such_draft(name)
            connection.execute(delete(drafts).where(drafts.c.id == name))
            note(connection, Act.DRAFT_DELETED, title)

    def list(self) -> list[DraftHeading]:
        """All drafts, the last changed first."""
        with self._catalog.reading() as connection:
            rows = connection.execute(_HEADINGS.order_by(drafts.c.changed_at.desc())).mappings()
            return [_heading(row) for row in rows]


def no_such_draft(name: str) -> RightsDeskError:
    """That there is no draft of an id."""
    return RightsDeskError(f"There is no draft {name}.", "See the drafts with: rightsdesk draft list")


def _append(connection: Connection, name: str, revision: Revision, content: Mapping[str, Any]) -> None:
    packed = zlib.compress(json.dumps(content, ensure_ascii=True, sort_keys=True).encode())
    values = {field: getattr(revision, field) for field in Revision.__slots__}
    connection.execute(insert(draft_revisions).values(draft=name, content=packed, **values))


def _heading(row: RowMapping) -> DraftHeading:
    return DraftHeading(**{field: row[field] for field in _COLUMNS}, shared=bool(row["shared"]))


def _revision(row: RowMapping) -> Revision:
    return Revision(row["number"], row["who"], row["what"], row["at"])


def _why_not(connection: Connection, name: str) -> RightsDeskError:
    row = connection.execute(select(drafts).where(drafts.c.id == name)).mappings().first()
    if row is None:
        return no_such_draft(name)
    last = select(draft_revisions).where(draft_revisions.c.draft == name, draft_revisions.c.number == row["revision"])
    by = connection.execute(last).mappings().one()["who"]
    whom = f" by {by}" if by else ""
    return RevisionError(f"The draft was changed meanwhile{whom}; your change was not made.", "Look at it again.")


def _now() -> str:
    return datetime.now(UTC).isoformat()
