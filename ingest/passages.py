"""Structure in, passages out: locators, text with whole words, sub-paragraphs, footnotes and boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.page.blocks import Block, join_lines
from ingest.structure.footnotes import NoteIndex, PlacedNote, marks_of
from ingest.structure.numbering import NUMBER
from ingest.structure.subparagraphs import find_subparagraphs
from ingest.structure.tables import rows_as_text
from ingest.structure.units import Unit, UnitKind
from ingest.structure.unnumbered import place_by_heading, place_by_page
from store.model import Box, Footnote, Passage

_ASCENT = 0.75
_DESCENT = 0.25


def make_passages(
    symbol: str, language: str, units: Sequence[Unit], notes: Sequence[PlacedNote], *, paged: bool = True
) -> tuple[Passage, ...]:
    """Passages of a document, in reading order, each with a locator of its own.

    Args:
        symbol: Symbol of the document.
        language: ISO 639-1 code.
        units: Its pieces, from ``read_layout``.
        notes: Its footnotes, from ``read_notes``.
        paged: Whether its pages can be cited.
    """
    index = NoteIndex(notes)
    passages: list[Passage] = []
    taken: set[str] = set()
    named = _without_twins(_name_tables(units))
    for unit in place_by_page(named) if paged else place_by_heading(named):
        text = _text(unit)
        if not text:
            continue
        locator = _locator(unit)
        if locator in taken:
            # Two parts share a page: the later one is named with its part.
            locator = f"{unit.section}, {locator}"
        taken.add(locator)
        pages = [line.page for block in unit.blocks for line in block.lines] if paged else [0]
        passages.append(
            Passage(
                symbol=symbol,
                language=language,
                locator=locator,
                text=text,
                headings=unit.headings,
                section=unit.section,
                page=min(pages),
                last_page=max(pages),
                boxes=_boxes(unit.blocks) if paged else (),
                footnotes=_footnotes(unit, index),
                subparagraphs=find_subparagraphs(locator, text) if unit.kind in _WITH_PARTS else (),
                order=len(passages),
            )
        )
    return tuple(passages)


_WITH_PARTS = (UnitKind.NUMBERED, UnitKind.PREAMBULAR, UnitKind.RECOMMENDATION)


def _name_tables(units: Sequence[Unit]) -> list[Unit]:
    """Tables without a number become unnumbered text, but for the only table of a document."""
    tables = [unit for unit in units if unit.kind is UnitKind.TABLE]
    counts = Counter((unit.section, unit.label) for unit in tables)
    named = []
    for unit in units:
        if unit.kind is not UnitKind.TABLE:
            named.append(unit)
        elif not unit.label and len(tables) == 1:
            named.append(replace(unit, label="1"))
        elif not unit.label or counts[unit.section, unit.label] > 1:
            named.append(replace(unit, kind=UnitKind.UNNUMBERED))
        else:
            named.append(unit)
    return named


def _without_twins(units: Sequence[Unit]) -> list[Unit]:
    """A second paragraph of one name (of a second "Annex", say) can only be cited as unnumbered text is."""
    taken: set[str] = set()
    told_apart = []
    for unit in units:
        locator = "" if unit.kind is UnitKind.UNNUMBERED else _locator(unit)
        told_apart.append(replace(unit, kind=UnitKind.UNNUMBERED) if locator in taken else unit)
        taken.update([locator] if locator else [])
    return told_apart


def _locator(unit: Unit) -> str:
    if unit.kind is UnitKind.UNNUMBERED:
        return unit.label
    own = "summary" if unit.kind is UnitKind.SUMMARY else f"{_WORDS[unit.kind]} {unit.label}"
    return f"{unit.section}, {own}" if unit.section else own


_WORDS = {
    UnitKind.NUMBERED: "para.",
    UnitKind.PREAMBULAR: "PP",
    UnitKind.TABLE: "table",
    UnitKind.RECOMMENDATION: "recommendation",
}


def _text(unit: Unit) -> str:
    lines: list[str] = []
    cells: list[Block] = []
    for block in unit.blocks:
        if block.table and unit.kind in (UnitKind.TABLE, UnitKind.UNNUMBERED):
            cells.append(block)
            continue
        lines += rows_as_text(cells)
        cells = []
        lines.append(join_lines(block.lines))
    lines += rows_as_text(cells)
    if unit.kind is UnitKind.NUMBERED and lines:
        lines[0] = NUMBER.sub("", lines[0], count=1)
    return "\n".join(line for line in lines if line)


def _boxes(blocks: Sequence[Block]) -> tuple[Box, ...]:
    edges: dict[int, list[float]] = {}
    for block in blocks:
        for line in block.lines:
            low, high = line.y - _DESCENT * line.size, line.y + _ASCENT * line.size
            known = edges.get(line.page)
            if known is None:
                edges[line.page] = [line.x0, low, line.x1, high]
            else:
                edges[line.page] = [
                    min(known[0], line.x0),
                    min(known[1], low),
                    max(known[2], line.x1),
                    max(known[3], high),
                ]
    return tuple(Box(page, *(round(value, 1) for value in edge)) for page, edge in sorted(edges.items()))


def _footnotes(unit: Unit, index: NoteIndex) -> tuple[Footnote, ...]:
    found: list[Footnote] = []
    for mark, page in (*marks_of(unit.notes_before), *marks_of(unit.blocks)):
        note = index.find(mark, page)
        if note is not None and note not in found:
            found.append(note)
    return tuple(found)
