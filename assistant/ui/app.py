"""The chat page: the conversation on the left, its sources on the right."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.models import Model
from assistant.ui.desk import Desk
from assistant.ui.sources import EMPTY
from store.library import Library

_HEADER = (
    "<h1>RightsDesk</h1><p>Answers from United Nations documents on human rights and digital technology, "
    "each sentence with the paragraph it rests on.</p>"
)
_AT_ONCE = 4
"""Questions of different visitors that are worked on at a time."""

_GO_TO_SOURCE = (
    "() => { if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({block: 'nearest'}); }"
)
"""When the sources of an earlier answer are shown: go to the one whose number was clicked."""

_GO_TO_QUESTION = """() => requestAnimationFrame(() => {
    const question = [...document.querySelectorAll("#rd-chat [data-testid=user]")].pop();
    const box = document.querySelector("#rd-chat [role=log]");
    if (question && box) box.scrollTop += question.getBoundingClientRect().top - box.getBoundingClientRect().top - 16;
})"""
"""When an answer is there: read it from its beginning, below the question, without moving the page."""


def build_page(library: Library, model: Model | None = None) -> gr.Blocks:
    """The page over a library, answered by a language model where there is one."""
    desk = Desk(library, model)
    page: gr.Blocks
    with gr.Blocks(title="RightsDesk", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_HEADER, elem_id="rd-header")
        holdings = gr.HTML(elem_id="rd-holdings")
        history = gr.State([])
        with gr.Row(elem_id="rd-columns"):
            with gr.Column(scale=3, min_width=320):
                chat = _conversation()
                with gr.Row(elem_id="rd-ask"):
                    box = _question_box()
                    button = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="rd-submit")
                anew = gr.Button("New conversation", size="sm", elem_id="rd-new")
            with gr.Column(scale=2, min_width=320):
                sources = gr.HTML(EMPTY, elem_id="rd-sources")

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = {**quiet, "concurrency_limit": _AT_ONCE, "concurrency_id": "questions"}
        shown = [box, button, chat, history, sources]
        for asked in (
            gr.on([box.submit, button.click], desk.answer, [box, history], shown, **asking),
            chat.example_select(desk.example, [history], shown, **asking),
        ):
            asked.then(None, js=_GO_TO_QUESTION)
        chat.select(desk.look, [history], [sources], **quiet)
        sources.change(None, js=_GO_TO_SOURCE)
        anew.click(desk.begin_anew, None, shown, **quiet)
        page.load(desk.load, None, [holdings, chat], **quiet)
    return page


def _conversation() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="rd-chat",
        label="Conversation",
        show_label=False,
        height="max(24rem, calc(100vh - 17rem))",
        buttons=[],
        latex_delimiters=[],
        autoscroll=False,
        allow_tags=False,
        sanitize_html=True,
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="rd-question",
        label="Question",
        show_label=False,
        container=False,
        placeholder="Ask about a subject, a document or a paragraph",
        autofocus=True,
        scale=8,
        max_lines=6,
    )
