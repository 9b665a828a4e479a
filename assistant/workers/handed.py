"""What the process that holds the address tells a worker of a request, beside the request itself.

A request reaches a worker as its sender made it: host, origin, cookies and whatever a proxy wrote. Only who sent it,
and whether that was encrypted, is not in a request; it travels in headers of its own, which no sender can write: the
worker believes them with the secret alone, and answers nobody who does not know it.
"""

from __future__ import annotations

import secrets

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

Raw = list[tuple[bytes, bytes]]
"""Headers as they are sent."""

_SECRET, _CLIENT, _SCHEME = b"x-rightsdesk-secret", b"x-rightsdesk-client", b"x-rightsdesk-scheme"
_OURS = (_SECRET, _CLIENT, _SCHEME)


def handed_on(headers: Raw, secret: str, client: tuple[str, int] | None = None, scheme: str = "http") -> Raw:
    """Headers of a request, with who sent it.

    Args:
        headers: As they came.
        secret: Known to the worker.
        client: The sender's address and port.
        scheme: `https` where what the sender sent was encrypted.
    """
    host, port = client or ("", 0)
    ours = {_SECRET: secret, _CLIENT: f"{host},{port}", _SCHEME: scheme}
    return [*_without_ours(headers), *((name, value.encode("latin-1")) for name, value in ours.items())]


class Handed:
    """Middleware around a whole worker that takes requests from the process which holds the address, from nobody else.

    Args:
        app: What answers them.
        secret: Known to that process.
    """

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self._app = app
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as if it had come from its sender."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            given = headers.get(_SECRET.decode(), "").encode("latin-1")
            if not secrets.compare_digest(given, self._secret):
                refused = PlainTextResponse("Ask RightsDesk at the address that it printed.", status_code=403)
                await refused(scope, receive, send)
                return
            host, _, port = headers[_CLIENT.decode()].rpartition(",")
            scope["client"] = (host, int(port)) if host else None
            scope["scheme"] = headers[_SCHEME.decode()]
            scope["headers"] = _without_ours(scope["headers"])
        await self._app(scope, receive, send)


def _without_ours(headers: Raw) -> Raw:
    return [(name, value) for name, value in headers if name.lower() not in _OURS]
