"""References as the UN writes them, and the facts a reader needs beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answer import Citation
from ingest.pinpoints import Locator, LocatorError, parse_locator, render_locators
from store.model import Document, Kind, Passage

MONTHS = ("January February March April May June July August September October November December").split()


def reference(document: Document, locator: str) -> str:
    """A document and the place in it: ``A/HRC/59/60, para. 7``.

    A brief is named as one: its own paragraphs are ``A/HRC/48/31, brief, para. 2``; of a brief that follows the
    official paragraphs one by one, ``A/RES/78/213 (brief), para. 17``.

    >>> reference(Document("A/RES/78/213", "en", "…"), "PP 13")
    'A/RES/78/213, thirteenth preambular paragraph'
    """
    own = document.kind is Kind.BRIEF and not locator.startswith("brief")
    name = f"{document.symbol} (brief)" if own else document.symbol
    return f"{name}, {place(locator)}"


def place(locator: str) -> str:
    """A locator in words: preambular paragraphs are counted, a page is one of the PDF."""
    try:
        parsed = parse_locator(locator)
    except LocatorError:
        return locator
    words = render_locators([parsed])
    return f"{words} of the PDF" if parsed.kind == "p." else words


def places(locators: Iterable[str]) -> str:
    """The paragraphs of one document in words, those of one kind together and in order.

    >>> places(["para. 20", "para. 3", "PP 5"]), places(["brief, para. 1", "brief, para. 2"])
    ('paras. 3 and 20; fifth preambular paragraph', 'brief, paras. 1 and 2')
    """
    found: set[Locator] = set()
    loose: list[str] = []
    for locator in dict.fromkeys(locators):
        try:
            found.add(replace(parse_locator(locator), sub=()))
        except LocatorError:
            loose.append(locator)
    ordered = sorted(found, key=_order)
    return "; ".join([*([render_locators(ordered)] if ordered else []), *loose])


def places_in(locators: Iterable[str]) -> str:
    """Places of one document behind its byline, which said already whether it is a brief.

    >>> places_in(["brief, para. 2"]), places_in(["para. 2"])
    ('para. 2 of the brief', 'para. 2')
    """
    held = list(locators)
    if all(each.startswith("brief, ") for each in held):
        return f"{places(held).removeprefix('brief, ')} of the brief"
    return places(held)


def place_order(locator: str) -> tuple[object, ...]:
    """What sorts the places of one document: numbered paragraphs first, each kind in order, then the rest."""
    try:
        return (0, *_order(parse_locator(locator)))
    except LocatorError:
        return (1, locator)


def _order(each: Locator) -> tuple[object, ...]:
    return (each.part, each.kind != "para.", each.kind, len(each.number), each.number, each.sub)


def places_by_document(citations: Iterable[Citation]) -> str:
    """Places as the UN writes them, those of one document together: ``A/HRC/48/31, paras. 4, 6 and 13``."""
    documents: dict[str, dict[str, str]] = {}
    for each in citations:
        name = each.reference.removesuffix(f", {place(each.locator)}")
        documents.setdefault(name, {})[each.locator] = each.reference
    return "; ".join(
        f"{name}, {places(held)}" if len(held) > 1 else next(iter(held.values())) for name, held in documents.items()
    )


def date_in_words(date: str) -> str:
    """An ISO date as the UN prints it.

    >>> date_in_words("2025-04-22"), date_in_words("2024-09"), date_in_words("")
    ('22 April 2025', 'September 2024', '')
    """
    year, month, day = (*date.split("-"), "", "")[:3]
    if not (year and month.isdecimal() and 1 <= int(month) <= 12):
        return year
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day.isdecimal() else f"{MONTHS[int(month) - 1]} {year}"


def byline(document: Document) -> str:
    """Symbol, date and kind of a document, as they stand under its title; nothing that the title says already.

    >>> byline(Document("Data Strategy", "en", "Data Strategy (2020)", date="2020", kind=Kind.BRIEF))
    'brief, not the official text'
    """
    title = document.title.casefold()
    symbols = " – ".join(
        symbol for symbol in (document.symbol, *document.other_symbols) if symbol.casefold() not in title
    )
    brief = "brief, not the official text" if document.kind is Kind.BRIEF else ""
    return ", ".join(fact for fact in (symbols, untold_date(document), brief) if fact)


def untold_date(document: Document) -> str:
    """The date of a document in words; nothing where its title, or a name without a symbol, says its year already.

    >>> untold_date(Document("A/RES/78/213", "en", "Digital technologies", date="2023-12-19"))
    '19 December 2023'
    >>> untold_date(Document("Report on the digital welfare state (2019)", "en", "Report", date="2019-10"))
    ''
    """
    year, beyond = document.date[:4], len(document.date) > len("2019") and "/" in document.symbol
    told = re.search(rf"(?<!\d){year}(?!\d)", f"{document.title} {document.symbol}") if year else None
    return "" if told and not beyond else date_in_words(document.date)


def cite(n: int, document: Document, passage: Passage, quote: str, locator: str = "") -> Citation:
    """A citation of a passage, or of a part of it."""
    where = locator or passage.locator
    return Citation(
        n=n,
        symbol=document.symbol,
        locator=where,
        reference=reference(document, where),
        page=passage.page,
        title=document.title,
        url=document.url,
        kind=document.kind,
        quote=quote,
        language=document.language,
    )
