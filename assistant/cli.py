"""The command line: thin commands over the library, the chain and the chat."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commandline.account_cli import user_app
from assistant.commandline.draft_cli import draft_app
from assistant.commandline.fetch_cli import fetch
from assistant.commandline.library_cli import library_app
from assistant.commandline.options import (
    AsJson,
    Batch,
    Bodies,
    From,
    Kinds,
    Languages,
    Out,
    Symbols,
    To,
    Topics,
    Types,
    narrowing_of,
)
from assistant.commandline.topic_cli import topics_app
from store.errors import RightsDeskError

app = typer.Typer(
    name="rightsdesk",
    help="Answers from United Nations human-rights documents, cited to symbol and paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(library_app, name="library")
app.add_typer(user_app, name="user")
app.add_typer(draft_app, name="draft")
app.add_typer(topics_app, name="topics")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rightsdesk {version('rightsdesk')}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="The library's folder; RIGHTSDESK_HOME otherwise.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version
    context.obj = home


def _require_one(what: str, text: str, batch: Path | None, out: Path | None) -> None:
    """A text or a batch, not both: anything else is a command line that cannot be understood."""
    if bool(text.strip()) == bool(batch):
        raise typer.BadParameter(f"Give {what}, or --batch FILE; one of the two.")
    if out and not batch:
        raise typer.BadParameter("--out goes with --batch.")


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders to take into the library.")] = None,
    starter: Annotated[bool, typer.Option("--starter", help="Take in the briefs of the starter library.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take documents into the library: new ones are added, changed ones replaced, unreadable ones reported."""
    if not paths and not starter:
        raise typer.BadParameter("Name files or folders, or give --starter.")
    from assistant.commandline import commands

    commands.ingest(context.obj, paths or [], starter=starter, as_json=as_json)


app.command()(fetch)


@app.command()
def watch(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder to watch, with its subfolders.")],
) -> None:
    """Take in a folder's files, then new and changed ones as they come, until Ctrl-C."""
    from assistant.commandline import watching

    watching.watch(context.obj, folder)


@app.command()
def refresh(
    context: typer.Context,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Ask again for the official documents fetched before.")
    ] = False,
) -> None:
    """Read again what the library holds with the present reader, and report what changed."""
    from assistant.commandline import refreshing

    refreshing.refresh(context.obj, fetch=fetch)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.")] = "",
    *,
    top: Annotated[int, typer.Option(help="How many passages at most.", min=1, max=200)] = 10,
    body: Bodies = None,
    kind_of: Types = None,
    since: From = 0,
    until: To = 0,
    language: Languages = None,
    symbol: Symbols = None,
    kind: Kinds = None,
    topic: Topics = None,
    as_json: AsJson = False,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """Find the passages that speak of something, the best first."""
    _require_one("something to look for", query, batch, out)
    from assistant.commandline import commands

    narrowing = narrowing_of(
        body=body,
        kind_of=kind_of,
        since=since,
        until=until,
        language=language,
        symbol=symbol,
        kind=kind,
        topic=topic,
    )
    if batch:
        commands.run_batch(context.obj, batch, out, narrowing, commands.search_line(top))
    else:
        commands.search(context.obj, query, narrowing, top, as_json=as_json)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="The question.")] = "",
    *,
    body: Bodies = None,
    kind_of: Types = None,
    since: From = 0,
    until: To = 0,
    language: Languages = None,
    symbol: Symbols = None,
    kind: Kinds = None,
    topic: Topics = None,
    as_json: AsJson = False,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """Answer a question from the library, each sentence with its source; or say that it does not answer."""
    _require_one("a question", question, batch, out)
    from assistant.commandline import commands

    narrowing = narrowing_of(
        body=body,
        kind_of=kind_of,
        since=since,
        until=until,
        language=language,
        symbol=symbol,
        kind=kind,
        topic=topic,
    )
    if batch:
        commands.run_batch(context.obj, batch, out, narrowing, commands.ask_line(context.obj))
    else:
        commands.ask(context.obj, question, narrowing, as_json=as_json)


@app.command()
def chat(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on; RIGHTSDESK_HOST otherwise.")] = None,
    port: Annotated[
        int | None,
        typer.Option(help="Port to listen on, 0 for any that is free; RIGHTSDESK_PORT otherwise.", min=0, max=65535),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that answer; RIGHTSDESK_CHAT_WORKERS otherwise.", min=1, max=32),
    ] = None,
) -> None:
    """Serve the chat page, normally at http://127.0.0.1:7860, until it is stopped."""
    from assistant.commandline import commands

    commands.chat(context.obj, host, port, workers)


@app.command()
def mcp(context: typer.Context) -> None:
    """Serve the library's tools to an assistant that starts this command (Model Context Protocol, standard input)."""
    from assistant.programs import stdio

    stdio.serve(context.obj)


def main() -> Any:  # noqa: ANN401 - an exit status or nothing, as the console script wants it
    """Run the command line; what a person can put right is printed in one line, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return app()
    except RightsDeskError as error:
        sys.stderr.write(" ".join(_told(error).split()) + "\n")
        return 1


def _told(error: RightsDeskError) -> str:
    from assistant.asked.narrowing import NotHeldError

    held = "See what it holds with: rightsdesk library list - or ingest the file."
    return f"{error} {held}" if isinstance(error, NotHeldError) and not error.remedy else error.printed


if __name__ == "__main__":
    sys.exit(main())
