"""What a reader of a format hands over: blocks in reading order, whatever the file was."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.page.blocks import Block
from ingest.page.lines import Line
from ingest.structure.firstpage import sort_first_page
from ingest.symbols import find
from store.model import PageConfidence


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file itself says of its document, apart from the text; what it does not say is empty.

    Attributes:
        symbol: Its symbol.
        title: On one line.
        body: Issuing body.
        type: Document type in lower case.
        date: ISO 8601.
        session: As printed.
        language: ISO 639-1 code.
        url: Where it is published.
    """

    symbol: str = ""
    title: str = ""
    body: str = ""
    type: str = ""
    date: str = ""
    session: str = ""
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The text of a file.

    Attributes:
        blocks: In reading order, without running heads and feet.
        head: Lines in which symbol, date and language of the masthead can stand, from the top down.
        sample: Words from all over the file, by which its language is told.
        pages: Pages of the file; 0 where it has none, so that no page can be cited.
        facts: What the file says beside its text.
        warnings: What was odd about it, a sentence each.
        recognised: Pages whose text was recognised from a picture.
        unseen: Pages of a scan on which nothing was seen.
        carried: Symbol that most pages of a scan carry at their head; empty where none does.
        turned: Widths in points of pages that were turned over to be read from the right, so that places on them are
            measured from their right edge; empty where pages lie as they are displayed.
    """

    blocks: tuple[Block, ...]
    head: tuple[Line, ...]
    sample: str
    pages: int = 0
    facts: Facts = field(default_factory=Facts)
    warnings: tuple[str, ...] = ()
    recognised: tuple[PageConfidence, ...] = ()
    unseen: tuple[int, ...] = ()
    carried: str = ""
    turned: tuple[float, ...] = ()


_SAMPLE = 40_000
"""Characters by which a language is told."""


def without_pages(blocks: list[Block], running_heads: tuple[Line, ...] = (), facts: Facts | None = None) -> Contents:
    """The contents of a file that has no pages.

    Args:
        blocks: In reading order.
        running_heads: Lines of its running heads; the symbol sometimes stands only there.
        facts: What the file says beside its text.
    """
    below = sort_first_page(blocks, paged=False).below
    lines = [line for block in blocks[:below] if not block.note for line in block.lines]
    head = lines if any("Distr" in line.text for line in lines) else [line for line in lines if _may_name(line.text)]
    sample = " ".join(block.text for block in blocks)[:_SAMPLE]
    return Contents(tuple(blocks), (*head, *running_heads), sample, facts=facts or Facts())


def _may_name(text: str) -> bool:
    """Whether a line can give the symbol of the document it heads: it names none, or nothing else.

    "Read the report A/HRC/48/31" stands above a text about that report, not above the report.
    """
    matches = find(text)
    return not matches or (matches[0].start == 0 and len(text[matches[-1].end :]) < 4)
