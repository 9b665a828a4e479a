"""Read the cover pages of a supplement to the Official Records: they have no masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.page.blocks import Block
from ingest.structure.dates import BRACKETED_DATE, iso_date
from ingest.structure.wording import organ_names
from ingest.symbols import find

_ORGAN = re.compile(rf"^(?:{organ_names()}|Trusteeship Council)(?!\w)", re.I)
_REPORT = re.compile(r"^(?:Report|Annual report|Resolutions|Decisions)\b")
_SESSION = re.compile(r"\b([A-Z][a-z]+(?:-[a-z]+)? (?:(?:emergency )?special )?[Ss]ession|[Ss]ession of \d{4})\b")
_IMPRINT = re.compile(
    r"^(?:Symbols of United Nations|ISSN|ISBN|eISBN|Note$|United Nations\b|The designations employed)"
)
_FRONT_PAGES = 4
_DATE_PAGES = 12


@dataclass(frozen=True, slots=True)
class Cover:
    """What the front matter of a supplement says.

    Attributes:
        title: On one line.
        organ: The organ whose records it belongs to.
        session: As printed, where it is.
        date: The bracketed date, ISO 8601.
        below: Position of the first block after the cover pages and the imprint.
    """

    title: str
    organ: str
    session: str
    date: str
    below: int


def read_cover(blocks: Sequence[Block]) -> Cover | None:
    """The cover of a supplement; ``None`` where the first page is no such cover, or all there is."""
    if all(block.page == 1 for block in blocks):
        return None
    cover = [block for block in blocks if block.page == 1 and not block.note]
    texts = [block.text for block in cover]
    if not any("Official Records" in text for text in texts) or any("Distr." in text for text in texts):
        return None
    organ = next((match[0] for text in texts if (match := _ORGAN.match(text))), "")
    session = next((match[1] for text in texts if "Supplement" in text and (match := _SESSION.search(text))), "")
    if not session:
        joined = "\n".join(text for text in texts if not _REPORT.match(text) and "(" not in text)
        session = match[1] if (match := _SESSION.search(joined)) else ""
    date = ""
    below = 0
    words = " ".join(block.text for block in blocks if block.page <= 3)
    for index, block in enumerate(blocks):
        if block.page > _DATE_PAGES:
            break
        if not date and (match := BRACKETED_DATE.match(block.text)):
            date = iso_date(match)
        if below == index and block.page <= _FRONT_PAGES and _is_front(block, words):
            below = index + 1
    return Cover(_title(cover, organ), organ, session, date, below)


def _is_front(block: Block, words: str) -> bool:
    """Whether a block is on the cover, repeats it or is the imprint."""
    text = block.text
    repeated = words.count(text) > 1 or "Supplement" in text
    return block.page == 1 or repeated or bool(_IMPRINT.match(text)) or (len(text) < 50 and bool(find(text)))


def _title(cover: Sequence[Block], organ: str) -> str:
    report = next((block.text for block in cover if _REPORT.match(block.text)), "")
    names = [
        block.text
        for block in sorted(cover, key=lambda block: -block.lines[0].size)
        if block.text not in (report, organ, "United Nations") and "Official Records" not in block.text
    ]
    if not report:
        return names[0] if names else ""
    if report.startswith("Report on") and names and not names[0].startswith("("):
        return f"{names[0]}: {report}"
    return report
