"""Documents by year and by body: as plots for the eye, as tables for everybody else."""

from __future__ import annotations

import io
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any

from store.database.rows import year_of
from store.facts.summary import Counts
from store.model import Document

# Imported where it is used: the page is served a third of a second sooner.
if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BODIES = 8
"""Bodies that are drawn; the others are one bar."""

_WIDTH = 4.2
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 9,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "svg.hashsalt": "rightsdesk",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.spines.bottom": False,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}
_ONE_AT_A_TIME = Lock()
"""The style is that of the whole process."""


def render_plots(documents: Sequence[Document]) -> str:
    """Both plots with their tables as HTML; colours are the page's.

    Args:
        documents: Those that are counted.
    """
    if not documents:
        return ""
    bodies = Counter(document.body for document in documents if document.body)
    counted = tuple(sorted(bodies.items(), key=lambda each: (-each[1], each[0])))
    by_body = _figure_of("Body", plot_bodies(counted), counted, len(documents)) if bodies else ""
    return render_years(documents) + by_body


def render_years(documents: Sequence[Document]) -> str:
    """The plot by year with its table as HTML; empty where no document has a date."""
    years = Counter(year for document in documents if (year := year_of(document.date)))
    if not years:
        return ""
    spanned = tuple((str(year), years[year]) for year in range(min(years), max(years) + 1))
    return _figure_of("Year", plot_years(spanned), [each for each in spanned if each[1]][::-1], len(documents))


@lru_cache(maxsize=64)
def plot_years(counts: Counts) -> str:
    """A bar for each year, as SVG.

    Args:
        counts: Years without gaps, the earliest first.
    """
    from matplotlib.ticker import MaxNLocator

    with _axes(1.7) as (figure, axes):
        places = range(len(counts))
        axes.bar(places, [number for _, number in counts], width=0.72)
        step = -(-len(counts) // 8)
        named = list(places)[::-step]
        axes.set_xticks(named, [counts[place][0] for place in named])
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.grid(axis="y", linewidth=0.6)
        axes.set_axisbelow(True)
        return _svg(figure)


@lru_cache(maxsize=64)
def plot_bodies(counts: Counts) -> str:
    """A bar for each of the bodies that have most, as SVG.

    Args:
        counts: Bodies, the most frequent first.
    """
    drawn = [(textwrap.shorten(body, 68, placeholder=" …"), number) for body, number in counts[:_BODIES]]
    if rest := counts[_BODIES:]:
        drawn.append((f"{len(rest)} more", sum(number for _, number in rest)))
    with _axes(0.3 + 0.36 * len(drawn)) as (figure, axes):
        places = range(len(drawn))
        bars = axes.barh(places, [number for _, number in drawn], height=0.62)
        axes.bar_label(bars, padding=3)
        axes.set_yticks(places, [textwrap.fill(body, 36) for body, _ in drawn])
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.margins(x=0.12)
        return _svg(figure)


@contextmanager
def _axes(height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure of that height in inches, and its axes."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with _ONE_AT_A_TIME, mpl.rc_context(_STYLE):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots()
        # Only bars are filled, so that the page can colour them.
        figure.patch.set_visible(False)
        axes.patch.set_visible(False)
        yield figure, axes


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    # Two plots stand on one page, where a name may be given once.
    return re.sub(r' id="(?!m|p[0-9a-f])[^"]*"', "", text[text.index("<svg") :])


def _figure_of(what: str, svg: str, counts: Sequence[tuple[str, int]], documents: int) -> str:
    rows = "".join(
        f"<tr><th scope='row' dir='auto'>{escape(name)}</th><td>{number}</td></tr>" for name, number in counts
    )
    missing = documents - sum(number for _, number in counts)
    note = f"<p>{missing} without a {what.lower()}.</p>" if missing else ""
    return (
        f'<figure class="rd-plot"><figcaption>Documents by {what.lower()}</figcaption>'
        f'<div aria-hidden="true">{svg}</div>'
        f"<details><summary>As a table</summary><table><thead><tr><th scope='col'>{what}</th>"
        f"<th scope='col'>Documents</th></tr></thead><tbody>{rows}</tbody></table>{note}</details></figure>"
    )
