"""What of a passage is indexed, and how words are written to be looked for in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.languages import stemmed
from store.model import Document, Passage

_SYMBOL = re.compile(r"\w[\w.\-]*(?:/[\w.\-]*\w)+(?:\(\w+\))?")
"""A document symbol, or anything else joined by slashes."""

_IDEOGRAPH = re.compile(r"([\u3400-\u9fff\uf900-\ufaff])")
"""Chinese is written without spaces; each character is a word, a word a phrase of them."""

COLUMNS = ("headings", "text", "title")


@dataclass(frozen=True, slots=True)
class ColumnWeights:
    """How much a match in each column counts; a column of weight 0 is not searched.

    Attributes:
        headings: The heading path of a passage.
        text: The passage itself.
        title: Title and symbols of its document.
    """

    headings: float = 1.0
    text: float = 1.0
    title: float = 0.0

    def searched(self) -> list[str]:
        """The columns that are searched."""
        return [name for name in COLUMNS if getattr(self, name)]


TEXT_ALONE = ColumnWeights(headings=0)
EVERYTHING = ColumnWeights(title=1)


@dataclass(frozen=True, slots=True)
class TextHit:
    """A passage found by its words: its id, and its BM25 score, higher for a better match."""

    passage: str
    score: float


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What is looked for, and where.

    Attributes:
        phrases: Words as `phrases` gives them; at least one.
        weights: Of the columns.
        limit: How many passages at most.
        documents: Rows of the documents to look in, which searches may see; ``None`` for all that they may see.
        topics: Ids of topics of which passages carry any; none where topics do not matter.
    """

    phrases: Sequence[str]
    weights: ColumnWeights
    limit: int
    documents: Collection[int] | None
    topics: Sequence[str] = ()


def indexed_form(content: str, language: str = "en") -> str:
    """Text as the index holds it: stems, and each symbol one word: ``A/HRC/48/3`` never finds ``A/HRC/48/31``."""
    joined = _SYMBOL.sub(lambda match: re.sub(r"\W+", "_", match[0]).strip("_"), content)
    return _IDEOGRAPH.sub(r" \1 ", stemmed(joined, language))


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is indexed of a passage: its row, and the text of each column in its indexed form."""

    pk: int
    columns: Mapping[str, str]


def indexed(document: Document, passage: Passage, pk: int) -> Indexed:
    """What is indexed of a passage in that row."""
    symbols, language = " ".join((document.symbol, *document.other_symbols)), document.language
    columns = {
        "headings": indexed_form("\n".join(passage.headings), language),
        "text": indexed_form(passage.text, language),
        "title": indexed_form(f"{document.title}\n{symbols}", language),
    }
    return Indexed(pk, columns)


def phrases(words: Iterable[str], language: str = "en") -> list[str]:
    """Words as the index holds them, each once; nothing is left of one that cannot be looked for.

    A word is looked for at its stem in the language of the question, and as it stands: names are the same in all.
    """
    found = (_indexed(word, form) for word in words for form in (language, "en"))
    return list(dict.fromkeys(phrase for phrase in found if phrase))


def _indexed(word: str, language: str) -> str:
    clean = indexed_form(word.encode("utf-8", "ignore").decode("utf-8").replace("\0", " "), language)
    return clean.replace('"', " ").strip() if any(map(str.isalnum, clean)) else ""
