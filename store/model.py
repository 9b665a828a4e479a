"""What the library holds: documents, and the numbered paragraphs people cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import fmean


class Kind(StrEnum):
    """Whether a text is the UN's own or a summary written for the starter library."""

    OFFICIAL = "official"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the lower left corner of the page as displayed; pages count from 1."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote as printed: its mark (``12`` or ``*``) and its text."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Subparagraph:
    """A lettered or numbered part of a passage: its locator and its span in the passage's text."""

    locator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One numbered paragraph: the unit people cite.

    Attributes:
        symbol: Symbol of the document, normalised; for a text without one, its short title.
        language: ISO 639-1 code.
        locator: Where in the document, in canonical form: ``para. 12``, ``PP 5``,
            ``annex I, para. 4``, ``table 2``, ``summary``, ``p. 6``.
        text: The paragraph alone, without its number and without footnote marks. Lines are joined by a space;
            sub-paragraphs and list items begin on a line of their own.
        headings: The headings above it, outermost first.
        section: The part of the document whose numbering it belongs to (``annex I``,
            ``draft resolution II``), or an empty string for the body of the document.
        page: First page of the PDF that holds it, from 1; 0 where the source has no pages.
        last_page: Last page that holds it.
        boxes: The rectangles on those pages that hold its lines.
        footnotes: The footnotes whose marks stand in its text.
        subparagraphs: Its lettered parts, in reading order; nested ones after the one that holds them.
        order: Position in the document, from 0.
    """

    symbol: str
    language: str
    locator: str
    text: str
    headings: tuple[str, ...] = ()
    section: str = ""
    page: int = 0
    last_page: int = 0
    boxes: tuple[Box, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    subparagraphs: tuple[Subparagraph, ...] = ()
    order: int = 0

    @property
    def id(self) -> str:
        """Deterministic: the same file ingested twice gives the same ids."""
        return f"{self.symbol}|{self.language}|{self.locator}"


def symbol_of(passage: str) -> str:
    """The symbol in a passage's id."""
    return passage.partition("|")[0]


def language_of(passage: str) -> str:
    """The language in a passage's id."""
    return passage.split("|", 2)[1]


def locator_of(passage: str) -> str:
    """The locator in a passage's id."""
    return passage.split("|", 2)[2]


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language.

    Attributes:
        symbol: Symbol, normalised; for a text without one, its short title.
        language: ISO 639-1 code of the text.
        title: As printed, on one line.
        other_symbols: The other symbols of a joint document.
        body: Issuing body, in full ("Human Rights Council").
        type: Document type in lower case ("report", "resolution", "general comment").
        date: ISO 8601, as precise as the source: ``2025-04-28``, ``2024-09`` or ``2024``; may be empty.
        session: As printed ("Fifty-ninth session"); may be empty.
        agenda_item: As printed, number and title; may be empty.
        kind: Official text or brief.
        url: Address of the official document for a reader, or of the page that describes it; may be empty.
        source: Name of the file it was read from.
        sha256: Hash of that file's bytes, in hexadecimal.
        pages: Pages of that file; 0 where it has none.
        superseded_by: Symbol of the document that replaced it; may be empty.
    """

    symbol: str
    language: str
    title: str
    other_symbols: tuple[str, ...] = ()
    body: str = ""
    type: str = ""
    date: str = ""
    session: str = ""
    agenda_item: str = ""
    kind: Kind = Kind.OFFICIAL
    url: str = ""
    source: str = ""
    sha256: str = ""
    pages: int = 0
    superseded_by: str = ""

    @property
    def id(self) -> str:
        """Deterministic key: symbol and language."""
        return f"{self.symbol}|{self.language}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage cites another document.

    Attributes:
        locator: Of the passage, whose text or footnote names it.
        symbol: What it cites, normalised; the library need not hold it.
    """

    locator: str
    symbol: str


@dataclass(frozen=True, slots=True)
class PageConfidence:
    """A page whose text was recognised from a picture.

    Attributes:
        page: From 1.
        confidence: How sure the recognition was of its words, on average, from 0 to 100.
    """

    page: int
    confidence: float


def confidence_of(pages: Iterable[PageConfidence], first: int, last: int) -> float | None:
    """How sure the recognition was of some pages, on average; ``None`` where it had nothing to do with them."""
    found = [each.confidence for each in pages if first <= each.page <= last]
    return fmean(found) if found else None


class RelationKind(StrEnum):
    """What one document is to another."""

    SUPERSEDES = "supersedes"
    REVISES = "revises"
    CORRECTS = "corrects"
    ADDS_TO = "adds to"
    DRAFT_OF = "is a draft of"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a document is to another one; the library need not hold both.

    Attributes:
        symbol: The document: the revision, the correction, the draft.
        kind: What it is.
        other: To which document: the original, the resolution that a draft became.
    """

    symbol: str
    kind: RelationKind
    other: str

    def __str__(self) -> str:
        return f"{self.symbol} {self.kind.value} {self.other}"


@dataclass(frozen=True, slots=True)
class Carried:
    """The topics that a document carries, by their ids.

    Attributes:
        document: Those of the document as a whole.
        passages: Those of each passage that carries any, by its locator.
        by_hand: Which of them a person added: locator, empty for the document, and topic.
    """

    document: frozenset[str] = frozenset()
    passages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_hand: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of a topic.

    Attributes:
        locator: Of the passage; empty for the document as a whole.
        topic: Its id.
        carried: Whether it is carried.
    """

    locator: str
    topic: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; an empty field narrows nothing, fields combine with "and".

    Attributes:
        bodies: Issuing bodies, compared without case.
        types: Document types, compared without case.
        years: First and last year of the date, both included; 0 leaves that end open.
        languages: ISO 639-1 codes.
        symbols: Symbols, any of a joint document's; ``A/HRC/48/3`` never matches ``A/HRC/48/31``.
        kinds: Official texts, briefs.
        topics: Ids of topics: documents with a paragraph on any of them, and in a search those paragraphs alone.
        held_in: ISO 639-1 codes: documents in any language that the library holds in one of these as well.
    """

    bodies: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 0)
    languages: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    topics: tuple[str, ...] = ()
    held_in: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()


NO_FILTERS = Filters()
"""Narrows nothing."""
