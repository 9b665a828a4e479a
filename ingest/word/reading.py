"""Read a Word file: bytes in, blocks out, as if its paragraphs had been set on pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.contents import Contents, without_pages
from ingest.page.lines import Line, Piece
from ingest.page.typesetting import COLUMN, Paragraph, Span, set_blocks
from ingest.word.marks import Mentioned, NoteMarks
from ingest.word.numbers import Numbering
from ingest.word.package import Element, Package, W, child, measure, value
from ingest.word.styles import Layout, Styles, Type, read_layout
from ingest.word.words import WordReader

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TWIPS = 20.0
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "sdtContent")}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: in which cell, between which edges."""

    table: int = 0
    row: int = 0
    column: int = 0
    left: float = 0.0
    right: float = COLUMN
    contents: bool = False


def read_word(name: str, data: bytes) -> Contents:
    """Read a Word file.

    Args:
        name: File name, for messages.
        data: The file's bytes.

    Raises:
        UnreadableFileError: It is damaged, locked, or no Word text.
    """
    package = Package(name, data)
    related = package.related(package.main)
    parts = {part.kind: package.read(part.path) for part in related if part.kind in _PARTS}
    body = child(package.read(package.main), "body")
    if body is None:
        return without_pages([])
    sections = [each for each in body.iter(f"{W}sectPr") if each.getparent().tag != f"{W}sectPrChange"]
    reader = _Reader(parts, sections)
    reader.read(body)
    heads = {part.id: part.path for part in related if part.kind == "header"}
    first = sections[:1]
    paths = [heads.get(head.get(_RELATION, ""), "") for each in first for head in each.iter(f"{W}headerReference")]
    running = [line for path in paths if path for line in _running_lines(package.read(path))]
    return without_pages(set_blocks([*reader.paragraphs, *reader.notes()]), tuple(running))


_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")


def _running_lines(header: Element | None) -> Iterator[Line]:
    """The lines of a running head."""
    for paragraph in header.iter(f"{W}p") if header is not None else ():
        text = "".join(element.text or "" for element in paragraph.iter(f"{W}t"))
        if text.strip():
            yield Line(1, 0.0, 100.0, 0.0, 9.0, (Piece(text, 0.0, 100.0, 9.0),))


