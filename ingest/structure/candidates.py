"""Collect what could be a numbered paragraph or open a part, and set aside lists that only look like paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ingest.page.blocks import Block
from ingest.scans.listed import in_contents
from ingest.scans.numbers import sure_numbers
from ingest.scans.restarts import before_restarts
from ingest.structure.headings import Measures, Part, part_opened_by, rank
from ingest.structure.numbering import NUMBER, Candidate, Label, PartStart, choose_numbers
from ingest.structure.scripts import STOPS
from ingest.structure.wording import pattern

_AGENDA = re.compile(rf"(?<![^\W\u3400-\u9fff])(?:{pattern('agenda')})", re.I)
_LONGEST_ITEM = 260
_USUAL_ITEM = 130
_LONGEST_LINE = 70


def number_paragraphs(
    flow: Sequence[Block],
    skipped: Collection[int],
    headings: Collection[int],
    measures: Measures,
    *,
    recognised: bool = False,
) -> tuple[dict[int, tuple[str, Label]], dict[int, PartStart]]:
    """Choose the numbered paragraphs of a document.

    Args:
        flow: Its blocks in reading order.
        skipped: Positions of blocks in tables, where a number is no paragraph number.
        headings: Positions of headings.
        measures: How the body text is set.
        recognised: Whether the text was recognised from pictures, which leaves numbers unread and misread.

    Returns:
        Part and number by position of the numbered blocks, and the parts by position of their headings.
    """
    parts = _parts(flow, headings, measures)
    items: list[Candidate | PartStart] = []
    for index in range(len(flow)):
        if index in parts:
            items.append(parts[index])
        elif index not in skipped and (candidate := _candidate(flow, index, headings, measures)):
            items.append(candidate)
    items = _without_agendas(items, flow, headings)
    numbers = choose_numbers(items, recognised=recognised)
    if recognised:
        titles = {item.index for item in items if _is_title(flow[item.index])}
        numbers = sure_numbers(*before_restarts(numbers, items, listed=in_contents(flow), titles=titles))
    lists = _short_lists(items, numbers)
    if lists:
        numbers = {index: place for index, place in numbers.items() if place[0] not in lists}
    return numbers, parts


def _parts(flow: Sequence[Block], headings: Collection[int], measures: Measures) -> dict[int, PartStart]:
    """Parts by position; an annex of a draft resolution and a part of an annex are named after what holds them."""
    found: dict[int, PartStart] = {}
    holder: tuple[Part, float] | None = None
    for index in sorted(headings):
        level = rank(flow[index], measures)
        part = part_opened_by(flow[index].text)
        if part is None:
            continue
        name = part.name
        in_draft = holder is not None and holder[0].kind.startswith("draft") and level <= holder[1]
        if holder and part.inside and (in_draft or (part.kind == "part" != holder[0].kind)):
            name = f"{holder[0].name}, {part.name}"
        if holder is None or not name.startswith(f"{holder[0].name}, "):
            holder = (part, level)
        found[index] = PartStart(index, name, nested=part.kind.startswith("draft"))
    return found


def _candidate(flow: Sequence[Block], index: int, headings: Collection[int], measures: Measures) -> Candidate | None:
    block = flow[index]
    match = NUMBER.match(block.text)
    if not match or (not match["stop"] and "." not in match["number"]):
        return None
    label = tuple(int(number) for number in match["number"].split("."))
    weight = _weight(block, block.text[match.end() :], index in headings, measures)
    return Candidate(index, label, block.lines[0].x0, weight)


def _weight(block: Block, rest: str, heading: bool, measures: Measures) -> float:
    """How much the looks of a block speak for a paragraph."""
    line = block.lines[0]
    at_edge = min(abs(line.x0 - measures.left), abs(line.x0 - measures.indent)) < 5
    weight = 0.6 if at_edge else -0.8
    if heading:
        weight -= 2.2
    if line.size > measures.size + 1.2:
        weight -= 2.0
    if block.table:
        weight -= 0.6
    if rest[:1].islower():
        weight -= 0.8
    if _is_title(block):
        weight -= 1.0
    if len(line.pieces) > 1 and line.pieces[1].gap > 6:
        weight += 0.3
    return weight


def _is_title(block: Block) -> bool:
    """Whether a block reads like a title: one short line that does not end as a sentence does."""
    rest = NUMBER.sub("", block.text, count=1)
    return len(block.lines) == 1 and len(rest) < _LONGEST_LINE and not rest.endswith((*STOPS, ":", "：", "”"))


def _without_agendas(
    items: Sequence[Candidate | PartStart], flow: Sequence[Block], headings: Collection[int]
) -> list[Candidate | PartStart]:
    """Drop the items of agendas: a run from 1 of short titles below words that announce an agenda."""
    dropped: set[int] = set()
    for position, item in enumerate(items):
        if not isinstance(item, Candidate) or item.label != (1,) or not _announced(flow, item.index, headings):
            continue
        run = [item]
        for following in items[position + 1 :]:
            if isinstance(following, Candidate) and abs(following.x - item.x) < 6:
                if following.label != (len(run) + 1,) or len(flow[following.index].text) > _LONGEST_ITEM:
                    break
                run.append(following)
            elif isinstance(following, PartStart):
                break
        lengths = [len(flow[member.index].text) for member in run]
        if len(run) >= 3 and sum(lengths) / len(run) < _USUAL_ITEM:
            dropped.update(member.index for member in run)
    return [item for item in items if item.index not in dropped]


def _announced(flow: Sequence[Block], index: int, headings: Collection[int]) -> bool:
    """Whether the block before, or the nearest heading above, speaks of an agenda."""
    if index and _AGENDA.search(flow[index - 1].text):
        return True
    above = max((heading for heading in headings if heading < index), default=None)
    return above is not None and index - above < 4 and bool(_AGENDA.search(flow[above].text))


def _short_lists(items: Sequence[Candidate | PartStart], numbers: Mapping[int, tuple[str, Label]]) -> set[str]:
    """Parts whose numbering is only the first of several short lists that all begin at 1."""
    part = ""
    starts: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for name, _ in numbers.values():
        sizes[name] = sizes.get(name, 0) + 1
    for item in items:
        if isinstance(item, PartStart):
            part = item.name
        elif item.label == (1,) and item.index not in numbers:
            starts[part] = starts.get(part, 0) + 1
    return {name for name, count in sizes.items() if count <= 3 and starts.get(name, 0) >= 2}
