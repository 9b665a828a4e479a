"""What documents are to each other: revisions, corrections, additions, drafts and what was adopted, what replaced what.

Most of it is in the symbols: ``E/CN.6/2025/3/Rev.1`` revises ``E/CN.6/2025/3``. That a draft became a resolution is in
no symbol; two documents of one organ and session with the same title tell it. What replaced a general comment stands in
a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from ingest.symbols import Symbol, as_symbol, base, normalise
from store.library import Library
from store.model import Document, Kind, Relation, RelationKind
from store.words import plain

_SUFFIXES = {
    "Rev": RelationKind.REVISES,
    "Corr": RelationKind.CORRECTS,
    "Add": RelationKind.ADDS_TO,
}

_COMMITTEE = re.compile(r"/C\.\d+$")
"""What a committee drafts its plenary adopts: ``A/C.3/78/L.49`` became a resolution of ``A``."""


def relate(library: Library) -> None:
    """Tell the library what its documents are to each other, after any change of them.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    library.relate(relations_of(library.documents()))


def relations_of(documents: Sequence[Document]) -> list[Relation]:
    """What documents are to each other, and to those that their symbols name; each relation once, in order."""
    found = [*_told_by_symbols(documents), *_drafts(documents), *_in_table(documents)]
    return sorted(set(found), key=lambda relation: (relation.symbol, relation.kind, relation.other))


def _told_by_symbols(documents: Iterable[Document]) -> Iterator[Relation]:
    """A revision replaces the revision before it as well as the original: ``X/Rev.2`` revises ``X/Rev.1`` and ``X``."""
    symbols = {symbol for document in documents if (symbol := as_symbol(document.symbol))}
    for symbol in symbols:
        if not symbol.suffixes:
            continue
        name, _, number = symbol.suffixes[-1].partition(".")
        kind = _SUFFIXES.get(name)
        if kind is None or not number.isdecimal():
            continue
        stem = Symbol(symbol.parts[:-1])
        yield Relation(str(symbol), kind, str(stem))
        if kind is RelationKind.REVISES:
            for before in range(1, int(number)):
                yield Relation(str(symbol), kind, f"{stem}/Rev.{before}")


def _drafts(documents: Iterable[Document]) -> Iterator[Relation]:
    """A draft and a resolution of the same organ and session under the same title."""
    adopted: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    drafts: list[tuple[tuple[str, str, str], str]] = []
    for document in documents:
        symbol = as_symbol(document.symbol)
        if symbol is None or document.kind is Kind.BRIEF or not document.title:
            continue
        about = (_COMMITTEE.sub("", symbol.body), symbol.session, plain(document.title))
        if symbol.is_resolution:
            adopted[about].append(document.symbol)
        elif base(symbol).is_draft:
            drafts.append((about, document.symbol))
    for about, draft in drafts:
        # Two resolutions of one title in a session leave open which of them a draft became.
        if len(became := adopted[about]) == 1:
            yield Relation(draft, RelationKind.DRAFT_OF, became[0])


def _in_table(documents: Iterable[Document]) -> Iterator[Relation]:
    held = {symbol for document in documents for symbol in (document.symbol, *document.other_symbols)}
    for old, new in _superseded().items():
        if old in held or new in held:
            yield Relation(new, RelationKind.SUPERSEDES, old)


@lru_cache(maxsize=1)
def _superseded() -> dict[str, str]:
    text = resources.files("ingest.cataloguing").joinpath("superseded.yaml").read_text(encoding="utf-8")
    return {normalise(old): normalise(new) for old, new in yaml.safe_load(text).items()}
