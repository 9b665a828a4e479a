"""Read a PDF: bytes in, the runs of its pages and its tags out, or a refusal that names what is wrong."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from ingest import refusals
from ingest.runs import FontCache, Run, images, page_size, read_runs
from ingest.tags import Tags, read_tags

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_SCAN_PIXELS = 300_000
"""An image of this many pixels can be the picture of a page."""


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
    """

    name: str
    pages: tuple[PdfPage, ...]
    tags: Tags


def read_file(name: str, data: bytes) -> PdfFile:
    """Read a PDF.

    Args:
        name: File name, for messages.
        data: The file's bytes.

    Raises:
        UnreadableFileError: One of the refusals in ``ingest.refusals``.
    """
    if not data:
        raise refusals.empty_file(name)
    if b"%PDF-" not in data[:1024]:
        raise refusals.not_pdf(name, data[:1024])
    reader = _open(name, data)
    try:
        pages = _read_pages(reader)
        tags = read_tags(reader)
    except (PyPdfError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise refusals.truncated(name, _reason(error)) from error
    if not pages:
        raise refusals.truncated(name, "no pages")
    return PdfFile(name, pages, tags)


def _open(name: str, data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise refusals.encrypted(name)
        len(reader.pages)
    except refusals.UnreadableFileError:
        raise
    except (PdfReadError, PyPdfError) as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower() or "crypt" in str(error).lower():
            raise refusals.encrypted(name) from error
        raise refusals.truncated(name, _reason(error)) from error
    except Exception as error:  # pypdf meets broken files with many kinds of exception
        raise refusals.truncated(name, _reason(error)) from error
    return reader


def _read_pages(reader: PdfReader) -> tuple[PdfPage, ...]:
    fonts: FontCache = {}
    pages = []
    for number, page in enumerate(reader.pages, start=1):
        width, height = page_size(page)
        runs = tuple(read_runs(page, fonts))
        pictured = any(wide * high > _SCAN_PIXELS for wide, high in images(page))
        pages.append(PdfPage(number, width, height, runs, pictured))
    return tuple(pages)


def _reason(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:120] if str(error).strip() else type(error).__name__
