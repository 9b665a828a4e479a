"""Does a suite fit a library? Every gold citation that it does not hold, with line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from assistant.answering.lookup import last_paragraph
from assistant.yaml_reading import Lines, Mistake
from evals.cases import Gold, Suite, parse_gold
from evals.suites import line_of_turn
from ingest.pinpoints import parse_locator, stands_in
from store.library import Library
from store.model import Document, Kind


def check(suite: Suite, lines: Lines, library: Library) -> list[Mistake]:
    """The gold citations of a suite that a library does not hold, in the order of their lines."""
    return sorted(
        mistake
        for index, entry in enumerate(suite.cases)
        for number, turn in enumerate(entry.turns)
        for field in ("citations", "also")
        for place, text in enumerate(getattr(turn, field))
        for mistake in _missing(parse_gold(text), line_of_turn(lines, index, number, field, place), library)
    )


def _missing(gold: Gold, line: int, library: Library) -> Iterator[Mistake]:
    document = library.document(gold.symbol) or _joint(gold.symbol, library)
    if document is None:
        symbols = [each.symbol for each in library.documents()]
        near = get_close_matches(gold.symbol, symbols, n=3, cutoff=0.6)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "See what it holds: rightsdesk library list."
        yield Mistake(line, f"The library does not hold {gold.symbol}.", remedy)
        return
    place = parse_locator(gold.locator)
    passage = library.passage(document.symbol, gold.locator, document.language)
    parts = [part.locator for part in passage.subparagraphs] if passage else []
    if passage and (not place.sub or gold.locator in parts):
        return
    passages = library.passages(document.symbol, document.language)
    if any(stands_in(each.locator, place) for each in passages):
        return
    if place.kind == "p." and any(each.page <= int(place.number) <= each.last_page for each in passages):
        return
    ends = last_paragraph(library, document)
    if passage and parts:
        remedy = f"Its parts are {parts[0]} to {parts[-1]}."
    elif passage:
        remedy = f"Cite {passage.locator}: it has no lettered parts."
    elif document.kind is Kind.BRIEF:
        remedy = f"Only a brief is held, such as {passages[0].locator}." if passages else "It is empty."
    else:
        remedy = f"Its numbered paragraphs end at {ends}." if ends else f"It begins with {passages[0].locator}."
    yield Mistake(line, f"{document.symbol} has no {gold.locator}.", remedy)


def _joint(symbol: str, library: Library) -> Document | None:
    """The joint document whose symbols are all written, with hyphens between."""
    return next((each for each in library.documents() if "-".join((each.symbol, *each.other_symbols)) == symbol), None)
