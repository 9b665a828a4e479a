"""The Library tab: what the library holds, read document by document; administrators add to it and remove from it."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import Dependency

from assistant.settings import Settings
from assistant.ui.addresses import Place
from assistant.ui.filters import build_filter_fields, no_filters
from assistant.ui.library.browsing import Browsing
from assistant.ui.library.shelf import ORDERS
from assistant.ui.library.uploads import render_form
from assistant.ui.wiring import QUIET, small_button
from store.library import Library

_LIST = "window.rightsdesk.library.list(element, trigger, watch)"
_READ = "window.rightsdesk.library.read(element, trigger, watch)"
_UPLOAD = "window.rightsdesk.library.upload(element, trigger)"
_TO_QUESTION = "() => { document.querySelector('#rd-question textarea')?.focus(); }"


def build_library_tab(
    page: gr.Blocks, library: Library, settings: Settings, tabs: gr.Tabs, asking: list[gr.Dropdown]
) -> list[Any]:
    """Lay the tab out and wire it.

    Args:
        page: The page it is on.
        library: What is shown.
        settings: Limits of what is taken in.
        tabs: To go to another tab: by ``gr.Tabs(selected="ask")``.
        asking: The filters of the Ask tab, that by document last, set by "Ask about this document".

    Returns:
        The events after which the library may hold something else.
    """
    browsing = Browsing(library)
    place = gr.State(Place())
    with gr.Row(visible=False, elem_id="rd-book-bar") as bar:
        back = small_button("All documents", "rd-back")
        about = small_button("Ask about this document", "rd-ask-about", variant="primary")
        remove = small_button("Remove", "rd-remove", visible=False)
    with gr.Row(visible=False, elem_id="rd-removing") as removing:
        question = gr.HTML(elem_id="rd-remove-question")
        removed = small_button("Remove it", "rd-remove-it", variant="stop")
        kept = small_button("Keep it", "rd-keep-document")
    text = gr.HTML(js_on_load=_READ, elem_id="rd-reading")
    with gr.Column(elem_id="rd-shelf") as shelf:
        with gr.Column(elem_id="rd-choosing"):
            words = gr.Textbox(
                "", label="Find a document", placeholder="Words of its title, or its symbol", elem_id="rd-shelf-words"
            )
            order = gr.Dropdown(list(ORDERS), value=next(iter(ORDERS)), label="Order", elem_id="rd-shelf-order")
            fields = build_filter_fields("rd-shelf")
            with gr.Row(visible=False, elem_id="rd-shelf-narrowing") as row:
                line = gr.HTML(elem_id="rd-shelf-narrowed")
                clear = small_button("Clear filters", "rd-shelf-clear")
        with gr.Accordion("Add documents", open=False, visible=False, elem_id="rd-adding") as adding:
            upload = gr.HTML(render_form(settings.upload_megabytes), js_on_load=_UPLOAD, elem_id="rd-upload")
        plots = gr.HTML(elem_id="rd-plots")
        listed = gr.HTML(js_on_load=_LIST, elem_id="rd-books")

    narrowing: list[Any] = [words, order, *fields.all()]
    shelved = gr.State(None)
    shown: list[Any] = [listed, plots, row, line, shelved]
    book: list[Any] = [place, shelf, bar, removing, text]

    # Each click counts, and the last one last; Gradio's "always_last" would repeat the first one's target.
    clicked: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}

    def refresh(event: Dependency) -> None:
        offered = event.then(browsing.offer, narrowing, [*fields.all(), shelved], **QUIET)
        offered.then(browsing.shelve, narrowing, shown, **QUIET)

    page.load(browsing.arrive, None, [tabs, *book, remove, adding], **QUIET)
    refresh(page.load(lambda: None, None, None, **QUIET))
    changed = [words.change, order.change, *(each.change for each in fields.all())]
    gr.on(changed, browsing.narrow, [shelved, *narrowing], shown, trigger_mode="always_last", **QUIET)
    clear.click(no_filters, None, fields.all(), **QUIET)
    listed.select(browsing.choose, narrowing, [listed, *book], **clicked)
    text.select(browsing.follow, None, book, **clicked)
    back.click(browsing.close, None, book, **QUIET)
    about.click(browsing.ask_about, place, [tabs, *asking], **QUIET).then(None, js=_TO_QUESTION)
    remove.click(browsing.question_removal, place, [removing, question], **QUIET)
    kept.click(lambda: gr.Row(visible=False), None, removing, **QUIET)
    changes = [
        removed.click(browsing.remove, place, book, **QUIET),
        upload.submit(lambda: None, None, None, **QUIET),
    ]
    for change in changes:
        refresh(change)
    return changes
