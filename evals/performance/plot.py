"""The plot of how searching grows with the library, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.report.plots import BLUE, GREY, ORANGE, figure_of, to_svg

if TYPE_CHECKING:
    from evals.performance.growth import Size

_COLOURS = (BLUE, ORANGE, GREY)


def of_growth(sizes: Sequence[Size]) -> str:
    """Milliseconds of a search against the passages of the library, by filter: medians, and p95 dotted."""
    with figure_of(7.2, 4.2) as (figure, axes):
        passages = [size.passages for size in sizes]
        for colour, name in zip(_COLOURS, sizes[0].median, strict=True):
            medians = [size.median[name] for size in sizes]
            axes.plot(passages, medians, color=colour, linewidth=2, marker="o", label=name)
            axes.plot(passages, [size.p95[name] for size in sizes], color=colour, linewidth=1, linestyle=":")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("passages")
        axes.set_ylabel("milliseconds of a search: median, p95 dotted")
        axes.set_xticks(passages, [f"{number:,}" for number in passages])
        low, high = axes.get_ylim()
        marks = [mark for mark in (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000) if low <= mark <= high]
        axes.set_yticks(marks, [f"{mark:,}" for mark in marks])
        axes.minorticks_off()
        axes.legend(loc="upper left")
        return to_svg(figure)
