"""The bar above an open conversation: its title, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import Dependency

from assistant.ui.ask.opened import Opened
from assistant.ui.shown import badge
from assistant.ui.wiring import QUIET, small_button

if TYPE_CHECKING:
    from assistant.ui.ask.keeping import Keeping


@dataclass(frozen=True, slots=True)
class TitleBar:
    """Its parts.

    Attributes:
        row: The bar, seen where a conversation is kept.
        text: The title.
        files: The links that save the conversation as a file or copy its address.
        typed: The new title, while it is typed.
        removing: The question whether to delete, while it is asked.
        removed: The button that deletes.
    """

    row: gr.Row
    text: gr.HTML
    files: gr.HTML
    rename: gr.Button
    share: gr.Button
    remove: gr.Button
    typing: gr.Row
    typed: gr.Textbox
    save: gr.Button
    removing: gr.Row
    removed: gr.Button
    kept: gr.Button

    def described(self) -> list[Any]:
        """What `Keeping.describe` updates."""
        return [self.row, self.text, self.files, self.rename, self.share, self.remove, self.typing, self.removing]

    def wire(self, keeping: Keeping, opened: gr.State, describe: Callable[[Dependency], Dependency]) -> None:
        """Wire what it does.

        Args:
            keeping: What the events do.
            opened: The conversation that is open.
            describe: Shows title and list anew after an event.
        """
        self.rename.click(_type_title, opened, [self.typing, self.typed], **QUIET).then(
            None, js="() => document.querySelector('#rd-title-typed textarea, #rd-title-typed input')?.select()"
        )
        for typed in (self.save.click, self.typed.submit):
            describe(typed(keeping.rename, [self.typed, opened], [opened], **QUIET))
        describe(self.share.click(keeping.share, opened, opened, **QUIET))
        self.remove.click(lambda: gr.Row(visible=True), None, self.removing, **QUIET)
        self.kept.click(lambda: gr.Row(visible=False), None, self.removing, **QUIET)


def _type_title(opened: Opened | None) -> list[Any]:
    return [gr.Row(visible=True), gr.Textbox(value=opened.title if opened else "")]


def build_title_bar() -> TitleBar:
    """Lay it out."""
    with gr.Row(visible=False, elem_id="rd-title-bar") as row:
        text = gr.HTML(elem_id="rd-title")
        files = gr.HTML(elem_id="rd-save")
        rename = small_button("Rename", "rd-rename")
        share = small_button("Share", "rd-share")
        remove = small_button("Delete", "rd-delete")
    with gr.Row(visible=False, elem_id="rd-renaming") as typing:
        typed = gr.Textbox(label="New title", show_label=False, scale=6, elem_id="rd-title-typed", max_length=200)
        save = small_button("Save title", "rd-save-title", variant="primary")
    with gr.Row(visible=False, elem_id="rd-deleting") as removing:
        gr.HTML("<p>Delete this conversation for good?</p>")
        removed = small_button("Delete it", "rd-delete-it", variant="stop")
        kept = small_button("Keep it", "rd-keep-it")
    return TitleBar(row, text, files, rename, share, remove, typing, typed, save, removing, removed, kept)


def render_title(opened: Opened) -> str:
    """The title of a conversation as HTML, and whether others may read it."""
    name = f'<h2 data-conversation="{escape(opened.id)}" dir="auto">{escape(opened.title)}</h2>'
    return name + (badge("Shared") if opened.shared else "")


def render_files(opened: Opened, *, link: bool) -> str:
    """The links that save a conversation as a file, and the button that copies its address.

    Args:
        opened: The conversation.
        link: Whether its address is of use to somebody else.
    """
    name = escape(opened.id)
    links = " ".join(
        f'<a href="/conversations/{name}.{suffix}" download data-save>{word}</a>'
        for suffix, word in (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown"))
    )
    copied = f'<button type="button" data-copy-link="/?conversation={name}">Copy link</button>' if link else ""
    return f'<p>Save as {links} {copied}</p><p class="rd-missing" role="alert" hidden></p>'
