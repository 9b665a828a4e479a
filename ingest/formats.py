"""Recognise the format of a file by its first bytes, whatever its name says, and read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from ingest import refusals
from ingest.contents import Contents
from ingest.markdown import read_markdown
from ingest.pdf.file import SIGNATURE
from ingest.pdf.reading import read_pdf
from ingest.plaintext import read_text
from ingest.web.reading import read_web_page
from ingest.word.reading import read_word

Reader = Callable[[str, bytes], Contents]
"""Reads a file, given its name for messages and its bytes, or raises a refusal."""

PAGED = (".pdf",)
WORD = (".docx", ".docm")
WEB = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown")
TEXT = (".txt",)
SUFFIXES = (*PAGED, *WORD, *WEB, *MARKDOWN, *TEXT)
"""Ends of the names of files that are read."""

REFUSED_BY_NAME = (".doc", ".rtf")
"""Ends of the names of files that are looked at all the same, for whoever adds them means a document."""

NAMES = "PDF, Word (DOCX), HTML, Markdown and plain text"
"""The formats that are read, in words."""

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT = b"{\\rtf"
_WEB_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)


def is_looked_at(name: str) -> bool:
    """Whether a file in a folder is meant as a document."""
    return PurePath(name).suffix.lower() in (*SUFFIXES, *REFUSED_BY_NAME)


def read_contents(name: str, data: bytes, *, first_pages: int | None = None) -> Contents:
    """Read a file of any format.

    Args:
        name: File name.
        data: The file's bytes.
        first_pages: Of a PDF, how many of its pages to read; all when omitted.

    Raises:
        UnreadableFileError: One of the refusals in ``ingest.refusals``.
    """
    if not is_looked_at(name):
        raise refusals.unknown_format(name, PurePath(name).suffix)
    if not data:
        raise refusals.empty_file(name)
    reader = _reader(name, data)
    return read_pdf(name, data, pages_at_most=first_pages) if reader is read_pdf else reader(name, data)


def _reader(name: str, data: bytes) -> Reader:
    suffix = PurePath(name).suffix.lower()
    if data.startswith(SIGNATURE) or (SIGNATURE in data[:1024] and suffix not in (*WEB, *MARKDOWN, *TEXT)):
        return read_pdf
    if data.startswith(_ZIP):
        return read_word
    if data.startswith(_COMPOUND):
        # Word puts a text that is locked by a password into the container of its old format.
        raise refusals.encrypted(name) if _ENCRYPTED in data else refusals.old_word(name)
    if data.lstrip().startswith(_RICH_TEXT):
        raise refusals.rich_text(name)
    if suffix in WEB:
        return read_web_page
    if _WEB_PAGE.match(data[:4096]):
        raise refusals.web_page(name)
    if suffix in (*MARKDOWN, *TEXT):
        return read_markdown if suffix in MARKDOWN else read_text
    raise refusals.not_pdf(name)
