"""The Library tab: what the library holds, read document by document; administrators add to it and remove from it."""

from __future__ import annotations

import gradio as gr

from assistant.settings import Settings
from store.library import Library


def build_library_tab(
    page: gr.Blocks, library: Library, settings: Settings, tabs: gr.Tabs, documents: gr.Dropdown
) -> None:
    """Lay the tab out and wire it.

    Args:
        page: The page it is on.
        library: What is shown.
        settings: Limits of what is taken in.
        tabs: To go to another tab: by ``gr.Tabs(selected="ask")``.
        documents: The filter of the Ask tab by document, set by "Ask about this document".
    """
