"""One numbering of citations through a draft: that of the footnotes in its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.drafting.draft import Basis, Cited, Draft, Opinion, Paragraph, Sentence, Style

Numbers = Mapping[tuple[str, int, int], int]
"""The number of a citation, by the id of its paragraph, its sentence, and its place in the sentence, both from 0."""


def has_footnotes(paragraph: Paragraph, sentence: Sentence) -> bool:
    """Whether the citations of a sentence become footnotes: a frame names its places in words, a heading has none."""
    return sentence.basis is not Basis.FRAME and paragraph.style not in {Style.HEADING, Style.LABEL}


def numbers_of(draft: Draft) -> Numbers:
    """The number of every citation: those that become footnotes in order, then those that were rejected."""
    ordered = sorted(_cited(draft), key=lambda entry: entry[1].opinion is Opinion.REJECTED)
    return {key: number for number, (key, _) in enumerate(ordered, 1)}


def cited_by_number(draft: Draft) -> dict[int, tuple[str, Cited]]:
    """The citation of every number, with the id of its paragraph."""
    numbers = numbers_of(draft)
    return {numbers[key]: (key[0], each) for key, each in _cited(draft)}


def _cited(draft: Draft) -> Iterator[tuple[tuple[str, int, int], Cited]]:
    for paragraph in draft.paragraphs:
        for number, sentence in enumerate(paragraph.sentences):
            if has_footnotes(paragraph, sentence):
                for place, each in enumerate(sentence.sources):
                    yield (paragraph.id, number, place), each
