"""Is every sentence supported by what it cites, and every citation needed? Citation recall and precision after ALCE.

ALCE asks a model of natural language inference. None comes with the product, so support is decided by words: a sentence
is supported by passages that hold it verbatim, or that hold all its numbers and names and most of its content words.
That catches invented figures, names and citations of the wrong paragraph; it does not see a reversed meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.asked.names import names_in, speaks_of
from assistant.question import numbers_in
from evals.metrics.metric import Better, Metric
from evals.runs.outcomes import Outcome
from store.words import content_words, plain, stem

_SOURCE = (
    "ALCE (Gao et al., EMNLP 2023, doi:10.18653/v1/2023.emnlp-main.398), with words in place of its inference model"
)
_MOST = 0.6
"""Share of a sentence's content words that its sources have to hold."""


def supported(sentence: str, sources: Sequence[str]) -> bool:
    """Whether the passages hold what a sentence says."""
    text = " ".join(sources)
    if not text.strip():
        return False
    if plain(sentence) in plain(text):
        return True
    if not numbers_in(text).issuperset(numbers_in(sentence)):
        return False
    if not all(speaks_of(name, text) for name in names_in(sentence)):
        return False
    words = {stem(word.text) for word in content_words(sentence)}
    there = {stem(word.text) for word in content_words(text)}
    return len(words & there) >= _MOST * len(words) if words else True


def _sentences(outcome: Outcome) -> list[tuple[str, list[str]]]:
    """The sentences of an answer, each with the passages it cites."""
    if outcome.answer is None:
        return []
    # A sentence may name the document and the place that it cites.
    by_number = {
        each.n: f"{each.reference}\n{each.title}\n{source}" if source else ""
        for each, source in zip(outcome.answer.citations, outcome.sources, strict=True)
    }
    return [(each.text, [by_number[n] for n in each.citations]) for each in outcome.answer.sentences]


def recall(outcome: Outcome) -> float | None:
    """The share of the sentences that are supported by all they cite together."""
    sentences = _sentences(outcome)
    return sum(supported(*each) for each in sentences) / len(sentences) if sentences else None


def unsupported(outcome: Outcome) -> float | None:
    """The share of the sentences that are not supported."""
    value = recall(outcome)
    return None if value is None else 1 - value


def precision(outcome: Outcome) -> float | None:
    """The share of the citations that are needed.

    A citation of a supported sentence is needed when it supports by itself, or when the others do not without it.
    """
    needed = []
    for text, sources in _sentences(outcome):
        whole = supported(text, sources)
        for index, source in enumerate(sources):
            others = sources[:index] + sources[index + 1 :]
            needed.append(whole and (supported(text, [source]) or not supported(text, others)))
    return sum(needed) / len(needed) if needed else None


METRICS = (
    Metric(
        "citation recall",
        "Sentences supported",
        recall,
        "Share of an answer's sentences that what they cite supports.",
        _SOURCE,
    ),
    Metric(
        "citation precision",
        "Citations needed",
        precision,
        "Share of an answer's citations that support their sentence alone, or without which it is not supported.",
        _SOURCE,
    ),
    Metric(
        "unsupported sentences",
        "Sentences not supported",
        unsupported,
        "Share of an answer's sentences that what they cite does not support.",
        _SOURCE,
        better=Better.LOWER,
    ),
)
