"""Reports made up for measuring speed, where the real ones are not there or are too few."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from store.model import Document, Passage
from store.windows import Embedded, Vector
from store.words import content_words
from store.wordsigns import WordVectors

_SUBJECTS = (
    "States parties",
    "Business enterprises",
    "The Council",
    "Online platforms",
    "Public authorities",
    "Courts",
)
_VERBS = ("should", "must", "are encouraged to", "may", "have undertaken to", "were invited to", "would")
_ACTIONS = (
    "publish",
    "assess",
    "limit",
    "explain",
    "review",
    "protect",
    "monitor",
    "regulate",
    "remedy",
    "suspend",
    "audit",
)
_OBJECTS = (
    *("automated decisions", "biometric identification", "encryption", "content moderation", "data retention"),
    *("targeted surveillance", "digital identity systems", "algorithmic profiling", "network shutdowns", "age checks"),
    *("public procurement", "facial recognition", "predictive policing", "neurotechnology", "border technologies"),
)
_ENDS = (
    *("in line with international law", "before they are deployed", "within {n} months", "in {n} countries"),
    *("with the participation of those affected", "where remedies are lacking", "by {y}", "for {n} per cent of users"),
)
_DIMENSION = 384
_A_DOCUMENT = 250


def sentences(seed: int) -> Iterator[str]:
    """Sentences of a made-up report, without end; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - measuring, not secrecy
    while True:
        end = chance.choice(_ENDS).format(n=chance.randint(2, 99), y=chance.randint(2010, 2030))
        subject, verb, action = chance.choice(_SUBJECTS), chance.choice(_VERBS), chance.choice(_ACTIONS)
        yield f"{subject} {verb} {action} {chance.choice(_OBJECTS)} and {chance.choice(_OBJECTS)} {end}."


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


def large_library(passages: int) -> Iterator[tuple[Document, list[Passage], list[Embedded]]]:
    """Documents of made-up paragraphs with random vectors, so that only searching them takes its real time."""
    chance = np.random.default_rng(0)
    text = sentences(1)
    for number in range(-(-passages // _A_DOCUMENT)):
        symbol = f"A/HRC/{number // 50 + 1}/{number % 50 + 1}"
        document = Document(symbol, "en", f"Made-up report {number + 1}", body="Human Rights Council", type="report",
                            date=f"{2000 + number % 25}-03-04")  # fmt: skip
        content = [
            Passage(symbol, "en", f"para. {each + 1}", " ".join(next(text) for _ in range(5)), order=each)
            for each in range(min(_A_DOCUMENT, passages - number * _A_DOCUMENT))
        ]
        yield document, content, [_embedded(passage.text, chance) for passage in content]


def _embedded(text: str, chance: np.random.Generator) -> Embedded:
    words = list(content_words(text))
    values = chance.standard_normal((len(words) + 1, _DIMENSION), dtype=np.float32)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    spans = np.array([(word.start, word.end) for word in words], dtype=np.int32).reshape(-1, 2)
    vectors = WordVectors(tuple(word.text for word in words), spans, values[1:])
    return Embedded((Vector(0, len(text), values[0]),), vectors)
