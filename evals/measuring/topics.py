"""How well topics are assigned: ``rightsdesk eval topics``, on paragraphs and documents labelled by hand.

``labelled/tuning.yaml`` set the terms, ``labelled/scoring.yaml`` did not, ``labelled/fresh.yaml`` was labelled after
they were fixed. ``labelled/documents.yaml`` set the rule by which documents carry topics, and is no test of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from evals.measuring.support import Pair, source_of
from ingest.cataloguing.topics import topics, topics_of_document, topics_of_passage
from store.library import Library

HALVES = ("tuning", "scoring", "fresh")
"""Sets of labelled paragraphs."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph or a document, and the topics it carries by a person's reading.

    Attributes:
        at: Symbol or short title, and locator; without one, the document as a whole.
        topics: Their ids.
    """

    at: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a topic was assigned rightly, wrongly, and not at all where it should have been."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; nothing where no label has the topic."""
        if not self.right + self.missed:
            return None
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Score:
    """How well topics are assigned.

    Attributes:
        amount: Paragraphs or documents that were scored.
        left_out: Those that no library here holds.
        by_topic: A tally for each topic, in the order of the topics.
    """

    amount: int
    left_out: int
    by_topic: Mapping[str, Tally]

    @property
    def macro_f1(self) -> float:
        """The mean of the F1 of the topics that some label has."""
        scored = [each for tally in self.by_topic.values() if (each := tally.f1) is not None]
        return sum(scored) / len(scored) if scored else 0.0

    @property
    def micro_f1(self) -> float:
        """The F1 of all assignments together."""
        right, wrong, missed = (
            sum(getattr(tally, name) for tally in self.by_topic.values()) for name in ("right", "wrong", "missed")
        )
        return 2 * right / (2 * right + wrong + missed) if right else 0.0


def read_labelled(name: str) -> list[Labelled]:
    """The labels of a set: one of `HALVES`, or ``documents``."""
    text = resources.files("evals").joinpath(f"labelled/{name}.yaml").read_text(encoding="utf-8")
    return [Labelled(each["at"], frozenset(each["topics"])) for each in yaml.safe_load(text)]


def score_passages(libraries: Iterable[Library], labelled: Sequence[Labelled]) -> Score:
    """How well the method does on paragraphs, each looked for in every library."""
    return _score(list(libraries), labelled, _passage_topics)


def score_documents(libraries: Iterable[Library], labelled: Sequence[Labelled]) -> Score:
    """How well the method does on documents as a whole."""
    return _score(list(libraries), labelled, _document_topics)


def _passage_topics(library: Library, at: str) -> frozenset[str] | None:
    try:
        source = source_of(library, Pair(at, "", ""))
    except LookupError:
        return None
    return topics_of_passage(source.document, source.passage)


def _document_topics(library: Library, at: str) -> frozenset[str] | None:
    document = library.document(at)
    if document is None:
        return None
    carried = [topics_of_passage(document, each) for each in library.passages(document.symbol)]
    return topics_of_document(document, carried)


def _score(
    libraries: Sequence[Library],
    labelled: Sequence[Labelled],
    assign: Callable[[Library, str], frozenset[str] | None],
) -> Score:
    seen: list[tuple[frozenset[str], frozenset[str]]] = []
    for each in labelled:
        found = next((its for library in libraries if (its := assign(library, each.at)) is not None), None)
        if found is not None:
            seen.append((each.topics, found))
    return Score(
        amount=len(seen),
        left_out=len(labelled) - len(seen),
        by_topic={
            topic: Tally(
                right=sum(topic in gold and topic in found for gold, found in seen),
                wrong=sum(topic not in gold and topic in found for gold, found in seen),
                missed=sum(topic in gold and topic not in found for gold, found in seen),
            )
            for topic in topics()
        },
    )
