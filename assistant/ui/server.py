"""Serve the chat page: the page first, the model behind it."""

from __future__ import annotations

import os
import socket
import sys
import threading
from importlib import resources

import typer

from assistant.models import Model, open_model
from assistant.opening import load_model, open_library
from assistant.settings import Settings
from store.errors import RightsDeskError
from store.library import Library

_FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "Liberation Mono", "monospace"]


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until the process is stopped.

    Args:
        settings: The library's folder and the model.
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        RightsDeskError: The address, the library or the language model cannot be used.
    """
    require_free(host, port)
    model = open_model(settings)
    with open_library(settings, new=True) as library:
        _launch(library, host, port, model)
        typer.echo(f"RightsDesk is at http://{_shown(host)}:{port} (Ctrl+C ends it).")
        sys.stdout.flush()
        threading.Thread(target=_warm_up, args=(library,), daemon=True).start()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            typer.echo("Ended.")


def require_free(host: str, port: int) -> None:
    """Make sure that the address can be listened on.

    Raises:
        RightsDeskError: The port is taken, or the address is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise RightsDeskError(
            f"The chat cannot listen on {host} port {port} ({error.strerror or error}).",
            f"Stop what uses it, or choose another port: rightsdesk chat --port {port % 65535 + 1}",
        ) from error


def _launch(library: Library, host: str, port: int, model: Model | None) -> None:
    # A proxy for the world outside must not be asked for this machine itself, which Gradio does ask for.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost", "::1"]))
    import gradio as gr
    from starlette.middleware import Middleware

    from assistant.ui.app import build_page
    from assistant.ui.policy import OwnServerOnly

    build_page(library, model).launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        footer_links=[],
        theme=gr.themes.Soft(primary_hue="blue", neutral_hue="slate", font=_FONT, font_mono=_MONO),
        css=resources.files("assistant.ui").joinpath("style.css").read_text(encoding="utf-8"),
        app_kwargs={"middleware": [Middleware(OwnServerOnly)]},
    )


def _warm_up(library: Library) -> None:
    """Load what the first question needs; what goes wrong is said again, to whoever asks it."""
    try:
        load_model(library)
    except RightsDeskError as error:
        sys.stderr.write(f"{error}\n")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
