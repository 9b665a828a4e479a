"""People of an office for locust; `evals.performance.office` begins it, and tells in the environment where."""

from __future__ import annotations

import os
import random
from itertools import count
from pathlib import Path

import gevent
from locust import User, constant, task

from evals.performance.page import LostError, RefusedError, WrongError
from evals.performance.people import Asker, Drafter, Ledger
from evals.performance.scripts import kept

_FOLDER = Path(os.environ["RIGHTSDESK_MEASURED_IN"])
_ADDRESSES = os.environ["RIGHTSDESK_MEASURED_AT"].split()
_PAUSE = tuple(map(float, os.environ["RIGHTSDESK_MEASURED_PAUSE"].split()))
_SCRIPTS = kept(_FOLDER / "scripts.json")
_LEDGER = Ledger(_FOLDER / "ledger.jsonl")
_NUMBERS = count(1)

_REQUESTS = (
    ("facial recognition in public places", "What must a State assess before it buys such a system?"),
    ("Internet shutdowns", "May a government switch the Internet off during an election?"),
    ("spyware", "Which safeguards must apply to surveillance?"),
    ("artificial intelligence in social protection", "How is discrimination to be prevented?"),
)


class _Sitting(User):
    """Somebody whose every step is reported to locust."""

    abstract = True
    wait_time = constant(0)

    def __init__(self, environment: object) -> None:
        super().__init__(environment)
        self.number = next(_NUMBERS)
        self.name = f"person-{self.number}"
        self.address = _ADDRESSES[self.number % len(_ADDRESSES)]
        self.chance = random.Random(self.number)  # noqa: S311 - measuring, not secrecy

    def report(self, step: str, seconds: float, error: Exception | None) -> None:
        """Tell locust of a step."""
        self.environment.events.request.fire(
            request_type=type(error).__name__ if error else "", name=step, response_time=1000 * seconds,
            response_length=0, exception=error, context={},
        )  # fmt: skip

    def pause(self) -> None:
        """Read, think and type."""
        gevent.sleep(self.chance.uniform(*_PAUSE))


class Asking(_Sitting):
    """Two in three."""

    weight = 2

    def on_start(self) -> None:
        """Come in, not all at the same moment."""
        self.person = Asker(self.name, self.address, _LEDGER, self.report)
        self.pause()

    @task
    def converse(self) -> None:
        """One conversation after the other."""
        try:
            self.person.converse(self.chance.choice(_SCRIPTS), self.pause)
        except (LostError, RefusedError, WrongError):
            self.pause()


class Drafting(_Sitting):
    """One in three."""

    weight = 1

    def on_start(self) -> None:
        """Begin a draft."""
        self.person = Drafter(self.name, self.address, _LEDGER, self.report)
        self.begun = False
        self.pause()

    @task
    def work(self) -> None:
        """A paragraph after the other; now and then the draft is closed and opened again."""
        try:
            if not self.begun:
                self.person.begin(*self.chance.choice(_REQUESTS))
                self.begun = True
            elif self.chance.random() < 0.2:
                self.person.read()
            else:
                self.person.edit()
        except (LostError, RefusedError, WrongError):
            pass  # It was reported.
        self.pause()
