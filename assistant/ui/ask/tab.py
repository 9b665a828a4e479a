"""The Ask tab: conversation, question, filters and sources; beside it the list of conversations that are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.events import Dependency

from assistant.language.models import Model
from assistant.ui.ask.desk import OPEN, Desk
from assistant.ui.ask.feedback import VERDICTS, build_comment_row
from assistant.ui.ask.keeping import Keeping
from assistant.ui.ask.sources import EMPTY
from assistant.ui.ask.title_bar import build_title_bar
from assistant.ui.door.rates import QuestionRate
from assistant.ui.filters import (
    FieldValue,
    build_documents_field,
    build_filter_fields,
    describe_filters,
    no_filters,
    offer_choices,
    offer_documents,
    read_filters,
)
from assistant.ui.wiring import QUIET, small_button
from store.library import Library

_AT_ONCE = 4
"""Questions of different visitors that are worked on at a time."""

_CHOOSE = """element.addEventListener('click', event => {
    const link = event.target.closest('a[data-conversation]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    trigger('select', {index: 0, value: link.dataset.conversation});
})"""
"""A conversation in the list has an address of its own; where it is simply clicked, it is opened on this page."""


_HERE = "(...given) => { given[%d] = new URL(location).searchParams.get('conversation') || ''; return given; }"
"""Gives an event the conversation in the page's address: the server forgets a page that was long out of touch."""


@dataclass(frozen=True, slots=True)
class ConversationList:
    """The parts of the bar that lists the conversations that are kept."""

    begin: gr.Button
    words: gr.Textbox
    listed: gr.HTML


@dataclass(frozen=True, slots=True)
class AskTab:
    """What the other parts of the page need of the tab.

    Attributes:
        filters: Its filters, that by document last.
        refresh: Makes the tab say what the library holds now, after an event.
    """

    filters: list[gr.Dropdown]
    refresh: Callable[[Dependency], None]


def build_conversation_list() -> ConversationList:
    """Lay the bar out."""
    with gr.Sidebar(label="Conversations", open=False, width=290, elem_id="rd-kept"):
        begin = gr.Button("New conversation", variant="primary", size="md", elem_id="rd-new")
        words = gr.Textbox(
            label="Search conversations", placeholder="Search conversations", show_label=False, elem_id="rd-find"
        )
        listed = gr.HTML(js_on_load=_CHOOSE, elem_id="rd-conversations")
    return ConversationList(begin, words, listed)


def build_chat_tab(
    page: gr.Blocks, library: Library, rate: QuestionRate, model: Model | None, bar: ConversationList
) -> AskTab:
    """Lay the tab out and wire it.

    Args:
        page: The page it is on.
        library: Where answers come from.
        rate: How often one person may ask.
        model: The language model that writes answers, if any.
        bar: The list of conversations.
    """
    opened = gr.State()
    here = gr.Textbox(visible="hidden", label="The open conversation", elem_id="rd-here")
    with gr.Row(elem_id="rd-columns"):
        with gr.Column(scale=3, min_width=320):
            title = build_title_bar()
            chat = _conversation()
            comment = build_comment_row()
            with gr.Row(elem_id="rd-ask"):
                box = _question_box()
                ask = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="rd-submit")
                stop = gr.Button("Stop", variant="stop", scale=1, min_width=80, visible=False, elem_id="rd-stop")
            filters, offer = _filters(library)
        with gr.Column(scale=2, min_width=320):
            sources = gr.HTML(EMPTY, elem_id="rd-sources")

    desk, keeping = Desk(library, model, rate), Keeping(library)
    shown = [box, ask, stop, chat, opened, sources]

    def describe(event: Dependency) -> Dependency:
        told: Dependency = event.then(keeping.describe, [opened, bar.words], [*title.described(), bar.listed], **QUIET)
        return told

    asking: dict[str, Any] = {**QUIET, "concurrency_limit": _AT_ONCE, "concurrency_id": "questions"}
    given: list[Any] = [opened, here, *filters]
    asked = [
        gr.on([box.submit, ask.click], desk.answer, [box, *given], shown, trigger_mode="once", js=_HERE % 2, **asking),
        chat.example_select(desk.example, given, shown, js=_HERE % 1, **asking),
        chat.retry(desk.again, given, shown, js=_HERE % 1, **asking),
        chat.edit(desk.edited, given, shown, js=_HERE % 1, **asking),
    ]
    for each in asked:
        each.then(None, None, [box, ask, stop], js=OPEN, **QUIET)
        describe(each)
    stop.click(desk.stop, opened, shown, cancels=asked, **QUIET)
    chat.select(desk.look, opened, sources, **QUIET)
    comment.wire(library, chat, opened)
    describe(bar.begin.click(desk.begin_anew, opened, shown, cancels=asked, **QUIET))
    describe(bar.listed.select(desk.open, opened, shown, cancels=asked, **QUIET))
    bar.words.change(keeping.find, [bar.words, opened], bar.listed, trigger_mode="always_last", **QUIET)
    title.wire(keeping, opened, describe)
    removed = title.removed.click(keeping.delete, opened, opened, cancels=asked, **QUIET)
    describe(removed.then(desk.show, opened, shown, **QUIET))
    describe(page.load(desk.load, None, shown, **QUIET))
    page.load(offer, filters, filters, **QUIET)

    def refresh(event: Dependency) -> None:
        event.then(offer, filters, filters, **QUIET)
        event.then(desk.welcome, opened, chat, **QUIET)

    return AskTab(filters, refresh)


def _filters(library: Library) -> tuple[list[gr.Dropdown], Callable[..., list[Any]]]:
    """The filters under the question with the line that shows those that are on, and what they can be set to."""
    with gr.Row(elem_id="rd-narrowing", visible=False) as row:
        line = gr.HTML(elem_id="rd-narrowed")
        clear = small_button("Clear filters", "rd-clear")
    with gr.Accordion("Filters", open=False, elem_id="rd-filters"):
        filters = [*build_filter_fields("rd-by").all(), build_documents_field("rd-by")]

    def describe(*values: FieldValue) -> tuple[Any, str]:
        shown = describe_filters(read_filters(*values))
        return gr.Row(visible=bool(shown)), shown

    def offer(*values: FieldValue) -> list[Any]:
        *fields, documents = values
        return [*offer_choices(library, *fields), offer_documents(library, documents)]

    # Filters set together change one after the other, and the stale answer may come last: once more what is set.
    shown: dict[str, Any] = {"fn": describe, "inputs": filters, "outputs": [row, line], "queue": False, **QUIET}
    gr.on([each.change for each in filters], trigger_mode="always_last", **shown).then(**shown)
    clear.click(lambda: [*no_filters(), []], None, filters, **QUIET)
    return filters, offer


def _conversation() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="rd-chat",
        label="Conversation",
        show_label=False,
        height="max(22rem, calc(100vh - 22rem))",
        buttons=[],
        latex_delimiters=[],
        autoscroll=False,
        allow_tags=False,
        sanitize_html=True,
        editable="user",
        feedback_options=VERDICTS,
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
