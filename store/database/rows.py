"""Documents and passages as rows of the catalogue, and back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.meaning.windows import Vector
from store.meaning.wordsigns import WordVectors, pack
from store.model import Box, Document, Footnote, Kind, Passage, Subparagraph

Row = Mapping[str, Any]

_FACTS = (
    "symbol", "language", "title", "body", "type", "date", "session", "agenda_item", "url", "source", "sha256", "pages",
    "superseded_by",
)  # fmt: skip


def key(text: str) -> str:
    """The form in which symbols and locators are compared: no case, no odd spaces."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def key_without_year(name: str) -> str:
    """The key of a resolution without the year or session behind its number, which texts leave out; of others the key.

    >>> key_without_year("S/RES/1325 (2000)")
    's/res/1325'
    """
    return re.sub(r"^(.*/res/.*\S) \([^()]*\)$", r"\1", key(name))


def year_of(date: str) -> int:
    """The year of an ISO date; 0 without one."""
    return int(date[:4]) if date[:4].isdigit() else 0


def fingerprint(document: Document, passages: Sequence[Passage]) -> str:
    """The same for the same content: tells whether reading a file again found anything new."""
    return hashlib.sha256(repr((document, tuple(passages))).encode("utf-8", "surrogatepass")).hexdigest()


def document_row(document: Document) -> dict[str, Any]:
    """The columns that hold a document's facts."""
    facts = {name: getattr(document, name) for name in _FACTS}
    return facts | {"id": document.id, "kind": document.kind.value, "year": year_of(document.date)}


def symbol_rows(document: Document, pk: int) -> list[dict[str, Any]]:
    """A row for each symbol of a document."""
    return [
        {"document": pk, "position": position, "symbol": symbol, "key": key(symbol)}
        for position, symbol in enumerate((document.symbol, *document.other_symbols))
    ]


def to_document(row: Row, other_symbols: Sequence[str]) -> Document:
    """A document from its row."""
    facts = {name: row[name] for name in _FACTS}
    return Document(**facts, kind=Kind(row["kind"]), other_symbols=tuple(other_symbols))


def passage_row(passage: Passage, document: int) -> dict[str, Any]:
    """The columns of a passage."""
    return {
        "document": document,
        "id": passage.id,
        "position": passage.order,
        "locator": passage.locator,
        "locator_key": key(passage.locator),
        "text": passage.text,
        "headings": list(passage.headings),
        "section": passage.section,
        "page": passage.page,
        "last_page": passage.last_page,
        "boxes": [[box.page, box.x0, box.y0, box.x1, box.y1] for box in passage.boxes],
        "footnotes": [[note.mark, note.text] for note in passage.footnotes],
        "subparagraphs": [[part.locator, part.start, part.end] for part in passage.subparagraphs],
    }


def to_passage(row: Row) -> Passage:
    """A passage from its row joined with the symbol and language of its document."""
    return Passage(
        symbol=row["symbol"],
        language=row["language"],
        locator=row["locator"],
        text=row["text"],
        headings=tuple(row["headings"]),
        section=row["section"],
        page=row["page"],
        last_page=row["last_page"],
        boxes=tuple(Box(*box) for box in row["boxes"]),
        footnotes=tuple(Footnote(*note) for note in row["footnotes"]),
        subparagraphs=tuple(Subparagraph(*part) for part in row["subparagraphs"]),
        order=row["position"],
    )


def vector_row(vectors: Sequence[Vector], passage: int, document: int, embedding: str) -> dict[str, Any]:
    """The vectors of a passage: spans as int32 pairs, numbers as float16."""
    spans = np.array([[vector.start, vector.end] for vector in vectors], dtype="<i4")
    numbers = np.stack([vector.values for vector in vectors]).astype("<f2")
    return {
        "passage": passage,
        "document": document,
        "index_name": embedding,
        "spans": spans.tobytes(),
        "amount": len(vectors),
        "numbers": numbers.tobytes(),
    }


def word_row(words: WordVectors, passage: int, embedding: str) -> dict[str, Any]:
    """The words of a passage: spans as int32 pairs, signs as bits."""
    spans, signs = pack(words)
    return {"passage": passage, "index_name": embedding, "spans": spans, "signs": signs}


def to_spans(blob: bytes) -> NDArray[np.int32]:
    """Start and end, a row for each vector."""
    return np.frombuffer(blob, dtype="<i4").reshape(-1, 2)


def to_numbers(blob: bytes, amount: int) -> NDArray[np.float16]:
    """The vectors themselves, a row each."""
    return np.frombuffer(blob, dtype="<f2").reshape(amount, -1 if amount else 0)
