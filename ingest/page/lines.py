"""Put runs together into lines: words whole, superscript marks apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.page.signs import SIGNS
from ingest.pdf.runs import Run
from ingest.structure.scripts import WIDE_GAP

_SPACE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f]+")
_SHOWN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")) | {
    ord(code): sign for code, sign in SIGNS.items()
}
"""What is shown for characters that are invisible or mean nothing outside their font."""
_MARK = re.compile(r"^[\s]*(?:\d{1,3}|[a-z]{1,2}|\*{1,4}|[†‡§¶]{1,2})(?:[,\s]+(?:\d{1,3}|[a-z]|\*{1,4}))*[\s]*$")


_LOOSE_HYPHEN = re.compile(r"(?<=[а-яё]) -(?=[а-яё])")
"""A hyphen of Russian set a little apart; its dashes have spaces on both sides."""

_ASTERISKS = re.compile(r"(?<![*])\*{1,4}(?=[\s,;.:)\]]|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line in one type.

    Attributes:
        text: Characters; a leading space where a gap parts it from the piece before.
        x0: Left edge in points.
        x1: Right edge.
        size: Type size.
        bold: Whether the type is bold.
        italic: Whether the type is italic.
        raised: Whether it is a superscript that can be a footnote mark.
        gap: Points of empty paper between it and the piece before; 0 for the first.
    """

    text: str
    x0: float
    x1: float
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, in points from the page's lower left corner.

    Attributes:
        page: Page of the file, from 1.
        x0: Left edge of the first character.
        x1: Right edge of the last.
        y: Baseline.
        size: Size of most of its type.
        pieces: Its text, left to right.
    """

    page: int
    x0: float
    x1: float
    y: float
    size: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words, without superscript marks."""
        return tidy("".join(piece.text if not piece.raised else _spaces(piece.text) for piece in self.pieces))

    @property
    def bold(self) -> bool:
        """Whether all its type is bold."""
        return all(piece.bold for piece in self.pieces if piece.text.strip() and not piece.raised)

    @property
    def italic(self) -> bool:
        """Whether all its type is italic."""
        return all(piece.italic for piece in self.pieces if piece.text.strip() and not piece.raised)


def _spaces(text: str) -> str:
    """What a removed mark leaves behind: the space that parted its neighbours, if there was one."""
    return " " if text != text.strip() else ""


def tidy(text: str) -> str:
    """One space between words, none before punctuation that follows a removed mark, no invisible characters."""
    text = _SPACE.sub(" ", text.translate(_SHOWN)).replace("\u00ad", "").strip()
    text = _LOOSE_HYPHEN.sub("-", text)
    return WIDE_GAP.sub("", re.sub(r" +([,;.)](?:\s|$))", r"\1", text))


def make_lines(page: int, runs: Iterable[Run]) -> list[Line]:
    """Lines of runs that follow each other in reading order (one paragraph, one cell).

    Args:
        page: Page of the file that shows them, from 1.
        runs: The runs of one column, in reading order.
    """
    rows: list[list[Run]] = []
    for run in runs:
        if not run.text or not run.upright:
            continue
        if rows and _same_line(rows[-1], run):
            rows[-1].append(run)
        elif run.text.strip():
            rows.append([run])
    return [line for row in rows if (line := make_line(page, row)) is not None]


def sort_into_rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Rows of a page whose content stream is in no useful order, from the top down, each from left to right."""
    rows: list[list[Run]] = []
    upright = [run for run in runs if run.upright]
    for run in sorted((run for run in upright if run.text.strip()), key=lambda run: (-run.y, run.x0)):
        near = [row for row in rows[-4:] if _same_line(row, run, ordered=False)]
        if near:
            near[-1].append(run)
        else:
            rows.append([run])
    baselines = {round(run.y, 1): row for row in rows for run in row}
    for run in upright:
        # Spaces set on their own part words that stand close together.
        if run.text and not run.text.strip() and (row := baselines.get(round(run.y, 1))) is not None:
            row.append(run)
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def _same_line(row: Sequence[Run], run: Run, *, ordered: bool = True) -> bool:
    base = max((other for other in row if other.text.strip()), key=lambda other: other.size, default=row[0])
    tolerance = 0.45 * max(base.size, run.size)
    if not ordered:
        # Specks that a scan took for huge letters must not pull lines together.
        tolerance = min(tolerance, 5.4)
    if abs(run.y - base.y) > tolerance:
        return False
    return not ordered or run.x0 > row[-1].x0 - 2.0 * base.size


def make_line(page: int, row: Sequence[Run]) -> Line | None:
    """One line of runs on one baseline; ``None`` where they show nothing."""
    row = sorted(row, key=lambda run: (run.x0, run.x1))
    solid = [run for run in row if run.text.strip()]
    if not solid:
        return None
    sizes: dict[float, int] = {}
    for run in solid:
        sizes[round(run.size, 1)] = sizes.get(round(run.size, 1), 0) + len(run.text.strip())
    size = max(sizes, key=lambda value: (sizes[value], value))
    base = next(run.y for run in solid if round(run.size, 1) == size)
    pieces: list[Piece] = []
    edge: float | None = None
    for run in row:
        if not run.text.strip():
            if pieces and not pieces[-1].text.endswith(" "):
                last = pieces[-1]
                pieces[-1] = _with_text(last, last.text + " ")
            continue
        lead = len(run.text) - len(run.text.lstrip())
        gap = 0.0 if edge is None else run.x0 - edge
        raised = run.size < 0.8 * size and run.y > base + 0.1 * size and bool(_MARK.match(run.text))
        text = run.text
        if pieces and not lead and gap > 0.19 * size and not pieces[-1].text.endswith(" "):
            text = " " + text
        if pieces and _alike(pieces[-1], run, raised) and gap < 0.6 * size:
            last = pieces[-1]
            pieces[-1] = Piece(
                last.text + text, last.x0, run.x1, last.size, last.bold, last.italic, last.raised, last.gap
            )
        else:
            pieces.append(Piece(text, run.x0, run.x1, run.size, run.bold, run.italic, raised, gap))
        edge = run.x1
    return Line(page, solid[0].x0, solid[-1].x1, base, size, tuple(part_asterisks(pieces)))


def part_asterisks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Asterisks behind a word are footnote marks, though they are not always set as superscripts."""
    first = True
    for piece in pieces:
        start = 0
        for match in _ASTERISKS.finditer(piece.text) if "*" in piece.text and not piece.raised else ():
            if first and not piece.text[: match.start()].strip():
                continue
            if match.start() > start:
                yield replace(piece, text=piece.text[start : match.start()], gap=piece.gap if start == 0 else 0.0)
            yield replace(piece, text=match[0], raised=True, gap=0.0)
            start = match.end()
        if start < len(piece.text):
            yield replace(piece, text=piece.text[start:], gap=piece.gap if start == 0 else 0.0)
        first = False


def _with_text(piece: Piece, text: str) -> Piece:
    return Piece(text, piece.x0, piece.x1, piece.size, piece.bold, piece.italic, piece.raised, piece.gap)


def _alike(piece: Piece, run: Run, raised: bool) -> bool:
    return (
        piece.bold == run.bold
        and piece.italic == run.italic
        and piece.raised == raised
        and abs(piece.size - run.size) < 0.3
    )
