"""What Tesseract saw on a page: runs of text where they stand, and how sure it was of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import fmean, median

from lxml import etree

from ingest.pdf.runs import Run

_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
_WIDE_GAP = 1.0
"""A gap wider than this share of the type size parts columns, or a number from its paragraph, as in a digital text."""

_NUMBER = re.compile(r"^(\d{1,3})[,:;]$")
"""The number of a paragraph with its full stop misread."""

_SAME_SIZE = 0.25
"""Sizes measured on pictures waver by this share; type that differs by less is taken for the type of the body."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was recognised.

    Attributes:
        runs: Its text, from the top down.
        confidences: Of each word, from 0 to 100.
    """

    runs: tuple[Run, ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean of its words; 100 where there is none."""
        return fmean(self.confidences) if self.confidences else 100.0


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    x0: float
    x1: float
    confidence: float


def read_hocr(hocr: bytes, width: float, height: float) -> Seen:
    """Read what was recognised on a page.

    Args:
        hocr: One page in hOCR, https://kba.github.io/hocr-spec/1.2/.
        width: Of the page as displayed, in points.
        height: The same.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr, parser)
    (page,) = _of_class(root, "ocr_page")
    _, _, wide, high = _numbers(page, "bbox")
    across, up = width / wide, height / high
    runs: list[Run] = []
    confidences: list[float] = []
    for line in _of_class(root, *_LINES):
        x0, _, x1, bottom = _numbers(line, "bbox")
        slope, offset = _numbers(line, "baseline") or (0.0, 0.0)
        y = height - (bottom + offset + slope * (x1 - x0) / 2) * up
        size = (_numbers(line, "x_size") or (0.0,))[0] * up
        words = [word for word in _words(line, across) if word.text]
        confidences += [word.confidence for word in words]
        runs += [Run(_spelled(part), part[0].x0, part[-1].x1, y, size) for part in _parts(words, _WIDE_GAP * size)]
    return Seen(tuple(_evened(runs)), tuple(confidences))


def _words(line: etree._Element, across: float) -> Iterator[_Word]:
    for word in _of_class(line, "ocrx_word"):
        x0, _, x1, _ = _numbers(word, "bbox")
        confidence = (_numbers(word, "x_wconf") or (0.0,))[0]
        yield _Word("".join(map(str, word.itertext())).strip(), x0 * across, x1 * across, confidence)


def _spelled(part: list[_Word]) -> str:
    """The words of a part; a number that stands alone ends with a full stop, whatever that was taken for."""
    return _NUMBER.sub(r"\1.", " ".join(word.text for word in part))


def _of_class(element: etree._Element, *names: str) -> list[etree._Element]:
    return [each for each in element.iter("{*}*") if each.get("class") in names]


def _parts(words: list[_Word], gap: float) -> list[list[_Word]]:
    parts: list[list[_Word]] = []
    for word in words:
        if parts and word.x0 - parts[-1][-1].x1 <= gap:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _evened(runs: list[Run]) -> list[Run]:
    """The runs with one size for all type that is about as large as most."""
    if not runs:
        return []
    body = median(run.size for run in runs for _ in run.text)
    return [replace(run, size=body) if abs(run.size - body) <= _SAME_SIZE * body else run for run in runs]


def _numbers(element: etree._Element, name: str) -> tuple[float, ...]:
    """The numbers of a property: ``bbox 197 84 2500 196``."""
    found = re.search(rf"(?:^|;)\s*{name}((?:\s+-?[\d.]+)+)", element.get("title", ""))
    return tuple(map(float, found[1].split())) if found else ()
