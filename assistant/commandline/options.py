"""The options that several commands have, and the filters they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.asked.narrowing import Narrowing

Bodies = Annotated[list[str] | None, typer.Option("--body", help="Only documents of this issuing body.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Only documents of this type, such as resolution.")]
From = Annotated[int, typer.Option("--from", help="Only documents dated in this year or later.", min=0, max=9999)]
To = Annotated[int, typer.Option("--to", help="Only documents dated in this year or earlier.", min=0, max=9999)]
Languages = Annotated[list[str] | None, typer.Option("--language", help="Only documents in this language, such as en.")]
Symbols = Annotated[list[str] | None, typer.Option("--symbol", help="Only the document with this symbol.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only official texts (official) or briefs (brief).")]
Topics = Annotated[list[str] | None, typer.Option("--topic", help="Only paragraphs on this topic, such as gender.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/programs.md.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSON Lines to read questions from.", dir_okay=False)]
Out = Annotated[Path | None, typer.Option("--out", help="JSON Lines to write the results to.", dir_okay=False)]


def narrowing_of(
    *,
    body: list[str] | None,
    kind_of: list[str] | None,
    since: int,
    until: int,
    language: list[str] | None,
    symbol: list[str] | None,
    kind: list[str] | None,
    topic: list[str] | None,
) -> Narrowing:
    """The filters as they were given."""
    from assistant.asked.narrowing import Narrowing

    return Narrowing(
        bodies=tuple(body or ()),
        types=tuple(kind_of or ()),
        since=since,
        until=until,
        languages=tuple(language or ()),
        symbols=tuple(symbol or ()),
        kinds=tuple(kind or ()),
        topics=tuple(topic or ()),
    )
