"""Read a document: a file in, its facts and its passages out, with warnings for what a person should know."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import TypeVar

from ingest import refusals
from ingest.contents import Contents
from ingest.formats import read_contents
from ingest.language import LANGUAGE_NAMES, detect_language
from ingest.layout import read_layout
from ingest.page.hyphens import whole_words
from ingest.passages import make_passages
from ingest.pdf.legibility import FEWEST_LETTERS
from ingest.pdf.rightward import turned_back
from ingest.scans.unread import unread_in_words
from ingest.structure.footnotes import read_notes
from ingest.structure.masthead import Masthead, read_masthead
from ingest.symbols import Symbol, as_symbol, body_name, from_filename, parse, same, url
from store.model import Document, PageConfidence, Passage

_T = TypeVar("_T")

_USUAL_LANGUAGE = "en"
"""What a text is taken for that does not tell its language: a table, a list of names."""

_HEAD_PAGES = 4
"""A masthead is on the first page; the cover pages of a supplement and its contents take a few."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave.

    Attributes:
        document: Its facts.
        passages: Its passages in reading order.
        warnings: What was odd about it, a sentence each.
        recognised: Pages whose text was recognised from a picture.
    """

    document: Document
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()
    recognised: tuple[PageConfidence, ...] = ()


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
        path: A file of one of the formats that ``ingest.formats`` recognises.

    Raises:
        UnreadableFileError: One of the refusals in ``ingest.refusals``.
    """
    return _guarded(_read, path)


def read_head(path: Path) -> Head:
    """Read what a file says it is, whatever its name and its language; of a PDF from its first pages alone.

    Raises:
        UnreadableFileError: It is not whole, has no usable text, or is the document system's placeholder.
    """
    return _guarded(_read_head, path)


def _guarded(read: Callable[[str, bytes], _T], path: Path) -> _T:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refusals.gone(path.name) from error
    try:
        return read(path.name, data)
    except refusals.UnreadableFileError:
        raise
    except Exception as error:  # a broken file must never stop a batch
        raise refusals.unforeseen(path.name, error) from error


def _read_head(name: str, data: bytes) -> Head:
    contents = read_contents(name, data, first_pages=_HEAD_PAGES)
    language = _language_of(name, contents)
    return Head(_masthead_of(name, contents).symbols, language)


def _read(name: str, data: bytes) -> Reading:
    contents = read_contents(name, data)
    language = _language_of(name, contents) or _USUAL_LANGUAGE
    if language not in LANGUAGE_NAMES:
        raise refusals.other_language(name, language)
    contents = replace(contents, blocks=whole_words(contents.blocks, language))
    paged = contents.pages > 0
    masthead = _masthead_of(name, contents)
    symbol, others, warnings = _designation(name, masthead)
    units = read_layout(
        contents.blocks[masthead.below :],
        masthead.title_blocks,
        masthead.byline,
        paged=paged,
        recognised=bool(contents.recognised),
    )
    passages = make_passages(symbol, language, units, read_notes(contents.blocks), paged=paged)
    if contents.turned:
        passages = turned_back(passages, contents.turned)
    if not passages:
        raise refusals.no_text(name)
    warnings += (*contents.warnings, *_scan_warnings(name, symbol, contents, passages))
    document = Document(
        symbol=symbol,
        language=language,
        title=masthead.title,
        other_symbols=others,
        body=masthead.body,
        type=masthead.type,
        date=masthead.date,
        session=masthead.session,
        agenda_item=masthead.agenda_item,
        url=url(known, language) if (known := as_symbol(symbol)) else contents.facts.url,
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=contents.pages,
    )
    return Reading(document, passages, warnings, contents.recognised)


def _scan_warnings(name: str, symbol: str, contents: Contents, passages: Sequence[Passage]) -> tuple[str, ...]:
    if not contents.recognised:
        return ()
    confidence = fmean(each.confidence for each in contents.recognised)
    recognised = (
        f"{name}: a scan, whose text was recognised with a confidence of {confidence:.0f} %. Compare what you quote, "
        f"and the symbol {symbol}, with the pictures of its pages."
    )
    unread = unread_in_words(passages, contents.unseen)
    return (recognised, f"{name}: {unread}") if unread else (recognised,)


def _masthead_of(name: str, contents: Contents) -> Masthead:
    """The masthead with what the file itself says of its document where nothing is printed."""
    masthead, facts = read_masthead(contents.head, contents.blocks, paged=contents.pages > 0), contents.facts
    told = as_symbol(facts.symbol)
    symbols = masthead.symbols or ((told,) if told else ())
    named = from_filename(name)
    agreed = named is not None and any(same(named[0], symbol) for symbol in symbols)
    if contents.carried and not agreed and not any(same(parse(contents.carried), symbol) for symbol in symbols):
        symbols = (parse(contents.carried),)
    distributed = any("Distr" in line.text for line in contents.head)
    return replace(
        masthead,
        symbols=symbols,
        title=masthead.title or facts.title,
        body=masthead.body or (body_name(symbols[0]) if symbols else "") or facts.body,
        # What is neither printed nor told by a symbol is taken for a report.
        type=facts.type if facts.type and not symbols and masthead.type == "report" else masthead.type,
        # A date beside a misread "Distr." may be any other one of the page.
        date="" if contents.recognised and not distributed else masthead.date or facts.date,
        session=masthead.session or facts.session,
    )


def _language_of(name: str, contents: Contents) -> str:
    """The language of its text, empty where nothing tells; what is no text of a document is refused."""
    if "you are looking for does not exist" in contents.sample:
        raise refusals.placeholder(name)
    if sum(char.isalpha() for char in contents.sample) < FEWEST_LETTERS:
        raise refusals.no_text(name)
    found, told = detect_language(contents.sample), contents.facts.language
    # Languages that are not read share words with those that are; what a page says of itself decides between them.
    return told if told and told not in LANGUAGE_NAMES and found != "en" else found or told


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
