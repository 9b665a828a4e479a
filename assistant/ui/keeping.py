"""What the page does with conversations that are kept: list, search, rename, share and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from html import escape
from typing import Any

import gradio as gr

from assistant.ui.notices import noticed
from assistant.ui.opened import Opened
from assistant.ui.title_bar import render_files, render_title
from assistant.ui.viewer import viewer_of
from store.conversations import Heading
from store.library import Library


class Keeping:
    """The events of the list of conversations and of the bar above an open one.

    Args:
        library: Where conversations are kept.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def describe(self, opened: Opened, words: str, request: gr.Request) -> list[Any]:
        """The bar of the open conversation and the list; what was being typed or asked there is shut."""
        mine = bool(opened.id) and opened.owner == viewer_of(request).owner
        shut = gr.Row(visible=False)
        named = [render_title(opened.title, opened.id), render_files(opened.id)] if opened.id else ["", ""]
        buttons = [gr.Button(visible=mine)] * 3
        return [gr.Row(visible=bool(opened.id)), *named, *buttons, shut, shut, self.find(words, opened, request)]

    def find(self, words: str, opened: Opened, request: gr.Request) -> str:
        """The list of the conversations that hold some words, as HTML."""
        found = self._library.conversations.list(viewer_of(request).owner, words)
        return render_list(found, opened.id, searched=bool(words.strip()))

    def rename(self, title: str, opened: Opened, request: gr.Request) -> Opened:
        """Give the open conversation another title."""
        with noticed():
            kept = self._library.conversations.rename(viewer_of(request).owner, opened.id, title)
            return replace(opened, title=kept)
        return opened

    def share(self, opened: Opened, request: gr.Request) -> str:
        """Let others read the open conversation; gives the link."""
        viewer = viewer_of(request)
        with noticed():
            if viewer.owner:
                self._library.conversations.share(viewer.owner, opened.id)
                gr.Info("Link copied. Who has an account and this link can read the conversation.", title="Done")
            else:
                gr.Info("Link copied. It works on this machine.", title="Done")
            return f"{_origin(request)}/?conversation={opened.id}"
        return ""

    def delete(self, opened: Opened, request: gr.Request) -> Opened:
        """Delete the open conversation."""
        with noticed():
            self._library.conversations.delete(viewer_of(request).owner, opened.id)
            return Opened()
        return opened


def render_list(found: Sequence[Heading], current: str, *, searched: bool, today: date | None = None) -> str:
    """Conversations as a list of links, the open one marked, grouped by when they were last added to.

    Args:
        found: The last changed first.
        current: Id of the open one.
        searched: Whether words were searched for.
        today: The day it is.
    """
    if not found:
        hint = "No conversation holds these words." if searched else "Conversations are kept here."
        return f'<p class="rd-hint">{hint}</p>'
    now = today or date.today()
    parts, above = [], ""
    for each in found:
        when = _age(now, datetime.fromisoformat(each.changed_at).astimezone().date())
        if when != above:
            parts.append(f"{'</ul>' if above else ''}<h3>{when}</h3><ul>")
            above = when
        here = ' aria-current="page"' if each.id == current else ""
        name = escape(each.id)
        parts.append(
            f'<li><a href="/?conversation={name}" data-conversation="{name}"{here}>{escape(each.title)}</a></li>'
        )
    return f"<nav aria-label='Conversations'>{''.join(parts)}</ul></nav>"


def _age(now: date, then: date) -> str:
    days = (now - then).days
    return "Today" if days < 1 else "Yesterday" if days < 2 else "Last seven days" if days < 8 else "Earlier"


def _origin(request: gr.Request) -> str:
    """Scheme and host as the browser knows them."""
    return str(request.headers.get("origin") or f"http://{request.headers.get('host', '')}")
