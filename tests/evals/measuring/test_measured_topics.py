"""How topics are measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make

from evals.measuring.topics import HALVES, Labelled, Tally, read_labelled, score_documents, score_passages
from ingest.cataloguing.topics import topics
from store.library import Library


@pytest.mark.parametrize(
    ("tally", "f1"), [(Tally(1, 0, 0), 1.0), (Tally(1, 1, 1), 0.5), (Tally(0, 3, 0), None), (Tally(0, 0, 1), 0.0)]
)
def test_f1_of_a_topic(tally: Tally, f1: float | None) -> None:
    assert tally.f1 == f1


def test_labels_name_topics_there_are_and_no_paragraph_twice() -> None:
    labelled = [each for name in HALVES for each in read_labelled(name)]
    assert {topic for each in (*labelled, *read_labelled("documents")) for topic in each.topics} <= set(topics())
    assert len({each.at for each in labelled}) == len(labelled)
    assert len(read_labelled("tuning")) + len(read_labelled("scoring")) == 150


def test_what_is_right_wrong_and_missed(tmp_path: Path) -> None:
    with Library(tmp_path / "library", FakeEmbeddings()) as library:
        library.add(*make("A/1", "Women and privacy.", "Nothing.", "Women."))
        labelled = [
            Labelled("A/1, para. 1", frozenset({"gender"})),
            Labelled("A/1, para. 2", frozenset({"migration"})),
            Labelled("A/9, para. 1", frozenset({"migration"})),
        ]
        score = score_passages([library], labelled)
        assert (score.amount, score.left_out) == (2, 1)
        assert score.by_topic["privacy-and-data-protection"] == Tally(0, 1, 0)
        assert (score.macro_f1, score.micro_f1) == (0.5, 0.5)
        assert score_documents([library], [Labelled("A/1", frozenset({"gender"}))]).by_topic["gender"].f1 == 1.0
