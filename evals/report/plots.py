"""The plots of a report, as SVG to stand in the page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from evals.metrics.metric import Estimate
from evals.report.sweep import Step

BLUE, ORANGE, GREY = "#1f5fa8", "#c2570c", "#6b7280"
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 10,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "svg.hashsalt": "rightsdesk",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": "#374151",
    "xtick.color": GREY,
    "ytick.color": "#374151",
    "axes.grid": True,
    "grid.color": "#e5e7eb",
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "legend.frameon": False,
}


def by_tag(rows: Sequence[tuple[str, Estimate]]) -> str:
    """A figure by tag: a bar for each, with its 95 % interval."""
    rows = [row for row in rows if row[1].value is not None]
    with figure_of(7.2, 0.6 + 0.34 * len(rows)) as (figure, axes):
        for place, (_, estimate) in enumerate(reversed(rows)):
            value = estimate.value or 0.0
            interval = estimate.interval or (value, value)
            axes.barh(place, value, color=BLUE, height=0.6)
            axes.plot([max(0.0, interval[0]), min(1.0, interval[1])], [place, place], color="#111827", linewidth=1.2)
        axes.set_yticks(range(len(rows)), [f"{tag} ({estimate.cases})" for tag, estimate in reversed(rows)])
        axes.set_xlim(0, 1)
        axes.grid(visible=False, axis="y")
        return to_svg(figure)


def by_threshold(steps: Sequence[Step], threshold: float) -> str:
    """Precision and recall of the citations against the threshold for abstaining."""
    with figure_of(7.2, 3.2) as (figure, axes):
        at = [step.threshold for step in steps]
        axes.plot(at, [step.precision for step in steps], color=BLUE, linewidth=2, label="citations that are gold")
        axes.plot(at, [step.recall for step in steps], color=ORANGE, linewidth=2, label="gold that is cited")
        axes.plot(at, [step.anyway for step in steps], color=GREY, linewidth=1.5, linestyle="--",
                  label="unanswerable answered")  # fmt: skip
        axes.axvline(threshold, color="#111827", linewidth=1, linestyle=":")
        axes.text(threshold, 1.02, "as set", ha="center", va="bottom", fontsize=9)
        axes.set_xlabel("threshold for abstaining")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncol=3)
        return to_svg(figure)


def of_latency(seconds: Sequence[float]) -> str:
    """How many answers took how long."""
    with figure_of(7.2, 2.6) as (figure, axes):
        axes.hist(seconds, bins=min(30, max(5, len(seconds) // 4)), color=BLUE, edgecolor="white")
        axes.set_xlabel("seconds to the whole answer")
        axes.set_ylabel("questions")
        axes.set_xlim(left=0)
        return to_svg(figure)


@contextmanager
def figure_of(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure and its axes in the report's style; sizes in inches."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        yield figure, figure.subplots()


def to_svg(figure: Figure) -> str:
    """A figure as an SVG element."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
