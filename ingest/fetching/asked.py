"""Which documents are asked for: symbols as people write them, lists, the starter library, what a document cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.briefs import read_briefs
from ingest.fetching.access import Wanted
from ingest.language import LANGUAGE_NAMES
from ingest.references import find_references
from ingest.symbols import Symbol, SymbolError, parse, split_joint
from store.errors import RightsDeskError
from store.library import Library
from store.model import Document


def read_symbols(written: Iterable[str]) -> list[Symbol]:
    """Read symbols given one by one; of a joint document's the first.

    Raises:
        RightsDeskError: One or more are no symbols; names them all.
    """
    return _read([(text, "") for text in written], "the command")


def read_list(lines: Iterable[str], name: str) -> list[Symbol]:
    """Read a list of symbols, one a line; empty lines and what follows a ``#`` are left out.

    Args:
        lines: The lines.
        name: What the list is called, for messages.

    Raises:
        RightsDeskError: A line holds no symbol; names every such line. Or the list is empty.
    """
    numbered = ((number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1))
    symbols = _read([(text, f"line {number}: ") for number, text in numbered if text], name)
    if not symbols:
        raise RightsDeskError(f"There are no symbols in {name}.", "Write one on each line, such as A/HRC/48/31.")
    return symbols


def _read(written: Sequence[tuple[str, str]], name: str) -> list[Symbol]:
    symbols: list[Symbol] = []
    wrong: list[str] = []
    for text, place in written:
        try:
            symbols.append(split_joint(text)[0])
        except SymbolError as error:
            wrong.append(f"{place}{error}")
    if wrong:
        raise RightsDeskError(" ".join(wrong), f"Nothing was fetched. Correct {name}.")
    return symbols


def starter_symbols() -> list[Symbol]:
    """The symbols of the documents that the starter library's briefs are about."""
    return [parse(document.symbol) for document, _ in read_briefs() if _is_symbol(document.symbol)]


def cited_by(library: Library, document: Document) -> list[Symbol]:
    """The documents that a held document names in its paragraphs and footnotes, each once, in order; not itself."""
    named = dict.fromkeys(
        reference.symbol
        for text in _texts(library, document)
        for reference in find_references(text, document.symbol)
        if reference.symbol is not None
    )
    own = {document.symbol, *document.other_symbols}
    return [symbol for symbol in named if str(symbol) not in own]


def _texts(library: Library, document: Document) -> Iterator[str]:
    for passage in library.passages(document.symbol, document.language):
        yield passage.text
        yield from (note.text for note in passage.footnotes)


def read_languages(written: str) -> list[str]:
    """Read language codes parted by commas: ``en,fr``.

    Raises:
        RightsDeskError: One is not the code of an official language.
    """
    codes = [code.strip().lower() for code in written.split(",")]
    known = ", ".join(f"{code} ({name})" for code, name in LANGUAGE_NAMES.items())
    if unknown := [code for code in codes if code not in LANGUAGE_NAMES]:
        raise RightsDeskError(f"There is no official language {', '.join(map(repr, unknown))}.", f"Choose of {known}.")
    return codes


def wanted(symbols: Iterable[Symbol], languages: Sequence[str]) -> list[Wanted]:
    """Every document in every language, each once, in order."""
    return list(dict.fromkeys(Wanted(symbol, language) for symbol in symbols for language in languages))


def _is_symbol(text: str) -> bool:
    try:
        parse(text)
    except SymbolError:
        return False
    return True
