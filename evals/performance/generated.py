"""Reports made up for measuring speed, where the real ones are not there or are too few."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from store.meaning.windows import Embedded, Vector
from store.meaning.wordsigns import WordVectors
from store.model import Document, Passage
from store.words import content_words

_FRAMES = (
    "The {} of {} {} should {} the {} and {} of its {} in {} with {} {}, where {} have {}.",
    "States must not {} any {} that {} or {} the {} and {} under {}, and should {} {} for those whose {} {} {}.",
    "In the {} of {}, it was {} that {} {} and {} had been {} by {}, which {} the {} {} after {}.",
)
_ASKED = (
    "What does the {} say about {} and {} in {} {}, or on the {} of {} {}?",
    "Which {} should {} the {} of {} when {} are {} by a {} {}?",
)
_WORDS = 8_000
_FLATTENED = 20
"""Zipf's law with its head flattened, as in prose without stop words: the first stands in a third of paragraphs."""

_DIMENSION = 384
_SURFACE = 40
_AWAY = 0.1
"""How far vectors lie beside their surface."""

_A_DOCUMENT = 250


def sentences(seed: int) -> Iterator[str]:
    """Sentences of a made-up report, without end; the same for the same seed.

    Their words are made up too, and as many and as unequally frequent as those of real reports.
    """
    yield from _filled(_FRAMES, seed)


def questions(seed: int) -> Iterator[str]:
    """Questions in the same words, without end."""
    yield from _filled(_ASKED, seed)


def _filled(frames: tuple[str, ...], seed: int) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311 - measuring, not secrecy
    words, weights = _vocabulary()
    while True:
        frame = chance.choice(frames)
        yield frame.format(*chance.choices(words, cum_weights=weights, k=frame.count("{}")))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Made-up words, the most frequent first, and how often they and those before them occur."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    chance = random.Random(0)  # noqa: S311 - measuring, not secrecy
    words = list(dict.fromkeys("".join(chance.choices(syllables, k=3)) for _ in range(_WORDS + _WORDS // 10)))[:_WORDS]
    return words, list(accumulate(1 / (rank + _FLATTENED) for rank in range(1, _WORDS + 1)))


def write_reports(folder: Path, *, reports: int = 12, paragraphs: int = 80) -> None:
    """Write reports as PDF files in the Geneva house style."""
    for number in range(reports):
        text = sentences(number)
        symbol = f"A/HRC/99/{number + 1}"
        masthead = [
            (120, 770, "United Nations"),
            (470, 770, symbol),
            (57, 640, "Human Rights Council"),
            (392, 735, "Distr.: General"),
            (392, 723, "4 March 2026"),
            (392, 699, "Original: English"),
            (113, 540, f"Made-up report {number + 1}"),
        ]
        pages = [masthead]
        texts = [" ".join(next(text) for _ in range(5)) for _ in range(paragraphs)]
        lines = [line for label, words in enumerate(texts, 1) for line in _set(label, words)]
        for begin in range(0, len(lines), 50):
            page = [(56, 790, symbol)]
            for row, (x, words, label) in enumerate(lines[begin : begin + 50]):
                y = 750 - 13 * row
                page += [(113, y, label)] if label else []
                page.append((x, y, words))
            pages.append(page)
        (folder / f"{symbol.replace('/', '_')}.en.pdf").write_bytes(_pdf(pages))


def _set(number: int, text: str) -> list[tuple[int, str, str]]:
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 72:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(142 if not at else 113, line, f"{number}." if not at else "") for at, line in enumerate(lines)]


def _pdf(pages: list[list[tuple[int, int, str]]]) -> bytes:
    writer = PdfWriter()
    names = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Times-Roman", "Encoding": "WinAnsiEncoding"}
    font = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/R"): font})})
    for texts in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = resources
        stream = DecodedStreamObject()
        shown = (f"BT /R 10 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET" for x, y, words in texts)
        stream.set_data("\n".join(shown).encode("cp1252"))
        page[NameObject("/Contents")] = stream
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def large_library(passages: int, held: int = 0) -> Iterator[tuple[Document, list[Passage], list[Embedded]]]:
    """Documents of made-up paragraphs with made-up vectors: writing and searching them takes its real time.

    Vectors lie as those of a model do: near a surface of few dimensions, those of one document nearer to each other.

    Args:
        passages: How many there are to be in all.
        held: How many of them are left out because they are there already; a multiple of a document's 250.
    """
    for number in range(held // _A_DOCUMENT, -(-passages // _A_DOCUMENT)):
        text = sentences(number)
        chance = np.random.default_rng(number)
        symbol = f"A/HRC/{number // 50 + 1}/{number % 50 + 1}"
        document = Document(symbol, "en", f"Made-up report {number + 1}", body="Human Rights Council", type="report",
                            date=f"{2000 + number % 25}-03-04")  # fmt: skip
        content = [
            Passage(symbol, "en", f"para. {each + 1}", " ".join(next(text) for _ in range(5)), order=each)
            for each in range(min(_A_DOCUMENT, passages - number * _A_DOCUMENT))
        ]
        values = _near_each_other(len(content), chance)
        yield (
            document,
            content,
            [_embedded(passage.text, vector, chance) for passage, vector in zip(content, values, strict=True)],
        )


def _near_each_other(amount: int, chance: np.random.Generator) -> NDArray[np.float32]:
    """Unit vectors of one document's passages, of shape (amount, dimension)."""
    document = chance.standard_normal(_SURFACE, dtype=np.float32)
    passages = chance.standard_normal((amount, _SURFACE), dtype=np.float32)
    away = chance.standard_normal((amount, _DIMENSION), dtype=np.float32)
    return _units((document + passages) @ _surface() + _AWAY * away)


@cache
def _surface() -> NDArray[np.float32]:
    """Directions of the surface, of shape (its dimensions, dimension)."""
    return _units(np.random.default_rng(0).standard_normal((_SURFACE, _DIMENSION), dtype=np.float32))


def _units(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(values / np.linalg.norm(values, axis=-1, keepdims=True))


def _embedded(text: str, vector: NDArray[np.float32], chance: np.random.Generator) -> Embedded:
    words = list(content_words(text))
    of_words = chance.standard_normal((len(words), _DIMENSION), dtype=np.float32)
    spans = np.array([(word.start, word.end) for word in words], dtype=np.int32).reshape(-1, 2)
    vectors = WordVectors(tuple(word.text for word in words), spans, _units(of_words))
    return Embedded((Vector(0, len(text), vector),), vectors)
