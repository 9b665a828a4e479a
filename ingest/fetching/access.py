"""The request for one official file: its address, and where the answer may lead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urlsplit

from ingest.language import LANGUAGE_NAMES
from ingest.symbols import Symbol, url

_FAMILY = "un.org"
"""The document system hands over from one of its machines to another."""


class FileType(StrEnum):
    """A format in which the document system has documents, as its address names it."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """What a request accepts."""
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return "application/pdf" if self is FileType.PDF else word


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is asked for.

    Attributes:
        symbol: Its symbol, or one of a joint document's.
        language: ISO 639-1 code of one of the official languages.
        type: The format.
    """

    symbol: Symbol
    language: str = "en"
    type: FileType = FileType.PDF

    @property
    def file_name(self) -> str:
        """What its file is called: ``S_RES_2768_(2025).en.pdf``."""
        return f"{str(self.symbol).replace('/', '_').replace(' ', '_')}.{self.language}.{self.type}"

    @property
    def page(self) -> str:
        """Address of its page for readers."""
        return url(self.symbol, self.language)

    def __str__(self) -> str:
        return f"{self.symbol} in {LANGUAGE_NAMES[self.language]}"


def address(base: str, wanted: Wanted) -> str:
    """Where a file is asked for; the symbol is percent-encoded whole, its slashes too.

    >>> from ingest.symbols import parse
    >>> address("https://documents.example/access", Wanted(parse("S/RES/2768 (2025)"), "fr"))
    'https://documents.example/access?s=S%2FRES%2F2768%20%282025%29&l=fr&t=pdf'
    """
    return f"{base}?s={quote(str(wanted.symbol), safe='')}&l={wanted.language}&t={wanted.type}"


def headers(wanted: Wanted) -> dict[str, str]:
    """What a request says; the body is wanted as it is, so that its length can be compared with the one told."""
    return {
        "User-Agent": f"RightsDesk/{metadata.version('rightsdesk')} (rightsdesk fetch)",
        "Accept": wanted.type.media_type,
        "Accept-Encoding": "identity",
    }


def may_follow(base: str, target: str) -> bool:
    """Whether a redirect may be followed: to the same host, or from one machine of the document system to another.

    Never without encryption, unless the configured address is on this machine.

    >>> may_follow("https://documents.un.org/api", "https://undocs.un.org/A/78/1")
    True
    >>> may_follow("https://documents.un.org/api", "http://documents.un.org/A/78/1")
    False
    """
    here, there = urlsplit(base), urlsplit(target)
    if is_loopback(base):
        return _origin(here) == _origin(there)
    if there.scheme != "https" or there.username is not None or (there.port or 443) != (here.port or 443):
        return False
    return here.hostname == there.hostname or (_is_of_family(here) and _is_of_family(there))


def is_loopback(base: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(base).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None, str | None]:
    return parts.scheme, parts.hostname, parts.port, parts.username


def _is_of_family(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    return host == _FAMILY or host.endswith(f".{_FAMILY}")
