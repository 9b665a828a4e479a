"""A server on this machine that speaks the streaming protocol of OpenAI, as well or as badly as a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Reply = Callable[["Handler"], None]
"""What the server does with a request."""

AT_MOST = 20
"""Seconds that anything here waits for something else."""


@dataclass(slots=True)
class Served:
    """A server at work.

    Attributes:
        url: Its address, for ``RIGHTSDESK_MODEL_BASE_URL``.
        replies: What it does with one request after the other; the last one again and again.
        requests: What it was asked.
        keys: The key that came with each request.
        hung_up: Set once a client has gone away before the end of a reply.
        over: Set at the end of the test.
    """

    url: str
    replies: list[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    hung_up: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Served

    def do_POST(self) -> None:
        self.served.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.served.keys.append(self.headers["Authorization"].removeprefix("Bearer "))
        hung_up = self.served.hung_up
        reply = self.served.replies[min(len(self.served.requests), len(self.served.replies)) - 1]
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            hung_up.set()
            self.close_connection = True

    def handle(self) -> None:
        with suppress(ConnectionResetError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, data: str) -> None:
        """One event of a stream."""
        event = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")

    def say(self, pieces: Iterable[str]) -> None:
        self.begin(Transfer_Encoding="chunked")
        for piece in pieces:
            self.send(_chunk([{"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}]))


def _chunk(choices: list[dict[str, Any]], **more: Any) -> str:
    facts = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "small"}
    return json.dumps({**facts, "choices": choices, **more})


def says(*pieces: str, read: int = 12, written: int = 3) -> Reply:
    """A stream as it should be, with its usage in the last chunk."""

    def reply(handler: Handler) -> None:
        handler.say(pieces)
        handler.send(_chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}]))
        usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
        handler.send(_chunk([], usage=usage))
        handler.send("[DONE]")
        handler.wfile.write(b"0\r\n\r\n")

    return reply


def breaks_off_after(*pieces: str) -> Reply:
    """A stream whose server dies half-way."""

    def reply(handler: Handler) -> None:
        handler.say(pieces)
        handler.close_connection = True

    return reply


def ends_early_after(*pieces: str) -> Reply:
    """A stream that ends in good order, but never says that its text does."""

    def reply(handler: Handler) -> None:
        handler.say(pieces)
        handler.send("[DONE]")
        handler.wfile.write(b"0\r\n\r\n")

    return reply


def says_in_html(handler: Handler) -> None:
    """A web page instead of a stream."""
    body = b"<!doctype html><title>Welcome</title><p>It works!"
    handler.begin(200, "text/html", Content_Length=str(len(body)))
    handler.wfile.write(body)


def says_for_ever(handler: Handler) -> None:
    """A stream without an end."""
    handler.say(iter(lambda: "and so on ", ""))


def falls_silent_after(*pieces: str) -> Reply:
    """A stream that stops coming, or none at all."""

    def reply(handler: Handler) -> None:
        if pieces:
            handler.say(pieces)
        handler.served.over.wait(AT_MOST)
        handler.close_connection = True

    return reply


def refuses(status: int, message: str) -> Reply:
    """An error, in the words of a provider."""

    def reply(handler: Handler) -> None:
        body = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()
        handler.begin(status, "application/json", Content_Length=str(len(body)))
        handler.wfile.write(body)

    return reply


@contextmanager
def serving(*replies: Reply) -> Iterator[Served]:
    """A server that gives these replies."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_port}/v1", list(replies))
    server.RequestHandlerClass = type("Told", (Handler,), {"served": served})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.over.set()
        server.shutdown()
        server.server_close()
        thread.join(AT_MOST)
