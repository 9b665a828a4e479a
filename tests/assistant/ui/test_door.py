"""The whole application as programs and strangers meet it, without a browser: limits, turns, and what goes wrong."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Semaphore
from typing import Any

import anyio
import gradio as gr
import httpx2
import pytest
import requests
from fakes import FakeEmbeddings, make
from gradio.queueing import Queue
from loopback import AT_MOST, served
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from assistant.asked.narrowing import NotHeldError
from assistant.export.conversation import Exported
from assistant.programs import functions
from assistant.programs.problems import status_of
from assistant.programs.turns import AT_ONCE
from assistant.settings import Settings
from assistant.ui import downloads, remembered
from assistant.ui.web import make_app
from evals.performance.page import LostError, Page, RefusedError
from store.errors import RightsDeskError, TooManyError, UnavailableError
from store.library import Library
from store.people.accounts import Accounts

PASSWORD = "a long enough password"
NAMES = ("ada", "ben", "chi", "dan", "eve", "fay", "gil")
BUSY = UnavailableError("The catalogue cannot be used.", "Try again.", "10.9.8.7 cannot be used (busy).")
PLACE = {"symbol": "A/1/1", "locator": "para. 1"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("door"), FakeEmbeddings()) as library:
        library.add(*make("A/1/1", "States should protect privacy.", "Encryption is good for privacy."))
        for name in NAMES:
            library.accounts.add(name, PASSWORD)
        yield library


@pytest.fixture(scope="module")
def office(library: Library) -> Iterator[str]:
    """Where who has an account may ask three questions a minute."""
    settings = Settings(questions_a_minute=3)
    with served(make_app(library, settings, None, accounts=True, host="127.0.0.1")) as address:
        yield address


@pytest.fixture(scope="module")
def desk(library: Library) -> Iterator[str]:
    """Where one person uses the library without accounts."""
    with served(make_app(library, Settings(questions_a_minute=1), None, accounts=False, host="127.0.0.1")) as address:
        yield address


@pytest.fixture
def program(office: str) -> Iterator[Callable[[str], httpx2.Client]]:
    """A program that gives a name and the password."""
    opened: list[httpx2.Client] = []

    def make_it(name: str, password: str = PASSWORD) -> httpx2.Client:
        opened.append(httpx2.Client(base_url=office, auth=(name, password), timeout=AT_MOST, trust_env=False))
        return opened[-1]

    yield make_it
    for each in opened:
        each.close()


def call(address: str, name: str, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What tools give to who gives a name and the password."""

    async def converse() -> list[Any]:
        given = base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()
        named = httpx2.AsyncClient(headers={"Authorization": f"Basic {given}"}, timeout=AT_MOST, trust_env=False)
        async with named, Client(streamable_http_client(f"{address}/mcp", http_client=named)) as client:
            return [await client.call_tool(tool, arguments) for tool, arguments in calls]

    return anyio.run(converse)


def test_questions_and_searches_of_an_account_are_counted_together(
    office: str, program: Callable[..., httpx2.Client]
) -> None:
    ada = program("ada")
    asked = {"question": "What is good for privacy?", "history": ["What should States protect?"]}
    assert ada.post("/api/ask", json=asked).status_code == 200
    (found,) = call(office, "ada", ("search", {"query": "privacy"}))
    assert not found.is_error
    for refused in (
        ada.post("/api/ask", json={"question": "why"}),
        ada.get("/api/search", params={"query": "privacy"}),
    ):
        assert refused.status_code == 429
        assert refused.json() == {
            "error": "You have asked 3 questions within a minute.",
            "remedy": "Wait a little, then ask again.",
        }
    for refused in call(office, "ada", ("ask", {"question": "why"}), ("search", {"query": "privacy"})):
        assert refused.is_error
        assert refused.content[0].text.endswith(
            "You have asked 3 questions within a minute. Wait a little, then ask again."
        )
    assert program("ben").get("/api/search", params={"query": "privacy"}).status_code == 200


def test_reading_and_listing_are_no_questions(office: str, program: Callable[..., httpx2.Client]) -> None:
    chi = program("chi")
    results = call(office, "chi", *[("read_paragraph", PLACE), ("list_documents", {})] * 8)
    assert [each.is_error for each in results] == [False] * 16
    for path in ("/api/documents", "/api/documents/A/1/1", "/api/paragraph?symbol=A/1/1&locator=1") * 2:
        assert chi.get(path).status_code == 200
    assert chi.get("/api/search", params={"query": "privacy", "top": 1}).status_code == 200


def test_more_questions_at_once_than_may_be_asked_are_refused(program: Callable[..., httpx2.Client]) -> None:
    refused = program("dan").post("/api/ask", json={"question": "why", "history": ["how"] * 3})
    assert refused.status_code == 429
    assert refused.json()["error"] == "With those before it this counts as 4 questions, of at most 3 a minute."
    assert refused.json()["remedy"] == "Give fewer earlier questions."


