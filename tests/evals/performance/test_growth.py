"""Libraries of several sizes are made step by step, and measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.performance import growth
from evals.performance.plot import of_growth
from evals.performance.searches import opened, recall_of_index
from store.place import Place

SIZES = (250, 3_000)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(growth.grown(tmp_path_factory.mktemp("grown"), SIZES))


def test_each_library_holds_what_the_one_before_holds_and_more(homes: list[Path]) -> None:
    held = []
    for home in homes:
        with opened(Place(home)) as library:
            held.append({document.symbol: len(library.passages(document.symbol)) for document in library.documents()})
            assert library.check() == []
    assert held[0] == {"A/HRC/1/1": 250}
    assert held[1] == {f"A/HRC/1/{number}": 250 for number in range(1, 13)}


def test_what_is_there_is_not_loaded_again(homes: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "load", None)
    assert list(growth.grown(homes[0].parent, SIZES)) == homes


def test_a_library_is_measured(homes: list[Path]) -> None:
    size = growth.measured(homes[1])
    assert (size.passages, size.loaded, size.recall) == (3_000, 2_750, 1.0)
    assert size.p95["unfiltered"] >= size.median["unfiltered"] > 0
    assert min(size.load_seconds, size.load_peak, size.first, size.search_peak) > 0
    plot = of_growth([size, size])
    assert plot.startswith("<svg")
    assert "3,000" in plot


def test_an_index_that_lacks_vectors_is_seen_in_its_recall(homes: list[Path]) -> None:
    """As many of the nearest as were left out are not found."""
    vectors = np.fromfile(homes[0] / "vectors.f16", dtype=np.float16).reshape(-1, 384)
    asked = vectors[:3].astype(np.float32)
    assert recall_of_index(Place(homes[0]), asked, vectors, depth=10) == 1.0
    twice = np.concatenate([vectors, vectors[:3].repeat(5, axis=0) * np.float16(1.5)])
    assert recall_of_index(Place(homes[0]), asked, twice, depth=10) < 1.0
