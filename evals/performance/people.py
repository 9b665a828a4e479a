"""People at RightsDesk's page: who ask and read sources, and who draft. Each sees at once what is not theirs or wrong.

What the server said it kept is written down, to be looked for afterwards (`Ledger`).
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import requests

from evals.performance.page import LostError, Page, RefusedError, WrongError, sign_in
from evals.performance.scripts import Script, Source, seen

PASSWORD = "measured, not secret"  # noqa: S105 - of accounts that a measurement makes and throws away
ALONE = 120
"""Seconds that a person tries to go on where nothing answers."""

_CONVERSATION = re.compile(r'data-conversation="([^"]+)"( aria-current)?')
_DRAFT = re.compile(r'data-draft="([^"]+)"')
_REVISION = re.compile(r'data-revision="(\d+)"')
_EDITED = re.compile(r'<form data-do="edit"[^>]* data-paragraph="([^"]+)"')

Report = Callable[[str, float, Exception | None], None]
"""Told of each step: its name, its seconds, and what went wrong."""


class Ledger:
    """What was acknowledged, seen or wrong, a JSON line each.

    Args:
        file: It is written to; lines are added.
    """

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8")

    def note(self, kind: str, **facts: object) -> None:
        """Write a line, whatever happens next."""
        self._file.write(json.dumps({"kind": kind, "at": time.time(), **facts}) + "\n")
        self._file.flush()


class Person:
    """Somebody with a browser.

    Args:
        name: Their account.
        address: Of the machine that they are sent to.
        ledger: Where they write down what was acknowledged.
        report: Told of each step.
    """

    def __init__(self, name: str, address: str, ledger: Ledger, report: Report) -> None:
        self.name = name
        self.ledger = ledger
        self.chance = random.Random(name)  # noqa: S311 - measuring, not secrecy
        self._address = address
        self._report = report
        self._session = requests.Session()
        self._is_in = False
        self.page: Page | None = None

    def open(self, query: str = "") -> Page:
        """Load the page, signed in; a browser that finds nobody there tries again."""
        end = time.monotonic() + ALONE
        while True:
            try:
                with self.step("open page"):
                    if not self._is_in:
                        sign_in(self._session, self._address, self.name, PASSWORD)
                        self._is_in = True
                    if self.page:
                        self.page.leave()
                    self.page = Page(self._session, self._address, query)
            except LostError:
                if time.monotonic() > end:
                    raise
                time.sleep(2)
            else:
                return self.page

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and report it, with what goes wrong in it."""
        begun = time.perf_counter()
        try:
            yield
        except Exception as error:
            if not isinstance(error, LostError | RefusedError):
                self.ledger.note("wrong", owner=self.name, step=name, what=repr(error))
            self._report(name, time.perf_counter() - begun, error)
            raise
        self._report(name, time.perf_counter() - begun, None)

    def again(self, action: Callable[[], Any], recover: Callable[[], object]) -> Any:  # noqa: ANN401 - what it gives
        """Do something until it succeeds, as people do who are told to try again."""
        end = time.monotonic() + ALONE
        while True:
            try:
                return action()
            except (LostError, RefusedError) as error:
                if time.monotonic() > end:
                    raise
                time.sleep(3)
                if isinstance(error, LostError):
                    recover()


