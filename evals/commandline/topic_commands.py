"""The command that measures how topics are assigned."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from assistant.commandline.printing import print_json
from evals.libraries.cached import open_cached
from evals.libraries.reports import open_reports
from evals.measuring.topics import HALVES, Score, Tally, read_labelled, score_documents, score_passages
from ingest.pipeline import ingest_starter


def run(*, as_json: bool) -> None:
    """Print the F1 of each topic on every set of labelled paragraphs, and that of documents."""
    with ExitStack() as stack:
        reports = stack.enter_context(open_reports())
        starter = stack.enter_context(open_cached("starter"))
        ingest_starter(starter)
        libraries = [each for each in (reports, starter) if each is not None]
        scores = {name: score_passages(libraries, read_labelled(name)) for name in HALVES}
        scores["documents"] = score_documents(libraries, read_labelled("documents"))
    if as_json:
        print_json({name: _as_json(score) for name, score in scores.items()})
        return
    table = Table("topic", *scores)
    for topic in scores["scoring"].by_topic:
        table.add_row(topic, *(_told(score.by_topic[topic]) for score in scores.values()))
    table.add_row("macro-F1", *(f"{score.macro_f1:.3f}" for score in scores.values()))
    table.add_row("micro-F1", *(f"{score.micro_f1:.3f}" for score in scores.values()))
    table.add_row("scored", *(str(score.amount) for score in scores.values()))
    table.add_row("not held here", *(str(score.left_out) for score in scores.values()))
    console = Console(highlight=False)
    console.print(table)
    console.print("F1, and how many were found rightly, wrongly, and missed; - where no label has the topic.")


def _as_json(score: Score) -> dict[str, object]:
    by_topic = {topic: {**asdict(tally), "f1": tally.f1} for topic, tally in score.by_topic.items()}
    return {
        "amount": score.amount,
        "left_out": score.left_out,
        "macro_f1": round(score.macro_f1, 4),
        "micro_f1": round(score.micro_f1, 4),
        "by_topic": by_topic,
    }


def _told(tally: Tally) -> str:
    f1 = "-" if tally.f1 is None else f"{tally.f1:.2f}"
    return f"{f1} ({tally.right}, {tally.wrong}, {tally.missed})"