def test_pages_that_were_left_are_forgotten_once_many_came_after(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Gradio keeps of each page it would keep of ten thousand."""
    monkeypatch.setattr(remembered, "REMEMBERED", 3)
    app = make_app(library, Settings(), None, accounts=False, host="127.0.0.1")
    with served(app) as address, requests.Session() as browser:
        page = Page(browser, address)
        page.fill("rd-question", "Should States protect privacy?")
        page.act("rd-submit", "click")
        sources = page.value("rd-sources")
        for others in (1, 2, 3):
            page.act("rd-chat", "select", "the answer")
            for _ in range(others):
                Page(browser, address).leave()
        with pytest.raises(RefusedError, match="out of touch"):
            page.act("rd-chat", "select", "the answer")
        assert page.value("rd-sources") == sources
        for button in ("rd-ask-about", "rd-remove", "rd-remove-it"):  # About a document that the page had open.
            with pytest.raises(RefusedError, match="out of touch"):
                page.act(button, "click")
        page.leave()


def test_of_pages_that_were_left_only_the_latest_are_remembered_and_of_open_ones_all(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "LEFT", 2)
    monkeypatch.setattr(remembered, "A_MOMENT", timedelta(0))
    app = make_app(library, Settings(), None, accounts=False, host="127.0.0.1")
    with served(app) as address, requests.Session() as browser:
        open_, left = Page(browser, address), Page(browser, address)
        for page in (open_, left):
            page.fill("rd-question", "Should States protect privacy?")
            page.act("rd-submit", "click")
        left.leave()
        left.act("rd-chat", "select", "the answer")  # It only lost its connection.

        def come_and_go() -> None:
            for _ in range(10):  # The server hears a little later that a page was left.
                for _ in range(3):
                    Page(browser, address).leave()
                left.act("rd-chat", "select", "the answer")

        with pytest.raises(RefusedError, match="out of touch"):
            come_and_go()
        open_.act("rd-chat", "select", "the answer")
        open_.leave()


def test_what_is_on_a_page_is_not_remembered_a_second_time_and_cannot_be_filled_into_files(desk: str) -> None:
    """Gradio would keep all of it for a link to its state, and write that into a file for whoever asks."""
    with gr.Blocks() as page:
        shown = gr.HTML("before")
    states = remembered.PageStates()
    states.set_blocks(page)
    state = states["a page"]
    state[shown._id] = gr.HTML("after", render=False)
    state._update_config(shown._id)
    state._update_value_in_config(shown._id, "later")
    assert state[shown._id].value == "after"
    assert list(state.components) == []
    with requests.Session() as browser:
        opened = Page(browser, desk)
        refused = browser.get(f"{desk}/gradio_api/deep_link", params={"session_hash": opened.session_hash})
        assert refused.status_code == 404
        opened.leave()


def test_events_are_not_summed_up_after_each_of_them(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gradio does for a dashboard, with pandas: a page took half as much again to open, and ever more."""
    summed: list[int] = []
    monkeypatch.setattr(Queue, "_get_df", lambda queue, events: summed.append(len(events)))
    app = make_app(library, Settings(), None, accounts=False, host="127.0.0.1")
    with served(app) as address, requests.Session() as browser:
        Page(browser, address).leave()
    assert not summed


def test_without_accounts_nothing_is_counted(desk: str) -> None:
    for _ in range(3):
        found = httpx2.get(f"{desk}/api/search", params={"query": "privacy"}, timeout=AT_MOST, trust_env=False)
        assert found.status_code == 200


def test_guesses_of_a_program_that_come_at_once_are_as_few(program: Callable[..., httpx2.Client]) -> None:
    guesser = program("eve", "guess")
    with ThreadPoolExecutor(20) as guesses:
        statuses = list(guesses.map(lambda _: guesser.get("/api/documents").status_code, range(20)))
    assert sorted(statuses) == [401] * 5 + [429] * 15
    refused = program("\uff45\uff56\uff45").get("/api/documents")
    assert refused.status_code == 429
    assert refused.json()["remedy"] == "Wait 5 minutes, then try again."


class Held:
    """Work that goes on until it may end, and says when it has begun."""

    def __init__(self, result: object) -> None:
        self._result = result
        self._begun = Semaphore(0)
        self._may_end = Semaphore(0)
        self.begun = 0

    def __call__(self, *_: object) -> object:
        self.begun += 1
        self._begun.release()
        assert self._may_end.acquire(timeout=AT_MOST)
        return self._result

    def await_beginning(self, times: int) -> None:
        for _ in range(times):
            assert self._begun.acquire(timeout=AT_MOST)

    def end(self, times: int) -> None:
        self._may_end.release(times)


def test_programs_take_turns_together_however_they_come(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held({"query": "x", "passages": []})
    monkeypatch.setattr(functions, "search", held)
    with (
        httpx2.Client(base_url=desk, timeout=AT_MOST, trust_env=False) as client,
        ThreadPoolExecutor(AT_ONCE + 1) as people,
    ):
        asked = [people.submit(client.get, "/api/search", params={"query": "x"}) for _ in range(AT_ONCE)]
        held.await_beginning(AT_ONCE)
        # The tools answer one call after the other, so that the list comes once the search waits for its turn.
        called = people.submit(call, desk, "", ("search", {"query": "x"}))
        call(desk, "", *[("list_documents", {})] * 3)
        assert held.begun == AT_ONCE
        held.end(AT_ONCE + 1)
        assert [each.result().status_code for each in asked] == [200] * AT_ONCE
        assert not called.result()[0].is_error


def test_a_few_files_are_made_at_a_time(desk: str, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(Exported("x.md", b"x"))
    monkeypatch.setattr(downloads, "export", held)
    monkeypatch.setattr("store.people.conversations.Conversations.read", lambda *_: object())
    with (
        httpx2.Client(base_url=desk, timeout=AT_MOST, trust_env=False) as client,
        ThreadPoolExecutor(4) as people,
    ):
        wanted = [people.submit(client.get, "/conversations/x.md") for _ in range(4)]
        held.await_beginning(2)
        for _ in range(3):
            assert client.get("/api/documents").status_code == 200
        assert held.begun == 2
        held.end(4)
        assert [each.result().content for each in wanted] == [b"x"] * 4


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/api/ask", "/library/files"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_little_is_read_of_who_is_not_signed_in(office: str, path: str, kind: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
    body = (part if "multipart" in kind else b"name=") + b"x" * 9_000
    refused = httpx2.post(f"{office}{path}", content=body, headers={"Content-Type": kind}, trust_env=False)
    assert refused.status_code == (413 if path == "/sign-in" else 401)


def test_a_name_and_password_as_long_as_can_be_fit_into_the_form(office: str) -> None:
    form = {"name": "\U0001f642" * 64, "password": "\U0001f642" * 200, "next": "/?conversation=" + "x" * 200}
    assert httpx2.post(f"{office}/sign-in", data=form, trust_env=False).status_code == 401


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RightsDeskError("", ""), 400),
        (NotHeldError(""), 404),
        (TooManyError("", ""), 429),
        (UnavailableError("", ""), 503),
    ],
)
def test_each_error_has_its_status(error: RightsDeskError, status: int) -> None:
    assert status_of(error) == status


