"""The commands that look after a library: list, show, remove, missing, audit, check, rebuild, upgrade, stats."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.answering.connected import connections_of
from assistant.asked.narrowing import Narrowing, held_document, make_filters
from assistant.commandline import terminal
from assistant.commandline.printing import print_json
from assistant.display import shorten
from assistant.opening import INGEST, make_embeddings, open_library
from assistant.programs.forms import facts, whole_document
from assistant.settings import load_settings, place_of
from ingest.pipeline import remove as removing
from store.database.lock import writer_lock
from store.database.transactions import Catalog, is_there
from store.errors import RightsDeskError
from store.library import Library
from store.maintenance import rebuild as remaking
from store.model import Kind


def list_documents(home: Path | None, narrowing: Narrowing, *, as_json: bool) -> None:
    """Print the documents of the library."""
    with _open(home) as library:
        found = library.documents(make_filters(narrowing, library))
    if as_json:
        print_json([facts(document) for document in found])
    elif found:
        terminal.print_documents(Console(), found)
    else:
        typer.echo("No documents." if narrowing != Narrowing() else f"The library is empty. {INGEST}")


def show(home: Path | None, symbol: str, language: str, *, as_json: bool) -> None:
    """Print a document paragraph by paragraph."""
    with _open(home) as library:
        document = held_document(library, symbol, language)
        languages = [each.language for each in library.versions(document)]
        passages = library.passages(document.symbol, document.language)
        connections, carried = connections_of(library, document), library.topics.carried_by(document)
        recognised = library.recognised(document)
    if as_json:
        print_json(
            whole_document(document, passages, connections, carried=carried, languages=languages, recognised=recognised)
        )
    else:
        terminal.print_document(
            Console(), document, passages, connections=connections, carried=carried, recognised=recognised
        )


def missing(home: Path | None, top: int, *, as_json: bool) -> None:
    """Print the documents that are cited most and not held."""
    with _open(home) as library:
        found = library.missing(top)
    if as_json:
        print_json([asdict(each) for each in found])
    elif found:
        terminal.print_missing(Console(), found)
    else:
        typer.echo("Every document that is cited is held.")


def audit(home: Path | None, top: int, *, as_json: bool) -> None:
    """Print who changed the library, when and how."""
    with _open(home) as library:
        found = library.deeds(top)
    if as_json:
        print_json([deed.to_json() for deed in found])
    elif found:
        terminal.print_deeds(Console(), found)
    else:
        typer.echo("Nothing has been changed.")


def remove(home: Path | None, symbol: str, *, sure: bool) -> None:
    """Remove a document, after asking."""
    with _open(home) as library:
        document = held_document(library, symbol)
        if not sure:
            typer.confirm(f"Remove {document.symbol}, {shorten(document.title, 100)}?", abort=True, err=True)
        gone = removing(library, document.symbol)
    for each in gone:
        typer.echo(f"Removed {each.symbol} ({each.language}).")
    if any(each.kind is Kind.BRIEF for each in gone):
        typer.echo("It is a brief of the starter library, which the next rightsdesk ingest --starter brings back.")


def check(home: Path | None, *, as_json: bool) -> None:
    """Print where the parts of the library disagree; fails where they do."""
    with _open(home) as library:
        findings = library.check()
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            typer.echo(f"{finding.message} {finding.remedy}")
        if not findings:
            typer.echo("All is well.")
    if findings:
        places = f"{len(findings)} place{'s' * (len(findings) != 1)}"
        raise RightsDeskError(f"The library in {library.place} disagrees in {places}.", "Do what is said of each.")


def rebuild(home: Path | None, *, reembed: bool) -> None:
    """Make the vector index anew."""
    settings = load_settings(home)
    place = place_of(settings)
    if not is_there(place):
        raise RightsDeskError(f"There is no library in {place}.", INGEST)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None)
        made = remaking.rebuild(
            place,
            make_embeddings(settings),
            reembed=reembed,
            on_progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    how = "embedded again" if made.embedded else "from the catalogue"
    typer.echo(f"{made.documents} documents, {made.vectors} vectors, {how}.")


def upgrade(home: Path | None) -> None:
    """Upgrade the library's tables, and say what was done."""
    place = place_of(load_settings(home))
    if not is_there(place):
        raise RightsDeskError(f"There is no library in {place}.", INGEST)
    catalog = Catalog(place)
    try:
        with writer_lock(place, catalog).held(lambda: None):
            made = catalog.upgrade()
    finally:
        catalog.close()
    for each in made:
        typer.echo(each)
    typer.echo("The tables are of the present version.")


def stats(home: Path | None, *, as_json: bool) -> None:
    """Print the library in numbers."""
    with _open(home) as library:
        numbers = library.stats()
        facets = {**asdict(library.facets()), "topics": tuple(library.topics.counts().items())}
    database = {"database": str(library.place)} if library.place.database else {}
    if as_json:
        counted = {name: dict(counts) for name, counts in facets.items()}
        print_json({"home": str(library.home), **database, **asdict(numbers), "facets": counted})
        return
    table = Table.grid(padding=(0, 2))
    table.add_row("Folder", str(library.home))
    for name, value in (database | asdict(numbers)).items():
        table.add_row(name.replace("_", " ").capitalize(), str(value))
    for name, counts in facets.items():
        shown = ", ".join(f"{value} ({count})" for value, count in counts)
        table.add_row(name.capitalize(), terminal.plain(shown))
    Console().print(table)


def _open(home: Path | None) -> Library:
    return open_library(load_settings(home))
