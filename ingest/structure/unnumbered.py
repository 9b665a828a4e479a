"""Give text without a number a place that can be found: its page, or the heading above it where a file has no pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.grammar.locators import Locator
from ingest.page.blocks import Block
from ingest.structure.headings import part_opened_by
from ingest.structure.units import Unit, UnitKind

_LONG = 1500
"""Characters of unnumbered text after which the next paragraph begins a passage of its own: half a page."""

_LONGEST_NAME = 80
"""Characters of a heading that name a place; the rest is cut off."""


def place_by_page(units: Sequence[Unit]) -> list[Unit]:
    """One unit for all the unnumbered text of one part on one page; headings inside it stay, on lines of their own.

    Args:
        units: Pieces of a document with pages.
    """
    merged: list[Unit] = []
    first: dict[tuple[str, int], int] = {}
    for unit in units:
        if unit.kind is not UnitKind.UNNUMBERED:
            merged.append(unit)
            continue
        by_page: dict[int, list[Block]] = {}
        for block in unit.blocks:
            by_page.setdefault(block.page, []).append(block)
        for page, blocks in by_page.items():
            place = (unit.section, page)
            if place in first:
                known = merged[first[place]]
                merged[first[place]] = replace(
                    known,
                    blocks=(*known.blocks, *unit.notes_before, *blocks),
                )
            else:
                first[place] = len(merged)
                merged.append(replace(unit, blocks=tuple(blocks), label=f"p. {page}"))
    return merged


def place_by_heading(units: Sequence[Unit]) -> list[Unit]:
    """Units of a paragraph or a few under one heading, each named after the heading and its first paragraph.

    The text before the first heading of a document or part is its opening text. The paragraphs under a heading are
    counted as a reader would: ``sect. “Key messages” [3]`` begins with the third.

    Args:
        units: Pieces of a document without pages.
    """
    placed: list[Unit] = []
    counted: dict[str, int] = {}
    for unit in units:
        if unit.kind is not UnitKind.UNNUMBERED:
            placed.append(unit)
            continue
        name = _name(unit)
        for blocks in _paragraphs(unit.blocks):
            count = counted[name] = counted.get(name, 0) + 1
            last = placed[-1] if placed else None
            goes_on = last is not None and last.kind is unit.kind and last.label.partition(" [")[0] == name
            if last is not None and goes_on and sum(len(block.text) for block in last.blocks) < _LONG:
                notes = (*last.notes_before, *unit.notes_before) if blocks[0] is unit.blocks[0] else last.notes_before
                placed[-1] = replace(last, blocks=(*last.blocks, *blocks), notes_before=notes)
            else:
                notes = unit.notes_before if blocks[0] is unit.blocks[0] else ()
                label = name if count == 1 else f"{name} [{count}]"
                placed.append(replace(unit, blocks=tuple(blocks), label=label, notes_before=notes))
    return placed


def _name(unit: Unit) -> str:
    heading = unit.headings[-1] if unit.headings else ""
    if not heading or part_opened_by(heading) is not None:
        return str(Locator(unit.section, "opening text"))
    return str(Locator(unit.section, "sect.", quoted_heading(heading)))


def quoted_heading(heading: str) -> str:
    """A heading as a locator names it: in quotation marks, without any of its own, cut off where it is long."""
    words = re.sub(r"[“”„\"«»\[\]|]", "", " ".join(heading.split())).strip()
    if len(words) > _LONGEST_NAME:
        words = words[:_LONGEST_NAME].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
    return f"“{words}”"


def _paragraphs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that are counted as one: a paragraph, or the cells of a table."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and block.table and groups[-1][-1].table == block.table:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups
