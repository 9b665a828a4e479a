"""What came back: a document, or one of the many things that the document system sends in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ingest import refusals
from ingest.document import Head
from ingest.fetching.access import FileType, Wanted
from ingest.language import LANGUAGE_NAMES
from ingest.symbols import same
from store.errors import RightsDeskError

_OK = 200
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_SIGNATURES = {FileType.PDF: b"%PDF-", FileType.DOCX: b"PK\x03\x04"}
_WORD_FILES = {b"\xd0\xcf\x11\xe0": "an old Word file (.doc)", b"PK\x03\x04": "a Word file (.docx)"}
_START = 1024
"""Bytes within which a PDF's signature stands."""

AGAIN = "Run the same command again later."
"""Remedy where nothing is wrong but the moment."""


class NotHadError(RightsDeskError):
    """A document that could not be had.

    Args:
        message: What went wrong.
        remedy: What to do about it.
        everywhere: Whether every other document would meet the same.
    """

    def __init__(self, message: str, remedy: str, *, everywhere: bool = False) -> None:
        super().__init__(message, remedy)
        self.everywhere = everywhere


class NotNowError(NotHadError):
    """One that may come when it is asked for again.

    Args:
        message: What went wrong.
        wait: Seconds that the server wants to be left alone.
        everywhere: Whether every other document would meet the same.
    """

    def __init__(self, message: str, *, wait: float = 0.0, everywhere: bool = False) -> None:
        super().__init__(message, AGAIN, everywhere=everywhere)
        self.wait = wait


def check_status(wanted: Wanted, status: int, headers: Mapping[str, str]) -> None:
    """Raise what a status other than 200 means.

    Raises:
        NotHadError: The server has no file, does not give it, or is busy.
    """
    if status in _BUSY:
        raise NotNowError(
            f"{wanted}: the document system is busy or out of order (status {status}).",
            wait=retry_after(headers.get("retry-after", ""), datetime.now(UTC)),
        )
    if status != _OK:
        raise NotHadError(
            f"{wanted}: the document system does not give the file (status {status}).", look_at(wanted, "the symbol")
        )


def retry_after(header: str, now: datetime) -> float:
    """Seconds that a ``Retry-After`` header asks to wait: a number of them, or a date (RFC 9110, section 10.2.3).

    None are asked for where it is missing or cannot be read.

    >>> retry_after("120", datetime(2026, 3, 1, tzinfo=UTC))
    120.0
    """
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def check_content(wanted: Wanted, start: bytes) -> None:
    """Check that a whole answer begins like a file of the format asked for.

    Args:
        wanted: What was asked for.
        start: Its first bytes; a thousand are enough.

    Raises:
        NotHadError: It is empty, a web page, or a file of another format.
    """
    signature = _SIGNATURES[wanted.type]
    if signature in start[:_START] if wanted.type is FileType.PDF else start.startswith(signature):
        return
    for other, what in _WORD_FILES.items():
        if start.startswith(other):
            raise NotHadError(f"{wanted}: what came is {what}, not the {wanted.type.upper()}.", look_at(wanted, "it"))
    if not start:
        raise NotNowError(f"{wanted}: what came is empty.")
    what = "a web page" if b"<html" in start[:_START].lower() else "something else"
    raise NotNowError(f"{wanted}: what came is {what}, not the document.")


def check_head(wanted: Wanted, head: Head | RightsDeskError) -> None:
    """Check that a file is what was asked for: its masthead carries the symbol, its text is in the language.

    Args:
        wanted: What was asked for.
        head: What the file says it is, or why it cannot be read.

    Raises:
        NotHadError: It is cut off, a placeholder, another document, in another language, or does not tell.
    """
    if isinstance(head, RightsDeskError):
        raise _unreadable(wanted, head) from head
    if not any(same(wanted.symbol, symbol) for symbol in head.symbols):
        what = f"is {'-'.join(map(str, head.symbols))}" if head.symbols else "has no symbol in its masthead"
        raise NotHadError(f"{wanted}: what came {what}.", look_at(wanted, "the symbol", ingest=True))
    if head.language != wanted.language:
        found = f"is in {LANGUAGE_NAMES[head.language]}" if head.language else "does not tell its language"
        raise NotHadError(f"{wanted}: what came {found}.", look_at(wanted, "the language", ingest=not head.language))


def look_at(wanted: Wanted, what: str, *, ingest: bool = False) -> str:
    """The remedy that a person has: to look for themselves."""
    also = " If that is the right document, download it there and run rightsdesk ingest with the file." * ingest
    return f"Check {what} at {wanted.page}.{also}"


def _unreadable(wanted: Wanted, error: RightsDeskError) -> NotHadError:
    match error:
        case refusals.DamagedFileError():
            return NotNowError(f"{wanted}: what came is cut off or damaged.")
        case refusals.PlaceholderError():
            return NotHadError(
                f"{wanted}: the document system says that it does not exist.",
                look_at(wanted, "the symbol and the language"),
            )
        case refusals.ScanWithoutTextError():
            return NotHadError(
                f"{wanted} is a scan without usable text.",
                f"Download it from {wanted.page}, recognise its text (for example with OCRmyPDF: ocrmypdf --force-ocr "
                "IN.pdf OUT.pdf) and run rightsdesk ingest with the result.",
            )
        case _:
            reason = error.message.removeprefix(f"{wanted.file_name} ")
            return NotHadError(f"{wanted}: what came cannot be used: it {reason}", look_at(wanted, "it"))
