"""A document system on loopback that misbehaves on command, and the files it gives."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from urllib.parse import parse_qs, unquote, urlsplit

from printed import SENTENCE, Text, flow, geneva, make_pdf

from ingest.fetching.manners import Manners

FASTER = 50
"""How many seconds pass in one, where a test has to wait for them."""

AT_MOST = 30
"""Seconds that anything here waits for something else."""

TEXTS = {
    "en": SENTENCE,
    "fr": (
        "Le Conseil des droits de l'homme est d'avis que les mesures de surveillance doivent être prévues par la loi "
        "et que les États sont tenus de protéger la vie privée dans le cadre de la coopération avec une entreprise."
    ),
}

Answer = Callable[["Handler", str], None]
"""Answers a request for the document of a symbol."""


@cache
def official(symbol: str, language: str = "en") -> bytes:
    """A document's official file."""
    if language == "en":
        return geneva(symbol=symbol)
    head = [Text(470, 770, symbol), Text(113, 540, "Titre", 14, "B"), Text(113, 500, "1.")]
    return make_pdf([[*head, *flow(TEXTS[language], 113, 500, first=142)]])


def placeholder() -> bytes:
    words = "The document you are looking for does not exist in the Official Document System."
    return make_pdf([[Text(90, 700, words)]])


@dataclass(frozen=True)
class Asked:
    """A request for a document: what for, when it came, and how."""

    symbol: str
    language: str
    type: str
    at: float
    query: str
    headers: dict[str, str]


@dataclass
class DocumentSystem:
    """What a test knows of the server, and tells it.

    `script` holds the answers for a symbol, in order, the last one for good; what it does not name is given at once.
    None is given before `together` requests were there at once, however slow the machine.
    """

    address: str
    script: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    together: int = 1
    busy: int = 0
    busiest: int = 0
    over: Event = field(default_factory=Event)
    lock: Condition = field(default_factory=Condition)

    @property
    def counts(self) -> Counter[str]:
        """How often each symbol was asked for."""
        return Counter(each.symbol for each in self.asked)

    def answer_to(self, asked: Asked) -> Answer:
        answers = self.script.get(asked.symbol, [gives(official(asked.symbol, asked.language))])
        return answers[min(self.counts[asked.symbol], len(answers)) - 1]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    system: DocumentSystem

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/circle":
            in_a_circle(self, "")
            return
        if parts.path != "/access":
            self.send(200, self.system.files[unquote(parts.path)], "application/pdf")
            return
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = Asked(query["s"], query["l"], query["t"], time.monotonic(), parts.query, dict(self.headers))
        with self.system.lock:
            self.system.asked.append(asked)
            self.system.busy += 1
            self.system.busiest = max(self.system.busiest, self.system.busy)
            answer = self.system.answer_to(asked)
            self.system.lock.notify_all()
            self.system.lock.wait_for(lambda: self.system.busiest >= self.system.together, AT_MOST / 2)
        time.sleep(0.01)  # so long that requests which may come together do
        with self.system.lock:
            self.system.busy -= 1
        answer(self, asked.symbol)

    def send(self, status: int, body: bytes, kind: str, *, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def gives(body: bytes, kind: str = "application/pdf") -> Answer:
    return lambda handler, symbol: handler.send(200, body, kind)


def shell(handler: Handler, symbol: str) -> None:
    """The page of a viewer, with status 200."""
    page = "<!DOCTYPE html>\n<html><head><title>ODS</title></head><body>" + "<script src='/viewer.js'></script>" * 30
    handler.send(200, f"{page}{symbol}</body></html>".encode(), "text/html")


def empty(handler: Handler, symbol: str) -> None:
    handler.send(200, b"", "application/pdf")


def busy(status: int, **headers: str) -> Answer:
    return lambda handler, symbol: handler.send(status, b"busy", "text/plain", **headers)


def half(handler: Handler, symbol: str) -> None:
    """A body shorter than its Content-Length."""
    body = official(symbol)
    handler.send(200, body[: len(body) // 2], "application/pdf", length=len(body))


def cut_off(handler: Handler, symbol: str) -> None:
    """A body as long as it says, of a file without its end."""
    handler.send(200, official(symbol)[:1500], "application/pdf")


def hangs_up(handler: Handler, symbol: str) -> None:
    handler.close_connection = True


def silent(handler: Handler, symbol: str) -> None:
    handler.system.over.wait(AT_MOST)
    handler.close_connection = True


def slow(handler: Handler, symbol: str) -> None:
    """A body that comes in pieces."""
    body = official(symbol)
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    for start in range(0, len(body), 1000):
        handler.wfile.write(body[start : start + 1000])
        handler.wfile.flush()
        time.sleep(0.01)


def moved(handler: Handler, symbol: str) -> None:
    """A redirect to an upper-case path."""
    path = f"/UNDOC/GEN/{symbol.upper()}.PDF"
    handler.system.files[path] = official(symbol)
    handler.send(302, b"", "text/html", Location=path)


def leads_to(address: str) -> Answer:
    return lambda handler, symbol: handler.send(302, b"", "text/html", Location=address)


def in_a_circle(handler: Handler, symbol: str) -> None:
    handler.send(302, b"", "text/html", Location="/circle")


def in_french(handler: Handler, symbol: str) -> None:
    """Another language than was asked for."""
    handler.send(200, official(symbol, "fr"), "application/pdf")


def quick() -> Manners:
    """The manners of the product, at a quicker pace."""
    return Manners(silence=AT_MOST, longest_download=AT_MOST, wait=lambda seconds: asyncio.sleep(seconds / FASTER))


@contextmanager
def document_system() -> Iterator[DocumentSystem]:
    """The server, for the length of a `with` block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    system = DocumentSystem(f"http://127.0.0.1:{server.server_port}/access")
    server.RequestHandlerClass = type("Told", (Handler,), {"system": system})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield system
    finally:
        system.over.set()
        server.shutdown()
        server.server_close()
        thread.join(AT_MOST)
