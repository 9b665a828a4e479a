"""What the server remembers of each page: what its events need, and of pages that were left only the latest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder
from starlette.routing import Mount

from store.errors import RightsDeskError

REMEMBERED = 500
"""Pages that a process remembers at most; those used least lately are forgotten first. One that was forgotten goes on
with its conversation when a question is asked; other events say that it has to be loaded again."""

LEFT = 20
"""Of them those that were left, beside the ones that were used a moment ago."""

A_MOMENT = timedelta(minutes=5)
"""For so long a page is kept in any case, for it may only have lost its connection, which is left for good then."""


def out_of_touch() -> RightsDeskError:
    """What an event says that needs what was on a page that was forgotten."""
    return RightsDeskError("This page was out of touch with RightsDesk.", "Load it again.")


class PageState(SessionState):
    """A page without Gradio's second copy of all that is on it, which is for links to its state alone."""

    def __init__(self, blocks: gr.Blocks) -> None:
        super().__init__(blocks)
        self.config_values.clear()

    def __setitem__(self, key: int, value: Any) -> None:  # noqa: ANN401 - whatever an event gives
        super().__setitem__(key, value)
        self.config_values.clear()

    def _update_config(self, key: int) -> None:
        pass

    def _update_value_in_config(self, key: int, value: object) -> None:
        pass


class PageStates(StateHolder):
    """The pages, the one used last at the end."""

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self.session_data[session_id] = PageState(self.blocks)
        return super().__getitem__(session_id)

    def update(self, session_id: str) -> None:
        """Note that a page is used, and forget others where there are too many."""
        super().update(session_id)
        long_ago = datetime.now() - A_MOMENT
        with self.lock:
            left = [each for each, state in self.session_data.items() if state.is_closed]
            for each in left[: max(0, len(left) - LEFT)]:
                if self.time_last_used[each] <= long_ago:
                    del self.session_data[each], self.time_last_used[each]


def remember_less(app: FastAPI, page: gr.Blocks) -> None:
    """Have a page that was mounted in an application remembered so.

    Args:
        app: Where it was mounted.
        page: Its layout.
    """
    page.state_session_capacity = REMEMBERED
    (mounted,) = (each.app for each in app.routes if isinstance(each, Mount) and isinstance(each.app, App))
    mounted.state_holder = PageStates()  # type: ignore[no-untyped-call] # Gradio's has no types.
    mounted.state_holder.set_blocks(page)
