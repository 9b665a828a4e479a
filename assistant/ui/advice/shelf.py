"""The list of drafts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from assistant.citations import date_in_words
from assistant.ui.markup import attributes
from assistant.ui.shown import badge
from store.people.drafts import DraftHeading

NO_DRAFTS = '<p class="rd-hint">No drafts yet. Begin with a request.</p>'


def draft_address(name: str) -> str:
    """The address of a draft: ``/?draft=ID``."""
    return f"/?{urlencode({'draft': name})}"


def render_drafts(found: Sequence[DraftHeading]) -> str:
    """Drafts as a list of links, in their order; everything that people wrote is escaped."""
    if not found:
        return NO_DRAFTS
    return f'<h2 tabindex="-1">Drafts</h2><ol class="rd-drafts">{"".join(map(_entry, found))}</ol>'


def _entry(each: DraftHeading) -> str:
    facts = [each.owner, f"changed on {date_in_words(each.changed_at[:10])}", f"revision {each.revision}"]
    link = attributes({"href": draft_address(each.id), "data-draft": each.id})
    return (
        f'<li><a {link} dir="auto">{escape(each.title)}</a> {badge(each.state)}'
        f"{badge('Shared') if each.shared else ''}"
        f'<p class="rd-facts">{escape(" · ".join(filter(None, facts)))}</p></li>'
    )
