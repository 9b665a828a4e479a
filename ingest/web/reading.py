"""Read a web page: bytes in, blocks out, as if its text had been set on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.contents import Contents, without_pages
from ingest.page.signs import raised
from ingest.page.typesetting import BODY_SIZE, COLUMN, Paragraph, Span, set_blocks
from ingest.web.lists import item_labels
from ingest.web.notes import Note, find_notes, leads_back
from ingest.web.page import Element, main_text, parse_page, read_facts

_SIZES = {"h1": 18.0, "h2": 16.0, "h3": 14.5, "h4": 13.5, "h5": 12.5, "h6": 11.5}
"""Type sizes of headings: each level differs from the next, and from the text."""

_BLOCKS = frozenset(
    (
        "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 "
        "header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul caption"
    ).split()
)
_BOLD = ("b", "strong", "th", "dt")
_ITALIC = ("i", "em", "cite", "dfn")
_INDENT = 28.0
_LEFT = 57.0
"""Where the text begins: web pages have no column of facts at its left."""

_RAISED = re.compile(r"^(?:\[?\d{1,3}\]?|\*{1,4}|[†‡])$")
_AFTER_WORD = re.compile(r"(?:[^\W\d_]{3}|[.,;:”’\"')\]])$")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class _Look:
    """How words are set, and where they stand."""

    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    role: str = "P"
    depth: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    left: float = 0.0
    right: float = 0.0


def read_web_page(name: str, data: bytes) -> Contents:
    """Read a web page.

    Args:
        name: File name, for messages.
        data: The file's bytes.

    Raises:
        UnreadableFileError: It holds nothing.
    """
    page = parse_page(name, data)
    facts = read_facts(page)
    reader = PageReader(main_text(page))
    return without_pages(set_blocks([*reader.text(), *reader.notes()]), facts=facts)


class PageReader:
    """Goes through the elements of a page and sets its paragraphs.

    Args:
        main: The element that holds the text.
    """

    def __init__(self, main: Element) -> None:
        self._main = main
        self._references = find_notes(main)
        self._holders = {note.holder for note in self._references.values()}
        self._spans: list[Span] = []
        self._label = ""
        self._labels: dict[Element, str] = {}
        self._tables = 0
        self._titled = False
        self._holder: Element | None = None

    def text(self) -> Iterator[Paragraph]:
        """The paragraphs of the text, in order."""
        yield from self._children(self._main, _Look())
        yield from self._flush(_Look())

    def notes(self) -> Iterator[Paragraph]:
        """The paragraphs of the notes, in the order of their marks."""
        seen: dict[Element, Note] = {}
        for note in self._references.values():
            seen.setdefault(note.holder, note)
        self._holders = set()
        for number, (holder, note) in enumerate(seen.items(), start=1):
            self._holder = holder
            mark: tuple[Span, ...] = (Span(note.mark, mark=True), Span(" "))
            for paragraph in [*self._children(holder, _Look()), *self._flush(_Look())]:
                yield replace(paragraph, spans=(*mark, *paragraph.spans), role="P", table=0, note=number)
                mark = ()

    def _children(self, element: Element, look: _Look) -> Iterator[Paragraph]:
        self._words(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and child not in self._holders:
                yield from self._element(child, look)
            self._words(child.tail, look)

    def _element(self, element: Element, look: _Look) -> Iterator[Paragraph]:
        tag = element.tag
        if element in self._references:
            self._spans.append(Span(self._references[element].mark, size=look.size, mark=True))
        elif tag == "a" and self._holder is not None and leads_back(element, self._holder):
            return
        elif tag == "sup" and self._marks_a_note(element):
            self._spans.append(Span(element.text_content().strip(), size=look.size, mark=True))
        elif tag == "sup" and not len(element):
            self._words(raised(element.text or ""), look)
        elif tag == "br":
            self._spans.append(Span("\n", size=look.size))
        elif tag == "table" and _is_data(element) and not look.table:
            yield from self._flush(look)
            yield from self._table(element, look)
        elif tag in _BLOCKS:
            yield from self._flush(look)
            if tag in ("ol", "ul"):
                self._labels |= item_labels(element)
            if tag == "li":
                self._label = self._labels.pop(element, "")
            inside = self._looks(element, look)
            yield from self._children(element, inside)
            yield from self._flush(inside)
            self._label = ""
        else:
            yield from self._children(element, self._looks(element, look))

    def _marks_a_note(self, element: Element) -> bool:
        """Whether raised figures are the mark of a note that is linked to nothing, and not an exponent or a part."""
        if any(inner in self._references for inner in element.iter()):
            return False
        before = "".join(span.text for span in self._spans[-4:] if not span.mark)
        return bool(_RAISED.match(element.text_content().strip()) and _AFTER_WORD.search(before))

    def _looks(self, element: Element, look: _Look) -> _Look:
        tag = element.tag
        if tag in _SIZES:
            role = f"H{tag[1]}"
            if tag == "h1" and not self._titled:
                self._titled, role = True, "Title"
            return replace(look, size=_SIZES[tag], bold=True, role=role)
        if tag in ("caption", "figcaption"):
            return replace(look, bold=True, role="Caption")
        return replace(
            look,
            bold=look.bold or tag in _BOLD,
            italic=look.italic or tag in _ITALIC,
            depth=look.depth + (tag in ("li", "blockquote", "dd")),
        )

    def _words(self, text: str | None, look: _Look) -> None:
        if text:
            self._spans.append(Span(_SPACES.sub(" ", text), look.bold, look.italic, look.size))

    def _flush(self, look: _Look) -> Iterator[Paragraph]:
        """The paragraph that the words read so far make; nothing where there are none."""
        spans, self._spans = _trimmed(self._spans), []
        if not spans:
            return
        label, self._label = self._label, ""
        depth = max(0, look.depth - 1)
        if label:
            spans = [Span(f"{label} ", size=look.size), *spans]
        left = look.left if look.table else _LEFT + _INDENT * depth
        right = look.right if look.table else _LEFT + COLUMN
        where = (look.table, look.row, look.column)
        yield Paragraph(tuple(spans), look.role, left, left, right, False, *where)

    def _table(self, element: Element, look: _Look) -> Iterator[Paragraph]:
        for caption in element.iter("caption"):
            yield from self._children(caption, replace(look, bold=True, role="Caption"))
            yield from self._flush(replace(look, role="Caption"))
        self._tables += 1
        for row, column, share, cell in _cells(element):
            left = _LEFT + COLUMN * share * column
            at = replace(look, table=self._tables, row=row, column=column, left=left, right=left + COLUMN * share)
            at = replace(at, bold=cell.tag == "th")
            yield from self._children(cell, at)
            yield from self._flush(at)


def _cells(table: Element) -> Iterator[tuple[int, int, float, Element]]:
    """The cells of a table: row, column, width of a column as a share, element; in each row that they span."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    columns = max((sum(_span(cell.get("colspan")) for cell in row) for row in rows), default=1)
    spanned: dict[int, tuple[int, int, Element]] = {}
    for number, row in enumerate(rows):
        column, waiting = 0, list(row)
        while waiting or column in spanned:
            if column in spanned:
                left, wide, cell = spanned.pop(column)
            else:
                cell = waiting.pop(0)
                left, wide = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            yield number, column, 1 / columns, cell
            if left > 1:
                spanned[column] = (left - 1, wide, cell)
            column += wide


def _span(text: str | None) -> int:
    return min(int(text), 100) if text and text.isdecimal() and int(text) > 0 else 1


def _is_data(table: Element) -> bool:
    """Whether a table holds data; others only place text on the page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    rows = list(table.iter("tr"))
    wide = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    return wide > 1 and len(rows) > 1 and not any(table.find(f".//{tag}") is not None for tag in _SIZES)


def _trimmed(spans: list[Span]) -> list[Span]:
    """Words without spaces at either end, and one space between words."""
    kept: list[Span] = []
    for span in spans:
        text = span.text
        if not span.mark and text != "\n" and (not kept or kept[-1].text.endswith((" ", "\n"))):
            text = text.lstrip(" ")
        if text and (kept or text.strip()):
            kept.append(replace(span, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
