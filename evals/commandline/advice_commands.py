"""The command that measures drafts of advice."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from assistant.commandline.printing import print_json
from assistant.opening import load_model
from assistant.settings import load_settings
from evals.libraries.cached import open_cached
from evals.measuring import advising
from evals.runs.asking import open_asking
from ingest.pipeline import ingest_starter


def run(file: Path | None, *, model: str, as_json: bool) -> None:
    """Print how good drafts of advice are, on requests with the paragraphs a specialist would expect.

    Raises:
        RightsDeskError: The requests have mistakes, or the model is not known.
    """
    asking = open_asking(load_settings(None), model, "")
    cases = advising.read_cases(file or advising.SHIPPED)
    with open_cached("starter") as library:
        ingest_starter(library)
        load_model(library)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Drafting", total=len(cases))
            measured = advising.measure(library, cases, asking.model, on_case=lambda _: bar.advance(task))
    if as_json:
        whole = {"coverage": round(advising.mean_coverage(measured), 4), "cases": [asdict(each) for each in measured]}
        print_json(whole)
        return
    table = Table("request", "coverage", "claims", "unsupported", "citations", "resolved", "places", "seconds")
    for each in measured:
        coverage = "none" if each.coverage is None else f"{each.coverage:.2f}"
        counts = (each.claims, each.unsupported, each.citations, each.resolved, each.places)
        table.add_row(each.id, coverage, *map(str, counts), f"{each.seconds:.0f}")
    console = Console(highlight=False)
    console.print(table)
    console.print(f"Gold paragraphs cited: {advising.mean_coverage(measured):.3f} on the mean.")
    console.print(f"{sum(each.right for each in measured)} of {len(measured)} drafted or refused as they should be.")
    for each in measured:
        for missed in each.missed if each.coverage is not None else ():
            console.print(f"{each.id} does not cite {missed}", markup=False, soft_wrap=True)
