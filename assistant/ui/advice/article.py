"""A draft as a page: what it is, what can be done with the whole of it, and one of its views."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from html import escape

from assistant.drafting.draft import State
from assistant.drafting.review import places_left
from assistant.drafting.templates import templates_in
from assistant.ui.advice.access import is_keeper
from assistant.ui.advice.changes import is_behind
from assistant.ui.advice.history import render_history, when
from assistant.ui.advice.outline import render_outline
from assistant.ui.advice.pieces import action
from assistant.ui.advice.request_view import render_request
from assistant.ui.advice.shelf import draft_address
from assistant.ui.advice.text import Showing, render_text
from assistant.ui.door.viewer import Viewer
from assistant.ui.markup import count
from assistant.ui.shown import badge
from store.people.drafts import Revision


class View(StrEnum):
    """What is seen of a draft."""

    TEXT = "text"
    OUTLINE = "outline"
    REQUEST = "request"
    HISTORY = "history"


_MOVES = {
    State.DRAFT: [("Send to review", State.IN_REVIEW)],
    State.IN_REVIEW: [("Clear", State.CLEARED), ("Back to draft", State.DRAFT)],
    State.CLEARED: [("Back to draft", State.DRAFT)],
}


def render_draft(showing: Showing, view: View, revisions: Sequence[Revision], *, viewer: Viewer) -> str:
    """A draft as HTML; everything that comes from people or documents is escaped.

    Args:
        showing: The draft and how it is shown.
        view: What is seen of it.
        revisions: Its history.
        viewer: Who looks at it.
    """
    kept = showing.kept
    body = {
        View.TEXT: lambda: render_text(showing),
        View.OUTLINE: lambda: render_outline(showing),
        View.REQUEST: lambda: render_request(kept.draft.request, templates_in(showing.library.home)),
        View.HISTORY: lambda: render_history(kept, revisions),
    }[view]()
    return (
        f'<article class="rd-draft-page" data-address="{escape(draft_address(kept.heading.id))}">'
        f"{_head(showing)}{_behind(showing, revisions)}{_bar(showing, view, viewer)}{body}{_next_place(showing, view)}"
        "</article>"
    )


def _head(showing: Showing) -> str:
    kept, left = showing.kept, places_left(showing.kept.draft)
    facts = [
        f"Revision {kept.revision.number}",
        kept.revision.who,
        when(kept.revision.at),
        f"written by {kept.draft.written_by}" if kept.draft.written_by else "",
        f"{count(left, 'place')} left to you" if left else "",
    ]
    earlier = (
        '<p class="rd-missing" role="alert">This is an earlier revision; it can only be read. '
        f"{action('See the last one', 'open', {'draft': kept.heading.id, 'view': View.TEXT.value})}</p>"
        if not showing.last
        else ""
    )
    return (
        f'<header><h2 tabindex="-1" dir="auto">{escape(kept.draft.title)}</h2> {badge(kept.draft.state.value)}'
        f"{badge('Shared') if kept.heading.shared else ''}"
        f'<p class="rd-facts">{escape(" · ".join(filter(None, facts)))}</p>{earlier}{_found(showing)}</header>'
    )


def _behind(showing: Showing, revisions: Sequence[Revision]) -> str:
    if not showing.open or not any(showing.kept.draft.paragraphs) or not is_behind(revisions):
        return ""
    return '<p class="rd-missing">The outline was changed after this text was written. Write it again to follow it.</p>'


def _next_place(showing: Showing, view: View) -> str:
    """The button that goes on to the next place for the drafter's words, always in sight."""
    left = places_left(showing.kept.draft)
    if not left or view is not View.TEXT or not showing.open:
        return ""
    return (
        f'<p class="rd-next-place"><button type="button" data-next-place>Next place</button> '
        f'<span class="rd-hint">{left} left</span></p>'
    )


def _found(showing: Showing) -> str:
    if not showing.checked:
        return ""
    if not showing.findings:
        return '<p role="status">Every sentence was checked again: nothing was found.</p>'
    said = count(len(showing.findings), "sentence")
    return f'<p class="rd-missing" role="status">{said} to look at, each marked below.</p>'


def _bar(showing: Showing, view: View, viewer: Viewer) -> str:
    named = showing.named()
    views = "".join(
        action(each.value.capitalize(), "open", showing.named(view=each.value), pressed=each is view) for each in View
    )
    doing = []
    if showing.open:
        written = any(showing.kept.draft.paragraphs)
        doing.append(action("Write it again" if written else "Write the text", "write", named))
    if showing.last:
        doing.append(action("Check again", "check", named))
        doing += [
            action(label, "state", showing.named(state=state.value))
            for label, state in _MOVES[showing.kept.draft.state]
        ]
    keeper = is_keeper(showing.kept.heading, viewer)
    if keeper and viewer.owner:
        label = "Stop sharing" if showing.kept.heading.shared else "Share with the office"
        doing.append(action(label, "share", showing.named(view=view.value)))
    name, number = escape(showing.kept.heading.id), showing.kept.revision.number
    files = " ".join(
        f'<a href="/drafts/{name}.{suffix}?revision={number}" download data-save>{word}</a>'
        for suffix, word in (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown"))
    )
    delete = (
        f'<details class="rd-form"><summary>Delete</summary><p>Delete this draft with its history, for everybody? '
        f"{action('Delete it', 'delete', named)}</p></details>"
        if keeper
        else ""
    )
    return (
        f'<div class="rd-draft-bar"><p class="rd-actions" role="group" aria-label="View">{views}</p>'
        f'<p class="rd-actions">{"".join(doing)}</p><div class="rd-save"><p>Save as {files}</p>'
        f'<p class="rd-missing" role="alert" hidden></p></div>{delete}</div>'
    )
