"""A run as one page of HTML that needs nothing beside it: figures, plots, and every case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from evals.metrics.every import BY_NAME, METRICS
from evals.metrics.facts import holds
from evals.metrics.metric import Estimate, Metric
from evals.report import plots
from evals.report.sweep import sweep
from evals.runs.outcomes import Outcome
from evals.runs.summaries import Summary, summarise

_HEADLINES = ("gold recall", "gold precision", "abstention recall", "refused", "unsupported sentences", "latency p50")
_BY_TAG = "gold recall"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that failed in a case."""

    name: str
    told: str


def write_page(target: Path, settings: Mapping[str, Any], outcomes: Sequence[Outcome]) -> None:
    """Write the page.

    Args:
        target: The file.
        settings: Of the run, as it is written in its folder.
        outcomes: Its cases.

    Raises:
        OSError: The file cannot be written.
    """
    environment = Environment(
        loader=PackageLoader("evals.report", "."),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    summary = summarise(outcomes)
    page = environment.get_template("page.html").render(
        settings=settings,
        summary=summary,
        headlines=[(BY_NAME[name], _shown(BY_NAME[name], summary.figures[name])) for name in _HEADLINES],
        figures=[(metric, _shown(metric, summary.figures[metric.name])) for metric in METRICS],
        cases=[(outcome, faults(outcome)) for outcome in outcomes],
        tags=list(summary.by_tag),
        plots=_plots(settings, summary, outcomes),
    )
    target.write_text(page, encoding="utf-8")


def faults(outcome: Outcome) -> list[Fault]:
    """What failed in a case, each in a few words."""
    if outcome.error:
        return [Fault("failed", f"It ended in an error: {outcome.error}")]
    if not outcome.case.answerable:
        told = "The library does not answer this, and an answer was given."
        return [Fault("answered anyway", told)] * outcome.answered
    if not outcome.answered:
        return [Fault("refused", "The library answers this, and it was refused.")]
    return list(_in_answer(outcome))


def _in_answer(outcome: Outcome) -> list[Fault]:
    values = {metric.name: metric.score(outcome) for metric in METRICS}
    text = " ".join(sentence.text for sentence in (outcome.answer.sentences if outcome.answer else ()))
    missing = [fact for fact in outcome.case.turn.facts if not holds(fact, text)]
    checks = (
        ((values["gold recall"] or 0) < 1, Fault("gold missing", "Not every gold paragraph is cited.")),
        ((values["gold precision"] or 0) < 1, Fault("other citations", "It cites paragraphs that are not gold.")),
        (bool(missing), Fault("facts missing", f"It does not hold: {'; '.join(missing)}.")),
        ((values["unsupported sentences"] or 0) > 0, Fault("unsupported", "A sentence is not in what it cites.")),
        (values["quotation fidelity"] not in (None, 1.0), Fault("misquoted", "A quote is not verbatim.")),
    )
    return [fault for failed, fault in checks if failed]


def _shown(metric: Metric, estimate: Estimate) -> dict[str, Any]:
    """A figure as it is printed: value, half of the interval, number of cases."""
    if estimate.value is None:
        return {"value": "none", "half": "", "cases": estimate.cases}
    interval = estimate.interval
    half = None if interval is None else (interval[1] - interval[0]) / 2
    if metric.unit:
        value, around = f"{estimate.value:.2f} {metric.unit}", None if half is None else f"± {half:.2f}"
    else:
        value, around = f"{estimate.value:.0%}", None if half is None else f"± {half * 100:.0f}"
    return {"value": value.replace("%", " %"), "half": around or "", "cases": estimate.cases}


def _plots(settings: Mapping[str, Any], summary: Summary, outcomes: Sequence[Outcome]) -> list[tuple[str, str, Markup]]:
    """Title, what is to be seen, and the plot."""
    rows = [(tag, figures[_BY_TAG]) for tag, figures in summary.by_tag.items()]
    refused = [(tag, figures["abstention recall"]) for tag, figures in summary.by_tag.items()]
    made = []
    if any(estimate.value is not None for _, estimate in rows):
        told = "Share of the gold paragraphs that answers cite, with the number of questions and 95 % intervals."
        made.append(("Gold that is cited, by tag", told, plots.by_tag(rows)))
    if any(estimate.value is not None for _, estimate in refused):
        told = "Share of the questions that the library does not answer which were refused."
        made.append(("Unanswerable questions refused, by tag", told, plots.by_tag(refused)))
    told = "What another threshold for abstaining would have given; the dotted line is the threshold as it was set."
    made.append(
        ("Against the threshold for abstaining", told, plots.by_threshold(sweep(outcomes), settings["threshold"]))
    )
    if seconds := [outcome.seconds for outcome in outcomes if not outcome.error]:
        made.append(("Latency", "How long the answers took, the model loaded before.", plots.of_latency(seconds)))
    return [(title, told, Markup(plot)) for title, told, plot in made]  # noqa: S704 - matplotlib escapes names of tags
