"""Read the text runs of a PDF page: what is shown, where, in which type, and under which tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from ingest.pdf.fonts import Face, Faces, FontCache
from ingest.pdf.paper import Matrix, display_matrix

MAX_OPERATIONS = 400_000
"""Operations read on one page. Real pages have a few thousand; drawings made of millions of strokes are cut off."""

MAX_CONTENT_BYTES = 16_000_000
"""Content of one page, unpacked. The longest page of a report has about 300,000 bytes; more is no text."""

MAX_FORM_DEPTH = 6
"""Form XObjects nested deeper than this are not followed: they may contain themselves."""

_WORD_GAP = 0.19
"""A gap wider than this share of the type size separates words; justified lines are never set tighter."""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text shown at once.

    Attributes:
        text: The characters, spaces included.
        x0: Left edge, in points from the left of the page as displayed.
        x1: Right edge.
        y: Baseline, in points from the bottom of the page.
        size: Type size in points.
        bold: Whether the type is bold.
        italic: Whether the type is italic.
        mcid: Marked-content number that links it to the structure tree; -1 where it has none.
        artifact: Whether the file itself marks it as furniture (running head, foot, page number).
        upright: Whether it reads from left to right on the page as displayed.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    mcid: int = -1
    artifact: bool = False
    upright: bool = True


@dataclass(slots=True)
class _State:
    """The part of the graphics state that places text."""

    ctm: Matrix = _IDENTITY
    face: Face | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def copy(self) -> _State:
        return _State(
            self.ctm,
            self.face,
            self.size,
            self.char_space,
            self.word_space,
            self.scale,
            self.leading,
            self.rise,
            self.mode,
        )


def read_runs(page: PageObject, fonts: FontCache) -> list[Run]:
    """The runs of a page in the order of its content stream.

    Args:
        page: A page of an open reader.
        fonts: Faces read on earlier pages of the same file; added to.
    """
    contents = page.get("/Contents")
    if contents is None:
        return []
    reader = PageReader(page, fonts)
    reader.read(contents.get_object(), page.get("/Resources"), 0)
    return reader.runs


class PageReader:
    """Follows the operators of one page and its forms.

    Attributes:
        runs: What was shown so far.
    """

    def __init__(self, page: PageObject, fonts: FontCache) -> None:
        self.runs: list[Run] = []
        self._page = page
        self._fonts = fonts
        self._state = _State(ctm=display_matrix(page))
        self._stack: list[_State] = []
        self._line: Matrix = _IDENTITY
        self._text: Matrix = _IDENTITY
        self._marks: list[tuple[int, bool]] = []
        self._left = MAX_OPERATIONS

    def read(self, contents: Any, resources: Any, depth: int) -> None:  # noqa: ANN401 - pypdf objects are untyped
        """Read a content stream.

        Args:
            contents: The stream of the page or of a form.
            resources: What it names.
            depth: How many forms it lies in.
        """
        if _content_size(contents) > MAX_CONTENT_BYTES:
            return
        resources = resources.get_object() if resources is not None else DictionaryObject()
        faces = Faces(resources, self._fonts)
        for operands, operator in ContentStream(contents, self._page.pdf, "bytes").operations:
            self._left -= 1
            if self._left < 0:
                return
            if operator == b"Do":
                self._form(operands, resources, depth)
            elif operator == b"Tf":
                if len(operands) > 1:
                    self._state.face, self._state.size = faces.get(str(operands[0])), _number(operands[1])
            else:
                self._apply(operator, operands)

    def _form(self, operands: list[Any], resources: Any, depth: int) -> None:  # noqa: ANN401 - as above
        objects = resources.get("/XObject", {})
        form = objects.get_object().get(operands[0]) if operands else None
        form = form.get_object() if form is not None else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form" or depth >= MAX_FORM_DEPTH:
            return
        saved, stack, marks = self._state.copy(), self._stack, list(self._marks)
        matrix = tuple(_number(value) for value in form.get("/Matrix", ()))
        if len(matrix) == 6:
            self._state.ctm = _multiply(matrix, self._state.ctm)
        self._stack = []
        self.read(form, form.get("/Resources", resources), depth + 1)
        self._state, self._stack, self._marks = saved, stack, marks

    def _apply(self, operator: bytes, operands: list[Any]) -> None:  # noqa: PLR0912 - one branch an operator
        state = self._state
        if operator == b"TJ":
            self._show(operands[0] if operands else ())
        elif operator == b"Tj":
            self._show(operands[:1])
        elif operator == b"Tm":
            if len(operands) == 6:
                self._line = self._text = tuple(_number(value) for value in operands)  # type: ignore[assignment]
        elif operator in (b"Td", b"TD"):
            if len(operands) == 2:
                x, y = _number(operands[0]), _number(operands[1])
                if operator == b"TD":
                    state.leading = -y
                self._move(x, y)
        elif operator == b"T*":
            self._move(0.0, -state.leading)
        elif operator == b"BT":
            self._line = self._text = _IDENTITY
        elif operator == b"q":
            self._stack.append(state.copy())
        elif operator == b"Q":
            if self._stack:
                self._state = self._stack.pop()
        elif operator == b"cm":
            if len(operands) == 6:
                state.ctm = _multiply(tuple(_number(value) for value in operands), state.ctm)
        elif operator in (b"BDC", b"BMC"):
            self._open_mark(operands)
        elif operator == b"EMC":
            self._close_mark()
        elif operator == b"'":
            self._move(0.0, -state.leading)
            self._show(operands[:1])
        elif operator == b'"':
            if len(operands) == 3:
                state.word_space, state.char_space = _number(operands[0]), _number(operands[1])
                self._move(0.0, -state.leading)
                self._show(operands[2:])
        elif operator in _SETTINGS and operands:
            name, factor = _SETTINGS[operator]
            setattr(state, name, _number(operands[0]) * factor)

    def _open_mark(self, operands: list[Any]) -> None:
        self._marks.append(_mark(operands, self._marks[-1] if self._marks else (-1, False)))

    def _close_mark(self) -> None:
        if self._marks:
            self._marks.pop()

    def _move(self, x: float, y: float) -> None:
        self._line = self._text = _multiply((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _show(self, items: Any) -> None:  # noqa: ANN401
        state = self._state
        if state.face is None or not isinstance(items, list):
            return
        start = self._place()
        pieces: list[str] = []
        advance = 0.0
        for item in items:
            if isinstance(item, (int, float)):
                shift = -float(item) / 1000.0 * state.size
                if shift > _WORD_GAP * state.size and pieces and not pieces[-1].endswith(" "):
                    pieces.append(" ")
                advance += shift * state.scale
            elif isinstance(item, (bytes, str)):
                data = item if isinstance(item, bytes) else item.encode("latin-1", "replace")
                for text, width, is_space in state.face.glyphs(data):
                    pieces.append(text)
                    extra = state.char_space + (state.word_space if is_space else 0.0)
                    advance += (width / 1000.0 * state.size + extra) * state.scale
        self._advance(advance)
        text = "".join(pieces).replace("\x00", "")
        if text:
            self._add(text, start, self._place())

    def _place(self) -> Matrix:
        return _multiply(self._text, self._state.ctm)

    def _advance(self, distance: float) -> None:
        self._text = _multiply((1.0, 0.0, 0.0, 1.0, distance, 0.0), self._text)

    def _add(self, text: str, start: Matrix, end: Matrix) -> None:
        state = self._state
        rise_x, rise_y = state.rise * start[2], state.rise * start[3]
        mcid, artifact = self._marks[-1] if self._marks else (-1, False)
        face = state.face
        self.runs.append(
            Run(
                text=text,
                x0=start[4] + rise_x,
                x1=end[4] + rise_x,
                y=start[5] + rise_y,
                size=abs(state.size) * (start[2] ** 2 + start[3] ** 2) ** 0.5,
                bold=(face is not None and face.bold) or state.mode == 2,
                italic=(face is not None and face.italic) or abs(start[2]) > 0.15 * abs(start[3]) > 0,
                mcid=mcid,
                artifact=artifact,
                upright=start[0] > 0 and abs(start[1]) < 0.3 * start[0],
            )
        )


_SETTINGS: dict[bytes, tuple[str, float]] = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
    b"Tr": ("mode", 1.0),
}


def _content_size(contents: Any) -> int:  # noqa: ANN401
    parts = contents if isinstance(contents, list) else [contents]
    return sum(len(stream.get_data()) for part in parts if isinstance(stream := part.get_object(), StreamObject))


def _mark(operands: list[Any], outer: tuple[int, bool]) -> tuple[int, bool]:
    mcid, artifact = outer
    if operands and operands[0] == "/Artifact":
        return -1, True
    if len(operands) > 1 and isinstance(operands[1], DictionaryObject | dict) and "/MCID" in operands[1]:
        mcid = int(_number(operands[1]["/MCID"]))
    return mcid, artifact


def _multiply(a: tuple[float, ...], b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _number(value: Any) -> float:  # noqa: ANN401
    return float(value) if isinstance(value, (int, float)) else 0.0
