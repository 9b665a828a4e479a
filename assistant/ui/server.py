"""Serve the chat page: the page first, the model behind it."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from assistant.language.models import Model, open_model
from assistant.opening import open_library, warm_up
from assistant.operations.metrics import WORKING
from assistant.settings import Settings
from store.errors import RightsDeskError
from store.library import Library

if TYPE_CHECKING:
    from assistant.ui.ending import EndingServer

_PATIENCE = 3
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
    listening = listen(host, port)
    with listening, open_library(settings, new=True) as library:
        accounts = settings.accounts or not _is_loopback(host)
        if accounts and not len(library.accounts):
            raise RightsDeskError(
                f"{host} can be reached by others, and this library has no accounts.",
                "Make one first with: rightsdesk user add NAME --administrator",
            )
        model = open_model(settings)
        server = _make_server(library, settings, host, accounts=accounts, model=model)
        typer.echo(f"RightsDesk is at http://{_shown(host)}:{listening.getsockname()[1]} (Ctrl+C ends it).")
        sys.stdout.flush()
        # Told to end by a signal, it does so in the same order as by Ctrl+C: answers, connections, library.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server.readiness.wait_for(warm_up(library))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
        typer.echo("Ended.")
    if len(WORKING):
        # A thread that still waits for a language model would keep the process until it answers.
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


def _make_server(
    library: Library, settings: Settings, host: str, *, accounts: bool, model: Model | None
) -> EndingServer:
    # A proxy for the world outside must not be asked for this machine itself.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost", "::1"]))
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import uvicorn

    from assistant.operations import logs
    from assistant.operations.probes import Readiness
    from assistant.ui.ending import EndingServer
    from assistant.ui.web import make_app

    logs.configure(settings)
    readiness = Readiness(library)
    app = make_app(library, settings, model, accounts=accounts, host=host, readiness=readiness)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_PATIENCE
    )
    return EndingServer(config, readiness, settings.shutdown_seconds)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
