"""The lines above the tabs: who is signed in, and what the library holds."""

from __future__ import annotations

from html import escape

from assistant.opening import INGEST
from assistant.ui.door.viewer import Viewer
from assistant.ui.markup import count
from store.library import Library

NOTHING_HELD = f"The library is empty. {INGEST}. Then load this page again."


def describe_viewer(viewer: Viewer) -> str:
    """Who is signed in, with the button that signs out; nothing on one's own machine."""
    if not viewer.owner:
        return ""
    role = " (administrator)" if viewer.administrator else ""
    return (
        f'<form method="post" action="/sign-out"><span>{escape(viewer.owner)}{role}</span> '
        "<button>Sign out</button></form>"
    )


def describe_holdings(library: Library) -> str:
    """One line on what the library holds, as HTML."""
    stats = library.stats()
    if not stats.documents:
        return f'<p class="rd-empty">{escape(NOTHING_HELD)}</p>'
    held = f"The library holds {count(stats.documents, 'document')} with {count(stats.passages, 'paragraph')}"
    if not stats.briefs:
        return f"<p>{held}.</p>"
    which = "all of them" if stats.briefs == stats.documents else f"{stats.briefs} of them"
    are = "brief: a summary" if stats.briefs == 1 else "briefs: summaries"
    return f"<p>{held}; {which} {are} written for RightsDesk, not the official text.</p>"
