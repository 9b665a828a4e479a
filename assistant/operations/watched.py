"""Around the whole application: each request gets an id, is counted and timed, and leaves a line in the log."""

from __future__ import annotations

import logging
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.operations import metrics
from assistant.operations.logs import REQUEST_ID, name_request

_LOG = logging.getLogger(__name__)

_ROUTES = (
    "/api/ask", "/api/search", "/api/paragraph", "/api/documents", "/api", "/mcp", "/sign-in", "/health", "/ready",
    "/metrics", "/gradio_api", "/assets", "/static",
)  # fmt: skip
"""What requests are counted under; everything else but the page itself is one more. Never a part that people choose."""

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


def route_of(path: str) -> str:
    """Under what a request is counted.

    >>> route_of("/api/documents/A/HRC/48/31"), route_of("/"), route_of("/wp-login.php")
    ('/api/documents', '/', 'other')
    """
    named = next((route for route in _ROUTES if path == route or path.startswith(f"{route}/")), "other")
    return "/" if path == "/" else named


class Watched:
    """Middleware that names, counts and times each request.

    Args:
        app: What answers them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        headers = Headers(scope=scope)
        name = name_request(headers.get(REQUEST_ID, ""))
        scope["headers"] = [
            *((key, value) for key, value in scope["headers"] if key != REQUEST_ID.encode()),
            (REQUEST_ID.encode(), name.encode()),
        ]
        answer: MutableMapping[str, Any] = {"status": 0, "stream": False}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                sent[REQUEST_ID] = name
                answer["status"] = message["status"]
                answer["stream"] = sent.get("content-type", "").startswith("text/event-stream")
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except BaseException as error:
            metrics.count_error(error)
            answer["status"] = answer["status"] or 500
            raise
        finally:
            seconds, route = time.perf_counter() - begun, route_of(scope["path"])
            method = scope["method"] if scope["method"] in _METHODS else "other"
            metrics.REQUESTS.labels(route, method, answer["status"] or "none").inc()
            if not answer["stream"]:
                metrics.REQUEST_SECONDS.labels(route).observe(seconds)
            _LOG.info(
                "request",
                extra={
                    "method": method,
                    "path": scope["path"],
                    "status": answer["status"],
                    "seconds": round(seconds, 3),
                },
            )
