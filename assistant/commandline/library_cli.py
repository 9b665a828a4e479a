"""The commands that look after a library: thin ones over `assistant.commandline.administration`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commandline.options import (
    AsJson,
    Bodies,
    From,
    Kinds,
    Languages,
    To,
    Topics,
    Types,
    narrowing_of,
)

library_app = typer.Typer(help="Look at the library and keep it in order.", no_args_is_help=True)


@library_app.command("list")
def library_list(
    context: typer.Context,
    *,
    body: Bodies = None,
    kind_of: Types = None,
    since: From = 0,
    until: To = 0,
    language: Languages = None,
    kind: Kinds = None,
    topic: Topics = None,
    as_json: AsJson = False,
) -> None:
    """List the documents of the library."""
    from assistant.commandline import administration

    narrowing = narrowing_of(
        body=body,
        kind_of=kind_of,
        since=since,
        until=until,
        language=language,
        symbol=None,
        kind=kind,
        topic=topic,
    )
    administration.list_documents(context.obj, narrowing, as_json=as_json)


@library_app.command("show")
def library_show(
    context: typer.Context,
    symbol: Annotated[str, typer.Argument(help="The document's symbol, or the short title of one without.")],
    language: Annotated[str, typer.Option("--language", help="Show it in this language, such as fr.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show a document: its facts and its paragraphs."""
    from assistant.commandline import administration

    administration.show(context.obj, symbol, language, as_json=as_json)


@library_app.command("remove")
def library_remove(
    context: typer.Context,
    symbol: Annotated[str, typer.Argument(help="The document's symbol, or the short title of one without.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a document from the library."""
    from assistant.commandline import administration

    administration.remove(context.obj, symbol, sure=yes)


@library_app.command("missing")
def library_missing(
    context: typer.Context,
    top: Annotated[int, typer.Option(help="How many at most.", min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """List the documents that others cite most and that are not held as official texts."""
    from assistant.commandline import administration

    administration.missing(context.obj, top, as_json=as_json)


@library_app.command("check")
def library_check(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that catalogue, full text, vectors and original files agree; exits with 1 where they do not."""
    from assistant.commandline import administration

    administration.check(context.obj, as_json=as_json)


@library_app.command("rebuild")
def library_rebuild(
    context: typer.Context,
    reembed: Annotated[bool, typer.Option("--reembed", help="Embed every passage again too.")] = False,
) -> None:
    """Make the vectors anew from the catalogue, and embed again where another model is configured."""
    from assistant.commandline import administration

    administration.rebuild(context.obj, reembed=reembed)


@library_app.command("copy")
def library_copy(
    context: typer.Context,
    to: Annotated[
        str, typer.Option("--to", help="A folder, or a database as postgresql+psycopg://USER:PASSWORD@HOST/NAME.")
    ],
    to_chroma: Annotated[str, typer.Option(help="Chroma server for its vector index, as http://HOST:PORT.")] = "",
) -> None:
    """Copy the library with everything in it to another place, and compare the two."""
    from assistant.commandline import moving

    moving.copy(context.obj, to, to_chroma)


@library_app.command("backup")
def library_backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The file to write, such as library.tar.gz.")]
) -> None:
    """Write the library into one file, while it is used."""
    from assistant.commandline import moving

    moving.back_up(context.obj, file)


@library_app.command("restore")
def library_restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A file that backup wrote.")]
) -> None:
    """Make a library, where there is none yet, of a file that backup wrote."""
    from assistant.commandline import moving

    moving.restore(context.obj, file)


@library_app.command("upgrade")
def library_upgrade(context: typer.Context) -> None:
    """Bring the library's tables to the version of this RightsDesk."""
    from assistant.commandline import administration

    administration.upgrade(context.obj)


@library_app.command("audit")
def library_audit(
    context: typer.Context,
    top: Annotated[int, typer.Option(help="How many at most.", min=1, max=1_000_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """Show who changed the library, when and how, the latest first."""
    from assistant.commandline import administration

    administration.audit(context.obj, top, as_json=as_json)


@library_app.command("stats")
def library_stats(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the library in numbers."""
    from assistant.commandline import administration

    administration.stats(context.obj, as_json=as_json)
