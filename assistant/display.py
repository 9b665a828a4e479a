"""What every face shows alike: an answer in the blocks a reader sees, and the beginnings of long texts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from assistant.answer import Answer, Citation

_SHORT = 320
"""Characters of a passage that a list shows."""


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences that rest on the same sources.

    Attributes:
        text: What is shown; of a quotation the document's words with its line breaks, without quotation marks.
        numbers: Numbers of the citations.
        quoted: Whether the words are the document's own.
        source: The first of the citations.
        opens: Whether a quotation from another document begins here, so that the document is named above it.
    """

    text: str
    numbers: tuple[int, ...]
    quoted: bool
    source: Citation
    opens: bool


def blocks_of(answer: Answer) -> list[Block]:
    """The blocks of an answer in quotations, in order; none in an abstention."""
    by_number = {citation.n: citation for citation in answer.citations}
    blocks: list[Block] = []
    above = ""
    for numbers, group in groupby(answer.sentences, key=lambda sentence: sentence.citations):
        sentences = [sentence.text for sentence in group]
        source = by_number[numbers[0]]
        quoted = len(numbers) == 1 and all(sentence in source.quote for sentence in sentences)
        text = source.quote if quoted else " ".join(sentences)
        opens = quoted and source.symbol != above
        above = source.symbol if quoted else ""
        blocks.append(Block(text, numbers, quoted, source, opens))
    return blocks


def shorten(text: str, length: int = _SHORT) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rpartition(' ')[0]} …"
