"""Accounts: who may use a library that is served to others, and who is signed in."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update

from store.catalog import Catalog
from store.errors import RightsDeskError
from store.people import conversations, sessions, users

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

LASTING = timedelta(days=30)
"""How long a session is kept."""

_NAME = re.compile(r"[\w.@+-]{1,64}")
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe())
"""Compared with where a name is not known, so that the time taken does not tell which are."""


class Role(StrEnum):
    """What an account may do: a reader asks and reads, an administrator also changes the library."""

    READER = "reader"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may use the library.

    Attributes:
        name: In lower case.
        role: What they may do.
        added_at: ISO 8601, UTC.
    """

    name: str
    role: Role
    added_at: str


class Accounts:
    """The accounts of a library.

    Args:
        catalog: Where they are kept.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def add(self, name: str, password: str, role: Role = Role.READER) -> Account:
        """Make an account.

        Raises:
            RightsDeskError: The name or the password cannot be used, or the name is taken.
        """
        known = _known_as(name)
        if not _NAME.fullmatch(known):
            raise RightsDeskError(
                f"There can be no account {name!r}.", "A name has up to 64 letters, digits or signs of: . _ - @ +"
            )
        account = Account(known, role, _now().isoformat())
        hashed = _hash(password)
        with self._catalog.writing() as connection:
            if connection.execute(select(users.c.name).where(users.c.name == known)).first():
                raise RightsDeskError(f"There is an account {known} already.", "Choose another name.")
            connection.execute(
                insert(users).values(name=known, role=role.value, password=hashed, added_at=account.added_at)
            )
        return account

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; it is signed out everywhere.

        Raises:
            RightsDeskError: There is no such account, or the password cannot be used.
        """
        known, hashed = _known_as(name), _hash(password)
        with self._catalog.writing() as connection:
            changed = connection.execute(update(users).where(users.c.name == known).values(password=hashed))
            if not changed.rowcount:
                raise _no_account(name)
            connection.execute(delete(sessions).where(sessions.c.name == known))

    def remove(self, name: str) -> None:
        """Remove an account with its conversations; what it said of answers is kept.

        Raises:
            RightsDeskError: There is no such account.
        """
        known = _known_as(name)
        with self._catalog.writing() as connection:
            if not connection.execute(delete(users).where(users.c.name == known)).rowcount:
                raise _no_account(name)
            connection.execute(delete(conversations).where(conversations.c.owner == known))

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._catalog.reading() as connection:
            rows = connection.execute(select(users.c.name, users.c.role, users.c.added_at).order_by(users.c.name))
            return [Account(name, Role(role), added_at) for name, role, added_at in rows]

    def check(self, name: str, password: str) -> Account | None:
        """The account of a name and its password; nothing where they do not fit."""
        known = _known_as(name)
        with self._catalog.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == known)).mappings().first()
        try:
            _HASHER.verify(row["password"] if row else _NOBODY, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return None
        return Account(row["name"], Role(row["role"]), row["added_at"]) if row else None

    def sign_in(self, account: Account) -> str:
        """Begin a session; returns its token, which is kept nowhere but with whom it is given to."""
        token, now = secrets.token_urlsafe(32), _now()
        with self._catalog.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.ends_at < now.isoformat()))
            connection.execute(
                insert(sessions).values(token=_digest(token), name=account.name, ends_at=(now + LASTING).isoformat())
            )
        return token

    def signed_in(self, token: str) -> Account | None:
        """Whose session a token is of; nothing where it is unknown or over."""
        found = select(users).join(sessions).where(sessions.c.token == _digest(token))
        with self._catalog.reading() as connection:
            row = connection.execute(found.where(sessions.c.ends_at > _now().isoformat())).mappings().first()
        return Account(row["name"], Role(row["role"]), row["added_at"]) if row else None

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._catalog.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == _digest(token)))

    def __len__(self) -> int:
        with self._catalog.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(users)).scalar_one())


def _known_as(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _hash(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise RightsDeskError("The password cannot be used.", f"Take one of {SHORTEST} to {LONGEST} characters.")
    return _HASHER.hash(password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _no_account(name: str) -> RightsDeskError:
    return RightsDeskError(f"There is no account {name}.", "See the accounts with: rightsdesk user list")
