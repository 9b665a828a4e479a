"""The page: a tab for asking, one for drafting advice, one for the library."""

from __future__ import annotations

import gradio as gr

from assistant.language.models import Model
from assistant.settings import Settings
from assistant.ui.advice.tab import build_advice_tab
from assistant.ui.ask.tab import build_chat_tab, build_conversation_list
from assistant.ui.door.rates import QuestionRate
from assistant.ui.door.viewer import viewer_of
from assistant.ui.holdings import describe_holdings, describe_viewer
from assistant.ui.library.tab import build_library_tab
from assistant.ui.wiring import QUIET
from store.library import Library

_TITLE = (
    "<h1>RightsDesk</h1><p>Answers from United Nations documents on human rights and digital technology, "
    "each sentence with its paragraph.</p>"
)


def build_page(library: Library, settings: Settings, rate: QuestionRate, model: Model | None = None) -> gr.Blocks:
    """The page over a library.

    Args:
        library: Where answers come from; may be empty, and may change meanwhile.
        settings: Its limits.
        rate: Counts the questions of each person.
        model: The language model that writes answers; without one they are quotations.
    """
    page: gr.Blocks
    with gr.Blocks(title="RightsDesk", analytics_enabled=False, fill_width=True) as page:
        kept = build_conversation_list()
        with gr.Row(elem_id="rd-top"):
            gr.HTML(_TITLE, elem_id="rd-header")
            who = gr.HTML(elem_id="rd-viewer")
        holdings = gr.HTML(elem_id="rd-holdings")
        with gr.Tabs(elem_id="rd-tabs") as tabs:
            with gr.Tab("Ask", id="ask"):
                asking = build_chat_tab(page, library, rate, model, kept)
            with gr.Tab("Draft", id="draft"):
                build_advice_tab(page, library, rate, model, tabs)
            with gr.Tab("Library", id="library"):
                changes = build_library_tab(page, library, settings, tabs, asking.filters)

        def load(request: gr.Request) -> tuple[str, str]:
            return describe_viewer(viewer_of(request)), describe_holdings(library)

        page.load(load, None, [who, holdings], **QUIET)
        for change in changes:
            change.then(lambda: describe_holdings(library), None, holdings, **QUIET)
            asking.refresh(change)
    return page