class Asker(Person):
    """Asks, follows up, and reads what the answers cite."""

    def converse(self, script: Script, pause: Callable[[], None]) -> None:
        """Have one conversation, and read two of its sources.

        Args:
            script: What is asked, and what is right.
            pause: Between two steps.
        """
        self.open()
        self._opened = ""
        for number in range(len(script.exchanges)):
            self.again(partial(self._ask, script, number), partial(self._back, script, number))
            pause()
        for source in self.chance.sample(script.sources, min(2, len(script.sources))):
            self.again(partial(self._read, source), lambda: None)
            pause()

    def _ask(self, script: Script, number: int) -> None:
        page = self.page or self.open()
        asked = script.exchanges[number].question
        if len(self._shown(page)) > number:
            return  # It had been answered when the page was lost.
        with self.step("ask" if not number else "ask a follow-up"):
            page.fill("rd-question", asked)
            page.act("rd-submit", "click")
            self._compare(page, script, number + 1)
        found = _CONVERSATION.findall(page.value("rd-conversations") or "")
        self._opened = next((name for name, current in found if current), self._opened)
        page.fill("rd-here", self._opened)
        told = {
            "conversation": self._opened,
            "turn": number,
            "question": asked,
            "answer": script.exchanges[number].text,
        }
        self.ledger.note("answered", owner=self.name, **told)
        for name, _ in found:
            self.ledger.note("listed", owner=self.name, conversation=name)

    def _back(self, script: Script, number: int) -> None:
        """Load the conversation's own address; what was acknowledged has to be there."""
        page = self.open(f"conversation={self._opened}" if self._opened else "")
        if not self._opened:
            return
        with self.step("find the conversation again"):
            shown = len(self._shown(page))
            if not number <= shown <= len(script.exchanges):
                raise WrongError(f"{self._opened} has {shown} answers; {number} were acknowledged")
            self._compare(page, script, shown)

    def _compare(self, page: Page, script: Script, turns: int) -> None:
        messages = page.value("rd-chat") or []
        asked = [seen(_text(each)) for each in messages if each["role"] == "user"]
        expected = script.exchanges[:turns]
        if asked != [seen(each.question) for each in expected]:
            raise WrongError(f"Asked was {asked}, expected {[each.question for each in expected]}")
        for number, (shown, right) in enumerate(zip(self._shown(page), expected, strict=True)):
            if shown != right.shown:
                raise WrongError(f"Answer {number} to {right.question!r} is {shown!r}, expected {right.shown!r}")

    def _shown(self, page: Page) -> list[str]:
        return [seen(_text(each)) for each in page.value("rd-chat") or [] if each["role"] == "assistant"]

    def _read(self, source: Source) -> None:
        with self.step("read a source"):
            page = Page(self._session, self._address, source.query)
            shown = seen(page.value("rd-reading") or "")
            page.leave()
            if seen(source.quote) not in shown:
                raise WrongError(f"{source.query} does not show {source.quote!r}")


class Drafter(Person):
    """Makes a draft, writes in it and reads it again."""

    def begin(self, technology: str, question: str) -> None:
        """Make an outline, and have it written."""
        self._typed: dict[str, str] = {}
        self._draft = ""
        self.open()
        self.again(lambda: self._outline(technology, question), self.open)
        self.again(self._write, self._read_again)
        self._places = [unescape(name) for name in _EDITED.findall(self._html())[:20]]

    def edit(self) -> None:
        """Type another text into a paragraph."""
        paragraph = self.chance.choice(self._places)
        text = f"What {self.name} wrote, number {self.chance.randrange(10**9)}."
        self.again(lambda: self._edit(paragraph, text), self._read_again)

    def read(self) -> None:
        """Open the draft from the list; all that was acknowledged has to be there."""
        self.again(self._read_again, lambda: None)

    def _outline(self, technology: str, question: str) -> None:
        page = self.page or self.open()
        facts = f"This is the case of {self.name}."
        with self.step("make an outline"):
            page.fill_form("rd-request-make", [technology, question, "", "", "", facts, "", "standard", ""])
            page.act("rd-request-make", "click")
            if f"· {self.name} ·" not in seen(self._html()):
                raise WrongError(f"The outline of {self.name} is another one")
            self._draft = _DRAFT.findall(self._html())[0]
        self.ledger.note("drafted", owner=self.name, draft=self._draft)

    def _write(self) -> None:
        with self.step("write a draft"):
            self._act("write", part="")
            if f"This is the case of {self.name}." not in seen(self._html()):
                raise WrongError(f"The draft of {self.name} is another one")
        self.ledger.note("written", owner=self.name, draft=self._draft)

    def _edit(self, paragraph: str, text: str) -> None:
        with self.step("edit a paragraph"):
            if text not in self._html():  # Otherwise it had arrived when the page was lost.
                self._act("edit", paragraph=paragraph, text=text)
            if text not in self._html():
                raise WrongError(f"The draft of {self.name} does not hold {text!r}")
        self._typed[paragraph] = text
        self.ledger.note("typed", owner=self.name, draft=self._draft, paragraph=paragraph, text=text)

    def _read_again(self) -> None:
        if not self._draft:
            self.open()
            return
        page = self.open()
        for name in _DRAFT.findall(page.value("rd-advice-list") or ""):
            self.ledger.note("listed", owner=self.name, draft=name)
        with self.step("read a draft"):
            page.act("rd-advice-list", "select", {"do": "open", "draft": self._draft})
            missing = [text for text in self._typed.values() if text not in self._html()]
            if missing:
                raise WrongError(f"The draft of {self.name} lost {missing}")

    def _act(self, do: str, **named: str) -> None:
        page = self.page or self.open()
        revision = _REVISION.search(self._html())
        wanted = {"do": do, "draft": self._draft, "revision": revision[1] if revision else "", **named}
        page.act("rd-advice", "select", wanted)

    def _html(self) -> str:
        return str(self.page.value("rd-advice") or "") if self.page else ""


def _text(message: dict[str, Any]) -> str:
    content = message["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
