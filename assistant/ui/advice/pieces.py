"""Buttons and small forms in a draft; ``advice.js`` sends what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.answer import Citation
from assistant.ui.markup import attributes

Named = Mapping[str, str | int]
"""What something is done to, by name."""


def action(label: str, do: str, named: Named, title: str = "", *, pressed: bool | None = None) -> str:
    """A button that does something at once.

    Args:
        label: What it says.
        do: What it does, a name of `assistant.ui.advice.changes` or `assistant.ui.advice.acting`.
        named: What it is done to.
        title: What it says to who cannot see what stands around it.
        pressed: Of one among several that are chosen from, whether it is the chosen one.
    """
    held = _data(do, named)
    if title:
        held["aria-label"] = title
    if pressed is not None:
        held["aria-pressed"] = str(pressed).lower()
    return f'<button type="button" {attributes(held)}>{escape(label)}</button>'


def form(label: str, do: str, named: Named, *fields: str, send: str = "Save", opened: bool = False) -> str:
    """A form behind a summary.

    Args:
        label: Of the summary.
        do: What sending it does.
        named: What it is done to.
        fields: From `line` and `area`.
        send: What its button says.
        opened: Whether it is open from the beginning.
    """
    return (
        f'<details class="rd-form"{" open" * opened}><summary>{escape(label)}</summary>'
        f'<form {attributes(_data(do, named))}>{"".join(fields)}<button type="submit">{escape(send)}</button></form>'
        "</details>"
    )


def _data(do: str, named: Named) -> dict[str, str]:
    return {"data-do": do, **{f"data-{name}": str(value) for name, value in named.items()}}


def line(name: str, label: str, value: str = "", hint: str = "") -> str:
    """A field of one line."""
    named = {"name": name, "value": value, "placeholder": hint, "autocomplete": "off"}
    return f"<label>{escape(label)} <input {attributes(named)} required></label>"


def area(name: str, label: str, value: str = "", *, most: int) -> str:
    """A field of several lines, of so many characters at most."""
    rows = min(14, max(3, value.count("\n") + len(value) // 90 + 2))
    return (
        f'<label>{escape(label)} <textarea name="{name}" rows="{rows}" maxlength="{most}" dir="auto">{escape(value)}'
        "</textarea></label>"
    )


def untold_title(citation: Citation) -> str:
    """The title of a document beside the reference; empty where that begins with it."""
    return "" if citation.reference.startswith(citation.title) else citation.title


def place_fields() -> str:
    """The fields that name a paragraph."""
    return line("symbol", "Document", hint="A/HRC/59/60") + line("locator", "Paragraph", hint="para. 7")
