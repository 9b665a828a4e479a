"""Errors as notices of the page."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import gradio as gr

from store.errors import RightsDeskError

SECONDS = 30
"""How long a notice is seen: long enough to be read, and not beside what was done after it."""


@contextmanager
def noticed() -> Iterator[None]:
    """What goes wrong in a `with` block is shown as a notice, and the block is left."""
    try:
        yield
    except RightsDeskError as error:
        gr.Warning(escape(str(error)), title="Please note", duration=SECONDS)
    except Exception as error:
        sys.stderr.write(traceback.format_exc())
        gr.Warning(
            f"RightsDesk failed ({type(error).__name__}); its terminal says more.",
            title="Please note",
            duration=SECONDS,
        )
