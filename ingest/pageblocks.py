"""Group the text of a PDF into blocks: by its tags where it has them, by places on the page where it has none."""

from __future__ import annotations

from ingest.blocks import Block, tagged_blocks
from ingest.furniture import drop_imprint
from ingest.geometry import placed_blocks
from ingest.pdf import PdfFile

_ENOUGH_TAGGED = 0.9
"""Share of a file's characters that its tags must cover to be trusted."""


def read_blocks(file: PdfFile) -> list[Block]:
    """The blocks of a file in reading order, without running heads and feet."""
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
