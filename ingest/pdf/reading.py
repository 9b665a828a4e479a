"""Read a PDF into blocks: by its tags where it has them, by places on the page where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from ingest import refusals
from ingest.contents import Contents
from ingest.language import detect_language
from ingest.page.blocks import Block, tagged_blocks
from ingest.page.furniture import drop_imprint, is_furniture_text
from ingest.page.geometry import placed_blocks
from ingest.page.lines import Line, make_line, sort_into_rows
from ingest.pdf.file import PdfFile, PdfPage, read_file
from ingest.pdf.legibility import FEWEST_LETTERS, TOO_MUCH_MISREAD, TOO_MUCH_NONSENSE, nonsense_share
from ingest.pdf.rightward import turned_over
from ingest.pdf.runs import Run
from ingest.scans.reading import carried_symbol, read_scan
from ingest.scans.recognise import RECOGNISED_AS, is_available
from ingest.structure.scripts import RIGHT_TO_LEFT
from store.model import PageConfidence

_ENOUGH_TAGGED = 0.9
"""Share of a file's characters that its tags must cover to be trusted."""

_SAMPLED_PAGES = 12
_HEAD_LINES = 3
"""Lines at the top of a page among which its running head is."""

_LEAST_CONFIDENCE = 70.0
"""Confidence in percent that recognised text must have: of reports at 65, hardly a sentence was right."""

_MASTHEAD = 0.6
"""Share of the first page's height, from the top, in which the masthead stands."""


def read_pdf(name: str, data: bytes, *, pages_at_most: int | None = None) -> Contents:
    """Read a PDF.

    Args:
        name: File name, for messages.
        data: The file's bytes.
        pages_at_most: How many of its first pages to read; all when omitted.

    Raises:
        UnreadableFileError: It is damaged, locked, a scan whose text cannot be recognised here, or in Arabic and gives
            no words that can be quoted.
    """
    file = read_file(name, data, pages_at_most=pages_at_most)
    sample = _sample(file)
    recognised: tuple[PageConfidence, ...] = ()
    unseen: tuple[int, ...] = ()
    carried = ""
    if problem := _scan_problem(file, sample):
        if not is_available():
            raise problem
        poor = isinstance(problem, refusals.PoorTextError)
        file, recognised, unseen = read_scan(file, data, lambda page: page.pictured and (poor or not _has_text(page)))
        sample = _sample(file)
        _refuse_misread(file, sample, recognised)
        carried = carried_symbol([[line.text for line in _lines(0, page.runs)[:_HEAD_LINES]] for page in file.pages])
    turned: tuple[float, ...] = ()
    if not recognised and detect_language(sample) in RIGHT_TO_LEFT:
        file = turned_over(file, read_file(name, data, pages_at_most=pages_at_most, by_glyph=True))
        sample = _sample(file)
        turned = tuple(page.width for page in file.pages)
    first = file.pages[0]
    head = [line for line in _lines(first.number, first.runs) if line.y > first.height * (1 - _MASTHEAD)]
    warnings: tuple[str, ...] = ()
    if file.damaged:
        pages = ", ".join(map(str, file.damaged))
        warnings = (f"{name}: damaged pages could not be read and are missing: {pages}. {refusals.FETCH_AGAIN}",)
    return Contents(
        tuple(read_blocks(file)),
        tuple(head),
        sample,
        len(file.pages),
        warnings=warnings,
        recognised=recognised,
        unseen=unseen,
        carried=carried,
        turned=turned,
    )


def read_blocks(file: PdfFile) -> list[Block]:
    """The blocks of a PDF in reading order, without running heads and feet."""
    pages = [[run for run in page.runs if not run.artifact] for page in file.pages]
    if _tagged_share(file) >= _ENOUGH_TAGGED:
        blocks = tagged_blocks(pages, file.tags)
    else:
        blocks = placed_blocks([page.runs for page in file.pages], [(page.width, page.height) for page in file.pages])
    return drop_imprint(blocks, file.pages[0].height)


def _tagged_share(file: PdfFile) -> float:
    tagged = total = 0
    for page in file.pages:
        for run in page.runs:
            if run.artifact or not run.text.strip():
                continue
            total += len(run.text)
            if (page.number, run.mcid) in file.tags:
                tagged += len(run.text)
    return tagged / total if total else 0.0


def _scan_problem(file: PdfFile, sample: str) -> refusals.ScanWithoutTextError | None:
    """What is wrong with pictures of pages: they have no text, or one too poor to quote from."""
    pictured = sum(page.pictured for page in file.pages)
    if pictured * 2 < len(file.pages):
        return None
    if _letters(sample) < FEWEST_LETTERS * min(len(file.pages), _SAMPLED_PAGES):
        return refusals.scan(file.name, len(file.pages))
    share = nonsense_share(sample)
    return refusals.poor_text(file.name, share) if share > TOO_MUCH_NONSENSE else None


def _refuse_misread(file: PdfFile, sample: str, recognised: Sequence[PageConfidence]) -> None:
    """Refuse what was recognised where it cannot be quoted from either."""
    if not recognised or _letters(sample) < FEWEST_LETTERS:
        raise refusals.not_recognised(file.name, "no text was seen on its pages")
    if (language := detect_language(sample)) not in ("", RECOGNISED_AS):
        raise refusals.scan_in_other_language(file.name, language)
    if (confidence := fmean(each.confidence for each in recognised)) < _LEAST_CONFIDENCE:
        raise refusals.not_recognised(file.name, f"its words were recognised with a confidence of {confidence:.0f} %")
    if (share := nonsense_share(sample)) > TOO_MUCH_MISREAD:
        raise refusals.not_recognised(file.name, f"{share:.0%} of the words that were seen cannot be right")


def _has_text(page: PdfPage) -> bool:
    return _letters("".join(run.text for run in page.runs)) >= FEWEST_LETTERS


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _sample(file: PdfFile) -> str:
    """The words of pages spread over the file."""
    step = max(1, len(file.pages) // _SAMPLED_PAGES)
    lines = [line.text for page in file.pages[::step][:_SAMPLED_PAGES] for line in _lines(page.number, page.runs)]
    return " ".join(line for line in lines if not is_furniture_text(line))


def _lines(page: int, runs: Sequence[Run]) -> list[Line]:
    """The lines of a page from the top down, furniture included."""
    return [line for row in sort_into_rows(runs) if (line := make_line(page, row)) is not None]
