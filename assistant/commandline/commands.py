"""The commands that ask: ingest, search, ask, their batches, and the chat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from rich.console import Console

from assistant.asked.narrowing import Narrowing, make_filters
from assistant.chain import ask as ask_library
from assistant.chain import converse, take_turns, understand
from assistant.commandline import batches, terminal
from assistant.commandline.printing import print_json
from assistant.language.models import open_model
from assistant.opening import load_model, open_filled, open_library
from assistant.programs.forms import search_result
from assistant.retriever import retrieve
from assistant.settings import load_settings
from ingest import pipeline
from ingest.batches.progress import shown
from ingest.batches.report import Report, Status
from ingest.formats import NAMES
from store.errors import RightsDeskError
from store.library import Library
from store.model import Filters

AnswerLine = Callable[[Library, Filters, batches.Line], batches.Json]


def ingest(home: Path | None, paths: list[Path], *, starter: bool, as_json: bool) -> None:
    """Take files, folders and the starter library into the library, and report what became of each."""
    settings = load_settings(home)
    with open_library(settings, new=True) as library, shown(Console(stderr=True)) as on_progress:
        report = Report()
        if paths:
            report += pipeline.ingest(paths, library, workers=settings.workers, on_progress=on_progress)
        if starter:
            report += pipeline.ingest_starter(library, on_progress=on_progress)
    if as_json:
        typer.echo(report.to_json().encode("utf-8", "replace"))
    else:
        Console().print(report)
    if not report.items:
        named = ", ".join(map(str, paths))
        raise RightsDeskError(
            f"There are no documents in {named}.", f"Name files of the formats {NAMES}, or folders that hold some."
        )
    if len(report.having(Status.REFUSED)) == len(report.items):
        raise RightsDeskError("Nothing was taken in: every file was refused.", "The report says what to do about each.")


def search(home: Path | None, query: str, narrowing: Narrowing, top: int, *, as_json: bool) -> None:
    """Print the passages that speak of something."""
    with open_filled(home) as library:
        found = retrieve(library, understand(library, query), make_filters(narrowing, library), top)
        if as_json:
            print_json(search_result(library, query, found))
        else:
            terminal.print_passages(Console(), found, library)


def ask(home: Path | None, question: str, narrowing: Narrowing, *, as_json: bool) -> None:
    """Print the answer to a question."""
    model = open_model(load_settings(home))
    with open_filled(home) as library:
        filters = make_filters(narrowing, library)
        load_model(library)
        answer = ask_library(library, question, filters, model=model).answer
        if as_json:
            print_json(answer.to_json())
        else:
            terminal.print_answer(Console(), answer, library)


def ask_line(home: Path | None) -> AnswerLine:
    """What answers a line of a batch: one question, or those of a conversation."""
    model = open_model(load_settings(home))

    def answer(library: Library, filters: Filters, line: batches.Line) -> batches.Json:
        answers = [answer.to_json() for answer in converse(library, line.questions, filters, model)]
        return {"answers": answers} if line.conversation else answers[0]

    return answer


def search_line(top: int) -> AnswerLine:
    """What finds the passages for a line of a batch; for a conversation those of its last turn."""

    def find(library: Library, filters: Filters, line: batches.Line) -> batches.Json:
        question = line.questions[-1]
        history = take_turns(library, line.questions[:-1], filters)
        found = retrieve(library, understand(library, question, history), filters, top)
        return {"passages": search_result(library, question, found)["passages"]}

    return find


def run_batch(home: Path | None, source: Path, out: Path | None, narrowing: Narrowing, answer: AnswerLine) -> None:
    """Answer the lines of a file with one loading of the model; failed lines are named at the end."""
    lines = batches.read_lines(source)
    if out and out.exists() and out.samefile(source):
        raise RightsDeskError(f"{out} is the file the questions are in.", "Name another file with --out.")
    console = Console(stderr=True)
    with open_filled(home) as library:
        filters = make_filters(narrowing, library)
        load_model(library)
        failed = batches.run_batch(lines, out, lambda line: answer(library, filters, line), console)
    if failed:
        why = "; ".join(f"{line.id}: {line.why}" if line.id is not None else line.why for line in failed)
        raise RightsDeskError(
            f"{len(failed)} of {len(lines)} lines were not answered: {why}", "Correct them and run the batch again."
        )


def chat(home: Path | None, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the chat page until it is stopped, at the address of the settings where none is given."""
    settings = load_settings(home)
    host, port = settings.host if host is None else host, settings.port if port is None else port
    if (size := workers or settings.chat_workers) > 1:
        from assistant.workers.serving import serve as serve_together

        serve_together(settings, host, port, size)
    else:
        from assistant.ui.server import serve

        serve(settings, host, port)
