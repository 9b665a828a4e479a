"""Serve the chat page: the page first, the model behind it."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from assistant.language.models import Model, open_model
from assistant.opening import open_library, warm_up
from assistant.operations.memory import limit_arenas
from assistant.operations.metrics import WORKING
from assistant.settings import Settings
from store.errors import RightsDeskError
from store.library import Library

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.ui.door.rates import Counts
    from assistant.ui.ending import EndingServer

PATIENCE = 3
"""Seconds that open connections have to end when the server does."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until the process is stopped.

    Args:
        settings: The library's folder and the model.
        host: Address to listen on.
        port: Port to listen on; 0 for any that is free.

    Raises:
        RightsDeskError: The address, the library or the language model cannot be used, or others could come in without
            an account.
    """
    limit_arenas()
    listening = listen(host, port)
    with listening, open_library(settings, new=True) as library:
        accounts = accounts_wanted(library, settings, host)
        server = make_server(library, settings, open_model(settings), host=host, accounts=accounts)
        typer.echo(f"RightsDesk is at http://{shown(host)}:{listening.getsockname()[1]} (Ctrl+C ends it).")
        sys.stdout.flush()
        # Told to end by a signal, it does so in the same order as by Ctrl+C: answers, connections, library.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        run(server, library, listening)
        typer.echo("Ended.")
    leave()


def accounts_wanted(library: Library, settings: Settings, host: str) -> bool:
    """Whether who asks at an address needs an account.

    Raises:
        RightsDeskError: They do, and there is none.
    """
    wanted = settings.accounts or not _is_loopback(host)
    if wanted and not len(library.accounts):
        raise RightsDeskError(
            f"{host} can be reached by others, and this library has no accounts.",
            "Make one first with: rightsdesk user add NAME --administrator",
        )
    return wanted


def run(server: EndingServer, library: Library, listening: socket.socket) -> None:
    """Load the models, and serve until a signal ends it."""
    server.readiness.wait_for(warm_up(library))
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def leave() -> None:
    """End the process where a thread that still waits for a language model would keep it until that answers."""
    if len(WORKING):
        sys.stdout.flush()
        os._exit(0)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address.

    Raises:
        RightsDeskError: The port is taken, or the address is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(128)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise RightsDeskError(
            f"The chat cannot listen on {host} port {port} ({error.strerror or error}).",
            f"Stop what uses it, or choose another port: rightsdesk chat --port {port % 65535 + 1}",
        ) from error
    return listening


def make_server(
    library: Library,
    settings: Settings,
    model: Model | None,
    *,
    host: str,
    accounts: bool,
    counts: Counts | None = None,
    around: Callable[[ASGIApp], ASGIApp] | None = None,
) -> EndingServer:
    """A server of a library.

    Args:
        library: Where answers come from.
        settings: Its limits.
        model: The language model that writes answers; without one they are quotations.
        host: The address that people ask.
        accounts: Whether they need an account there.
        counts: What it counts together with others.
        around: Of a worker, what stands before its application: whom to believe about who sent a request.
    """
    # A proxy for the world outside must not be asked for this machine itself.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost", "::1"]))
    import uvicorn

    from assistant.operations import logs
    from assistant.operations.probes import Readiness
    from assistant.ui.ending import EndingServer
    from assistant.ui.web import make_app

    logs.configure(settings)
    readiness = Readiness(library)
    app = make_app(library, settings, model, accounts=accounts, host=host, readiness=readiness, counts=counts)
    config = uvicorn.Config(
        around(app) if around else app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=around is None,
        proxy_headers=around is None,
        timeout_graceful_shutdown=PATIENCE,
    )
    return EndingServer(config, readiness, settings.shutdown_seconds)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown(host: str) -> str:
    """An address as a part of a URL."""
    return f"[{host}]" if ":" in host else host
