"""The figures of a run: every metric over all cases, and by tag."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.metrics.every import METRICS
from evals.metrics.metric import Estimate
from evals.runs.folder import Settings
from evals.runs.outcomes import Outcome
from store.errors import RightsDeskError

Figures = Mapping[str, Estimate]
"""Estimates by the name of their metric."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run.

    Attributes:
        cases: How many were asked.
        failed: How many of them failed.
        figures: Over all cases.
        by_tag: Over the cases of each tag.
    """

    cases: int
    failed: int
    figures: Figures
    by_tag: Mapping[str, Figures]


def summarise(outcomes: Sequence[Outcome]) -> Summary:
    """The figures of some outcomes."""
    tags = dict.fromkeys(tag for outcome in outcomes for tag in outcome.case.tags)
    return Summary(
        cases=len(outcomes),
        failed=sum(bool(outcome.error) for outcome in outcomes),
        figures=_figures(outcomes),
        by_tag={tag: _figures([each for each in outcomes if tag in each.case.tags]) for tag in tags},
    )


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    return {metric.name: metric.estimate(outcomes) for metric in METRICS}


def to_json(summary: Summary, settings: Settings) -> dict[str, Any]:
    """The stable form for programs, documented in ``docs/programs.md``."""
    return {
        "suite": settings.suite,
        "asked": settings.cases,
        "cases": summary.cases,
        "failed": summary.failed,
        "figures": _estimates(summary.figures),
        "by_tag": {tag: _estimates(figures) for tag, figures in summary.by_tag.items()},
    }


def _estimates(figures: Figures) -> dict[str, dict[str, float | int | None]]:
    return {
        name: {"value": _rounded(each.value), "error": _rounded(each.error), "cases": each.cases}
        for name, each in figures.items()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a ``summary.json`` keeps of a run.

    Attributes:
        suite: Its suite.
        asked: A fingerprint of the cases asked.
        figures: Over all cases.
    """

    suite: str
    asked: str
    figures: Figures


def read_summary(file: Path) -> Kept:
    """What a ``summary.json`` keeps.

    Raises:
        RightsDeskError: It is missing, or no summary.
    """
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        figures = {
            name: Estimate(each["value"], each["error"], each["cases"]) for name, each in stored["figures"].items()
        }
        return Kept(stored["suite"], stored["asked"], figures)
    except OSError as error:
        raise RightsDeskError(
            f"{file} cannot be read ({error.strerror}).", "Name the folder of a run that has ended, or a summary.json."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RightsDeskError(f"{file} is no summary of a run.", "Run the suite again.") from error
