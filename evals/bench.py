"""Measure what the product promises: ``make bench``, or ``python -m evals.bench``.

Speeds are ratios and medians within one run, for machines differ. Prints a table and keeps it in ``evals/bench.json``.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.cases import cases_of
from evals.libraries.reports import REPORTS, open_reports
from evals.measuring.quality import Quality, ask_cases, summarise
from evals.performance.generated import large_library, write_reports
from evals.performance.searches import FILTERS, by_itself, search, seconds_of
from evals.suites import SHIPPED, read_suite
from ingest.pipeline import ingest, ingest_starter
from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.meaning.weights import DEFAULT_MODEL, find_model
from store.meaning.windows import heading_path

RESULTS = Path(__file__).parent / "bench.json"
_PASSAGES = 50_000
_INGESTS = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """One promise: what was measured, and the bound it has to keep."""

    name: str
    value: float
    bound: str
    kept: bool


def at_most(name: str, value: float, bound: float) -> Measure:
    """A measure that must not be larger."""
    return Measure(name, round(value, 3), f"≤ {bound:g}", value <= bound)


def at_least(name: str, value: float, bound: float) -> Measure:
    """A measure that must not be smaller."""
    return Measure(name, round(value, 3), f"≥ {bound:g}", value >= bound)


@contextmanager
def _empty_library() -> Iterator[tuple[Library, Path]]:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        home.mkdir()
        with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
            yield library, Path(name)


def measure_ingest() -> list[Measure]:
    """Time of an ingest, as a multiple of embedding the same passages alone; in turn, the models loaded before."""
    # Imported here: with it comes torch, which reads the switches that the Library sets when that is imported.
    from sentence_transformers import SentenceTransformer

    with tempfile.TemporaryDirectory() as name:
        source = REPORTS
        if not source.is_dir():
            source = Path(name)
            write_reports(source)
        plain = SentenceTransformer(str(find_model(DEFAULT_MODEL, source / "unused").location), local_files_only=True)
        whole, alone = [], []
        for _ in range(_INGESTS):
            with _empty_library() as (library, _folder):
                library.embeddings.embed_query("load")
                whole.append(seconds_of(partial(ingest, [source], library)))
                texts = [
                    f"{heading_path(passage)}\n{passage.text}"
                    for document in library.documents()
                    for passage in library.passages(document.symbol, document.language)
                ]
            alone.append(seconds_of(partial(plain.encode, texts)))
    ratio = statistics.median(whole) / statistics.median(alone)
    return [at_most("ingest, as a multiple of embedding alone", ratio, 1.5)]


def measure_search() -> list[Measure]:
    """Median time of a search among 50,000 passages, filtered or not, in a process that does nothing else."""
    with _empty_library() as (library, _):
        with library.writing():
            for document, passages, vectors in large_library(_PASSAGES):
                library.add(document, passages, vectors=vectors)
        library.close()
        found = by_itself(search, library.place)
    return [
        *(at_most(f"search, {name}: median, ms", found.milliseconds(name), 40) for name in FILTERS),
        at_most("memory of a process that searches, GiB", found.peak, 1.5),
    ]


def measure_starting() -> list[Measure]:
    """Seconds from the command to its end, in new processes; the faster of two runs, for files get cached."""
    with _empty_library() as (library, _):
        ingest_starter(library)
        home = library.home
        library.close()
        environment = os.environ | {"RIGHTSDESK_HOME": str(home)}

        def command(*words: str) -> float:
            line = [sys.executable, "-m", "assistant.cli", *words]
            return min(
                seconds_of(lambda: subprocess.run(line, env=environment, check=True, capture_output=True))  # noqa: S603 - ours
                for _ in range(2)
            )

        return [
            at_most("rightsdesk --help, s", command("--help"), 0.5),
            at_most("rightsdesk ask from a cold start, s", command("ask", "What does A/HRC/48/31 call for?"), 10),
        ]


def measure_quality() -> dict[str, Quality]:
    """Retrieval, citations and abstention on the suites about the real reports; nothing where they are not there."""
    with open_reports() as library:
        if library is None:
            sys.stderr.write("The real reports are not here: quality is not measured.\n")
            return {}
        return {
            name: summarise(ask_cases(library, cases_of(read_suite(SHIPPED / f"{name}.yaml"))))
            for name in ("calibration", "corpus")
        }


def promises(suite: str, quality: Quality) -> list[Measure]:
    """The promises on quality, for one suite."""
    return [
        at_least(f"{suite}: right passage among the first five", quality.found, 0.85),
        at_least(f"{suite}: right passage among the citations", quality.cited, 0.75),
        at_least(f"{suite}: citations that are right", quality.precision, 0.5),
        at_most(f"{suite}: unanswerable questions answered", quality.answered_anyway, 0.3),
        at_most(f"{suite}: answerable questions refused", quality.refused, 0.15),
    ]


def main() -> int:
    """Measure everything; exits with 0 whether or not every promise is kept, for the figures are the result."""
    measures = [*measure_starting(), *measure_search(), *measure_ingest()]
    quality = measure_quality()
    measures += [measure for suite, figures in quality.items() for measure in promises(suite, figures)]
    table = Table("measured", "value", "promised", "kept")
    for measure in measures:
        table.add_row(measure.name, f"{measure.value:g}", measure.bound, "yes" if measure.kept else "NO")
    Console().print(table)
    kept = {
        "measures": [asdict(measure) for measure in measures],
        "quality": {suite: asdict(each) for suite, each in quality.items()},
    }
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
