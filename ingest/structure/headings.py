"""Tell headings from text, and keep the path of headings above a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ingest.grammar.locators import canonical_part
from ingest.page.blocks import Block
from ingest.scans.listed import listed_parts
from ingest.structure.numbering import NUMBER
from ingest.structure.scripts import LETTER, ORDER, PAUSES
from ingest.structure.tables import is_caption
from ingest.structure.wording import part_named

_ABBREVIATION_END = re.compile(r"\b(?:etc|Jr|Sr|St|No|vol|seq|al)\.$")
_NUMERAL = re.compile(rf"^(?:[IVXLC]+|[A-Z]|\d{{1,2}}|\(?[a-z]{{1,2}}\)|\([ivx]+\)|{ORDER})[.)]?\s+\S")

_PLAIN_HEADING = re.compile(rf"^(?:\(?[a-z]\) )?{LETTER}.*[^.;:,。；：，؛،]$")
_MOST_LINES = 4
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Measures:
    """How a document sets its body text.

    Attributes:
        size: Type size of most text.
        left: Left edge of the text column, in points.
        right: Right edge.
        indent: Where first lines begin when they are indented; equal to ``left`` where they are not.
    """

    size: float
    left: float
    right: float
    indent: float


def measure(blocks: Iterable[Block]) -> Measures:
    """Measure the body text: notes and tables do not count."""
    sizes: Counter[float] = Counter()
    flow = [block for block in blocks if not block.note]
    for block in flow:
        for line in block.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    lefts: Counter[int] = Counter()
    firsts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    for block in flow:
        if block.table or abs(block.lines[0].size - size) > 0.6:
            continue
        firsts[round(block.lines[0].x0)] += 1
        for line in block.lines[1:]:
            lefts[round(line.x0)] += 1
            rights[round(line.x1)] += 1
    left = lefts.most_common(1)[0][0] if lefts else (min(firsts) if firsts else 0)
    indented = [(count, x) for x, count in firsts.items() if left + 8 < x < left + 60]
    right = sorted(rights.elements())[int(sum(rights.values()) * 0.9)] if rights else left + 400
    return Measures(size, float(left), float(right), float(max(indented)[1] if indented else left))


def find_headings(flow: Sequence[Block], measures: Measures, *, recognised: bool = False) -> set[int]:
    """Positions of the headings.

    Args:
        flow: Blocks in reading order.
        measures: How the body text is set.
        recognised: Whether they were recognised from pictures, which do not tell bold type.
    """
    headings = {i for i, block in enumerate(flow) if is_heading(block, measures) and not is_caption(block)}
    if recognised:
        headings |= {i for i, block in enumerate(flow) if _names_part(block)}
    headings |= {i for i in range(len(flow)) if _is_plain_heading(flow, i, headings)}
    return headings - listed_parts(flow) if recognised else headings


def _names_part(block: Block) -> bool:
    """Whether a block can only be the heading of a part: "Annex II", "Annex to the letter dated 2 May 2025"."""
    text = block.text
    short = len(block.lines) <= _MOST_LINES and len(text) < _LONGEST_TITLE and not text.endswith(PAUSES)
    return short and not block.note and not block.table and part_opened_by(text) is not None


def _is_plain_heading(flow: Sequence[Block], index: int, headings: Collection[int]) -> bool:
    """Whether a short line in body type stands as a heading: after a sentence, before a numbered paragraph."""
    block = flow[index]
    if index in headings or not 0 < index < len(flow) - 1 or block.table or len(block.lines) > 1 or is_caption(block):
        return False
    text, above, below = block.text, flow[index - 1], flow[index + 1]
    if len(text) > 80 or not _PLAIN_HEADING.match(text) or below.table or below.lines[0].y > block.lines[0].y > 0:
        return False
    ends = index - 1 in headings or above.text.endswith((".", "。"))
    return ends and bool(NUMBER.match(below.text)) and not NUMBER.match(text) and len(below.text) > len(text)


def is_heading(block: Block, measures: Measures) -> bool:  # noqa: PLR0911 - one rule a step
    """Whether a block is set as a heading.

    Bold alone is not enough: recommendations are printed in bold too, and end like sentences.
    """
    if block.note or block.table:
        return False
    text, first = block.text, block.lines[0]
    if not text or len(text) > 400 or not any(char.isalpha() for char in text):
        return False
    if first.size < measures.size - 1.0 and part_opened_by(text) is None:
        return False
    bold = all(line.bold for line in block.lines)
    if all(line.size > measures.size + 1.2 for line in block.lines) and (bold or len(text) < 200):
        return True
    if text[0].islower() or text[0] in "[•–—-*":
        return False
    marked = block.role.startswith("H")
    if text.endswith(PAUSES) and not _ABBREVIATION_END.search(text):
        # A run of bold words that ends in a full stop is a sentence, unless the file says otherwise.
        return marked and bold and len(text) < 160 and text.endswith(".") and bool(_NUMERAL.match(text))
    if len(block.lines) > 4 or len(text) > 320:
        return False
    italic = all(line.italic for line in block.lines)
    if bold or italic:
        return bold or first.x0 <= measures.right - 220
    return (marked and len(text) < 250) or _is_centred(block, measures) or _is_in_capitals(text)


def _is_in_capitals(text: str) -> bool:
    """Whether a line is in capitals, as typewritten reports set their headings."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() for char in letters) and not text.startswith("(")


def _is_centred(block: Block, measures: Measures) -> bool:
    """Whether a block stands in the middle of the column, clear of both edges: a typewritten heading."""
    start, end = min(line.x0 for line in block.lines), max(line.x1 for line in block.lines)
    middle = (measures.left + measures.right) / 2
    clear = start > max(measures.left, measures.indent) + 20 and end < measures.right - 20
    return clear and abs((start + end) / 2 - middle) < 25 and block.text[0] not in "•●▪–—-("


def rank(block: Block, measures: Measures) -> float:
    """Importance of a heading by its type: larger, then bold, then italic; numbers fall as importance does."""
    line = block.lines[0]
    size = max(round(piece.size * 2) / 2 for piece in line.pieces if piece.text.strip())
    weight = 3.0 if line.bold else 2.0 if line.italic else 1.0
    if line.bold and line.italic:
        weight = 2.5
    if abs(size - measures.size) < 1.0:
        size = measures.size
    return size * 10 + weight


def push(path: tuple[tuple[float, str], ...], heading: str, level: float) -> tuple[tuple[float, str], ...]:
    """The path of headings after one more."""
    return (*(entry for entry in path if entry[0] > level), (level, heading))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document with its own numbering.

    Attributes:
        kind: ``annex``, ``draft resolution``, ``part``.
        name: As locators name it: ``annex I``, ``part two``.
        inside: Whether it can belong to another part.
    """

    kind: str
    name: str
    inside: bool


def part_opened_by(text: str) -> Part | None:
    """The part with its own numbering that a heading opens, if it opens one."""
    found = part_named(text)
    if found is None:
        return None
    kind, number = found
    return Part(kind, canonical_part(kind, number), inside=not kind.startswith("draft"))
