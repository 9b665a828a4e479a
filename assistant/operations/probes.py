"""Whether the server lives and whether it is ready for requests, for what restarts it and what sends it requests."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import Future
from typing import Protocol

from anyio import to_thread
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from store.errors import RightsDeskError
from store.library import Library

_LOG = logging.getLogger(__name__)
_HOLDS = 2.0
"""Seconds for which what was found stays true: whoever asks, the library is not asked more often."""

_PATIENCE = 5.0
"""Seconds in which the library has to answer."""


class Readiness:
    """Whether questions can be answered now.

    Args:
        library: The one that has to answer.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._leaving = False
        self._loading: Future[None] | None = None
        self._lock = asyncio.Lock()
        self._found: tuple[float, str] = (0.0, "")

    def wait_for(self, loading: Future[None]) -> None:
        """Be ready only when the models are loaded."""
        self._loading = loading

    def leave(self) -> None:
        """Say from now on that the server ends."""
        self._leaving = True

    async def missing(self) -> str:
        """Why no questions can be answered; empty where they can."""
        if self._leaving:
            return "The server is ending."
        if self._loading and not self._loading.done():
            return "The models and the index are being loaded."
        if self._loading and self._loading.exception():
            return "The models could not be loaded."
        async with self._lock:
            at, found = self._found
            if not at or time.monotonic() - at > _HOLDS:
                found = await self._look()
                self._found = (time.monotonic(), found)
            return found

    async def _look(self) -> str:
        try:
            async with asyncio.timeout(_PATIENCE):
                await to_thread.run_sync(self._library.stats, abandon_on_cancel=True)
        except TimeoutError:
            return "The library does not answer."
        except Exception as error:  # whatever keeps it from being read
            _LOG.warning(
                "The library cannot be read: %s", error.printed if isinstance(error, RightsDeskError) else error
            )
            return "The library cannot be read."
        return ""


class Says(Protocol):
    """What says whether questions can be answered."""

    async def missing(self) -> str:
        """Why they cannot; empty where they can."""


class Probes:
    """Middleware that answers ``/health`` and ``/ready`` to whoever asks; neither tells anything of the library.

    Args:
        app: Answers everything else.
        readiness: What ``/ready`` says.
    """

    def __init__(self, app: ASGIApp, readiness: Says) -> None:
        self._app = app
        self._readiness = readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass a request on."""
        answer: Response | None = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            if scope["path"] == "/health":
                answer = JSONResponse({"status": "alive"})
            elif scope["path"] == "/ready":
                missing = await self._readiness.missing()
                answer = JSONResponse(
                    {"status": "not ready", "reason": missing} if missing else {"status": "ready"},
                    503 if missing else 200,
                    headers={"Cache-Control": "no-store"},
                )
        await (answer or self._app)(scope, receive, send)