class _Reader:
    """Goes through the text in order: numbers, notes and fields are counted on the way."""

    def __init__(self, parts: dict[str, Element | None], sections: list[Element]) -> None:
        self.paragraphs: list[Paragraph] = []
        self._styles = Styles(parts.get("styles"))
        self._numbering = Numbering(parts.get("numbering"))
        self._marks = NoteMarks(parts.get("settings"), sections)
        self._words = WordReader(self._styles, self._marks)
        self._notes = {kind: _by_id(parts.get(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self._tables = 0
        self._rows: dict[int, int] = {}
        self._carried: list[Span] = []
        """Words of a paragraph whose end was deleted: they belong to the next one."""

    def read(self, element: Element, place: _Place = _Place()) -> None:
        """Read the paragraphs and tables in an element."""
        for inner in element:
            if inner.tag == f"{W}p":
                self._paragraph(inner, place)
            elif inner.tag == f"{W}tbl":
                self._table(inner, place)
            elif inner.tag in _THROUGH:
                self.read(inner, place)
            elif inner.tag == f"{W}sdt":
                gallery = value(child(inner, "sdtPr", "docPartObj"), "docPartGallery")
                content = child(inner, "sdtContent")
                if content is not None:
                    self.read(content, replace(place, contents=gallery == "Table of Contents" or place.contents))

    def _paragraph(self, element: Element, place: _Place) -> None:
        style = self._styles.of(element)
        properties = child(element, "pPr")
        deleted = child(properties, "rPr", "del") is not None
        type_ = self._styles.type_of(style)
        layout = read_layout(properties, self._styles.layout_of(style))
        number: list[Span] = []
        if layout.number not in ("", "0") and not deleted:
            layout, number = self._number(properties, style, layout, type_)
        if layout.breaks:
            self._marks.page += 1
        words = self._words.read(element, layout, type_, number)
        self._marks.page += words.breaks_before
        spans, self._carried = [*self._carried, *words.spans], []
        if deleted:
            self._carried = spans
        elif number and len(spans) == len(number):
            spans = []
        if spans and not deleted:
            self.paragraphs.append(
                Paragraph(
                    tuple(spans),
                    "TOCI" if place.contents else self._styles.role_of(style, element),
                    place.left + layout.left,
                    place.left + words.start,
                    place.right - layout.right,
                    layout.centred,
                    place.table,
                    place.row,
                    place.column,
                    page=self._marks.page,
                )
            )
        for box in words.boxes:
            self._box(box, place)
        self._marks.page += words.breaks_after
        if (section := child(properties, "sectPr")) is not None:
            self._marks.end_section()
            self._marks.page += value(section, "type") != "continuous"

    def _number(self, properties: Element | None, style: str, layout: Layout, type_: Type) -> tuple[Layout, list[Span]]:
        """The automatic number of a paragraph, and its layout as its numbering sets it."""
        index = self._numbering.level_of(layout, style)
        level = self._numbering.find(layout.number, index)
        printed = self._numbering.count(layout.number, index)
        if level is None:
            return layout, []
        layout = read_layout(properties, level.sets(layout))
        looks = level.looks(type_)
        gap = "" if level.tab else " "
        return layout, [Span(printed + gap, looks.bold, looks.italic, looks.size)] if printed else []

    def _table(self, element: Element, place: _Place) -> None:
        if place.table:
            table = place.table
        else:
            self._tables += 1
            table = self._tables
        grid = [(measure(column, "w") or 0) / _TWIPS for column in element.findall(f"{W}tblGrid/{W}gridCol")]
        for row in _rows(element):
            if child(row, "trPr", "del") is not None:
                continue
            self._rows[table] = self._rows.get(table, -1) + 1
            at = _skipped(row)
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is not row:
                    continue
                wide = int(value(cell, "tcPr", "gridSpan") or 1)
                left = sum(grid[:at])
                right = left + (sum(grid[at : at + wide]) or COLUMN)
                merged = child(cell, "tcPr", "vMerge")
                if merged is None or merged.get(f"{W}val") == "restart":
                    self.read(cell, _Place(table, self._rows[table], at, left, right, place.contents))
                at += wide

    def _box(self, box: Element, place: _Place) -> None:
        """A text box stands beside the text, as a table of one cell does."""
        if place.table:
            self.read(box, place)
        else:
            self._tables += 1
            self._rows[self._tables] = 0
            self.read(box, _Place(self._tables))

    def notes(self) -> Iterator[Paragraph]:
        """The footnotes and endnotes that the text refers to, in the order of their marks."""
        mentioned = list(self._marks.mentioned)
        for number, note in enumerate(mentioned, start=1):
            element = self._notes[note.kind].get(note.id)
            if element is not None:
                yield from self._note(element, note, number)

    def _note(self, element: Element, note: Mentioned, number: int) -> Iterator[Paragraph]:
        mark = [Span(note.mark, mark=True)]
        for paragraph in element.iter(f"{W}p"):
            style = self._styles.of(paragraph)
            words = self._words.read(paragraph, Layout(), self._styles.type_of(style))
            spans = _without(note.mark, words.spans) if mark else words.spans
            if spans:
                yield Paragraph((*mark, *spans), note=number, page=note.page)
                mark = []


def _by_id(part: Element | None, kind: str) -> dict[str, Element]:
    """The notes of a part; not the lines that part them from the text."""
    found = part.findall(f"{W}{kind}") if part is not None else ()
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type") in (None, "normal")}


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, without those of tables in its cells."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is table:
            yield row


def _skipped(row: Element) -> int:
    """Columns that a row leaves free at its beginning."""
    before = value(row, "trPr", "gridBefore")
    return int(before) if before.isdecimal() else 0


def _without(mark: str, spans: list[Span]) -> list[Span]:
    """The words of a note without its own mark, which is typed before them where it is not counted."""
    if not spans or not spans[0].text.lstrip().startswith(mark) or mark[:1].isalnum():
        return spans
    first = replace(spans[0], text=spans[0].text.lstrip().removeprefix(mark))
    return [*([first] if first.text else []), *spans[1:]]
