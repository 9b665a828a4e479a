"""Read a scan: its pictures of pages get the text that is recognised on them, with how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.language import LANGUAGE_NAMES
from ingest.pdf.file import PdfFile, PdfPage
from ingest.scans.hocr import read_hocr
from ingest.scans.recognise import recognise
from ingest.symbols import find
from store.model import PageConfidence

_BESIDE_SYMBOL = re.compile(rf"(?:page|original|{'|'.join(LANGUAGE_NAMES.values())}|[\W\d_])*", re.I)
"""What a running head has beside the symbol: the language, and the number of the page."""


def read_scan(
    file: PdfFile, data: bytes, is_wanted: Callable[[PdfPage], bool]
) -> tuple[PdfFile, tuple[PageConfidence, ...], tuple[int, ...]]:
    """Recognise the text of pages.

    Args:
        file: As read.
        data: Its bytes.
        is_wanted: Whether a page has to be recognised.

    Returns:
        The file with that text in place of what those pages had, how sure each is that has words, and the numbers of
        those that have none.

    Raises:
        UnreadableFileError: It failed, or took too long.
    """
    wanted = {page.number: page for page in file.pages if is_wanted(page)}
    seen = {
        number: read_hocr(hocr, wanted[number].width, wanted[number].height)
        for number, hocr in recognise(file.name, data, list(wanted)).items()
        if number in wanted
    }
    pages = tuple(replace(page, runs=seen[page.number].runs) if page.number in seen else page for page in file.pages)
    worded = ((number, each.confidence) for number, each in seen.items() if each.confidences)
    return (
        replace(file, pages=pages, tags={}),
        tuple(PageConfidence(number, round(confidence, 1)) for number, confidence in worded),
        tuple(number for number in wanted if number not in seen or not seen[number].confidences),
    )


def carried_symbol(heads: Sequence[Sequence[str]]) -> str:
    """The symbol that most pages carry at their head, which one misread page cannot change; empty where none does.

    Args:
        heads: The first lines of each page. A line counts where beside the symbol it has only what running heads have:
            text that begins a page can name another document.
    """
    each = [{symbol for line in lines if (symbol := _of_running_head(line))} for lines in heads]
    carried = Counter(symbol for symbols in each for symbol in symbols)
    symbol, pages = carried.most_common(1)[0] if carried else ("", 0)
    return symbol if pages > 1 else ""


def _of_running_head(line: str) -> str:
    matches = find(line)
    ends = [0, *(match.end for match in matches)]
    starts = [*(match.start for match in matches), len(line)]
    beside = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    return str(matches[0].symbol) if matches and all(map(_BESIDE_SYMBOL.fullmatch, beside)) else ""
