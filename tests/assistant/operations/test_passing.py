"""Requests on their way to a worker and answers on their way back: nothing is changed, kept back or sent twice."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import ExitStack
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from loopback import AT_MOST, served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.workers.handed import Handed
from assistant.workers.passing import Passing

SECRET = "known to both"
PORT = 7860
COOKIE = f"rightsdesk_worker_{PORT}"


class Crew:
    """Workers that are there already: who belongs to none is sent to the first."""

    def __init__(self, *urls: str) -> None:
        self.secret = SECRET
        self.transport = httpx2.AsyncHTTPTransport(
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0)
        )
        self.workers = [SimpleNamespace(slot=slot, url=url, open=0) for slot, url in enumerate(urls)]

    async def choose(self, slot: int | None, besides: Collection[Any] = ()) -> Any:
        there = [worker for worker in self.workers if worker not in besides]
        return next((worker for worker in there if worker.slot == slot), there[0] if there else None)


class Told:
    """What the worker and the test tell each other."""

    def __init__(self) -> None:
        self.arrived, self.go_on, self.hung_up = Event(), Event(), Event()
        self.asked: list[str] = []


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def worker(told: Told) -> Iterator[str]:
    async def echo(request: Request) -> Response:
        told.asked.append(request.method)
        sent = {
            "method": request.method,
            "path": request.scope["raw_path"].decode(),
            "query": request.scope["query_string"].decode(),
            "client": request.client.host if request.client else "",
            "port": request.client.port if request.client else 0,
            "scheme": request.url.scheme,
            "headers": [[name.decode(), value.decode()] for name, value in request.scope["headers"]],
            "body": (await request.body()).decode(),
        }
        answer = JSONResponse(sent)
        answer.set_cookie("one", "1")
        answer.set_cookie("two", "2")
        return answer

    async def events(_: Request) -> Response:
        async def pieces() -> AsyncIterator[str]:
            try:
                yield "data: first\n\n"
                while not told.go_on.is_set():
                    await asyncio.sleep(0.01)
                yield "data: second\n\n"
            finally:
                told.hung_up.set()

        return StreamingResponse(pieces(), media_type="text/event-stream")

    async def upload(request: Request) -> Response:
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size:
                told.arrived.set()
        return PlainTextResponse(str(size))

    every = ["GET", "HEAD", "POST", "PUT"]
    routes = [Route("/events", events), Route("/upload", upload, methods=["POST"])]
    app = Starlette(routes=[*routes, Route("/{rest:path}", echo, methods=every)])
    with served(Handed(app, SECRET)) as address:  # type: ignore[arg-type]
        yield address


@pytest.fixture
def front(worker: str) -> Iterator[httpx2.Client]:
    """A program at the address that people know, behind which there is one worker."""
    with served(Passing(Crew(worker), PORT)) as address, program(address) as client:  # type: ignore[arg-type]
        yield client


def program(address: str) -> httpx2.Client:
    return httpx2.Client(base_url=address, timeout=AT_MOST, trust_env=False)


def test_a_request_arrives_as_it_was_sent(front: httpx2.Client) -> None:
    headers = {
        "Host": "rights.example.org",
        "Origin": "https://other.example.org",
        "Cookie": "rightsdesk_session=abc; x=y",
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-RightsDesk-Client": "192.0.2.1,1",
        "Authorization": "Basic YTpi",
    }
    arrived = front.post("/a%2Fb/%C3%A9?q=a%20b&q=+", content=b"what is sent", headers=headers).json()
    assert (arrived["method"], arrived["path"], arrived["query"]) == ("POST", "/a%2Fb/%C3%A9", "q=a%20b&q=+")
    assert (arrived["client"], arrived["scheme"], arrived["body"]) == ("203.0.113.9", "https", "what is sent")
    names = [name for name, _ in arrived["headers"]]
    assert not [name for name in names if name.startswith("x-rightsdesk")]
    assert sorted(names) == sorted(set(names))
    kept = {name.lower(): value for name, value in headers.items() if name != "X-RightsDesk-Client"}
    assert kept.items() <= dict(arrived["headers"]).items()


def test_who_sent_it_is_who_is_connected_where_no_proxy_says_otherwise(front: httpx2.Client) -> None:
    answer = front.get("/")
    sender = answer.extensions["network_stream"].get_extra_info("client_addr")
    arrived = answer.json()
    assert (arrived["client"], arrived["port"], arrived["scheme"]) == (*sender, "http")
    assert arrived["body"] == ""
    assert "x-forwarded-for" not in dict(arrived["headers"])


def test_an_answer_comes_back_as_it_was_given_and_names_the_worker_once(front: httpx2.Client) -> None:
    first = front.get("/")
    assert [each.partition("=")[0] for each in first.headers.get_list("set-cookie")] == ["one", "two", COOKIE]
    assert first.headers.get_list("set-cookie")[2] == f"{COOKIE}=0; Path=/; HttpOnly; SameSite=Lax"
    assert len(front.get("/").headers.get_list("set-cookie")) == 2
    head = front.head("/")
    assert (head.status_code, head.content, int(head.headers["content-length"]) > 0) == (200, b"", True)


def test_a_worker_answers_nobody_else(worker: str) -> None:
    with program(worker) as stranger:
        assert stranger.get("/").status_code == 403
        assert stranger.get("/", headers={"X-RightsDesk-Secret": "guessed"}).status_code == 403


def test_events_pass_as_they_come(front: httpx2.Client, told: Told) -> None:
    with front.stream("GET", "/events") as answer:
        pieces = answer.iter_text()
        assert next(pieces) == "data: first\n\n"
        told.go_on.set()
        assert "".join(pieces) == "data: second\n\n"


def test_an_upload_passes_as_it_comes(front: httpx2.Client, told: Told) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x" * 1000
        assert told.arrived.wait(AT_MOST)
        yield b"y" * 2_000_000

    assert front.post("/upload", content=pieces()).text == "2001000"


def test_the_worker_knows_when_the_sender_hangs_up(front: httpx2.Client, told: Told) -> None:
    with front.stream("GET", "/events") as answer:
        pieces = answer.iter_text()
        assert next(pieces) == "data: first\n\n"
        assert not told.hung_up.is_set()
    assert told.hung_up.wait(AT_MOST)


@pytest.fixture
def dying() -> Iterator[tuple[str, list[bytes]]]:
    """A worker that dies as soon as it has read a request, and what it read."""
    read: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def die() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    read.append(connection.recv(65536))
                    if b"/half" in read[-1]:
                        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")

        thread = Thread(target=die, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", read
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(AT_MOST)


@pytest.mark.parametrize(("method", "status", "asked"), [("GET", 200, ["GET"]), ("POST", 503, [])])
def test_what_changes_nothing_is_asked_of_another_when_a_worker_dies(
    dying: tuple[str, list[bytes]], worker: str, told: Told, method: str, status: int, asked: list[str]
) -> None:
    with served(Passing(Crew(dying[0], worker), PORT)) as address, program(address) as client:  # type: ignore[arg-type]
        answer = client.request(method, "/", headers={"Cookie": f"{COOKIE}=0"})
    assert (answer.status_code, told.asked, len(dying[1])) == (status, asked, 1)
    if status == 200:
        assert answer.headers.get_list("set-cookie")[-1].startswith(f"{COOKIE}=1;")


def test_what_did_not_reach_a_worker_is_asked_of_another_whatever_it_is(worker: str, told: Told) -> None:
    with ExitStack() as stack:
        with socket.create_server(("127.0.0.1", 0)) as gone:
            crew = Crew(f"http://127.0.0.1:{gone.getsockname()[1]}", worker)
        client = stack.enter_context(program(stack.enter_context(served(Passing(crew, PORT)))))  # type: ignore[arg-type]
        assert client.post("/", content=b"all of it").json()["body"] == "all of it"
    assert told.asked == ["POST"]


def test_half_an_answer_is_not_taken_for_a_whole_one(dying: tuple[str, list[bytes]], worker: str) -> None:
    with served(Passing(Crew(dying[0], worker), PORT)) as address, program(address) as client:  # type: ignore[arg-type]
        with pytest.raises(httpx2.RemoteProtocolError):
            client.get("/half")
        assert len(dying[1]) == 1
