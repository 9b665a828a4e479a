"""How the parts of the page are made and wired."""

from __future__ import annotations

from typing import Any, Literal

import gradio as gr

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Programs have addresses of their own; what takes time shows its steps itself."""


def small_button(
    label: str, name: str, variant: Literal["primary", "secondary", "stop"] = "secondary", *, visible: bool = True
) -> gr.Button:
    """A small button in a bar.

    Args:
        label: What it says.
        name: Its element's id.
        variant: How much it stands out.
        visible: Whether it is seen from the beginning.
    """
    return gr.Button(label, size="sm", scale=0, min_width=100, elem_id=name, variant=variant, visible=visible)
