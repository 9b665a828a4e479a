"""How often a password may be guessed at and a question asked."""

from __future__ import annotations

import time
from threading import Lock

import anyio
import pytest

from assistant.ui.door.rates import PasswordChecks, QuestionRate
from store.errors import TooManyError
from store.library import Library
from store.people.accounts import Account, Accounts, Role

PASSWORD = "a long enough password"
HERE, THERE = "192.0.2.1", "192.0.2.2"


class Fitting:
    """Accounts of which one fits, without the time that a real check takes."""

    def check(self, name: str, password: str) -> Account | None:
        return Account("ben", Role.READER, "") if password == PASSWORD else None


class Watched:
    """Real accounts; it is known how often they were asked, and whether ever by two at once."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._asked = Lock()
        self.checked = 0
        self.by_two = False

    def check(self, name: str, password: str) -> Account | None:
        self.by_two |= not self._asked.acquire(blocking=False)
        self.checked += 1
        found = self._accounts.check(name, password)
        if self._asked.locked():
            self._asked.release()
        return found


def outcome(checks: PasswordChecks, name: str, password: str, address: str = HERE) -> object:
    """What became of an attempt: whose it was, nobody's, or why it was not looked at."""

    async def attempt() -> object:
        try:
            account = await checks.check(name, password, address)
        except TooManyError as error:
            return error
        return account and account.name

    return anyio.run(attempt)


def test_guesses_at_a_password_come_to_an_end(library: Library) -> None:
    library.accounts.add("ben", PASSWORD)
    checks = PasswordChecks(library.accounts)
    assert [outcome(checks, "ben", "guess") for _ in range(5)] == [None] * 5
    refused = outcome(checks, " BEN", PASSWORD)
    assert isinstance(refused, TooManyError)
    assert "too many attempts" in refused.message
    assert outcome(checks, "ben", PASSWORD, THERE) == "ben"


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("ben", "BEN"),
        ("ben", " ben\t"),
        ("ben", "\uff42\uff45\uff4e"),
        ("ben", "\uff22en"),
        ("stra\u00dfe", "STRASSE"),
        ("\u00e9tienne", "E\u0301tienne"),
        ("n" * 65, "n" * 100_000),
    ],
)
def test_however_a_name_is_typed_its_guesses_are_counted_together(name: str, same: str) -> None:
    checks = PasswordChecks(Fitting())
    assert [outcome(checks, each, "guess") for each in (name, same, name, same, name)] == [None] * 5
    for each in (name, same):
        assert isinstance(outcome(checks, each, PASSWORD), TooManyError)
    assert outcome(checks, "chi", PASSWORD) == "ben"


def at_once(checks: PasswordChecks, password: str, times: int) -> list[object]:
    """What became of many attempts that are made at once."""
    outcomes: list[object] = []

    async def attempt() -> None:
        try:
            account = await checks.check("ben", password, HERE)
        except TooManyError as error:
            outcomes.append(error)
        else:
            outcomes.append(account and account.name)

    async def all_of_them() -> None:
        async with anyio.create_task_group() as attempts:
            for _ in range(times):
                attempts.start_soon(attempt)

    anyio.run(all_of_them)
    return outcomes


def test_of_guesses_that_come_at_once_no_more_are_checked(library: Library) -> None:
    library.accounts.add("ben", PASSWORD)
    accounts = Watched(library.accounts)
    outcomes = at_once(PasswordChecks(accounts), "guess", 40)
    assert len([each for each in outcomes if isinstance(each, TooManyError)]) == 35
    assert (accounts.checked, accounts.by_two) == (5, False)


def test_who_knows_the_password_may_come_many_times_at_once(library: Library) -> None:
    library.accounts.add("ben", PASSWORD)
    accounts = Watched(library.accounts)
    assert at_once(PasswordChecks(accounts), PASSWORD, 8) == ["ben"] * 8
    assert accounts.by_two is False


LIMITS = [
    ("a name from one address", 5, 5, lambda n: ("ben", HERE)),
    ("an address", 30, 5, lambda n: (f"name{n}", HERE)),
    ("a name", 100, 60, lambda n: ("ben", f"192.0.2.{n}")),
]


@pytest.mark.parametrize(("what", "most", "minutes", "attempt"), LIMITS, ids=[what for what, *_ in LIMITS])
def test_each_limit_says_how_long_to_wait(
    monkeypatch: pytest.MonkeyPatch, what: str, most: int, minutes: int, attempt
) -> None:
    checks = PasswordChecks(Fitting())
    for n in range(most):
        name, address = attempt(n)
        assert outcome(checks, name, "guess", address) is None
    name, address = attempt(most)
    refused = outcome(checks, name, PASSWORD, address)
    assert isinstance(refused, TooManyError)
    assert refused.remedy == f"Wait {minutes} minutes, then try again."
    began = time.time()
    monkeypatch.setattr(time, "time", lambda: began + 60 * (minutes - 1) + 1)
    refused = outcome(checks, name, PASSWORD, address)
    assert isinstance(refused, TooManyError)
    assert refused.remedy == "Wait 1 minute, then try again."
    monkeypatch.setattr(time, "time", lambda: began + 60 * minutes + 1)
    assert outcome(checks, name, PASSWORD, address) == "ben"


def test_questions_are_counted_for_each_person() -> None:
    rate, free = QuestionRate(2), QuestionRate(0)
    for _ in range(2):
        rate.count("ben")
    with pytest.raises(TooManyError, match="2 questions"):
        rate.count("ben")
    rate.count("chi")
    for _ in range(100):
        free.count("ben", 11)


def test_a_question_with_those_before_it_counts_as_all_of_them_or_not_at_all() -> None:
    rate = QuestionRate(4)
    rate.count("ben", 3)
    with pytest.raises(TooManyError, match="You have asked 4 questions"):
        rate.count("ben", 2)
    rate.count("ben")
    with pytest.raises(TooManyError, match="counts as 5 questions, of at most 4") as caught:
        rate.count("chi", 5)
    assert caught.value.remedy == "Give fewer earlier questions."
    rate.count("chi", 4)
