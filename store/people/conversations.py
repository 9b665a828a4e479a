"""Conversations: kept for whom they are of, listed, searched, renamed, shared and deleted."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from store.database.transactions import Catalog
from store.errors import RightsDeskError
from store.people.tables import conversations, exchanges
from store.words import bare, whole

LOCAL = ""
"""Owner of the conversations on a machine that is used without accounts."""

_LONGEST_TITLE = 80
_LONGEST_SEARCH = 200


class GoneError(RightsDeskError):
    """There is no such conversation of the owner."""

    def __init__(self) -> None:
        super().__init__("This conversation is no longer there.", "Begin a new one.")


class ChangedError(RightsDeskError):
    """A conversation was changed since whoever goes on with it saw it."""

    def __init__(self) -> None:
        super().__init__("This conversation has gone on in another window.", "Load it again.")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of a conversation and its answer.

    Attributes:
        question: As asked.
        answer: As `assistant.answer.Answer.to_json` gives it.
    """

    question: str
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heading:
    """A conversation in a list.

    Attributes:
        id: Cannot be guessed.
        title: Its first question, unless it was renamed.
        changed_at: When it was last added to; ISO 8601, UTC.
    """

    id: str
    title: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with all that was said.

    Attributes:
        heading: Its id and title.
        owner: Whose it is.
        shared: Whether others who have its id may read it.
        exchanges: In order.
    """

    heading: Heading
    owner: str
    shared: bool
    exchanges: tuple[Exchange, ...]


class Conversations:
    """The conversations of a library; each is read and changed by its owner alone, unless it is shared to be read.

    Args:
        catalog: Where they are kept.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def begin(self, owner: str, said: Sequence[Exchange]) -> Heading:
        """Keep a new conversation; its title is its first question. Returns it as a list has it.

        Args:
            owner: Name of an account, or `LOCAL`.
            said: What was said so far; at least one exchange.
        """
        made = Heading(secrets.token_urlsafe(12), _title(said[0].question), _now())
        with self._catalog.writing() as connection:
            connection.execute(
                insert(conversations).values(
                    id=made.id,
                    owner=owner,
                    title=made.title,
                    words=bare(made.title),
                    shared=False,
                    changed_at=made.changed_at,
                )
            )
            _append(connection, made.id, 0, said)
        return made

    def add(self, owner: str, name: str, exchange: Exchange, after: int, seen: str = "") -> Heading:
        """Add to a conversation; returns it as a list has it now.

        Args:
            owner: Whose it is.
            name: Its id.
            exchange: What was said.
            after: So many exchanges stay before it, all where there are fewer; later ones are replaced, as when a
                question was edited.
            seen: Its ``changed_at`` as whoever adds to it saw it; empty where that does not matter.

        Raises:
            GoneError: It was deleted meanwhile, or is not theirs.
            ChangedError: It is no longer as they saw it.
        """
        with self._catalog.writing() as connection:
            row = connection.execute(select(conversations).where(_own(owner, name))).mappings().first()
            if row is None:
                raise GoneError
            if seen and row["changed_at"] != seen:
                raise ChangedError
            now = _now()
            connection.execute(update(conversations).where(_own(owner, name)).values(changed_at=now))
            those = exchanges.c.conversation == name
            connection.execute(delete(exchanges).where(those, exchanges.c.position >= after))
            kept = connection.execute(select(func.count()).select_from(exchanges).where(those)).scalar_one()
            _append(connection, name, kept, [exchange])
        return Heading(name, row["title"], now)

    def list(self, owner: str, words: str = "") -> list[Heading]:
        """The conversations of an owner, the last changed first.

        Args:
            owner: Whose.
            words: Only those whose title, questions or answers hold all of these words, or longer ones that
                they are part of, whatever the case and accents; what is beyond 200 characters is not looked for.
        """
        wanted = select(conversations).where(conversations.c.owner == owner)
        for word in bare(words)[:_LONGEST_SEARCH].split():
            within = exchanges.c.conversation == conversations.c.id, exchanges.c.words.contains(word, autoescape=True)
            in_text = select(exchanges.c.pk).where(*within).exists()
            wanted = wanted.where(or_(conversations.c.words.contains(word, autoescape=True), in_text))
        with self._catalog.reading() as connection:
            rows = connection.execute(wanted.order_by(conversations.c.changed_at.desc())).mappings()
            return [Heading(row["id"], row["title"], row["changed_at"]) for row in rows]

    def read(self, reader: str, name: str) -> Conversation | None:
        """A conversation that is the reader's, or shared; nothing otherwise."""
        readable = or_(conversations.c.owner == reader, conversations.c.shared)
        with self._catalog.reading() as connection:
            row = connection.execute(select(conversations).where(conversations.c.id == name, readable)).mappings()
            if not (found := row.first()):
                return None
            said = select(exchanges).where(exchanges.c.conversation == name).order_by(exchanges.c.position)
            kept = tuple(Exchange(each["question"], each["answer"]) for each in connection.execute(said).mappings())
        heading = Heading(found["id"], found["title"], found["changed_at"])
        return Conversation(heading, found["owner"], found["shared"], kept)

    def rename(self, owner: str, name: str, title: str) -> str:
        """Give a conversation another title; returns it as it was kept.

        Raises:
            RightsDeskError: The title is empty.
            GoneError: There is no such conversation of the owner.
        """
        if not title.strip():
            raise RightsDeskError("A conversation needs a title.", "Type one.")
        kept = _title(title)
        self._change(owner, name, title=kept, words=bare(kept))
        return kept

    def share(self, owner: str, name: str, *, shared: bool = True) -> None:
        """Let others who have its id read a conversation, or let them no longer.

        Raises:
            GoneError: There is no such conversation of the owner.
        """
        self._change(owner, name, shared=shared)

    def delete(self, owner: str, name: str) -> None:
        """Delete a conversation.

        Raises:
            GoneError: There is no such conversation of the owner.
        """
        with self._catalog.writing() as connection:
            if not connection.execute(delete(conversations).where(_own(owner, name))).rowcount:
                raise GoneError

    def count(self) -> int:
        """How many conversations are kept, of everybody."""
        with self._catalog.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(conversations)).scalar_one())

    def _change(self, owner: str, name: str, **values: str | bool) -> None:
        with self._catalog.writing() as connection:
            if not connection.execute(update(conversations).where(_own(owner, name)).values(**values)).rowcount:
                raise GoneError


def _own(owner: str, name: str) -> ColumnElement[bool]:
    return (conversations.c.owner == owner) & (conversations.c.id == name)


def _append(connection: Connection, name: str, first: int, said: Sequence[Exchange]) -> None:
    rows = [
        {
            "conversation": name,
            "position": position,
            "question": whole(each.question),
            "answer": dict(each.answer),
            "words": bare(f"{each.question} {each.answer.get('text', '')}"),
            "asked_at": _now(),
        }
        for position, each in enumerate(said, first)
    ]
    connection.execute(insert(exchanges), rows)


def _title(text: str) -> str:
    line = " ".join(whole(text).split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return re.sub(r"\s\S*$", "", line[:_LONGEST_TITLE]) + " …"


def _now() -> str:
    return datetime.now(UTC).isoformat()
