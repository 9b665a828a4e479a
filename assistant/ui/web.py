"""The web application: the page, the routes beside it, and the guard before them all."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources

import gradio as gr
from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp

from assistant.language.models import Model
from assistant.operations.metrics import exposition
from assistant.operations.probes import Probes, Readiness
from assistant.operations.watched import Watched
from assistant.programs.api import api_app
from assistant.programs.problems import problem, refusal
from assistant.programs.tools import mcp_app
from assistant.programs.turns import Turns
from assistant.settings import Settings
from assistant.ui.app import build_page
from assistant.ui.door.guard import Guard
from assistant.ui.door.rates import Counts, PasswordChecks, QuestionRate
from assistant.ui.door.signing_in import sign_in_routes
from assistant.ui.door.viewer import viewer_of
from assistant.ui.downloads import download_routes
from assistant.ui.library.uploads import upload_routes
from assistant.ui.pictures import picture_routes
from assistant.ui.remembered import remember_less
from store.errors import RightsDeskError
from store.library import Library

_FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "Liberation Mono", "monospace"]


def make_app(
    library: Library,
    settings: Settings,
    model: Model | None,
    *,
    accounts: bool,
    host: str,
    readiness: Readiness | None = None,
    counts: Counts | None = None,
) -> ASGIApp:
    """The application over a library.

    Args:
        library: Where answers come from.
        settings: Its limits.
        model: The language model that writes answers; without one they are quotations.
        accounts: Whether only who has an account is let in; otherwise everybody on this machine.
        host: Address it is served at.
        readiness: What it says of whether it is ready; of the library alone where none is given.
        counts: What it counts together with other processes; by itself where none are given.
    """
    # Gradio would sum up all events so far with pandas after each of them, for a dashboard that is not served here.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)
    counts = counts or Counts()
    checks = PasswordChecks(library.accounts, counts)
    rate, turns = QuestionRate(settings.questions_a_minute, counts), Turns()

    def count(request: HTTPConnection, questions: int) -> None:
        if owner := viewer_of(request).owner:
            rate.count(owner, questions)

    tools = mcp_app(library, model, turns=turns, count=count)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with tools.router.lifespan_context(tools):
            yield

    app = FastAPI(
        title="RightsDesk",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=running,
        exception_handlers={RightsDeskError: _refuse},
    )
    if accounts:
        app.include_router(sign_in_routes(library.accounts, checks.check))
    app.include_router(_metrics_routes(library))
    app.include_router(picture_routes(library))
    app.include_router(download_routes(library))
    app.mount("/api", api_app(library, model, turns=turns, count=count))
    app.router.routes.extend(tools.routes)
    app.include_router(upload_routes(library, settings))
    app.include_router(_closed_routes())
    page = build_page(library, settings, rate, model)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        auth_dependency=_owner,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        show_error=True,
        max_file_size=settings.upload_megabytes * 2**20,
        theme=_theme(),
        css="".join(map(_beside, ("style.css", "library/library.css", "advice/advice.css"))),
        head="".join(
            f"<script>{_beside(name)}</script>" for name in ("page.js", "library/library.js", "advice/advice.js")
        ),
    )
    remember_less(app, page)
    hosts = {"127.0.0.1", "localhost", "::1", host}
    who = library.accounts if accounts else None
    guarded = Guard(app, who, checks.check, hosts=hosts)
    return Watched(Probes(guarded, readiness or Readiness(library)))


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, RightsDeskError)
    return refusal(request, error)


def _metrics_routes(library: Library) -> APIRouter:
    """What is counted and timed, for administrators."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/metrics")
    def metrics(request: Request) -> Response:
        if not viewer_of(request).administrator:
            return problem(403, "Metrics are for administrators.", "Ask with the name and password of one.")
        return Response(exposition(library), media_type=CONTENT_TYPE_LATEST)

    return routes


def _closed_routes() -> APIRouter:
    """Gradio's own addresses that the page never uses: through them anybody could fill the disk."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/gradio_api/upload{rest:path}", methods=["GET", "POST"])
    def takes_nothing_in(rest: str) -> Response:
        return problem(404, "Nothing is taken in here.", "Add documents in the Library tab.")

    @routes.get("/gradio_api/deep_link")
    def writes_nothing_down() -> Response:
        return problem(404, "There are no links to what is on a page.", "Use the address of the conversation.")

    return routes


def _theme() -> gr.themes.Base:
    soft = gr.themes.Soft(primary_hue="blue", neutral_hue="slate", font=_FONT, font_mono=_MONO)
    # White words need a darker ground than the theme's, and words that only hint a darker grey.
    ground = dict.fromkeys(("button_primary_background_fill", "button_primary_background_fill_dark"), "*primary_700")
    return soft.set(
        **ground,
        button_primary_background_fill_hover="*primary_800",
        button_secondary_background_fill_hover_dark="*neutral_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def _owner(request: Request) -> str:
    """Whose files and events Gradio keeps apart."""
    return viewer_of(request).owner


def _beside(name: str) -> str:
    return resources.files("assistant.ui").joinpath(name).read_text(encoding="utf-8")
