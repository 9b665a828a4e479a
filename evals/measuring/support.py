"""How well support is told from its opposite: ``rightsdesk eval support``, on pairs labelled by hand.

The pairs are sentences beside paragraphs of the starter library, most of them wrong in a way a language model gets
things wrong. ``pairs/calibration.yaml`` sets weights and threshold (``python -m evals.measuring.support`` writes them),
``pairs/scoring.yaml``, by another hand and on other documents, scores them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import assistant.check
from assistant.check.support import Checker, Figures, Source, Strictness
from assistant.judging.judge import Weighing
from evals.calibrate import fit
from evals.libraries.cached import open_cached
from ingest.pipeline import ingest_starter
from store.library import Library

OUTPUT = Path(assistant.check.__file__).parent / "support.json"
SUPPORTED = "supported"
PRECISION = 0.8
"""Of the sentences taken for supported among the pairs that set the threshold, so many are at least."""

_NAMES = tuple(each.name for each in fields(Figures))


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence beside the paragraph it cites.

    Attributes:
        at: The paragraph: symbol or short title, and locator.
        sentence: What was written.
        label: ``supported``, or in which way it is not.
    """

    at: str
    sentence: str
    label: str

    @property
    def supported(self) -> bool:
        """Whether the paragraph supports the sentence."""
        return self.label == SUPPORTED


@dataclass(frozen=True, slots=True)
class Score:
    """How well the check tells pairs apart.

    Attributes:
        precision: The share of the sentences it takes for supported that are.
        recall: The share of the supported sentences that it takes for supported.
        passed: By label, how many of how many it takes for supported.
    """

    precision: float
    recall: float
    passed: dict[str, tuple[int, int]]


def read_pairs(name: str) -> list[Pair]:
    """The pairs of a half: ``calibration`` or ``scoring``."""
    text = resources.files("evals").joinpath(f"pairs/{name}.yaml").read_text(encoding="utf-8")
    return [Pair(**each) for each in yaml.safe_load(text)]


def source_of(library: Library, pair: Pair) -> Source:
    """The paragraph of a pair.

    Raises:
        LookupError: The library does not have it.
    """
    words = pair.at.split(", ")
    for cut in range(1, len(words)):
        symbol, locator = ", ".join(words[:cut]), ", ".join(words[cut:])
        passage, document = library.passage(symbol, locator), library.document(symbol)
        if passage and document:
            return Source(document, passage, passage.text)
    raise LookupError(f"The library does not have {pair.at}.")


def calibrate(library: Library, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Weights and threshold: the most supported sentences taken, among choices that keep to `PRECISION`."""
    # Weights only count where nothing that is stated is missing, and nothing is stated more strongly.
    checker = Checker(library.embeddings, Strictness(Weighing(0.0, {}), 0.0))
    rows, labels = [], []
    for pair in pairs:
        source = source_of(library, pair)
        if checker.check(pair.sentence, [source]):
            rows.append(checker.figures(pair.sentence, source))
            labels.append(pair.supported)
    fitted = fit(np.array([each.values() for each in rows]), labels, _NAMES)
    weighing = Weighing(fitted["bias"], fitted["weights"])
    found = np.array([weighing.probability(each) for each in rows])
    right = np.array(labels)
    strict = [each for each in sorted(set(found)) if right[found >= each].mean() >= PRECISION]
    return {"pairs": len(pairs), "weighing": fitted, "threshold": round(float(min(strict, default=1.0)), 4) - 1e-4}


def score(library: Library, pairs: Sequence[Pair], chosen: Strictness | None = None) -> Score:
    """How well the check does on pairs; with the strictness that comes with the product unless another is given."""
    # Weights only count where nothing that is stated is missing, and nothing is stated more strongly.
    checker = Checker(library.embeddings, chosen)
    passed = [pair.label for pair in pairs if checker.check(pair.sentence, [source_of(library, pair)])]
    of, took = Counter(pair.label for pair in pairs), Counter(passed)
    return Score(
        precision=took[SUPPORTED] / max(1, len(passed)),
        recall=took[SUPPORTED] / max(1, of[SUPPORTED]),
        passed={label: (took[label], of[label]) for label in sorted(of)},
    )


def main() -> int:
    """Set the strictness on one half of the pairs, and write it where the product reads it."""
    with open_cached("starter") as library:
        ingest_starter(library)
        stored = calibrate(library, read_pairs("calibration"))
    OUTPUT.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(stored, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
