"""Requests passed on to workers, and their answers passed back, both as they come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import httpx2
from anyio import CancelScope, create_task_group
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from assistant.programs.problems import problem
from assistant.workers.crew import Crew
from assistant.workers.handed import Raw, handed_on
from assistant.workers.worker import Worker

_LOG = logging.getLogger(__name__)

_OF_CONNECTION = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect"}
"""Headers that are about a connection, and not about what is sent over it."""

_TIMEOUT = {"timeout": {"connect": 5.0, "read": None, "write": None, "pool": None}}
_CHANGES_NOTHING = {"GET", "HEAD"}


class Passing:
    """The application of the process that holds the address.

    Args:
        crew: Who answers.
        port: The address's, so that servers on one machine, whose cookies a browser does not keep apart, do not take
            each other's browsers away.
    """

    def __init__(self, crew: Crew, port: int) -> None:
        self._crew = crew
        self._cookie = f"rightsdesk_worker_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a request answered by a worker."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        incoming = _Incoming(scope, receive)
        async with create_task_group() as group:
            group.start_soon(_leave_with, incoming, group.cancel_scope)
            await self._answer(scope, incoming, send)
            group.cancel_scope.cancel()

    async def _answer(self, scope: Scope, incoming: _Incoming, send: Send) -> None:
        slot = self._slot(scope)
        tried: list[Worker] = []
        refused: Response | None = None
        while refused is None and (worker := await self._crew.choose(slot, tried)):
            tried.append(worker)
            worker.open += 1
            try:
                answer = await self._crew.transport.handle_async_request(self._request(worker, scope, incoming))
                incoming.is_read.set()
                await self._pass_back(answer, [] if worker.slot == slot else [self._told(worker, scope)], send)
                return
            except _HungUpError:
                return
            except httpx2.LocalProtocolError:
                refused = problem(400, "This is no request of HTTP.", "Correct it.")
            except httpx2.ConnectError:
                continue
            except httpx2.TransportError as error:
                _LOG.warning("Worker %d did not answer: %r", worker.slot, error)
                if scope["method"] not in _CHANGES_NOTHING or incoming.has_body:
                    break
            finally:
                worker.open -= 1
        away = problem(503, "RightsDesk was interrupted before it could answer.", "Try again in a moment.")
        await (refused or away)(scope, incoming.receive, send)

    def _slot(self, scope: Scope) -> int | None:
        named = HTTPConnection(scope).cookies.get(self._cookie, "")
        return int(named) if named.isascii() and named.isdigit() and len(named) < 3 else None

    def _request(self, worker: Worker, scope: Scope, incoming: _Incoming) -> httpx2.Request:
        headers = _about_content(scope["headers"])
        names = {name for name, _ in headers}
        if b"transfer-encoding" in names:
            headers = [(name, value) for name, value in headers if name != b"content-length"]
        if b"host" not in names:
            headers.append((b"host", b""))
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        return httpx2.Request(
            scope["method"],
            worker.url,
            headers=handed_on(headers, self._crew.secret, scope["client"], scope["scheme"]),
            stream=incoming,
            extensions={**_TIMEOUT, "target": scope["raw_path"] + query},
        )

    async def _pass_back(self, answer: httpx2.Response, more: Raw, send: Send) -> None:
        headers = [pair for pair in _about_content(answer.headers.raw) if pair[0].lower() != b"transfer-encoding"]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": [*headers, *more]})
        try:
            assert isinstance(answer.stream, httpx2.AsyncByteStream)
            async for piece in answer.stream:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except httpx2.TransportError as error:
            # The rest is missing; that this goes without an end tells the sender so.
            _LOG.warning("A worker broke off its answer: %r", error)
            return
        finally:
            await answer.aclose()
        await send({"type": "http.response.body", "body": b""})

    def _told(self, worker: Worker, scope: Scope) -> tuple[bytes, bytes]:
        """The cookie that names a browser's worker, and nobody."""
        secure = "; Secure" if scope["scheme"] == "https" else ""
        return b"set-cookie", f"{self._cookie}={worker.slot}; Path=/; HttpOnly; SameSite=Lax{secure}".encode()


class _HungUpError(Exception):
    """Who sends a request is gone before its end."""


class _Incoming(httpx2.AsyncByteStream):
    """What a sender sends, as it comes."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = Headers(scope=scope)
        self.receive = receive
        self.has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        self.is_read = asyncio.Event()
        if not self.has_body:
            self.is_read.set()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = self.has_body
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise _HungUpError
            more = message.get("more_body", False)
            if body := message.get("body"):
                yield body
        self.is_read.set()

    async def wait_for_end(self) -> None:
        """Wait until the sender hangs up."""
        await self.is_read.wait()
        while (await self.receive())["type"] != "http.disconnect":
            pass


async def _leave_with(incoming: _Incoming, scope: CancelScope) -> None:
    """Break off when the sender hangs up: the worker has to know."""
    await incoming.wait_for_end()
    scope.cancel()


def _about_content(headers: Raw) -> Raw:
    """Headers without those that are about a connection."""
    named = {
        each.strip().lower()
        for name, value in headers
        if name.lower() == b"connection"
        for each in value.decode("latin-1").split(",")
    }
    dropped = _OF_CONNECTION | (named - {"host", "content-length", "transfer-encoding"})
    return [(name, value) for name, value in headers if name.decode("latin-1").lower() not in dropped]
