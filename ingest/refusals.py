"""What a file can be refused for, each with its remedy."""

from __future__ import annotations

from ingest.language import OTHER
from store.errors import RightsDeskError


class UnreadableFileError(RightsDeskError):
    """A file that no document can be made of."""


class WrongContentError(UnreadableFileError):
    """The content is not what the name says, or nothing that is read."""


class EmptyFileError(UnreadableFileError):
    """The file holds no bytes."""


class MissingFileError(UnreadableFileError):
    """The file is no longer where it was."""


class DamagedFileError(UnreadableFileError):
    """The file is cut off or damaged."""


class EncryptedFileError(UnreadableFileError):
    """The file asks for a password."""


class PlaceholderError(UnreadableFileError):
    """The document system's "does not exist" page instead of the document."""


class ScanWithoutTextError(UnreadableFileError):
    """Images of pages with no text that can be quoted."""


class PoorTextError(ScanWithoutTextError):
    """Images of pages with a text layer too poor to quote from."""


class NoTextError(UnreadableFileError):
    """A file without any text."""


class OtherLanguageError(UnreadableFileError):
    """The text is in none of the official languages of the United Nations."""


class RightToLeftError(UnreadableFileError):
    """An Arabic PDF that does not tell its letters, or not in which order they are read."""


class UnforeseenContentError(UnreadableFileError):
    """The file broke the reader."""


class OldWordError(UnreadableFileError):
    """A Word file of the format before 2007."""


class UnsafeFileError(UnreadableFileError):
    """A file made to harm whoever opens it: it unpacks to too much, or expands into more than it holds."""


class UnknownFormatError(UnreadableFileError):
    """A format that is not read."""


FETCH_AGAIN = "Download it again from https://docs.un.org and replace the file."
"""Remedy for a file that did not arrive whole."""

RECOGNISE = (
    "Install what recognises text: pip install 'rightsdesk[ocr]', and on Debian or Ubuntu apt install tesseract-ocr. "
    "Then add the file again."
)
"""Remedy for a scan where the optional part that reads scans is not installed."""


_TESSERACT = {"ar": "ara", "es": "spa", "fr": "fra", "ru": "rus", "zh": "chi_sim"}
"""What Tesseract calls the other official languages."""


def empty_file(name: str) -> EmptyFileError:
    """The file has no bytes."""
    return EmptyFileError(f"{name} is empty (0 bytes).", FETCH_AGAIN)


def gone(name: str) -> MissingFileError:
    """The file was there when it was found, and is no longer."""
    return MissingFileError(f"{name} was moved or removed before it was read.", "Add it from where it is now.")


def not_pdf(name: str) -> WrongContentError:
    """The content is none of the formats that are read, and the name promises a PDF or a Word file."""
    return WrongContentError(f"{name} is neither a PDF nor a Word file but something else.", FETCH_AGAIN)


def web_page(name: str) -> WrongContentError:
    """A web page under the name of something else: usually what a server sends in place of the document."""
    return WrongContentError(
        f"{name} is a web page, not what its name says.",
        f"{FETCH_AGAIN} If this page is what you mean, give it a name that ends in .html.",
    )


def not_text(name: str) -> WrongContentError:
    """Bytes that are no text under the name of a text."""
    return WrongContentError(f"{name} is not a text file.", "Save it as plain text in UTF-8, or use the PDF instead.")


def not_word(name: str, what: str) -> WrongContentError:
    """A ZIP archive without a Word text in it."""
    return WrongContentError(f"{name} is not a Word file but {what}.", "Save it as DOCX or PDF and add that.")


def old_word(name: str) -> OldWordError:
    """A Word file of the format before 2007."""
    return OldWordError(
        f"{name} is a Word file of the old format (.doc), which is not read.",
        "Open it in Word or LibreOffice, save it as DOCX and add that; or use the PDF.",
    )


def rich_text(name: str) -> OldWordError:
    """A text in Rich Text Format."""
    return OldWordError(
        f"{name} is a Rich Text file, which is not read.",
        "Open it in Word or LibreOffice, save it as DOCX and add that; or use the PDF.",
    )


