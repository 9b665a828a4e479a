"""JSON on standard output."""

from __future__ import annotations

import json

import typer


def print_json(content: object) -> None:
    """Print JSON in UTF-8, whatever the terminal's encoding."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
