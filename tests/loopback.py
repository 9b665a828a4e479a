"""A library served to programs on this machine, mounted as a larger application mounts it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Event, Thread

import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from assistant.language.models import Model
from assistant.programs.api import api_app
from assistant.programs.tools import mcp_app
from store.library import Library

AT_MOST = 30
"""Seconds that anything here waits for something else."""


class Announced(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


def with_a_page(library: Library, model: Model | None = None) -> FastAPI:
    """An application with a page that takes every path that nothing before it does."""
    tools = mcp_app(library, model)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tools.router.lifespan_context(tools):
            yield

    app = FastAPI(lifespan=lifespan)
    app.mount("/api", api_app(library, model))
    app.router.routes.extend(tools.routes)
    app.mount("/", PlainTextResponse("The page."))
    return app


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of an application while it is served."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Announced(uvicorn.Config(app, log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert server.listens.wait(AT_MOST)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(AT_MOST)
        assert not thread.is_alive()
