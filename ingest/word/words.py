"""The words of a Word paragraph as they are shown: fields by their results, deletions left out, note marks apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.page.signs import SIGNS, raised
from ingest.page.typesetting import Span
from ingest.word.marks import NoteMarks
from ingest.word.package import Element, W, child, value
from ingest.word.styles import Layout, Styles, Type, read_type

_TAB_GAP = 14.0
_DEFAULT_TAB = 36.0
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{4}")
_TRANSPARENT = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "ruby")
}
"""Elements whose content is shown as if they were not there."""

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@dataclass(slots=True)
class Words:
    """What a paragraph shows.

    Attributes:
        spans: Its words.
        start: Where they begin, in points from the left edge of the column.
        boxes: Text boxes anchored in it.
        breaks_before: Page breaks before its first word.
        breaks_after: Those after it.
    """

    spans: list[Span] = field(default_factory=list)
    start: float = 0.0
    boxes: list[Element] = field(default_factory=list)
    breaks_before: int = 0
    breaks_after: int = 0


class WordReader:
    """Reads paragraphs one after another; a field may begin in one and end in another.

    Args:
        styles: Of the file.
        marks: Counts the notes.
    """

    def __init__(self, styles: Styles, marks: NoteMarks) -> None:
        self._styles = styles
        self._marks = marks
        self._fields: list[bool] = []
        """For each open field, whether its instruction is still being read."""
        self._custom: tuple[str, str] | None = None
        """The note whose own mark comes next."""

    def read(self, paragraph: Element, layout: Layout, below: Type, number: Iterable[Span] = ()) -> Words:
        """The words of a paragraph.

        Args:
            paragraph: The element.
            layout: How it is set.
            below: The type of its style.
            number: Its automatic number.
        """
        words = Words(list(number), layout.left + layout.first)
        reading = _Reading(words, layout, _TAB_GAP if words.spans else 0.0)
        for run, type_ in self._runs(paragraph, below):
            self._run(run, type_, reading)
        return words

    def _runs(self, element: Element, below: Type) -> Iterator[tuple[Element, Type]]:
        for inner in element:
            if inner.tag == f"{W}r":
                yield inner, self._type(inner, below)
            elif inner.tag in _TRANSPARENT:
                yield from self._runs(inner, below)
            elif inner.tag == f"{W}sdt":
                content = child(inner, "sdtContent")
                yield from self._runs(content, below) if content is not None else ()
            elif inner.tag in (f"{_MATHS}oMath", f"{_MATHS}oMathPara"):
                yield inner, below

    def _type(self, run: Element, below: Type) -> Type:
        properties = child(run, "rPr")
        style = value(properties, "rStyle")
        return read_type(properties, self._styles.over(below, style) if style else below)

    def _run(self, run: Element, type_: Type, reading: _Reading) -> None:
        for element in run.iter() if run.tag.startswith(_MATHS) else _shown(run):
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            if name == "fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
            elif name in ("drawing", "pict", "object"):
                reading.words.boxes += element.iter(f"{W}txbxContent")
            elif name == "lastRenderedPageBreak" or (name == "br" and element.get(f"{W}type") == "page"):
                reading.turn_page()
            elif any(self._fields) or type_.hidden:
                continue
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(element, name, type_, reading)
            elif name in ("tab", "ptab"):
                reading.tab()
            elif text := _text(element, name):
                self._words(text.upper() if type_.capitals else text, type_, reading)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, reference: Element, name: str, type_: Type, reading: _Reading) -> None:
        kind, note = name.removesuffix("Reference"), reference.get(f"{W}id", "")
        if reference.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            self._custom = (kind, note)
        else:
            reading.add(Span(self._marks.count(kind, note), size=type_.size, mark=True))

    def _words(self, text: str, type_: Type, reading: _Reading) -> None:
        if self._custom is not None and text.strip():
            self._marks.name(*self._custom, text.strip())
            self._custom = None
            reading.add(Span(text.strip(), size=type_.size, mark=True))
            return
        reading.add(Span(raised(text) if type_.raised else text, type_.bold, type_.italic, type_.size))


def _shown(run: Element) -> Iterator[Element]:
    """What a run holds; of alternatives the first one, for the others say the same."""
    for element in run:
        if element.tag == f"{_CHOICE}AlternateContent":
            choice = element.find(f"{_CHOICE}Choice")
            yield from choice if choice is not None else ()
        else:
            yield element


def _text(element: Element, name: str) -> str:
    match name:
        case "t":
            return (element.text or "").replace("\n", " ")
        case "br" | "cr":
            return "\n" if element.get(f"{W}type", "") in ("", "textWrapping") else ""
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = element.get(f"{W}char", "")
            return SIGNS.get(chr(int(code, 16)), "") if _HEXADECIMAL.fullmatch(code) else ""
        case _:
            return ""


@dataclass(slots=True)
class _Reading:
    """A paragraph that is being read."""

    words: Words
    layout: Layout
    gap: float = 0.0

    def add(self, span: Span) -> None:
        """Add words behind those that are there."""
        if not self.words.spans and not span.text.strip():
            return
        self.words.spans.append(Span(span.text, span.bold, span.italic, span.size, span.mark, self.gap))
        self.gap = 0.0

    def tab(self) -> None:
        """Go on to the next tab stop."""
        if self.words.spans:
            self.gap = _TAB_GAP
            return
        x, left = self.words.start, self.layout.left
        stops = [*self.layout.tabs, *([left] if self.layout.first < 0 else [])]
        default = (x // _DEFAULT_TAB + 1) * _DEFAULT_TAB
        self.words.start = min((stop for stop in stops if stop > x + 0.5), default=default)

    def turn_page(self) -> None:
        """A page ends here."""
        if self.words.spans:
            self.words.breaks_after += 1
        else:
            self.words.breaks_before += 1
