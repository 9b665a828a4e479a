"""The tools for an assistant on this machine, which starts them and speaks to them over standard input and output."""

from __future__ import annotations

from pathlib import Path

from assistant.language.models import open_model
from assistant.opening import open_library, warm_up
from assistant.programs.tools import mcp_server
from assistant.settings import load_settings


def serve(home: Path | None) -> None:
    """Serve a library's tools until standard input ends.

    Raises:
        RightsDeskError: There is no library, or it or the language model cannot be used.
    """
    settings = load_settings(home)
    model = open_model(settings)
    with open_library(settings) as library:
        warm_up(library)
        mcp_server(library, model).run("stdio")
