"""Turn pages that run from right to left over, so that their structure is read as that of other pages.

On a page turned over, text begins at the left: paragraph numbers, indents and the columns of a masthead are where they
are in other languages. Its runs are in the order of reading; the boxes of passages are turned back at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest import refusals
from ingest.page.lines import make_line, sort_into_rows
from ingest.pdf.arabic import VOWEL_SIGNS, base_letters, glyph_letters, reads_well
from ingest.pdf.bidi import WORD_GAP, Island, in_reading_order, middle
from ingest.pdf.file import PdfFile
from ingest.pdf.fonts import UNKNOWN
from ingest.pdf.kashida import without_strokes, without_unnamed
from ingest.pdf.runs import Run
from store.model import Passage

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING = "([{«‹"
_CLOSING = ")]}»›"


def turned_over(file: PdfFile, by_glyph: PdfFile) -> PdfFile:
    """A file in Arabic with its pages turned over.

    Nearly all files show each line from its left end to its right, whichever way it is read, so that the places of its
    glyphs tell the order of its letters. A text that was put under a picture holds words as they are read. The words
    themselves decide.

    Args:
        file: As read, what it shows at once in a run.
        by_glyph: The same file, each glyph in a run.

    Raises:
        RightToLeftError: Neither way gives Arabic words.
    """
    glyphs = replace(by_glyph, pages=tuple(replace(page, runs=_letters(page.runs)) for page in by_glyph.pages))
    untold = any(run.text == UNKNOWN for page in glyphs.pages for run in page.runs)
    for candidate in (glyphs,) if untold else (glyphs, file):
        turned = _turned(candidate, as_read=candidate is file)
        if reads_well(_words(turned)):
            return turned
    raise refusals.right_to_left(file.name)


def turned_back(passages: Iterable[Passage], widths: Sequence[float]) -> tuple[Passage, ...]:
    """Passages with their boxes where pages are displayed.

    Args:
        passages: Read from pages turned over.
        widths: Of the pages, in points.
    """
    return tuple(
        replace(
            passage,
            boxes=tuple(
                replace(box, x0=round(widths[box.page - 1] - box.x1, 1), x1=round(widths[box.page - 1] - box.x0, 1))
                for box in passage.boxes
            ),
        )
        for passage in passages
    )


def _letters(glyphs: Sequence[Run]) -> tuple[Run, ...]:
    """Glyphs with base letters for their texts, each vowel sign with its letter: it is set a little apart from it."""
    letters: list[Run] = []
    signs = ""
    for place, glyph in enumerate(glyphs):
        text = glyph_letters(glyph.text)
        if not VOWEL_SIGNS.fullmatch(text):
            letters.append(replace(glyph, text=text + signs))
            signs = ""
        elif letters and place + 1 < len(glyphs) and _is_before(glyphs[place + 1], letters[-1]):
            letters[-1] = replace(letters[-1], text=letters[-1].text + text)
        else:
            # Letters come from left to right, so the sign before the letter that it is read after.
            signs = text + signs
    return tuple(letters)


def _is_before(following: Run, letter: Run) -> bool:
    """Whether letters come as they are read, from right to left; the next one may stand on another line."""
    return following.x0 < letter.x0 and abs(following.y - letter.y) < letter.size


def _turned(file: PdfFile, *, as_read: bool) -> PdfFile:
    """The pages of a file turned over; runs that hold words as they are read stay as they are."""
    lines = [[sorted(row, key=middle) for row in sort_into_rows(page.runs)] for page in file.pages]
    named = iter(without_unnamed([row for rows in lines for row in rows]))
    pages = [[in_reading_order(next(named)) for _ in rows] for rows in lines]
    # A file names the bracket that is seen or the one that is meant; where a line does not tell, its other lines do.
    usual = sum(_brackets_as_seen(row) for rows in pages for row in rows)
    turned = []
    for page, rows in zip(file.pages, pages, strict=True):
        mirrored = [0 if as_read else _brackets_as_seen(row) or usual for row in rows]
        runs = (run for row, seen in zip(rows, mirrored, strict=True) for run in _turned_row(row, page.width, seen > 0))
        turned.append(replace(page, runs=tuple(runs)))
    return replace(file, pages=tuple(turned))


def _words(file: PdfFile) -> str:
    rows = (make_line(page.number, row) for page in file.pages for row in sort_into_rows(page.runs))
    return "\n".join(line.text for line in rows if line is not None)


def _runs_leftward(island: Island) -> bool:
    return len(island) == 1


def _brackets_as_seen(row: Sequence[Island]) -> int:
    """Whether the brackets of a line close before they open, so that each must be mirrored: 1; -1 if not; 0 if unclear.

    A line that does not hold both of a pair tells nothing.
    """
    depth = low = high = 0
    for island in row:
        for char in island[0].text if _runs_leftward(island) else "":
            depth += (char in _OPENING) - (char in _CLOSING)
            low, high = min(low, depth), max(high, depth)
    return (high == 0 > low) - (low == 0 < high) if depth == 0 else 0


def _turned_row(row: Sequence[Island], width: float, as_seen: bool) -> Iterator[Run]:
    reach = 0.0
    merged: Run | None = None
    for island in row:
        left, right = min(run.x0 for run in island), max(run.x1 for run in island)
        for run in island:
            start = width - right + (run.x0 - left)
            # Glyphs overlap: what is read later must not begin further left.
            start, text = max(start, reach), run.text
            if as_seen and _runs_leftward(island):
                text = text.translate(_MIRRORED)
            placed = replace(run, text=text, x0=start, x1=max(start, start + run.x1 - run.x0))
            reach = start + 0.01
            if merged is not None and _alike(merged, placed):
                merged = replace(merged, text=merged.text + placed.text, x1=max(merged.x1, placed.x1))
            else:
                if merged is not None:
                    yield replace(merged, text=without_strokes(base_letters(merged.text)))
                merged = placed
    if merged is not None:
        yield replace(merged, text=without_strokes(base_letters(merged.text)))


def _alike(a: Run, b: Run) -> bool:
    """Whether two runs can be one."""
    style = (a.size, a.y, a.bold, a.italic, a.mcid, a.artifact)
    return style == (b.size, b.y, b.bold, b.italic, b.mcid, b.artifact) and b.x0 - a.x1 < WORD_GAP * b.size
