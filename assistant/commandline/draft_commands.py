"""The commands that draft advice: new, run, list, show, export."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from assistant.commandline import terminal
from assistant.commandline.draft_terminal import print_draft
from assistant.commandline.printing import print_json
from assistant.display import shorten
from assistant.drafting import desk
from assistant.drafting.limits import limits
from assistant.drafting.outlining import OnStep, make_outline
from assistant.drafting.reading import blank_request, read_request
from assistant.drafting.recheck import recheck
from assistant.drafting.review import places_left
from assistant.drafting.templates import templates_in
from assistant.drafting.writing import write_draft
from assistant.export.draft import export_draft
from assistant.export.formats import Format
from assistant.language.models import open_model
from assistant.opening import load_model, open_filled
from assistant.settings import load_settings
from store.errors import RightsDeskError


def new(home: Path | None, file: Path | None) -> None:
    """Write an empty request.

    Raises:
        RightsDeskError: The file is there already, or cannot be written.
    """
    blank = blank_request(templates_in(load_settings(home).home))
    if file is None:
        typer.echo(blank, nl=False)
        return
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(blank)
    except FileExistsError as error:
        raise RightsDeskError(f"{file} is there already.", "Name another file, or remove this one.") from error
    except OSError as error:
        raise _not_written(file, error) from error
    typer.echo(f"Fill in {file}, then: rightsdesk draft run {file} --out ADVICE.docx")


def run(home: Path | None, file: Path, out: Path | None, *, as_json: bool) -> None:
    """Draft advice on a request and keep it; write it to a file where one is named.

    Raises:
        RightsDeskError: The request has mistakes or is outside the library's subject, or the file cannot be written.
    """
    form = _format(out) if out else None
    templates = templates_in(load_settings(home).home)
    for each in templates.left_out:
        typer.echo(f"Left out: {each}", err=True)
    request = read_request(file, templates)
    if out:
        _require_writable(out)
    with open_filled(home) as library:
        model = open_model(load_settings(home))
        load_model(library)
        with _progress() as on_step:
            outline = make_outline(library, request, on_step)
            draft = write_draft(library, request, outline, model, on_step)
        kept = desk.keep(library, draft, "")
        missing = list(limits(library, draft).values())
        if out and form:
            try:
                _write(out, export_draft(kept.draft, library, form).content)
            except RightsDeskError as error:
                raise RightsDeskError(
                    f"The draft is kept as {kept.heading.id}, but no file was written: {error.in_full}",
                    f"{error.remedy} Then: rightsdesk draft export {kept.heading.id} --out {out}",
                ) from error
    if as_json:
        print_json(
            {
                "id": kept.heading.id,
                "title": draft.title,
                "file": str(out) if out else None,
                "places": places_left(draft),
                "missing": missing,
            }
        )
        return
    typer.echo(f"{kept.heading.id}  {draft.title}")
    if out:
        typer.echo(f"Written to {out}.")
    if left := places_left(draft):
        typer.echo(f"{left} {'place waits' if left == 1 else 'places wait'} for your own words.")
    typer.echo("What it lacks:")
    for line in missing:
        typer.echo(f"- {line}")


def list_drafts(home: Path | None, *, as_json: bool) -> None:
    """Print the drafts."""
    with open_filled(home) as library:
        found = library.drafts.list()
    if as_json:
        print_json([asdict(each) for each in found])
        return
    if not found:
        typer.echo("No drafts. Begin with: rightsdesk draft new REQUEST.yaml")
        return
    table = Table("Draft", "State", "Revision", "Changed", "Title", box=None, pad_edge=False)
    for each in found:
        title = terminal.plain(shorten(each.title, 100))
        table.add_row(terminal.plain(each.id), each.state, str(each.revision), each.changed_at[:10], title)
    Console().print(table)


def show(home: Path | None, name: str, revision: int, *, as_json: bool) -> None:
    """Print a draft with its comments, its history and what does not hold any more.

    Raises:
        RightsDeskError: There is no such draft.
    """
    with open_filled(home) as library:
        kept = desk.read(library, name, revision)
        found = recheck(library, kept.draft)
        history = library.drafts.history(name)
        if not as_json:
            print_draft(Console(highlight=False), library, kept, history, found)
            return
    print_json(
        asdict(kept.heading)
        | {"shown": kept.revision.number, "draft": kept.draft.to_json()}
        | {"history": [asdict(each) for each in history], "findings": [asdict(each) for each in found]}
    )


def export(home: Path | None, name: str, out: Path, revision: int) -> None:
    """Write a draft to a file.

    Raises:
        RightsDeskError: There is no such draft, or the file cannot be written.
    """
    form = _format(out)
    _require_writable(out)
    with open_filled(home) as library:
        content = export_draft(desk.read(library, name, revision).draft, library, form).content
    _write(out, content)
    typer.echo(f"Written to {out}.")


def _format(out: Path) -> Format:
    try:
        return Format(out.suffix.lower().removeprefix("."))
    except ValueError:
        known = ", ".join(f".{each.value}" for each in Format)
        raise RightsDeskError(f"There is no format for {out.name}.", f"Let its name end in {known}.") from None


def _require_writable(out: Path) -> None:
    """That a file can be made there; said before minutes of work, not after, and never over somebody's own."""
    if out.exists():
        raise RightsDeskError(f"{out} is there already.", "Name another file, or remove this one.")
    folder = out.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise RightsDeskError(f"{out} cannot be written.", "Name a file in a folder that is there.")


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise _not_written(out, error) from error


def _not_written(file: Path, error: OSError) -> RightsDeskError:
    return RightsDeskError(f"{file} cannot be written ({error.strerror}).", "Name another file.")


@contextmanager
def _progress() -> Iterator[OnStep]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading the request")

        def on_step(done: int, total: int, what: str) -> None:
            shown: dict[str, Any] = {"completed": done, "total": total, "description": shorten(what, 60)}
            bar.update(task, **shown)

        yield on_step
