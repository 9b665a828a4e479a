"""How loading and searching grow with the library: ``python -m evals.performance.growth FOLDER``.

Libraries of made-up passages and vectors, each size begun as a copy of the one before and kept: what is there is not
loaded again, so that a run can be stopped, and its searches measured again. Each measure is taken in a process of its
own. Prints a table; keeps the results as JSON and as a plot in docs/.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from evals.performance.generated import large_library
from evals.performance.plot import of_growth
from evals.performance.searches import (
    FILTERS,
    by_itself,
    opened,
    peak_memory,
    recall_of_index,
    search,
    seconds_of,
)
from store.place import Place

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
RESULTS = Path(__file__).parent / "growth.json"
PLOT = Path(__file__).parents[2] / "docs" / "growth.svg"
_DIMENSION = 384
_ASKED = 40
_LOADED = "loaded.json"
_VECTORS = "vectors.f16"
_GIB = 2**30


@dataclass(frozen=True, slots=True)
class Size:
    """A library of one size, as measured.

    Attributes:
        passages: In the library.
        loaded: Of these, how many were written in this step; the others were there.
        load_seconds: To write them; made and embedded before.
        load_peak: The most memory of the process that wrote them, GiB.
        catalog: Size of the catalogue with texts, full text and vectors, GiB.
        index: Size of the vector index, GiB.
        median: Milliseconds of a search, by filter.
        p95: The same, of the slowest in twenty.
        first: Seconds of the first search, which opens the index.
        search_peak: The most memory of the process that searched, GiB.
        recall: Share of the 80 nearest passages that a search by meaning finds.
    """

    passages: int
    loaded: int
    load_seconds: float
    load_peak: float
    catalog: float
    index: float
    median: dict[str, float]
    p95: dict[str, float]
    first: float
    search_peak: float
    recall: float


@dataclass(frozen=True, slots=True)
class Load:
    """What writing took: `passages` in `seconds`, with at most `peak` GiB of memory."""

    passages: int
    seconds: float
    peak: float


def grown(folder: Path, sizes: Sequence[int]) -> Iterator[Path]:
    """Make the libraries that are missing; yields the folder of each.

    Args:
        folder: Where they are kept, each in a folder of its size.
        sizes: Passages in each; multiples of 250, rising.
    """
    before, held = None, 0
    for passages in sizes:
        home = folder / str(passages)
        if not (home / _LOADED).exists():
            shutil.rmtree(home, ignore_errors=True)
            if before is None:
                home.mkdir(parents=True)
            else:
                shutil.copytree(before, home)
                (home / _LOADED).unlink()
            loaded = by_itself(load, home, held, passages)
            (home / _LOADED).write_text(json.dumps(asdict(loaded)))
        yield home
        before, held = home, passages


def measured(home: Path) -> Size:
    """Search a library, and see how large it is."""
    loaded = Load(**json.loads((home / _LOADED).read_text()))
    found = by_itself(search, Place(home))
    vectors = np.memmap(home / _VECTORS, dtype=np.float16, mode="r").reshape(-1, _DIMENSION)
    return Size(
        passages=len(vectors),
        loaded=loaded.passages,
        load_seconds=round(loaded.seconds, 1),
        load_peak=round(loaded.peak, 2),
        catalog=_size(home.glob("catalog.*")),
        index=_size(home.glob("chroma/**/*")),
        median={name: round(found.milliseconds(name), 1) for name in FILTERS},
        p95={name: round(found.milliseconds(name, 0.95), 1) for name in FILTERS},
        first=round(found.first, 2),
        search_peak=round(found.peak, 2),
        recall=round(by_itself(recall_of_index, Place(home), _asked(vectors), vectors), 3),
    )


def load(home: Path, held: int, passages: int) -> Load:
    """Write passages into the library in a folder, and their vectors into a file beside it."""
    seconds = 0.0
    with opened(Place(home)) as library, library.writing(), (home / _VECTORS).open("ab") as file:
        for document, content, made in large_library(passages, held):
            seconds += seconds_of(partial(library.add, document, content, vectors=made))
            np.stack([each.windows[0].values for each in made]).astype(np.float16).tofile(file)
    return Load(passages - held, seconds, peak_memory())


def _asked(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    """What to search with: what lies between two passages of one document, as a question on both would."""
    first = np.linspace(0, len(vectors) - 2, _ASKED).astype(int) // 2 * 2
    between = vectors[first].astype(np.float32) + vectors[first + 1].astype(np.float32)
    return np.asarray(between / np.linalg.norm(between, axis=1, keepdims=True))


def _size(files: Iterator[Path]) -> float:
    return round(sum(file.stat().st_size for file in files if file.is_file()) / _GIB, 2)


def main(
    folder: Annotated[Path, typer.Argument(help="Where the libraries are kept: 14 GB for a million passages.")],
    up_to: Annotated[int, typer.Option(help="The largest library to measure.")] = SIZES[-1],
) -> None:
    """Measure libraries of 10,000 to 1,000,000 passages; the largest takes twenty minutes to load."""
    homes = list(grown(folder, [each for each in SIZES if each <= up_to]))
    sizes = [measured(home) for home in track(homes, "searching", console=Console(stderr=True))]
    RESULTS.write_text(json.dumps([asdict(size) for size in sizes], indent=2) + "\n", encoding="utf-8")
    PLOT.write_text(of_growth(sizes), encoding="utf-8")
    Console().print(_table(sizes))


def _table(sizes: list[Size]) -> Table:
    table = Table()
    for column in ("passages", "loaded / s", "loading, GiB", "catalogue, GiB", "index, GiB", *FILTERS, "searching, GiB",
                   "recall"):  # fmt: skip
        table.add_column(column, justify="right")
    for size in sizes:
        times = [f"{size.median[name]:.0f} / {size.p95[name]:.0f}" for name in FILTERS]
        table.add_row(f"{size.passages:,}", f"{size.loaded / size.load_seconds:.0f}", f"{size.load_peak:.2f}",
                      f"{size.catalog:.2f}", f"{size.index:.2f}", *times, f"{size.search_peak:.2f}",
                      f"{size.recall:.3f}")  # fmt: skip
    return table


if __name__ == "__main__":
    typer.run(main)
