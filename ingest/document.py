"""Read a document: a file in, its facts and its passages out, with warnings for what a person should know."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ingest import refusals
from ingest.footnotes import read_notes
from ingest.furniture import is_furniture_text
from ingest.language import LANGUAGE_NAMES, detect_language
from ingest.layout import read_layout
from ingest.legibility import TOO_MUCH_NONSENSE, nonsense_share
from ingest.lines import make_line, sort_into_rows
from ingest.masthead import Masthead, read_masthead
from ingest.pageblocks import read_blocks
from ingest.passages import make_passages
from ingest.pdf import PdfFile, read_file
from ingest.symbols import Symbol, SymbolError, from_filename, parse, same, url
from store.model import Document, Passage

_T = TypeVar("_T")

_LANGUAGE = "en"
"""The one language that is read so far."""

_FEWEST_LETTERS = 40
"""A page of text has more letters than this; a scan's only text is the name of the library that made it."""

_SAMPLED_PAGES = 12

_HEAD_PAGES = 4
"""A masthead is on the first page; the cover pages of a supplement and its contents take a few."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave.

    Attributes:
        document: Its facts.
        passages: Its passages in reading order.
        warnings: What was odd about it, a sentence each.
    """

    document: Document
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says it is.

    Attributes:
        symbols: The symbols in its masthead; none where it has none.
        language: ISO 639-1 code of the language its first pages are in; empty where they do not tell.
    """

    symbols: tuple[Symbol, ...]
    language: str


def read_document(path: Path) -> Reading:
    """Read one file.

    Args:
        path: A PDF.

    Raises:
        UnreadableFileError: One of the refusals in ``ingest.refusals``.
    """
    if path.suffix.lower() != ".pdf":
        raise refusals.unknown_format(path.name, path.suffix)
    return _guarded(_read, path)


def read_head(path: Path) -> Head:
    """Read what a PDF says it is, whatever its name and its language, from its first pages alone.

    Raises:
        UnreadableFileError: It is no whole PDF, has no usable text, or is the document system's placeholder.
    """
    return _guarded(_read_head, path)


def _guarded(read: Callable[[str, bytes], _T], path: Path) -> _T:
    data = path.read_bytes()
    try:
        return read(path.name, data)
    except refusals.UnreadableFileError:
        raise
    except Exception as error:  # a broken file must never stop a batch
        raise refusals.unforeseen(path.name, error) from error


def _read_head(name: str, data: bytes) -> Head:
    file = read_file(name, data, pages_at_most=_HEAD_PAGES)
    language = _language_of(file)
    masthead = read_masthead(file.pages[0].runs, file.pages[0].height, read_blocks(file))
    return Head(masthead.symbols, language)


def _read(name: str, data: bytes) -> Reading:
    file = read_file(name, data)
    language = _language_of(file)
    if language not in ("", _LANGUAGE):
        raise refusals.other_language(name, LANGUAGE_NAMES[language])
    blocks = read_blocks(file)
    masthead = read_masthead(file.pages[0].runs, file.pages[0].height, blocks)
    symbol, others, warnings = _designation(name, masthead)
    units = read_layout(blocks[masthead.below :], masthead.title_blocks, masthead.byline)
    passages = make_passages(symbol, _LANGUAGE, units, read_notes(blocks))
    if not passages:
        raise refusals.no_text(name)
    if file.damaged:
        pages = ", ".join(map(str, file.damaged))
        warnings += (f"{name}: damaged pages could not be read and are missing: {pages}. {refusals.FETCH_AGAIN}",)
    document = Document(
        symbol=symbol,
        language=_LANGUAGE,
        title=masthead.title,
        other_symbols=others,
        body=masthead.body,
        type=masthead.type,
        date=masthead.date,
        session=masthead.session,
        agenda_item=masthead.agenda_item,
        url=url(parse(symbol), _LANGUAGE) if _is_symbol(symbol) else "",
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=len(file.pages),
    )
    return Reading(document, passages, warnings)


def _language_of(file: PdfFile) -> str:
    """The language of its text, empty where that does not tell; placeholders and scans are refused."""
    sample = _sample(file)
    pictured = sum(page.pictured for page in file.pages)
    if "you are looking for does not exist" in sample:
        raise refusals.placeholder(file.name)
    letters = sum(char.isalpha() for char in sample)
    if letters < _FEWEST_LETTERS * min(len(file.pages), _SAMPLED_PAGES) and pictured * 2 >= len(file.pages):
        raise refusals.scan(file.name, len(file.pages))
    if letters < _FEWEST_LETTERS:
        raise refusals.no_text(file.name)
    if pictured * 2 >= len(file.pages) and (share := nonsense_share(sample)) > TOO_MUCH_NONSENSE:
        raise refusals.poor_text(file.name, share)
    return detect_language(sample)


def _sample(file: PdfFile) -> str:
    """The words of pages spread over the file."""
    step = max(1, len(file.pages) // _SAMPLED_PAGES)
    lines = [
        line.text
        for page in file.pages[::step][:_SAMPLED_PAGES]
        for row in sort_into_rows(page.runs)
        if (line := make_line(page.number, row)) is not None
    ]
    return " ".join(line for line in lines if not is_furniture_text(line))


def _is_symbol(text: str) -> bool:
    try:
        parse(text)
    except SymbolError:
        return False
    return True


def _designation(name: str, masthead: Masthead) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    named = from_filename(name)
    if masthead.symbols:
        symbol = masthead.symbols[0]
        others = tuple(str(other) for other in masthead.symbols[1:])
        if named and not any(same(named[0], printed) for printed in masthead.symbols):
            return (
                str(symbol),
                others,
                (
                    f"{name}: the document is {symbol}, not {named[0]} as its name says; it is taken as {symbol}. "
                    "Rename the file, or download the document you meant.",
                ),
            )
        return str(symbol), others, ()
    if named:
        return str(named[0]), (), (f"{name}: no symbol in its masthead; taken as {named[0]} after its name.",)
    title = masthead.title or name
    return (
        title,
        (),
        (f"{name}: no symbol found; it is cited by its title. Name the file after its symbol if it has one.",),
    )
