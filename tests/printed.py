"""Pages for tests: blocks as a reader sees them, and small PDFs in the two house styles."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

from ingest.document import Reading, read_document
from ingest.page.blocks import Block
from ingest.page.lines import Line, Piece
from ingest.pdf.paper import Matrix

FONTS = {"R": "/Times-Roman", "B": "/Times-Bold", "I": "/Times-Italic"}
A4 = (595.32, 841.92)
LETTER = (612.0, 792.0)


@cache
def read_once(path: Path) -> Reading:
    """A real report, read once for all tests."""
    return read_document(path)


def block(
    text: str,
    *,
    x: float = 113.0,
    y: float = 700.0,
    page: int = 2,
    size: float = 10.0,
    bold: bool = False,
    italic: bool = False,
    role: str = "P",
    table: int = 0,
    row: int = 0,
    column: int = 0,
    note: int = 0,
    lines: int = 2,
    marks: str = "",
) -> Block:
    """A block of ``lines`` lines: the first at ``x``, the others at the edge of the text, as Geneva sets them.

    A bold or italic block, or a short one, is one line. ``marks`` are superscripts at its end.
    """
    words = text.split()
    if bold or italic or len(words) < 6:
        lines = 1
    share = -(-len(words) // lines)
    made = []
    for number in range(lines):
        part = " ".join(words[number * share : (number + 1) * share])
        start = x if number == 0 else 113.0
        end = start + 5.0 * len(part)
        pieces = [Piece(part, start, end, size, bold, italic)]
        if marks and number == lines - 1:
            pieces.append(Piece(marks, end, end + 4, size * 0.65, raised=True))
        made.append(Line(page, start, end, y - 12 * number, size, tuple(pieces)))
    return Block(tuple(made), role, table, row, column, note)


SENTENCE = "The Council considers that every measure must be lawful, necessary and proportionate in each case."


def paragraph(label: str, text: str = SENTENCE, **where: object) -> Block:
    """A numbered paragraph of running text."""
    return block(f"{label} {text}", **where)


def heading(text: str, **where: object) -> Block:
    """A bold heading, larger than the text."""
    return block(text, **{"x": 90.0, "size": 12.0, "bold": True, **where})


@dataclass(frozen=True)
class Text:
    """Words at a place on a page, in points; ``mcid`` links them to the tags, an ``artifact`` is furniture."""

    x: float
    y: float
    words: str
    size: float = 10.0
    font: str = "R"
    mcid: int = -1
    artifact: bool = False


def make_pdf(
    pages: Sequence[Iterable[Text]],
    *,
    size: tuple[float, float] = A4,
    password: str = "",
    picture: bool = False,
    tree: DictionaryObject | None = None,
    rotate: int = 0,
    crop: tuple[float, float, float, float] | None = None,
    turned: Matrix = (1, 0, 0, 1, 0, 0),
) -> bytes:
    """A PDF with text at given places; a ``picture`` fills each page.

    ``turned`` maps the places of the text into the page: on a page with ``rotate``, so that it is displayed upright.
    """
    writer = PdfWriter()
    fonts = DictionaryObject()
    for name, face in FONTS.items():
        fonts[NameObject(f"/{name}")] = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject(face),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
    for texts in pages:
        page = writer.add_blank_page(*size)
        resources = DictionaryObject({NameObject("/Font"): fonts})
        if picture:
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im0"): writer._add_object(_picture())})
        page[NameObject("/Resources")] = resources
        stream = DecodedStreamObject()
        placed = " ".join(map(str, turned))
        stream.set_data("\n".join([f"{placed} cm", *map(_show, texts)]).encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        if rotate:
            page[NameObject("/Rotate")] = NumberObject(rotate)
        if crop:
            page.cropbox = RectangleObject(crop)
    if tree is not None:
        writer.root_object[NameObject("/StructTreeRoot")] = tree
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def _show(text: Text) -> str:
    words = text.words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    shown = f"BT /{text.font} {text.size} Tf 1 0 0 1 {text.x} {text.y} Tm ({words}) Tj ET"
    if text.artifact:
        return f"/Artifact BMC {shown} EMC"
    return f"/P <</MCID {text.mcid}>> BDC {shown} EMC" if text.mcid >= 0 else shown


def _picture() -> DecodedStreamObject:
    picture = DecodedStreamObject()
    picture.set_data(b"\x00")
    picture[NameObject("/Type")] = NameObject("/XObject")
    picture[NameObject("/Subtype")] = NameObject("/Image")
    picture[NameObject("/Width")] = NumberObject(1700)
    picture[NameObject("/Height")] = NumberObject(2200)
    return picture


def element(role: str, *kids: DictionaryObject | int) -> DictionaryObject:
    """An element of a structure tree: its type and what it holds; numbers are marked-content numbers of page 1."""
    made = ArrayObject([NumberObject(kid) if isinstance(kid, int) else kid for kid in kids])
    return DictionaryObject({NameObject("/S"): NameObject(f"/{role}"), NameObject("/K"): made})


def flow(words: str, x: float, y: float, *, first: float | None = None, width: int = 72, **how: object) -> list[Text]:
    """Running text set in lines of about ``width`` characters, 12 points apart, the first line at ``first``."""
    lines: list[str] = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [
        Text(first if first is not None and number == 0 else x, y - 12 * number, line, **how)
        for number, line in enumerate(lines)
    ]


def geneva(*, symbol: str = "A/HRC/61/7", language: str = "English") -> bytes:
    """A report of the Human Rights Council: A4, numbers at the text's edge, notes in small type."""
    masthead = [
        Text(120, 770, "United Nations", 14),
        Text(470, 770, symbol),
        Text(120, 730, "General Assembly", 20, "B"),
        Text(392, 735, "Distr.: General"),
        Text(392, 723, "4 March 2026"),
        Text(392, 699, f"Original: {language}"),
        Text(57, 640, "Human Rights Council", 12, "B"),
        Text(57, 626, "Sixty-first session", 10, "B"),
        Text(57, 612, "23 February-31 March 2026"),
        Text(57, 598, "Agenda item 3"),
        Text(57, 586, "Promotion and protection of all human rights", 10, "B"),
        Text(113, 540, "Privacy and automated decisions", 14, "B"),
        Text(113, 515, "Report of the Special Rapporteur", 12, "B"),
        Text(57, 40, "GE.26-01234 (E)", 8),
    ]
    body = [
        Text(56, 790, symbol, 9, "B"),
        Text(90, 750, "I.", 14, "B"),
        Text(113, 750, "Introduction", 14, "B"),
        Text(113, 724, "1."),
        *flow(f"{SENTENCE} It follows the earlier report", 113, 724, first=142),
        Text(420, 715.5, "7", 6.5),
        Text(113, 676, "2."),
        *flow(SENTENCE, 113, 676, first=142),
        Text(141, 640, "(a) Privacy by design;"),
        Text(141, 622, "(b) Human review."),
        Text(105, 80, "7", 6),
        Text(113, 77, "A/HRC/58/3, annex.", 9),
        Text(57, 30, "2", 9, "B"),
        Text(495, 30, "GE.26-01234", 8),
    ]
    return make_pdf([masthead, body])