def too_large(name: str, size: int) -> UnsafeFileError:
    """A part that unpacks to far more than a document has."""
    return UnsafeFileError(
        f"{name} unpacks to {size / 1_000_000:,.0f} MB in one part, which no document does.",
        "Do not open it if you do not know who made it; otherwise save it anew from Word and add that.",
    )


def declares_entities(name: str) -> UnsafeFileError:
    """A Word file whose XML declares a document type."""
    return UnsafeFileError(
        f"{name} declares XML entities, which no Word file needs and attacks use.",
        "Do not open it if you do not know who made it; otherwise save it anew from Word and add that.",
    )


def truncated(name: str, why: str) -> DamagedFileError:
    """The file ends early or its tables are broken."""
    return DamagedFileError(f"{name} is cut off or damaged and cannot be read ({why}).", FETCH_AGAIN)


def encrypted(name: str) -> EncryptedFileError:
    """The file needs a password."""
    return EncryptedFileError(f"{name} is protected by a password.", "Save a copy without the password and use that.")


def placeholder(name: str) -> PlaceholderError:
    """The document system had no such document."""
    return PlaceholderError(
        f"{name} is not a document but the document system's page saying that it does not exist.",
        "Check the symbol and the language at https://docs.un.org, then download the document itself.",
    )


def scan(name: str, pages: int) -> ScanWithoutTextError:
    """Only pictures of pages."""
    return ScanWithoutTextError(
        f"{name} is a scan: {pages} page{'s' * (pages != 1)} of images with no usable text.",
        RECOGNISE,
    )


def poor_text(name: str, share: float) -> PoorTextError:
    """A text layer with too much nonsense in it."""
    return PoorTextError(
        f"{name} is a scan with a poor text layer: {share:.0%} of its words cannot be right.",
        RECOGNISE,
    )


def not_recognised(name: str, why: str) -> ScanWithoutTextError:
    """A scan whose text could not be recognised, or not well enough to quote from."""
    return ScanWithoutTextError(
        f"{name} is a scan whose text could not be recognised: {why}.",
        "Use a better scan of it, or another file of the same document.",
    )


def scan_in_other_language(name: str, language: str) -> ScanWithoutTextError:
    """A scan in another language than English, whose letters would be misread.

    Args:
        name: File name.
        language: ISO 639-1 code of one of the official languages.
    """
    pack = _TESSERACT[language]
    return ScanWithoutTextError(
        f"{name} is a scan in another language ({language}) than English, in which its text would be misread.",
        "Use a file of it that has text, such as the Word file (DOCX) from https://docs.un.org. Where there is none: "
        f"apt install tesseract-ocr-{pack.replace('_', '-')}, recognise it with ocrmypdf --force-ocr --language {pack} "
        "IN.pdf OUT.pdf, compare what that gives with the pages, and add the result.",
    )


def no_text(name: str) -> NoTextError:
    """Neither text nor pictures."""
    return NoTextError(f"{name} contains no text.", FETCH_AGAIN)


def other_language(name: str, language: str) -> OtherLanguageError:
    """A text in a language that is not read, by its code where something tells it."""
    told = "" if language == OTHER else f" ({language})"
    return OtherLanguageError(
        f"{name} is in another language{told} than Arabic, Chinese, English, French, Russian or Spanish.",
        "Download the document in one of these from https://docs.un.org and add that.",
    )


def right_to_left(name: str) -> RightToLeftError:
    """A PDF in Arabic that gives no Arabic words."""
    return RightToLeftError(
        f"{name} is a PDF in Arabic whose words cannot be quoted: it does not tell all its letters and their order.",
        "Add the Word file (DOCX) of the document instead, from https://docs.un.org.",
    )


def unforeseen(name: str, error: BaseException) -> UnforeseenContentError:
    """Anything the reader did not expect."""
    return UnforeseenContentError(
        f"{name} could not be read ({type(error).__name__}: {error}).",
        "Download it again; if it opens in the program it is for and still fails, please report it with the file.",
    )


def unknown_format(name: str, suffix: str) -> UnknownFormatError:
    """A file type without a reader."""
    return UnknownFormatError(
        f"{name} is a {suffix or 'nameless'} file, which is not read.", "Use the PDF or the Word file (DOCX) instead."
    )
