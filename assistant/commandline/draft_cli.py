"""The commands of advice: thin ones over `assistant.commandline.draft_commands`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

draft_app = typer.Typer(help="Draft tailored advice, every sentence with its source.", no_args_is_help=True)

DraftId = Annotated[str, typer.Argument(metavar="ID", help="The draft, as rightsdesk draft list names it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/drafting.md.")]
Number = Annotated[int, typer.Option("--revision", help="An earlier revision; the last one otherwise.", min=0)]


@draft_app.command("new")
def draft_new(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="YAML file to write; it must not be there yet.")] = None,
) -> None:
    """Write an empty request with comments, to a file or to standard output."""
    from assistant.commandline import draft_commands

    draft_commands.new(context.obj, file)


@draft_app.command("run")
def draft_run(
    context: typer.Context,
    request: Annotated[Path, typer.Argument(help="The request, a YAML file as rightsdesk draft new writes it.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write the draft to; .docx, .pdf or .md decides the format.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draft advice on a request: keep it, write it to a file, and say what is missing."""
    from assistant.commandline import draft_commands

    draft_commands.run(context.obj, request, out, as_json=as_json)


@draft_app.command("list")
def draft_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List the drafts, the last changed first."""
    from assistant.commandline import draft_commands

    draft_commands.list_drafts(context.obj, as_json=as_json)


@draft_app.command("show")
def draft_show(context: typer.Context, draft: DraftId, *, revision: Number = 0, as_json: AsJson = False) -> None:
    """Show a draft, its comments, its history, and what does not hold any more."""
    from assistant.commandline import draft_commands

    draft_commands.show(context.obj, draft, revision, as_json=as_json)


@draft_app.command("export")
def draft_export(
    context: typer.Context,
    draft: DraftId,
    out: Annotated[Path, typer.Option("--out", help="File to write; .docx, .pdf or .md decides the format.")],
    *,
    revision: Number = 0,
) -> None:
    """Write a draft to a file."""
    from assistant.commandline import draft_commands

    draft_commands.export(context.obj, draft, out, revision)
