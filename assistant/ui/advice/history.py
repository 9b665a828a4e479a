"""The history of a draft as HTML: the states it has been in, and every revision with who and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from assistant.citations import date_in_words
from assistant.drafting.desk import Kept
from assistant.ui.markup import attributes
from store.people.drafts import Revision


def when(at: str) -> str:
    """A time as people of this machine read it.

    Args:
        at: ISO 8601.
    """
    local = datetime.fromisoformat(at).astimezone()
    return f"{date_in_words(local.date().isoformat())}, {local:%H:%M}"


def render_history(kept: Kept, revisions: Sequence[Revision]) -> str:
    """States and revisions, the last first."""
    states = "".join(
        f"<li>{escape(each.state.value)}: {escape(' · '.join(filter(None, [each.who, when(each.at)])))}</li>"
        for each in reversed(kept.draft.steps)
    )
    rows = "".join(_row(kept, each) for each in reversed(revisions))
    return (
        f"<h3>States</h3><ul>{states}</ul><h3>Revisions</h3><div class='rd-table'><table><thead><tr>"
        "<th scope='col'>Revision</th><th scope='col'>What</th><th scope='col'>Who</th><th scope='col'>When</th>"
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(kept: Kept, revision: Revision) -> str:
    named = attributes(
        {"data-do": "open", "data-draft": kept.heading.id, "data-revision": str(revision.number), "data-view": "text"}
    )
    return (
        f"<tr><th scope='row'><button type='button' {named}>{revision.number}</button></th>"
        f"<td>{escape(revision.what)}</td><td>{escape(revision.who)}</td><td>{when(revision.at)}</td></tr>"
    )
