"""What the page does with conversations that are kept: list, search, rename, share and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from html import escape
from typing import Any

import gradio as gr

from assistant.ui.ask.opened import Opened, give_up, still
from assistant.ui.ask.title_bar import render_files, render_title
from assistant.ui.door.viewer import viewer_of
from assistant.ui.notices import noticed
from store.library import Library
from store.people.conversations import Heading


class Keeping:
    """The events of the list of conversations and of the bar above an open one.

    Args:
        library: Where conversations are kept.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def describe(self, opened: Opened | None, words: str, request: gr.Request) -> list[Any]:
        """The bar of the open conversation and the list; what was being typed or asked there is shut.

        On a page that the server has forgotten, and on one that has just begun, the bar stays as it is: it has the
        conversation's address.
        """
        shut, viewer = gr.Row(visible=False), viewer_of(request)
        if opened is None:
            return [*[gr.skip()] * 6, shut, shut, self.find(words, None, request)]
        now = opened
        mine = bool(now.id) and now.owner == viewer.owner
        named = [render_title(now), render_files(now, link=now.shared or not viewer.owner)] if now.id else ["", ""]
        buttons = [
            gr.Button(visible=mine),
            gr.Button("Stop sharing" if now.shared else "Share", visible=mine and bool(viewer.owner)),
            gr.Button(visible=mine),
        ]
        return [gr.Row(visible=bool(now.id)), *named, *buttons, shut, shut, self.find(words, now, request)]

    def find(self, words: str, opened: Opened | None, request: gr.Request) -> str:
        """The list of the conversations that hold some words, as HTML."""
        with noticed():
            found = self._library.conversations.list(viewer_of(request).owner, words)
            return render_list(found, opened.id if opened else "", searched=bool(words.strip()))
        return ""

    def rename(self, title: str, opened: Opened | None, request: gr.Request) -> Opened | None:
        """Give the open conversation another title."""
        with noticed():
            now = still(opened)
            kept = self._library.conversations.rename(viewer_of(request).owner, now.id, title)
            return replace(now, title=kept)
        return opened

    def share(self, opened: Opened | None, request: gr.Request) -> Opened | None:
        """Let others read the open conversation, or let them no longer."""
        with noticed():
            now = still(opened)
            self._library.conversations.share(viewer_of(request).owner, now.id, shared=not now.shared)
            said = (
                "Nobody else can read it any more."
                if now.shared
                else "Anyone with an account and its link can read it."
            )
            gr.Info(said, title="Done")
            return replace(now, shared=not now.shared)
        return opened

    def delete(self, opened: Opened | None, request: gr.Request) -> Opened | None:
        """Delete the open conversation."""
        with noticed():
            give_up(opened)
            self._library.conversations.delete(viewer_of(request).owner, still(opened).id)
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
