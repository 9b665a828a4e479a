"""Signing in and out: a page of its own, so that nothing else is served to who is not signed in."""

from __future__ import annotations

from importlib import resources
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment
from starlette.concurrency import run_in_threadpool

from assistant.operations.metrics import count_error
from assistant.programs.problems import status_of
from assistant.ui.door.guard import COOKIE, SIGN_IN, PasswordCheck, address_of
from store.errors import RightsDeskError
from store.people.accounts import LASTING, Accounts

SIGN_OUT = "/sign-out"
_PAGE = Environment(autoescape=True).from_string(
    resources.files("assistant.ui.door").joinpath("sign-in.html").read_text(encoding="utf-8")
)


def sign_in_routes(accounts: Accounts, check: PasswordCheck) -> APIRouter:
    """The page that asks for a name and a password, and what it sends.

    Args:
        accounts: Where sessions are kept.
        check: How a name and a password are checked.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.get(SIGN_IN)
    def page(next: str = "/") -> HTMLResponse:
        return HTMLResponse(_PAGE.render(next=_within(next), problem="", name=""))

    @routes.post(SIGN_IN)
    async def sign_in(
        request: Request,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "/",
    ) -> Response:
        token, problem, status = "", "Name and password do not fit.", 401
        try:
            if account := await check(name, password, address_of(request)):
                token = await run_in_threadpool(accounts.sign_in, account)
        except RightsDeskError as error:
            count_error(error)
            problem, status = str(error), status_of(error)
        if not token:
            shown = _PAGE.render(next=_within(next), problem=problem, name=name[:64])
            return HTMLResponse(shown, status_code=status)
        response = RedirectResponse(_within(next), status_code=303)
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(LASTING.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    @routes.post(SIGN_OUT)
    def sign_out(request: Request) -> Response:
        accounts.sign_out(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(SIGN_IN, status_code=303)
        response.delete_cookie(COOKIE)
        return response

    return routes


def _within(address: str) -> str:
    """An address of this application; its first page in place of any other.

    >>> _within("/?conversation=x"), _within("//example.org/"), _within("https://example.org/")
    ('/?conversation=x', '/', '/')
    """
    parts = urlsplit(address)
    outside = parts.scheme or parts.netloc or not address.startswith("/") or address[1:2] in ("/", "\\")
    return "/" if outside else address