def fail(*_: object) -> None:
    raise BUSY


def fail_anew(*_: object, **__: object) -> None:
    """As `fail`, but not the same error each time, for one is logged once."""
    raise UnavailableError(BUSY.message, BUSY.remedy, BUSY.in_full)


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        ("store.people.conversations.Conversations.read", "/conversations/x.md"),
        ("store.library.Library.document", "/pages/1.png?symbol=A/1/1"),
        ("store.library.Library.documents", "/api/documents"),
    ],
)
def test_what_fails_behind_the_door_says_so(desk: str, monkeypatch: pytest.MonkeyPatch, broken: str, path: str) -> None:
    monkeypatch.setattr(broken, fail)
    failed = httpx2.get(desk + path, trust_env=False)
    assert failed.status_code == 503
    assert failed.json() == {"error": BUSY.message, "remedy": BUSY.remedy}


def test_a_browser_is_told_in_plain_text(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.people.conversations.Conversations.read", fail)
    failed = httpx2.get(f"{desk}/conversations/x.md", headers={"Accept": "text/html"}, trust_env=False)
    assert (failed.status_code, failed.text) == (503, str(BUSY))
    assert failed.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("broken", ["understand", "weigh"])
def test_where_the_library_is_the_log_says_and_nobody_who_asks_is_told(
    desk: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    with requests.Session() as browser:
        page = Page(browser, desk)
        page.fill("rd-question", "Should States protect privacy?")
        monkeypatch.setattr(f"assistant.chain.{broken}", fail_anew)
        with pytest.raises(RefusedError) as refused:
            page.act("rd-submit", "click")
        page.leave()
    assert str(refused.value) == "The catalogue cannot be used. Try again."
    assert caplog.messages.count("10.9.8.7 cannot be used (busy). Try again.") == 1


def test_a_page_that_cannot_be_opened_does_not_tell_where_the_library_is(
    desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.library.Library.stats", fail_anew)
    with requests.Session() as browser, pytest.raises(LostError) as lost:
        Page(browser, desk)
    assert str(lost.value) == "The catalogue cannot be used. Try again."


@pytest.mark.parametrize(("broken", "headers"), [("signed_in", {"Cookie": "rightsdesk_session=x"}), ("check", {})])
def test_accounts_that_cannot_be_read_are_not_too_many_requests(
    program: Callable[..., httpx2.Client], monkeypatch: pytest.MonkeyPatch, broken: str, headers: dict[str, str]
) -> None:
    monkeypatch.setattr(Accounts, broken, fail)
    failed = program("fay").get("/api/documents", headers=headers)
    assert (failed.status_code, failed.json()["error"]) == (503, BUSY.message)


def test_who_cannot_be_signed_in_is_told_on_the_page(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Accounts, "sign_in", fail)
    form = {"name": "gil", "password": PASSWORD}
    failed = httpx2.post(f"{office}/sign-in", data=form, timeout=AT_MOST, trust_env=False)
    assert failed.status_code == 503
    assert f'<p role="alert">{BUSY}</p>' in failed.text
