"""Take away what belongs to the page and not to the text: running heads, feet, page numbers, job numbers, barcodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.page.blocks import Block
from ingest.page.lines import Line
from ingest.structure.wording import pattern
from ingest.symbols import find

_JOB_NUMBER = re.compile(
    r"^(?:GE\.?\s?\d\d-?\d{4,6}|\d\d-\d{5}\w?)\s*\*{0,2}\s*(?:[\d\w]+\s)?(?:\([A-Z]\))?[\s\d/.…|]*$|^\*\d{7}\*$|^\*\d{2,}$"
)
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–—/|]*\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*/\s*\d{1,4})?\s*[-–—/|]*$", re.I)
_CONTINUED = re.compile(rf"^[/|lI!]\s?(?:\.\s?){{2,}}$|^\(?(?:{pattern('continued')})\)?$", re.I)
_SYMBOL_ALONE = re.compile(r"^[A-Z]{1,6}(?:/[A-Za-z0-9.()\- ]+)+\*{0,2}$")
_PRINTED = re.compile(
    rf"^(?:{pattern('recycle')}|Digitized by .*|"
    r"All references to .*printing.*|This (?:document|report) is available .*|"
    r"\(E\) \d+.*|English\.?|Printed (?:at|in) United Nations.*|[_\-‐–—=]{3,})$",
    re.I,
)
_MARGIN = 0.115
"""Share of the page's height, above and below, where furniture stands."""


def is_furniture_text(text: str) -> bool:
    """Whether words are a job number, a barcode, a page number or a rule, wherever they stand in a margin."""
    return bool(_JOB_NUMBER.match(text) or _PAGE_NUMBER.match(text) or _CONTINUED.match(text) or _PRINTED.match(text))


def without_furniture(lines: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without heads and feet: by their wording, and by being repeated from page to page.

    Args:
        lines: Lines of each page, from the top down.
        heights: Height of each page in points.
    """
    repeated: Counter[str] = Counter()
    for page, height in zip(lines, heights, strict=True):
        repeated.update({_pattern(line.text) for line in page if _in_margin(line, height)})
    often = max(3, round(0.3 * len(lines)))
    kept = []
    for page, height in zip(lines, heights, strict=True):
        kept.append(
            [
                line
                for line in page
                if not (
                    _in_margin(line, height)
                    and (
                        is_furniture_text(line.text)
                        or _is_running_head(line, height)
                        or _SYMBOL_ALONE.match(line.text)
                        or repeated[_pattern(line.text)] >= often
                    )
                )
                and not _PRINTED.match(line.text)
            ]
        )
    return kept


def drop_imprint(blocks: Sequence[Block], height: float) -> list[Block]:
    """Blocks without the job number and barcode that stand at the foot of the first page as ordinary text."""
    return [
        block
        for block in blocks
        if not ((is_furniture_text(block.text) and block.lines[0].y < height * 0.13) or _JOB_NUMBER.match(block.text))
    ]


def _is_running_head(line: Line, height: float) -> bool:
    """A short title with the symbol at one end, at the very top."""
    text = re.sub(r"\s*/\s*", "/", line.text)
    matches = find(text) if line.y > height * 0.9 else []
    return bool(matches) and (matches[0].start == 0 or matches[-1].end == len(text))


def _in_margin(line: Line, height: float) -> bool:
    return line.y > height * (1 - _MARGIN) or line.y < height * 0.09


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"[^\w]+", "", text))
