"""The outline of a draft as HTML: issues with their passages by authority, to be arranged before it is written."""

from __future__ import annotations

from html import escape

from assistant.drafting.outline import Issue, Selected, by_authority, further_documents, gaps
from assistant.ui.advice.pieces import action, area, form, place_fields, untold_title
from assistant.ui.advice.text import Showing
from assistant.ui.markup import count

_LONGEST_TITLE = 2_000


def render_outline(showing: Showing) -> str:
    """The outline; everything that comes from people or documents is escaped."""
    outline = showing.kept.draft.outline
    parts = [f'<p class="rd-missing">{escape(outline.outside)}</p>' if outline.outside else ""]
    if showing.open:
        parts.append(
            '<p class="rd-hint">Add, drop and move issues and passages; then write the text, which follows them.</p>'
        )
    parts.append("<h3>Issues</h3>")
    parts += [_issue(showing, each, opened=not number) for number, each in enumerate(outline.issues)] or [
        '<p class="rd-hint">There is none.</p>'
    ]
    if showing.open:
        named = showing.named(most=showing.kept.draft.request.length.passages)
        title = area("text", "The issue, as a question", most=_LONGEST_TITLE)
        parts.append(form("Add an issue", "add-issue", named, title, send="Add it and search the library"))
    if outline.steps:
        parts.append("<h3>Steps of the due diligence plan</h3>")
        parts += [_issue(showing, each) for each in outline.steps]
    if outline.documents:
        parts.append(f"<h3>Documents on the theme</h3>{_passages(showing, None, list(outline.documents))}")
    if outline.further:
        parts.append(f'<p class="rd-hint">{escape(further_documents(outline))}</p>')
    return "".join(parts)


def _issue(showing: Showing, issue: Issue, *, opened: bool = False) -> str:
    named = showing.named(issue=issue.id)
    tools = ""
    if showing.open:
        moves = "".join(
            action(sign, do, named, f"{label}: {issue.title}")
            for sign, do, label in (
                ("↑", "raise-issue", "Move up"),
                ("↓", "lower-issue", "Move down"),
                ("Drop", "drop-issue", "Drop"),
            )
        )
        retitle = form("Rename", "retitle-issue", named, area("text", "Title", issue.title, most=_LONGEST_TITLE))
        passage = form("Add a passage", "add-passage", named, place_fields(), send="Add it")
        tools = f'<div class="rd-toolbox"><p class="rd-actions">{moves}</p>{retitle}{passage}</div>'
    missing = "".join(f'<li class="rd-hint">{escape(each)}</li>' for each in gaps(issue))
    return (
        f'<section class="rd-issue" data-paragraph="{escape(issue.id)}" tabindex="-1"><details{" open" * opened}>'
        "<summary>"
        f'<h4 dir="auto">{escape(issue.title)}</h4> '
        f'<span class="rd-hint">{count(len(issue.passages), "passage")}</span>'
        f"</summary>{f'<ul>{missing}</ul>' if missing else ''}"
        f"{_passages(showing, issue, list(issue.passages))}</details>{tools}</section>"
    )


def _passages(showing: Showing, issue: Issue | None, passages: list[Selected]) -> str:
    groups = []
    for authority, held in by_authority(passages).items():
        lines = "".join(_passage(showing, issue, each) for each in held)
        groups.append(f'<p class="rd-label">{escape(authority.value)}</p><ul class="rd-passages">{lines}</ul>')
    return "".join(groups)


def _passage(showing: Showing, issue: Issue | None, selected: Selected) -> str:
    citation = selected.citation
    quotes = "<br>".join(escape(each.quote) for each in selected.citations)
    tools = ""
    if showing.open and issue is None:
        named = showing.named(symbol=citation.symbol)
        tools = action("Drop", "drop-document", named, f"Drop: {citation.reference}")
    elif showing.open and issue:
        named = showing.named(issue=issue.id, key=selected.key)
        tools = "".join(
            action(sign, do, named, f"{label}: {citation.reference}")
            for sign, do, label in (
                ("↑", "raise-passage", "Move up"),
                ("↓", "lower-passage", "Move down"),
                ("Drop", "drop-passage", "Drop"),
            )
        )
    return (
        f"<li><p><strong>{escape(citation.reference)}</strong> "
        f'<span class="rd-facts">{escape(untold_title(citation))}</span></p>'
        f'<blockquote dir="auto">{quotes}</blockquote><p class="rd-actions">{tools}</p></li>'
    )