def new_york(*, symbol: str = "A/RES/81/9") -> bytes:
    """A resolution of the General Assembly: letter size, numbers at the indent of the first line."""
    page = [
        Text(123, 735, "United Nations", 14),
        Text(470, 735, symbol),
        Text(123, 706, "General Assembly", 20, "B"),
        Text(397, 706, "Distr.: General"),
        Text(397, 694, "18 December 2026"),
        Text(60, 570, "Eighty-first session", 10, "B"),
        Text(60, 558, "Agenda item 71 (b)"),
        Text(60, 546, "Human rights questions", 10, "B"),
        Text(123, 502, "Resolution adopted by the General Assembly", 14, "B"),
        Text(123, 487, "on 16 December 2026", 14, "B"),
        Text(72, 460, "81/9.", 12, "B"),
        Text(123, 460, "Privacy in the digital age", 12, "B"),
        Text(147, 430, "The General Assembly", 10, "I"),
        Text(236, 430, ","),
        Text(147, 412, "Recalling", 10, "I"),
        Text(190, 412, "its earlier resolutions on the right to privacy,"),
        Text(147, 394, "Noting", 10, "I"),
        *flow(SENTENCE.replace("case.", "case,"), 123, 394, first=178),
        Text(147, 352, "1."),
        Text(171, 352, "Affirms", 10, "I"),
        *flow(SENTENCE.replace("case.", "case;"), 123, 352, first=206),
        Text(147, 316, "2."),
        Text(171, 316, "Decides", 10, "I"),
        Text(208, 316, "to remain seized of the matter."),
        Text(391, 280, "62nd plenary meeting", 10, "I"),
        Text(421, 268, "16 December 2026", 10, "I"),
        Text(65, 44, "26-12345 (E)"),
    ]
    return make_pdf([page], size=LETTER)


def words_per_page(pages: int) -> bytes:
    """A long report of one numbered paragraph a page."""
    return make_pdf(
        [[Text(113, 700, f"{number}."), *flow(SENTENCE, 113, 700, first=142)] for number in range(1, pages + 1)]
    )
