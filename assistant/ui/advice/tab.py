"""The Draft tab: a request, its outline, and the draft, each to be arranged and reviewed."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.drafting.templates import templates_in
from assistant.language.models import Model
from assistant.ui.advice.acting import Advice
from assistant.ui.advice.request_form import build_request_form
from assistant.ui.door.rates import QuestionRate
from assistant.ui.wiring import QUIET, small_button
from store.library import Library

_LIST = "window.rightsdesk.advice.list(element, trigger)"
_OPEN = "window.rightsdesk.advice.open(element, trigger, watch)"


def build_advice_tab(page: gr.Blocks, library: Library, rate: QuestionRate, model: Model | None, tabs: gr.Tabs) -> None:
    """Lay the tab out and wire it.

    Args:
        page: The page it is on.
        library: Where drafts are kept.
        rate: How often one person may ask.
        model: The language model that writes, if any.
        tabs: To go to this tab where the page's address names a draft.
    """
    advice = Advice(library, model, rate)
    with gr.Row(visible=False, elem_id="rd-advice-bar") as bar:
        back = small_button("All drafts", "rd-advice-back")
    step = gr.HTML(elem_id="rd-advice-step")
    draft = gr.HTML(js_on_load=_OPEN, elem_id="rd-advice")
    with gr.Column(elem_id="rd-advice-shelf") as shelf:
        with gr.Accordion("New request", open=False, elem_id="rd-request"):
            form = build_request_form(templates_in(library.home))
            make = gr.Button("Make the outline", variant="primary", elem_id="rd-request-make")
        listed = gr.HTML(js_on_load=_LIST, elem_id="rd-advice-list")

    shown: list[Any] = [shelf, bar, draft, step, listed]
    working: dict[str, Any] = {**QUIET, "concurrency_limit": None}
    page.load(advice.arrive, None, [tabs, *shown], **QUIET)
    make.click(advice.make, form.all(), shown, trigger_mode="once", **working)
    listed.select(advice.act, None, shown, **working)
    draft.select(advice.act, None, shown, trigger_mode="multiple", **working)
    back.click(advice.close, None, shown, **QUIET)
