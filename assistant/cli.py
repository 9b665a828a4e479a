"""The command line: thin commands over the library, the chain and the chat."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from store.errors import RightsDeskError

app = typer.Typer(
    name="rightsdesk",
    help="Answers from United Nations human-rights documents, cited to symbol and paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
library_app = typer.Typer(help="Look at the library and keep it in order.", no_args_is_help=True)
app.add_typer(library_app, name="library")

_home: Path | None = None

Bodies = Annotated[list[str] | None, typer.Option("--body", help="Only documents of this issuing body.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Only documents of this type, such as resolution.")]
From = Annotated[int, typer.Option("--from", help="Only documents dated in this year or later.")]
To = Annotated[int, typer.Option("--to", help="Only documents dated in this year or earlier.")]
Languages = Annotated[list[str] | None, typer.Option("--language", help="Only documents in this language, such as en.")]
Symbols = Annotated[list[str] | None, typer.Option("--symbol", help="Only the document with this symbol.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only official texts (official) or briefs (brief).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/programs.md.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSON Lines to read questions from.", dir_okay=False)]
Out = Annotated[Path | None, typer.Option("--out", help="JSON Lines to write the results to.", dir_okay=False)]


@app.callback()
def _start(
    home: Annotated[Path | None, typer.Option(help="The library's folder; RIGHTSDESK_HOME otherwise.")] = None,
) -> None:
    global _home  # noqa: PLW0603 - an option before the command's name, kept for the command
    _home = home


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders to take into the library.")] = None,
    starter: Annotated[bool, typer.Option("--starter", help="Take in the briefs of the starter library.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take documents into the library: new ones are added, changed ones replaced, unreadable ones reported."""
    from assistant import commands

    commands.ingest(_home, paths or [], starter=starter, as_json=as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")] = "",
    top: Annotated[int, typer.Option(help="How many passages at most.", min=1, max=200)] = 10,
    body: Bodies = None,
    kind_of: Types = None,
    since: From = 0,
    until: To = 0,
    language: Languages = None,
    symbol: Symbols = None,
    kind: Kinds = None,
    as_json: AsJson = False,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """Find the passages that speak of something, the best first."""
    from assistant import commands

    filters = commands.make_filters(body, kind_of, (since, until), language, symbol, kind)
    if batch:
        commands.run_batch(_home, batch, out, filters, commands.search_line(top))
    else:
        commands.search(_home, query, filters, top, as_json=as_json)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question.")] = "",
    body: Bodies = None,
    kind_of: Types = None,
    since: From = 0,
    until: To = 0,
    language: Languages = None,
    symbol: Symbols = None,
    kind: Kinds = None,
    as_json: AsJson = False,
    batch: Batch = None,
    out: Out = None,
) -> None:
    """Answer a question from the library, each sentence with its source; or say that it does not answer."""
    from assistant import commands

    filters = commands.make_filters(body, kind_of, (since, until), language, symbol, kind)
    if batch:
        commands.run_batch(_home, batch, out, filters, commands.ask_line)
    else:
        commands.ask(_home, question, filters, as_json=as_json)


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Address to listen on; RIGHTSDESK_HOST otherwise.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on; RIGHTSDESK_PORT otherwise.")] = 0,
) -> None:
    """Open the chat page in a browser at http://127.0.0.1:7860."""
    from assistant import commands

    commands.chat(_home, host, port)


@library_app.command("list")
def library_list(
    body: Bodies = None,
    kind_of: Types = None,
    since: From = 0,
    until: To = 0,
    language: Languages = None,
    kind: Kinds = None,
    as_json: AsJson = False,
) -> None:
    """List the documents of the library."""
    from assistant import administration, commands

    filters = commands.make_filters(body, kind_of, (since, until), language, None, kind)
    administration.list_documents(_home, filters, as_json=as_json)


@library_app.command("show")
def library_show(
    symbol: Annotated[str, typer.Argument(help="The document's symbol, or the short title of one without.")],
    as_json: AsJson = False,
) -> None:
    """Show a document: its facts and its paragraphs."""
    from assistant import administration

    administration.show(_home, symbol, as_json=as_json)


@library_app.command("remove")
def library_remove(
    symbol: Annotated[str, typer.Argument(help="The document's symbol, or the short title of one without.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a document from the library."""
    from assistant import administration

    administration.remove(_home, symbol, sure=yes)


@library_app.command("check")
def library_check(as_json: AsJson = False) -> None:
    """Check that catalogue, full text, vectors and original files agree; exits with 1 where they do not."""
    from assistant import administration

    administration.check(_home, as_json=as_json)


@library_app.command("rebuild")
def library_rebuild(
    reembed: Annotated[bool, typer.Option("--reembed", help="Embed every passage again too.")] = False,
) -> None:
    """Make the vectors anew from the catalogue, and embed again where another model is configured."""
    from assistant import administration

    administration.rebuild(_home, reembed=reembed)


@library_app.command("stats")
def library_stats(as_json: AsJson = False) -> None:
    """Show the library in numbers."""
    from assistant import administration

    administration.stats(_home, as_json=as_json)


def main() -> Any:  # noqa: ANN401 - an exit status or nothing, as the console script wants it
    """Run the command line; what a person can put right is printed without a traceback."""
    try:
        return app()
    except RightsDeskError as error:
        sys.stderr.write(f"{error.message}\n{error.remedy}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
