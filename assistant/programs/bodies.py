"""How much of a request is read."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class LimitedBody:
    """Middleware that reads no more of a request's body than it may have.

    Args:
        app: What reads it.
        most: Bytes at most; what has more is refused with status 413.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise HTTPException(413, f"The request has more than {self._most:,} bytes.")
            return message

        await self._app(scope, receive_some, send)
