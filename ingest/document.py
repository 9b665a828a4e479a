"""Read a document: a file in, its facts and its passages out, with warnings for what a person should know."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest import refusals
from ingest.pageblocks import read_blocks
from ingest.footnotes import read_notes
from ingest.language import LANGUAGE_NAMES, detect_language
from ingest.layout import read_layout
from ingest.masthead import Masthead, read_masthead
from ingest.passages import make_passages
from ingest.pdf import PdfFile, read_file
from ingest.symbols import from_filename, same, url
from store.model import Document, Passage


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


def read_document(path: Path) -> Reading:
    """Read one file.

    Args:
        path: A PDF.

    Raises:
        UnreadableFileError: One of the refusals in ``ingest.refusals``.
    """
    if path.suffix.lower() != ".pdf":
        raise refusals.unknown_format(path.name, path.suffix)
    data = path.read_bytes()
    try:
        return _read(path.name, data)
    except refusals.UnreadableFileError:
        raise
    except Exception as error:  # a broken file must never stop a batch
        raise refusals.unforeseen(path.name, error) from error


def _read(name: str, data: bytes) -> Reading:
    file = read_file(name, data)
    sample = " ".join(run.text for page in file.pages[:12] for run in page.runs)
    _refuse_unreadable(file, sample)
    language = detect_language(sample) or "en"
    if language != "en":
        raise refusals.other_language(name, LANGUAGE_NAMES[language])
    blocks = read_blocks(file)
    masthead = read_masthead(file.pages[0].runs, file.pages[0].height, blocks)
    symbol, others, warnings = _designation(name, masthead)
    units = read_layout(blocks[masthead.below :], masthead.byline)
    passages = make_passages(symbol, language, units, read_notes(blocks))
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
        url=url(masthead.symbols[0], language) if masthead.symbols else "",
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=len(file.pages),
    )
    return Reading(document, passages, warnings)


def _refuse_unreadable(file: PdfFile, sample: str) -> None:
    if "you are looking for does not exist" in " ".join(sample.split()):
        raise refusals.placeholder(file.name)
    if len("".join(sample.split())) < 40:
        if any(page.pictured for page in file.pages):
            raise refusals.scan(file.name, len(file.pages))
        raise refusals.no_text(file.name)


def _designation(name: str, masthead: Masthead) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    named = from_filename(name)
    if masthead.symbols:
        symbol = masthead.symbols[0]
        others = tuple(str(other) for other in masthead.symbols[1:])
        if named and not any(same(named[0], printed) for printed in masthead.symbols):
            return str(symbol), others, (
                f"{name}: the document is {symbol}, not {named[0]} as its name says; it is taken as {symbol}. "
                "Rename the file, or download the document you meant.",
            )
        return str(symbol), others, ()
    if named:
        return str(named[0]), (), (f"{name}: no symbol in its masthead; taken as {named[0]} after its name.",)
    title = masthead.title or name
    return title, (), (f"{name}: no symbol found; it is cited by its title. Name the file after its symbol if it has one.",)
