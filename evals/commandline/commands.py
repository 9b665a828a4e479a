"""What the commands of evaluation do, and what they print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.commandline.printing import print_json
from assistant.opening import load_model
from assistant.settings import load_settings
from assistant.yaml_reading import Mistake, MistakesError
from evals.cases import Case
from evals.checking import check as check_against
from evals.libraries.cached import open_cached
from evals.libraries.chosen import DocumentsMissingError, open_for
from evals.measuring import support as supporting
from evals.metrics.every import BY_NAME
from evals.metrics.metric import Estimate, Metric
from evals.runs import comparing, running, summaries
from evals.runs.asking import Asking, open_asking
from evals.runs.folder import Run
from evals.runs.outcomes import Outcome
from evals.suites import examine, find_suite
from ingest.pipeline import ingest_starter
from store.errors import RightsDeskError
from store.library import Library


def check(home: Path | None, name: str) -> bool:
    """Print every mistake of a suite; whether there is none."""
    file = find_suite(name)
    suite, lines, mistakes = examine(file)
    console = Console(highlight=False)
    if suite is None:
        return _print_mistakes(console, file, mistakes)
    try:
        with open_for(suite, home) as library:
            mistakes = check_against(suite, lines, library)
    except DocumentsMissingError as error:
        console.print(f"{file}: its form is right. Its citations were not looked up: {error.message}")
        return True
    if mistakes:
        return _print_mistakes(console, file, mistakes)
    turns = sum(len(entry.turns) for entry in suite.cases)
    console.print(f"{file}: {len(suite.cases)} cases with {turns} questions, no mistakes.")
    return True


def _print_mistakes(console: Console, file: Path, mistakes: Sequence[Mistake]) -> bool:
    for mistake in mistakes:
        console.print(f"{file}:{mistake.line}: {mistake.what} {mistake.remedy}", markup=False, soft_wrap=True)
    console.print(f"{len(mistakes)} {'mistake' if len(mistakes) == 1 else 'mistakes'}.")
    return False


def run(
    home: Path | None,
    name: str,
    *,
    model: str,
    judge: str,
    limit: int,
    tags: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> None:
    """Run a suite, and print its figures.

    Raises:
        RightsDeskError: The suite has mistakes, does not fit the library, or the model is not known.
    """
    asking = open_asking(load_settings(home), model, judge)
    suite, lines, mistakes = examine(find_suite(name))
    if suite is None:
        raise MistakesError(find_suite(name), mistakes)
    cases = running.choose(suite, limit, tags)
    try:
        with open_for(suite, home) as library:
            if mistakes := check_against(suite, lines, library):
                first = f"{mistakes[0].what} {mistakes[0].remedy}"
                raise RightsDeskError(
                    f"The suite {suite.name} does not fit the library in {library.home}: {len(mistakes)} of its gold "
                    f"citations are not there. The first, on line {mistakes[0].line}: {first}",
                    f"See all with: rightsdesk eval check {name}.",
                )
            load_model(library)
            folder = Run(out or _new_folder(suite.name))
            settings = running.settings_of(suite, cases, library, limit=limit, tags=tags, asking=asking)
            folder.begin(settings)
            outcomes = _with_progress(library, cases, folder, asking)
    except DocumentsMissingError as error:
        typer.echo(str(error), err=True)
        if as_json:
            print_json({"run": None, "skipped": error.message})
        return
    summary = summaries.summarise(outcomes)
    stored = json.dumps(summaries.to_json(summary, settings), indent=2, ensure_ascii=False)
    folder.summary.write_text(stored + "\n", encoding="utf-8")
    if as_json:
        print_json({"run": str(folder.folder), **summaries.to_json(summary, settings)})
    else:
        _print_summary(summary, folder.folder)


def _new_folder(suite: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = Path("eval-runs") / f"{suite}-{stamp}"
    number = 1
    while folder.exists():
        number += 1
        folder = folder.with_name(f"{suite}-{stamp}-{number}")
    return folder


def _with_progress(library: Library, cases: Sequence[Case], run: Run, asking: Asking) -> list[Outcome]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Asking", total=len(cases))
            return running.run_cases(library, cases, run, on_case=lambda _: bar.advance(task), asking=asking)
    except KeyboardInterrupt:
        raise RightsDeskError(
            f"The run was stopped; {len(run.outcomes())} of {len(cases)} questions are recorded.",
            f"Go on with the same command and --out {run.folder}",
        ) from None


def _print_summary(summary: summaries.Summary, folder: Path) -> None:
    table = Table("figure", "value", "± 95 %", "cases", "better")
    for name, estimate in summary.figures.items():
        metric = BY_NAME[name]
        table.add_row(metric.title, *_shown(metric, estimate), str(estimate.cases), metric.better.value)
    console = Console(highlight=False)
    console.print(table)
    if summary.failed:
        console.print(f"{summary.failed} of {summary.cases} questions failed; the report shows why.")
    console.print(f"Run: {folder}", soft_wrap=True)
    console.print(f"See it with: rightsdesk eval report {folder}", soft_wrap=True)


def _shown(metric: Metric, estimate: Estimate) -> tuple[str, str]:
    if estimate.value is None:
        return "none", ""
    unit = f" {metric.unit}" if metric.unit else ""
    half = estimate.interval
    return f"{estimate.value:.3f}{unit}", "" if half is None else f"{(half[1] - half[0]) / 2:.3f}"


def report(folder: Path, out: Path | None) -> None:
    """Write a run as a page."""
    from evals.report.page import write_page

    run = Run.open(folder)
    outcomes = run.outcomes()
    if not outcomes:
        raise RightsDeskError(f"The run in {folder} has no cases yet.", "Run its suite first.")
    target = out or folder / "report.html"
    try:
        write_page(target, run.read_settings() | asdict(run.settings()), outcomes)
    except OSError as error:
        raise RightsDeskError(
            f"{target} cannot be written ({error.strerror}).", "Name another file with --out."
        ) from error
    typer.echo(str(target))


def compare(first: Path, second: Path, *, as_json: bool) -> None:
    """Print which figures and cases differ between two runs."""
    before, after = Run.open(first), Run.open(second)
    pairs = comparing.pair(before.outcomes(), after.outcomes())
    differences, changed = comparing.differences(pairs), comparing.changes(pairs)
    if as_json:
        print_json(
            {
                "cases": len(pairs),
                "figures": {
                    each.metric.name: {
                        "before": round(each.before, 4),
                        "after": round(each.after, 4),
                        "low": round(each.low, 4),
                        "high": round(each.high, 4),
                        "p": each.p,
                        "more_than_chance": each.more_than_chance,
                        "worse": each.worse,
                    }
                    for each in differences
                },
                "changed": [{"id": each.before.case.id, "change": each.change.value} for each in changed],
            }
        )
        return
    table = Table("figure", "before", "after", "difference", "p", "verdict")
    for each in (each for each in differences if each.p is not None):
        table.add_row(
            each.metric.title,
            f"{each.before:.3f}",
            f"{each.after:.3f}",
            f"{each.difference:+.3f} ({each.low:+.3f} to {each.high:+.3f})",
            "< .001" if each.p is not None and each.p < 0.001 else f"{each.p:.3f}",
            _verdict(each),
        )
    console = Console(highlight=False)
    if table.rows:
        console.print(table)
    same = sum(each.p is None for each in differences)
    console.print(f"{same} of {len(differences)} figures are the same; intervals are of 95 %.")
    counted = {change: sum(case.change is change for case in changed) for change in comparing.Change}
    told = ", ".join(f"{number} {change.value}" for change, number in counted.items() if number) or "none"
    console.print(f"{len(pairs)} cases in both; changed: {told}.")
    alone = len(before.outcomes()) + len(after.outcomes()) - 2 * len(pairs)
    if alone:
        console.print(f"{alone} cases are in one run only, or with other gold; they are left out.")
    settings = asdict(before.settings()), asdict(after.settings())
    if differing := [name for name, value in settings[0].items() if value != settings[1][name]]:
        console.print(f"The runs differ in: {', '.join(differing)}.")
    for case in changed:
        because = "; ".join(f"{title}: {_value(a)} → {_value(b)}" for title, a, b in case.because)
        line = f"{case.change.value}: {case.before.case.id} “{case.before.case.question}” {because}"
        console.print(line.strip(), markup=False, soft_wrap=True)


def _verdict(each: comparing.Difference) -> str:
    if not each.difference:
        return "even"
    way = "worse" if each.worse else "better"
    return way if each.more_than_chance else f"{way}, within chance"


def _value(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def gate(folder: Path, against: Path) -> bool:
    """Print what fell too far against a baseline; whether nothing did."""
    run = summaries.read_summary(Run.open(folder).summary)
    baseline = summaries.read_summary(against / "summary.json" if against.is_dir() else against)
    if run.asked != baseline.asked:
        raise RightsDeskError(
            f"The run asked other questions of {run.suite} than the baseline of {baseline.suite}.",
            "Run the whole suite; where its cases changed, keep a new baseline.",
        )
    found = comparing.falls(run.figures, baseline.figures)
    console = Console(highlight=False)
    for each in found:
        now = "no value" if each.value is None else f"{each.value:.4f}"
        console.print(
            f"{each.metric.title}: {now} against {each.baseline:.4f}; at most {each.tolerance:g} worse is allowed.",
            soft_wrap=True,
        )
    console.print("The run may not go." if found else "No figure fell by more than its tolerance.")
    return not found


def retrieval(passages: Sequence[Path], questions: Path, limit: int, *, as_json: bool) -> None:
    """Print how full text, vectors and the two together retrieve on public data."""
    from evals.measuring import obliqa

    data = obliqa.read(passages, questions, limit)
    figures = obliqa.measure(data, Console(stderr=True))
    if as_json:
        print_json({"passages": len(data.passages), "questions": len(data.questions), "figures": figures})
        return
    table = Table("way", *next(iter(figures.values())))
    for way, values in figures.items():
        table.add_row(way, *(f"{value:.3f}" for value in values.values()))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(data.passages):,} passages, {len(data.questions):,} questions.")


def support(*, as_json: bool) -> None:
    """Print how well the check of sentences does, on both halves of the labelled pairs."""
    with open_cached("starter") as library:
        ingest_starter(library)
        scores = {half: supporting.score(library, supporting.read_pairs(half)) for half in ("calibration", "scoring")}
    if as_json:
        print_json({half: asdict(each) for half, each in scores.items()})
        return
    table = Table("taken for supported", *scores)
    for label in scores["scoring"].passed:
        table.add_row(label, *("{} of {}".format(*each.passed[label]) for each in scores.values()))
    table.add_row("precision", *(f"{each.precision:.3f}" for each in scores.values()))
    table.add_row("recall", *(f"{each.recall:.3f}" for each in scores.values()))
    Console().print(table)
