"""Read a PDF: bytes in, the runs of its pages and its tags out, or a refusal that names what is wrong."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

from pypdf import PdfReader

from ingest import refusals
from ingest.pdf.fonts import FontCache
from ingest.pdf.glyphs import read_glyphs
from ingest.pdf.paper import images, page_size
from ingest.pdf.runs import Run, read_runs
from ingest.pdf.tags import Tags, read_tags

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

SIGNATURE = b"%PDF-"
"""How a PDF begins, within its first kilobyte."""

_SCAN_PIXELS = 300_000
"""An image of this many pixels can be the picture of a page."""

_TAIL = 4096
"""Bytes at the end of a whole file that hold its end mark."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as displayed.

    Attributes:
        number: From 1.
        width: Points.
        height: Points.
        runs: Its text in the order of the content stream.
        pictured: Whether it holds an image large enough to be a scanned page.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A file as read.

    Attributes:
        name: File name, for messages.
        pages: Its pages.
        tags: Its logical structure; empty where it has none.
        damaged: Numbers of pages that could not be read.
    """

    name: str
    pages: tuple[PdfPage, ...]
    tags: Tags
    damaged: tuple[int, ...] = ()


def read_file(name: str, data: bytes, *, pages_at_most: int | None = None, by_glyph: bool = False) -> PdfFile:
    """Read a PDF.

    Args:
        name: File name, for messages.
        data: The file's bytes.
        pages_at_most: How many of its first pages to read; all when omitted.
        by_glyph: Whether each glyph is a run of its own; otherwise what the file shows at once.

    Raises:
        UnreadableFileError: The file is cut off or locked.
    """
    tail = data[-_TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise refusals.truncated(name, "its end is missing")
    reader = _open(name, data)
    fonts: FontCache = {}
    pages: list[PdfPage] = []
    damaged: list[int] = []
    for number in range(1, min(len(reader.pages), pages_at_most or len(reader.pages)) + 1):
        try:
            pages.append(_read_page(reader, number, fonts, by_glyph=by_glyph))
        except Exception:  # one broken page must not cost the others
            pages.append(PdfPage(number, 0.0, 0.0, ()))
            damaged.append(number)
    if not pages or len(damaged) == len(pages):
        raise refusals.truncated(name, "none of its pages can be read")
    return PdfFile(name, tuple(pages), _tags(reader), tuple(damaged))


def _open(name: str, data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        if not locked:
            len(reader.pages)
    except Exception as error:  # pypdf meets broken files with many kinds of exception
        if "crypt" in str(error).lower() or "password" in str(error).lower():
            raise refusals.encrypted(name) from error
        raise refusals.truncated(name, _reason(error)) from error
    if locked:
        raise refusals.encrypted(name)
    return reader


def _read_page(reader: PdfReader, number: int, fonts: FontCache, *, by_glyph: bool) -> PdfPage:
    page = reader.pages[number - 1]
    width, height = page_size(page)
    runs = tuple(read_glyphs(page, fonts) if by_glyph else read_runs(page, fonts))
    pictured = any(wide * high > _SCAN_PIXELS for wide, high in images(page))
    return PdfPage(number, width, height, runs, pictured)


def _tags(reader: PdfReader) -> Tags:
    try:
        return read_tags(reader)
    except Exception:  # a broken structure tree is as good as none
        return {}


def _reason(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0][:120] if text else type(error).__name__
