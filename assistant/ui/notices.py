"""Errors as notices of the page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import gradio as gr

from assistant.operations.metrics import count_error
from store.errors import RightsDeskError

_LOG = logging.getLogger(__name__)

SECONDS = 30
"""How long a notice is seen: long enough to be read, and not beside what was done after it."""


@contextmanager
def noticed() -> Iterator[None]:
    """What goes wrong in a `with` block is shown as a notice, and the block is left."""
    try:
        yield
    except RightsDeskError as error:
        count_error(error)
        gr.Warning(escape(str(error)), title="Please note", duration=SECONDS)
    except Exception as error:
        count_error(error)
        _LOG.exception("The page failed.")
        gr.Warning(
            f"RightsDesk failed ({type(error).__name__}); its terminal says more.",
            title="Please note",
            duration=SECONDS,
        )
