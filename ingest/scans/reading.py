"""Read a scan: its pictures of pages get the text that is recognised on them, with how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.pdf import PdfFile, PdfPage
from ingest.scans.hocr import read_hocr
from ingest.scans.recognise import recognise
from ingest.symbols import find
from store.model import PageConfidence


def read_scan(
    file: PdfFile, data: bytes, is_wanted: Callable[[PdfPage], bool]
) -> tuple[PdfFile, tuple[PageConfidence, ...]]:
    """Recognise the text of pages.

    Args:
        file: As read.
        data: Its bytes.
        is_wanted: Whether a page has to be recognised.

    Returns:
        The file with that text in place of what those pages had, and how sure each is that has words.

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
    )


def carried_symbol(heads: Sequence[Sequence[str]]) -> str:
    """The symbol that most pages carry at their head, which one misread page cannot change; empty where none does.

    Args:
        heads: The first lines of each page.
    """
    each = [{str(match.symbol) for line in lines for match in find(line)} for lines in heads]
    carried = Counter(symbol for symbols in each for symbol in symbols)
    symbol, pages = carried.most_common(1)[0] if carried else ("", 0)
    return symbol if pages > 1 else ""
