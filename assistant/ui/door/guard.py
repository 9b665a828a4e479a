"""The door of the web application: who is let in, from where, and what a browser may do with what it gets.

On the machine's own address no password is asked for. So that no page of another site and no name that somebody points
at this machine reaches it through the browser, the Host of a request must be this machine's, and the Origin of what
changes something must be the page's own.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.programs.bodies import LimitedBody
from assistant.programs.problems import problem, refusal
from assistant.ui.door.viewer import AT_THIS_MACHINE, Viewer
from store.errors import RightsDeskError
from store.people.accounts import Account, Accounts

COOKIE = "rightsdesk_session"
SIGN_IN = "/sign-in"

POLICY = "; ".join(
    [
        "default-src 'self'",
        # Gradio's page holds scripts and styles of its own.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
"""The page's own server and nothing else, whatever a document or a dependency asks for."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_FOR_PROGRAMS = ("/api/", "/mcp", "/metrics")
"""Paths that a program asks with a name and a password."""

_SAFE = {"GET", "HEAD", "OPTIONS"}
_PROXIED = ("x-forwarded-for", "forwarded", "x-real-ip")

_STRANGERS_BODY = 8_192
"""Bytes that are read of who is not signed in: a name and a password have fewer."""

PasswordCheck = Callable[[str, str, str], Awaitable[Account | None]]
"""Name, password and the caller's address to an account; raises `TooManyError` after too many failures."""


class Guard:
    """Middleware that lets a request in or answers it itself; who is let in has its viewer in ``request.state``.

    Args:
        app: What is guarded.
        accounts: Who may come in; ``None`` where everybody on this machine may.
        check: How a name and a password are checked.
        hosts: Without accounts, the names by which the machine may be asked.
    """

    def __init__(
        self,
        app: ASGIApp,
        accounts: Accounts | None,
        check: PasswordCheck,
        *,
        hosts: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._for_strangers = LimitedBody(app, _STRANGERS_BODY)
        self._accounts = accounts
        self._check = check
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        request = HTTPConnection(scope)
        refused = self._refusal(request, scope["method"])
        viewer = None
        if refused is None:
            try:
                viewer = await self._viewer(request)
            except RightsDeskError as error:
                refused = refusal(request, error)
            else:
                if viewer is None and request.url.path != SIGN_IN:
                    refused = _sign_in_first(request)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        scope.setdefault("state", {})["viewer"] = viewer
        app = self._app if viewer else self._for_strangers
        await app(scope, receive, with_headers)

    def _refusal(self, request: HTTPConnection, method: str) -> Response | None:
        host = request.headers.get("host", "")
        if self._accounts is None:
            if (urlsplit(f"//{host}").hostname or "") not in self._hosts:
                return _refuse(f"This RightsDesk is not at {host[:100]}.", "Ask it at the address that it printed.")
            if any(name in request.headers for name in _PROXIED):
                return _refuse(
                    "RightsDesk is behind a proxy and has no accounts.",
                    "Set RIGHTSDESK_ACCOUNTS=true; docs/serving.md.",
                )
        origin = request.headers.get("origin")
        if method not in _SAFE and origin and urlsplit(origin).netloc != host:
            return _refuse("This comes from a page of another site.", "Use RightsDesk's own page.")
        return None

    async def _viewer(self, request: HTTPConnection) -> Viewer | None:
        if self._accounts is None:
            return AT_THIS_MACHINE
        account: Account | None = None
        if token := request.cookies.get(COOKIE):
            account = await run_in_threadpool(self._accounts.signed_in, token)
        elif request.url.path.startswith(_FOR_PROGRAMS) and (given := _name_and_password(request)):
            account = await self._check(*given, address_of(request))
        return Viewer.signed_in(account) if account else None


def address_of(request: HTTPConnection) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def _name_and_password(request: HTTPConnection) -> tuple[str, str] | None:
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None


def _sign_in_first(request: HTTPConnection) -> Response:
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_FOR_PROGRAMS):
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{SIGN_IN}?next={quote(wanted)}", status_code=303)
    answer = problem(401, "Nobody is signed in.", f"Sign in at {SIGN_IN}, or send a name and a password (Basic).")
    if request.url.path.startswith(_FOR_PROGRAMS):
        answer.headers["WWW-Authenticate"] = 'Basic realm="RightsDesk", charset="UTF-8"'
    return answer


def _refuse(what: str, remedy: str) -> Response:
    return PlainTextResponse(f"{what} {remedy}", status_code=403)
