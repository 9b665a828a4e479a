"""The pieces that a document's body is divided into, before they become passages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.page.blocks import Block
from ingest.structure.scripts import ABJAD

LIST_ITEM = re.compile(
    rf"^(?:[(（](?:[a-z]{{1,3}}|{ABJAD})[)）]|{ABJAD}\)|\([ivxl]+\)|[(（]\d{{1,2}}[)）]|[•●▪◦–—‒*\-]\s|[a-z]{{1,3}}\)|\d{{1,2}}\))"
)
"""How an item of a list opens."""


class UnitKind(StrEnum):
    """What a piece of a document is."""

    NUMBERED = "numbered"
    PREAMBULAR = "preambular"
    RECOMMENDATION = "recommendation"
    TABLE = "table"
    SUMMARY = "summary"
    UNNUMBERED = "unnumbered"


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a document that gets one locator.

    Attributes:
        kind: What it is.
        blocks: Its text.
        label: Paragraph number, as it should have been printed; the number of a table; the place of unnumbered text.
        section: Part of the document whose numbering it belongs to.
        headings: Headings above it, outermost first.
        notes_before: Blocks above it whose footnote marks belong to it: headings and titles.
    """

    kind: UnitKind
    blocks: tuple[Block, ...]
    label: str = ""
    section: str = ""
    headings: tuple[str, ...] = ()
    notes_before: tuple[Block, ...] = ()
