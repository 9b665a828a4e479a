"""Keep footnotes apart from the text, and link each to the text that carries its mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.page.blocks import Block, join_lines
from ingest.structure.scripts import LETTER
from store.model import Footnote

_MARK = re.compile(rf"^\s*(\d{{1,3}}|[a-z]|\*{{1,4}}|[†‡])(?=[\s./]|$|[“«]|{LETTER})\.?/?\s*")
_SEPARATORS = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A footnote and the pages that hold it."""

    mark: str
    text: str
    page: int
    last_page: int


def read_notes(blocks: Iterable[Block]) -> list[PlacedNote]:
    """The footnotes of a document, in order; a note's later paragraphs and pages are joined to it."""
    notes: list[PlacedNote] = []
    owner: int | None = None
    for block in blocks:
        if not block.note:
            continue
        mark, text = split_mark(block)
        page, last = block.lines[0].page, block.lines[-1].page
        if notes and (not mark or (block.note == owner and not mark)):
            before = notes[-1]
            notes[-1] = PlacedNote(before.mark, f"{before.text} {text}".strip(), before.page, last)
        else:
            notes.append(PlacedNote(mark, text, page, last))
        owner = block.note
    return notes


def split_mark(block: Block) -> tuple[str, str]:
    """The mark that a note opens with, and its text."""
    first = block.lines[0]
    raised = first.pieces[0] if first.pieces[0].raised else None
    if raised is not None:
        return raised.text.strip(), join_lines(block.lines)
    text = join_lines(block.lines)
    match = _MARK.match(text)
    if not match or (match[1].isalpha() and not text[match.end(1) :].startswith(" ")):
        return "", text
    return match[1], text[match.end() :]


def marks_of(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """The footnote marks in a text with their pages, in reading order."""
    found = []
    for block in blocks:
        for line in block.lines:
            for piece in line.pieces:
                if piece.raised:
                    found += [(mark, line.page) for mark in _SEPARATORS.split(piece.text.strip()) if mark]
    return found


class NoteIndex:
    """Finds the note that a mark on a page stands for; each note answers once, the nearest page first."""

    def __init__(self, notes: Sequence[PlacedNote]) -> None:
        self._notes = list(notes)
        self._used: set[int] = set()

    def find(self, mark: str, page: int) -> Footnote | None:
        """The note for a mark, or ``None`` where the page (or the next) prints none."""
        best: int | None = None
        for index, note in enumerate(self._notes):
            if note.mark != mark or not page - 1 <= note.page <= page + 2:
                continue
            if best is None or (index in self._used, abs(note.page - page)) < (
                best in self._used,
                abs(self._notes[best].page - page),
            ):
                best = index
        if best is None:
            return None
        self._used.add(best)
        return Footnote(mark, self._notes[best].text)
