"""The pairs of sentence and paragraph that set and score the check of sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.check.support import strictness
from evals.measuring.support import OUTPUT, calibrate, read_pairs, score, source_of
from store.embeddings import SentenceEmbeddings
from store.library import Library


@pytest.fixture(scope="module")
def starter(starter_home: Path) -> Iterator[Library]:
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        yield library


def test_there_are_over_two_hundred_pairs_of_every_kind() -> None:
    pairs = [*read_pairs("calibration"), *read_pairs("scoring")]
    assert len(pairs) >= 200
    assert len({pair.sentence for pair in pairs}) == len(pairs)
    kinds = Counter(pair.label for pair in pairs)
    assert set(kinds) == {
        "supported", "contradicted", "half-supported", "swapped number", "swapped actor", "negated"
    }  # fmt: skip
    assert min(kinds.values()) >= 30


def test_what_sets_the_threshold_does_not_score_it(starter: Library) -> None:
    setting, scoring = (
        {source_of(starter, pair).document.symbol for pair in read_pairs(half)} for half in ("calibration", "scoring")
    )
    assert not setting & scoring


def test_the_shipped_strictness_is_what_calibrating_gives(starter: Library) -> None:
    made, shipped = calibrate(starter, read_pairs("calibration")), json.loads(OUTPUT.read_text(encoding="utf-8"))
    assert made["threshold"] == pytest.approx(shipped["threshold"], abs=0.02)
    assert made["weighing"]["weights"] == pytest.approx(shipped["weighing"]["weights"], abs=0.1)


def test_of_what_is_taken_for_supported_most_is_and_little_of_what_is_wrong_passes(starter: Library) -> None:
    found = score(starter, read_pairs("scoring"), strictness())
    assert found.precision >= 0.75
    assert found.recall >= 0.4
    wrong = [counts for label, counts in found.passed.items() if label != "supported"]
    assert sum(took for took, _ in wrong) <= 0.1 * sum(of for _, of in wrong)
