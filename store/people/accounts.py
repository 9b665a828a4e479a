"""Accounts: who may use a library that is served to others, and who is signed in."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import RowMapping, delete, func, insert, select, update

from store.database.transactions import Catalog
from store.errors import RightsDeskError
from store.people.audit import Act, note
from store.people.tables import conversations, sessions, users
from store.words import whole

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

LASTING = timedelta(days=30)
"""How long a session is kept."""

_LONGEST_NAME = 64
_SIGNS = ".@+-_"
_HASHER = PasswordHasher()


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
        now: Tells the time, in UTC.
    """

    def __init__(self, catalog: Catalog, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._catalog = catalog
        self._now = now

    def add(self, name: str, password: str, role: Role = Role.READER) -> Account:
        """Make an account.

        Args:
            name: Of letters of any script, digits and some signs; compared without case.
            password: Kept as its Argon2 hash alone.
            role: What it may do.

        Raises:
            RightsDeskError: The name or the password cannot be used, or the name is taken.
        """
        known = known_as(name)
        if not _is_name(known):
            raise RightsDeskError(
                f"There can be no account {name!r}.",
                f"A name begins with a letter or digit and has up to {_LONGEST_NAME} of them and of . _ - @ +",
            )
        account = Account(known, role, self._now().isoformat())
        hashed = _hash(password)
        with self._catalog.writing() as connection:
            if connection.execute(select(users.c.name).where(users.c.name == known)).first():
                raise RightsDeskError(f"There is an account {known} already.", "Choose another name.")
            connection.execute(
                insert(users).values(name=known, role=role.value, password=hashed, added_at=account.added_at)
            )
            # An answer that was under way while an earlier account of this name was removed may have left one.
            connection.execute(delete(conversations).where(conversations.c.owner == known))
            note(connection, Act.ACCOUNT_ADDED, known, role.value)
        return account

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; it is signed out everywhere.

        Raises:
            RightsDeskError: There is no such account, or the password cannot be used.
        """
        known, hashed = known_as(name), _hash(password)
        with self._catalog.writing() as connection:
            changed = connection.execute(update(users).where(users.c.name == known).values(password=hashed))
            if not changed.rowcount:
                raise _no_account(name)
            connection.execute(delete(sessions).where(sessions.c.name == known))
            note(connection, Act.PASSWORD, known)

    def remove(self, name: str) -> None:
        """Remove an account with its conversations; what it said of answers is kept.

        Raises:
            RightsDeskError: There is no such account.
        """
        known = known_as(name)
        with self._catalog.writing() as connection:
            if not connection.execute(delete(users).where(users.c.name == known)).rowcount:
                raise _no_account(name)
            connection.execute(delete(conversations).where(conversations.c.owner == known))
            note(connection, Act.ACCOUNT_REMOVED, known)

    def find(self, name: str) -> Account | None:
        """The account of a name; nothing where there is none."""
        found = select(users).where(users.c.name == known_as(name))
        with self._catalog.reading() as connection:
            row = connection.execute(found).mappings().first()
        return _account(row) if row else None

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._catalog.reading() as connection:
            return list(map(_account, connection.execute(select(users).order_by(users.c.name)).mappings()))

    def check(self, name: str, password: str) -> Account | None:
        """The account of a name and its password; nothing where they do not fit."""
        found = select(users).where(users.c.name == known_as(name))
        with self._catalog.reading() as connection:
            row = connection.execute(found).mappings().first()
        nobody = _nobody()
        try:
            _HASHER.verify(row["password"] if row else nobody, whole(_as_compared(password)))
        except (VerificationError, InvalidHashError):
            return None
        return _account(row) if row else None

    def sign_in(self, account: Account) -> str:
        """Begin a session; returns its token, which is kept nowhere but with whom it is given to.

        Raises:
            RightsDeskError: The account was removed meanwhile.
        """
        token, now = secrets.token_urlsafe(32), self._now()
        with self._catalog.writing() as connection:
            if not connection.execute(select(users.c.name).where(users.c.name == account.name)).first():
                raise RightsDeskError(
                    f"There is no account {account.name} any more.", "Ask who looks after the library for another."
                )
            connection.execute(delete(sessions).where(sessions.c.ends_at < now.isoformat()))
            connection.execute(
                insert(sessions).values(token=_digest(token), name=account.name, ends_at=(now + LASTING).isoformat())
            )
        return token

    def signed_in(self, token: str) -> Account | None:
        """Whose session a token is of; nothing where it is unknown or over."""
        found = select(users).join(sessions).where(sessions.c.token == _digest(token))
        with self._catalog.reading() as connection:
            row = connection.execute(found.where(sessions.c.ends_at > self._now().isoformat())).mappings().first()
        return _account(row) if row else None

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._catalog.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == _digest(token)))

    def __len__(self) -> int:
        with self._catalog.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(users)).scalar_one())


def known_as(name: str) -> str:
    """By what a name is known, however it is typed; what is too long for a name is cut, but not to one.

    >>> known_as(" Ａｎｎａ ")
    'anna'
    """
    # Of no more than four signs does NFKC make one, so what is cut here is still too long afterwards.
    typed = whole(name.strip()[: 4 * (_LONGEST_NAME + 1)])
    folded = unicodedata.normalize("NFKC", typed).casefold()
    return unicodedata.normalize("NFKC", folded)[: _LONGEST_NAME + 1]


def _account(row: RowMapping) -> Account:
    return Account(row["name"], Role(row["role"]), row["added_at"])


def _is_name(known: str) -> bool:
    """Marks belong to letters: in many scripts a name cannot be written without them."""
    kinds = [unicodedata.category(sign)[0] for sign in known]
    fits = all(kind in "LMN" or sign in _SIGNS for kind, sign in zip(kinds, known, strict=True))
    return 0 < len(known) <= _LONGEST_NAME and fits and kinds[0] in "LN"


def _as_compared(password: str) -> str:
    """One form of letters that keyboards compose differently (RFC 8265), cut where it is too long in any case."""
    return unicodedata.normalize("NFC", password[: 4 * LONGEST + 1])[: LONGEST + 1]


def _hash(password: str) -> str:
    compared = _as_compared(password)
    if not SHORTEST <= len(compared) <= LONGEST or compared != whole(compared):
        raise RightsDeskError(
            "The password cannot be used.", f"Take one of {SHORTEST} to {LONGEST} characters, in UTF-8."
        )
    return _HASHER.hash(compared)


@cache
def _nobody() -> str:
    """Compared with where a name is not known, so that the time taken does not tell which are."""
    return _HASHER.hash(secrets.token_urlsafe())


def _digest(token: str) -> str:
    return hashlib.sha256(whole(token).encode()).hexdigest()


def _no_account(name: str) -> RightsDeskError:
    return RightsDeskError(f"There is no account {name}.", "See the accounts with: rightsdesk user list")
