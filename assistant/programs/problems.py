"""What is wrong with a request, as whoever sent it is told: for a program in JSON, for a browser in plain text."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, Response
from typing_extensions import TypedDict

from assistant.asked.narrowing import NotHeldError
from assistant.operations.metrics import count_error
from store.errors import RightsDeskError, TooManyError, UnavailableError

_STATUSES: dict[type[RightsDeskError], int] = {NotHeldError: 404, TooManyError: 429, UnavailableError: 503}
_SEE_WHAT_IS_HELD = "See what it holds: GET /api/documents, or the tool list_documents."


class Problem(TypedDict):
    """What is wrong, and what to do about it."""

    error: str
    remedy: str


def problem(status: int, error: str, remedy: str) -> JSONResponse:
    """A problem for a program."""
    return JSONResponse(Problem(error=error, remedy=remedy), status)


def status_of(error: RightsDeskError) -> int:
    """The status of HTTP that fits an error; 400 where it is in the request."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 400)


def remedy_of(error: RightsDeskError) -> str:
    """What a program does about an error."""
    return _SEE_WHAT_IS_HELD if isinstance(error, NotHeldError) and not error.remedy else error.remedy


def refusal(request: HTTPConnection, error: RightsDeskError) -> Response:
    """The answer to a request that an error ends."""
    count_error(error)
    if "text/html" in request.headers.get("accept", ""):
        return PlainTextResponse(str(error), status_of(error))
    return problem(status_of(error), error.message, remedy_of(error))
