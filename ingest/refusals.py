"""What a file can be refused for, each with its remedy."""

from __future__ import annotations

from store.errors import RightsDeskError


class UnreadableFileError(RightsDeskError):
    """A file that no document can be made of."""


class NotPdfError(UnreadableFileError):
    """The content is not a PDF, whatever the name says."""


class EmptyFileError(UnreadableFileError):
    """The file holds no bytes."""


class TruncatedPdfError(UnreadableFileError):
    """The PDF is cut off or damaged."""


class EncryptedPdfError(UnreadableFileError):
    """The PDF asks for a password."""


class PlaceholderPdfError(UnreadableFileError):
    """The document system's "does not exist" page instead of the document."""


class ScanWithoutTextError(UnreadableFileError):
    """Images of pages with no text layer, or one too poor to quote from."""


class NoTextError(UnreadableFileError):
    """A PDF without any text."""


class OtherLanguageError(UnreadableFileError):
    """The text is not in English."""


class UnforeseenContentError(UnreadableFileError):
    """The file broke the reader."""


class UnknownFormatError(UnreadableFileError):
    """A format that is not read."""


FETCH_AGAIN = "Download it again from https://docs.un.org and replace the file."
"""Remedy for a file that did not arrive whole."""


def empty_file(name: str) -> EmptyFileError:
    """The file has no bytes."""
    return EmptyFileError(f"{name} is empty (0 bytes).", FETCH_AGAIN)


def not_pdf(name: str, start: bytes) -> NotPdfError:
    """The file begins like something else."""
    head = start.lstrip()[:200].lower()
    if head.startswith((b"<!doctype html", b"<html")):
        what = "a web page"
    elif head.startswith(b"pk\x03\x04"):
        what = "a ZIP archive or a Word file"
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        what = "an old Word file"
    else:
        what = "something else"
    return NotPdfError(f"{name} is not a PDF but {what}.", FETCH_AGAIN)


def truncated(name: str, why: str) -> TruncatedPdfError:
    """The file ends early or its tables are broken."""
    return TruncatedPdfError(f"{name} is cut off or damaged and cannot be read ({why}).", FETCH_AGAIN)


def encrypted(name: str) -> EncryptedPdfError:
    """The file needs a password."""
    return EncryptedPdfError(f"{name} is protected by a password.", "Save a copy without the password and use that.")


def placeholder(name: str) -> PlaceholderPdfError:
    """The document system had no such document."""
    return PlaceholderPdfError(
        f"{name} is not a document but the document system's page saying that it does not exist.",
        "Check the symbol and the language at https://docs.un.org, then download the document itself.",
    )


def scan(name: str, pages: int) -> ScanWithoutTextError:
    """Only pictures of pages."""
    return ScanWithoutTextError(
        f"{name} is a scan: {pages} page{'s' * (pages != 1)} of images with no usable text.",
        "Recognise its text first (for example with OCRmyPDF: ocrmypdf --force-ocr IN.pdf OUT.pdf) and add the result.",
    )


def poor_text(name: str, share: float) -> ScanWithoutTextError:
    """A text layer that is mostly nonsense."""
    return ScanWithoutTextError(
        f"{name} is a scan with a poor text layer: {share:.0%} of its words cannot be right.",
        "Recognise its text again (for example with OCRmyPDF: ocrmypdf --force-ocr IN.pdf OUT.pdf) and add the result.",
    )


def no_text(name: str) -> NoTextError:
    """Neither text nor pictures."""
    return NoTextError(f"{name} contains no text.", FETCH_AGAIN)


def other_language(name: str, language: str) -> OtherLanguageError:
    """Not an English text."""
    return OtherLanguageError(
        f"{name} is in {language}; only English texts are read.",
        "Download the English version from https://docs.un.org/en/ and add that.",
    )


def unforeseen(name: str, error: BaseException) -> UnforeseenContentError:
    """Anything the reader did not expect."""
    return UnforeseenContentError(
        f"{name} could not be read ({type(error).__name__}: {error}).",
        "Download it again; if it opens in a PDF viewer and still fails, please report it with the file.",
    )


def unknown_format(name: str, suffix: str) -> UnknownFormatError:
    """A file type without a reader."""
    return UnknownFormatError(f"{name} is a {suffix or 'nameless'} file, which is not read.", "Use the PDF instead.")
