"""The command line with the commands of evaluation: thin ones over suites, runs, comparisons and reports."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import cli

if TYPE_CHECKING:
    from evals.commandline.feedback_commands import Choice

app, main = cli.app, cli.main
eval_app = typer.Typer(help="Prove how good the answers are, on suites of gold questions.", no_args_is_help=True)
app.add_typer(eval_app, name="eval")
feedback_app = typer.Typer(
    help="Read what people thought of answers, and make draft cases of it.", no_args_is_help=True
)
app.add_typer(feedback_app, name="feedback")

SuiteName = Annotated[str, typer.Argument(metavar="SUITE", help="A suite that is shipped, or a YAML file.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/programs.md.")]
Since = Annotated[
    datetime | None, typer.Option("--since", help="Only what was said on this day or later.", formats=["%Y-%m-%d"])
]
Verdicts = Annotated[list[str] | None, typer.Option("--verdict", help="Only this verdict, such as Helpful.")]
WithNames = Annotated[bool, typer.Option("--with-names", help="Tell whose accounts the feedback came from.")]


@eval_app.command("check")
def check(context: typer.Context, suite: SuiteName) -> None:
    """Name every mistake in a suite at once, with line and remedy; exits with 1 where there is one."""
    from evals.commandline import commands

    if not commands.check(context.obj, suite):
        raise typer.Exit(1)


@eval_app.command("run")
def run(
    context: typer.Context,
    suite: SuiteName,
    *,
    model: Annotated[str, typer.Option(help="What writes the answers: extractive, or PROVIDER:NAME.")] = "extractive",
    judge: Annotated[str, typer.Option(help="A model, PROVIDER:NAME, that judges the answers; none otherwise.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many questions or conversations; 0 for all.", min=0)] = 0,
    tag: Annotated[list[str] | None, typer.Option(help="Only cases with this tag; may be repeated.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the run; a new one under eval-runs otherwise.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run a suite. A run that was stopped goes on where it was when it is given the same --out."""
    from evals.commandline import commands

    commands.run(
        context.obj, suite, model=model, judge=judge, limit=limit, tags=tuple(tag or ()), out=out, as_json=as_json
    )


@eval_app.command("report")
def report(
    run_folder: RunFolder,
    out: Annotated[Path | None, typer.Option(help="HTML file; report.html in the run's folder otherwise.")] = None,
) -> None:
    """Write a run as one self-contained HTML page."""
    from evals.commandline import commands

    commands.report(run_folder, out)


@eval_app.command("compare")
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="The folder of a run.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The folder of another run of the same suite.")],
    as_json: AsJson = False,
) -> None:
    """Show which cases changed between two runs, and whether a difference is more than chance."""
    from evals.commandline import commands

    commands.compare(first, second, as_json=as_json)


@eval_app.command("gate")
def gate(
    run_folder: RunFolder,
    against: Annotated[Path, typer.Option("--against", help="A run's folder, or a summary.json, to hold it against.")],
) -> None:
    """Exit with 1 where a figure fell by more than its tolerance, and say which."""
    from evals.commandline import commands

    if not commands.gate(run_folder, against):
        raise typer.Exit(1)


@eval_app.command("calibrate")
def calibrate() -> None:
    """Set the threshold for abstaining, on cases kept apart from those that score it (takes minutes)."""
    from evals import calibrate as calibrating

    if calibrating.main():
        raise typer.Exit(1)


@eval_app.command("drafts")
def drafts(
    requests: Annotated[
        Path | None, typer.Argument(help="YAML file of requests; those that are shipped otherwise.")
    ] = None,
    *,
    model: Annotated[str, typer.Option(help="What writes the prose: extractive, or PROVIDER:NAME.")] = "extractive",
    as_json: AsJson = False,
) -> None:
    """Measure drafts of advice: gold paragraphs cited, sentences not supported, references that resolve."""
    from evals.commandline import advice_commands

    advice_commands.run(requests, model=model, as_json=as_json)


@eval_app.command("support")
def support(as_json: AsJson = False) -> None:
    """Measure how well a supported sentence is told from one that is not, on pairs labelled by hand."""
    from evals.commandline import commands

    commands.support(as_json=as_json)


@eval_app.command("topics")
def topics(as_json: AsJson = False) -> None:
    """Measure how well topics are assigned, on paragraphs and documents labelled by hand."""
    from evals.commandline import topic_commands

    topic_commands.run(as_json=as_json)


@eval_app.command("retrieval")
def retrieval(
    passages: Annotated[list[Path], typer.Option("--passages", help="JSON of passages; may be given more than once.")],
    questions: Annotated[Path, typer.Option("--questions", help="JSON of questions with the passages that answer.")],
    limit: Annotated[int, typer.Option(help="At most so many questions; 0 for all.", min=0)] = 0,
    as_json: AsJson = False,
) -> None:
    """Compare retrieval with published figures, on questions in the form of ObliQA."""
    from evals.commandline import commands

    commands.retrieval(passages, questions, limit, as_json=as_json)


@feedback_app.command("list")
def feedback_list(
    context: typer.Context,
    since: Since = None,
    verdict: Verdicts = None,
    with_names: WithNames = False,
    as_json: AsJson = False,
) -> None:
    """List what people thought of answers."""
    from evals.commandline import feedback_commands

    feedback_commands.list_feedback(context.obj, _choice(since, verdict, with_names=with_names), as_json=as_json)


@feedback_app.command("export")
def feedback_export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="YAML file to write; it must not be there yet.")],
    since: Since = None,
    verdict: Verdicts = None,
    with_names: WithNames = False,
) -> None:
    """Write feedback as draft cases of a suite, each with what a reviewer has still to do."""
    from evals.commandline import feedback_commands

    feedback_commands.export(context.obj, out, _choice(since, verdict, with_names=with_names))


def _choice(since: datetime | None, verdict: list[str] | None, *, with_names: bool) -> Choice:
    from evals.commandline.feedback_commands import Choice

    return Choice(since.date() if since else None, tuple(verdict or ()), with_names)


if __name__ == "__main__":
    sys.exit(main())
