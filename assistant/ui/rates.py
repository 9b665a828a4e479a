"""How often something may be done: guesses at a password, questions of one person."""

from __future__ import annotations

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from store.accounts import Account, Accounts
from store.errors import RightsDeskError

_OF_NAME_THERE = RateLimitItemPerMinute(5, 5, namespace="name and address")
_OF_ADDRESS = RateLimitItemPerMinute(30, 5, namespace="address")
_OF_NAME = RateLimitItemPerHour(100, namespace="name")


class PasswordChecks:
    """Checks names and passwords, and after too many failures no more for a while.

    Args:
        accounts: The accounts of the library.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, name: str, password: str, address: str) -> Account | None:
        """The account of a name and its password; nothing where they do not fit.

        Args:
            name: As typed.
            password: As typed.
            address: Where the attempt comes from.

        Raises:
            RightsDeskError: There were too many failures.
        """
        who = name.strip().casefold()
        counted = ((_OF_NAME_THERE, (who, address)), (_OF_ADDRESS, (address,)), (_OF_NAME, (who,)))
        if not all(self._limiter.test(limit, *of) for limit, of in counted):
            raise RightsDeskError("There were too many attempts to sign in.", "Wait five minutes, then try again.")
        account = self._accounts.check(name, password)
        if account is None:
            for limit, of in counted:
                self._limiter.hit(limit, *of)
        return account


class QuestionRate:
    """Counts the questions of each person.

    Args:
        a_minute: How many one person may ask in a minute; 0 for no limit.
    """

    def __init__(self, a_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(a_minute) if a_minute else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, owner: str) -> None:
        """Count a question.

        Raises:
            RightsDeskError: It is one too many.
        """
        if self._limit and not self._limiter.hit(self._limit, owner):
            raise RightsDeskError(
                f"You have asked {self._limit.amount} questions within a minute.", "Wait a little, then ask again."
            )
