"""The command that fetches official documents: a thin one over `assistant.commandline.fetching`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def fetch(
    context: typer.Context,
    symbols: Annotated[
        list[str] | None, typer.Argument(metavar="[SYMBOL]...", help="Symbols, such as A/HRC/48/31.")
    ] = None,
    *,
    starter: Annotated[
        bool, typer.Option("--starter", help="The documents that the briefs of the starter library are about.")
    ] = False,
    cited_by: Annotated[
        str, typer.Option("--cited-by", metavar="SYMBOL", help="The documents that this document of the library names.")
    ] = "",
    listed: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A list of symbols, one a line, # before comments; - for standard input.",
            allow_dash=True,
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="Languages, such as en,fr.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/programs.md.")] = False,
) -> None:
    """Fetch official documents by symbol and take them into the library; exits with 1 where one is missing after.

    The files come from the document system of the United Nations, or from RIGHTSDESK_DOCUMENTS_URL. What the library
    holds is not asked for again, and a run that was stopped goes on with the same command.
    """
    if not (symbols or starter or cited_by or listed):
        raise typer.BadParameter("Name symbols, or give --starter, --cited-by SYMBOL or --from FILE.")
    from assistant.commandline import fetching

    fetching.fetch(
        context.obj, symbols or [], starter=starter, cited_by=cited_by, listed=listed, lang=lang, as_json=as_json
    )
