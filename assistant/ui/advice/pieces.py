"""Buttons and small forms in a draft; ``advice.js`` sends what they hold."""

from __future__ import annotations

from html import escape

from assistant.ui.markup import attributes


def action(label: str, do: str, title: str = "", **values: str | int) -> str:
    """A button that does something at once.

    Args:
        label: What it says.
        do: What it does, a name of `assistant.ui.advice.changes` or `assistant.ui.advice.acting`.
        title: What it says to who cannot see what stands around it.
        values: What it is done to.
    """
    named = {"data-do": do, **{f"data-{name}": str(value) for name, value in values.items()}}
    if title:
        named["aria-label"] = title
    return f'<button type="button" {attributes(named)}>{escape(label)}</button>'


def form(label: str, do: str, *fields: str, send: str = "Save", opened: bool = False, **values: str | int) -> str:
    """A form behind a summary.

    Args:
        label: Of the summary.
        do: What sending it does.
        fields: From `line` and `area`.
        send: What its button says.
        opened: Whether it is open from the beginning.
        values: What it is done to.
    """
    named = {"data-do": do, **{f"data-{name}": str(value) for name, value in values.items()}}
    return (
        f'<details class="rd-form"{" open" * opened}><summary>{escape(label)}</summary>'
        f'<form {attributes(named)}>{"".join(fields)}<button type="submit">{escape(send)}</button></form></details>'
    )


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


def place_fields() -> str:
    """The fields that name a paragraph."""
    return line("symbol", "Document", hint="A/HRC/59/60") + line("locator", "Paragraph", hint="para. 7")
