"""Which documents are asked for: symbols as people write them, lists, the starter library, what a document cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.briefs import read_briefs
from ingest.cataloguing.mentioned import find_mentions
from ingest.fetching.access import Wanted
from ingest.language import LANGUAGE_NAMES
from ingest.symbols import Symbol, SymbolError, as_symbol, parse, split_joint
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
    return [symbol for document, _ in read_briefs() if (symbol := as_symbol(document.symbol))]


def cited_by(library: Library, document: Document) -> list[Symbol]:
    """The documents that a held document names in its paragraphs and footnotes, each once, in order; not itself."""
    mentions = find_mentions(document, library.passages(document.symbol, document.language))
    return [parse(symbol) for symbol in dict.fromkeys(mention.symbol for mention in mentions)]


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
