"""Blocks in, structure out: numbered paragraphs, preambles, tables, summaries and unnumbered text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.page.blocks import Block
from ingest.scans.apart import set_apart
from ingest.structure.candidates import number_paragraphs
from ingest.structure.dates import BRACKETED_DATE
from ingest.structure.headings import Measures, find_headings, measure, part_opened_by, rank
from ingest.structure.numbering import Label, PartStart
from ingest.structure.outline import Heading, depth_by_number
from ingest.structure.scripts import STOPS
from ingest.structure.tables import CAPTION, SUMMARY_WORDS, TableKind, is_caption, table_kind
from ingest.structure.units import LIST_ITEM, Unit, UnitKind
from ingest.structure.wording import organ_lines, pattern

_ORGAN_LINE = re.compile(r"^\[?The [A-Z][^.;]{3,140},?$")
_CLOSING = re.compile(
    rf"^(?:\d+(?:st|nd|rd|th)(?: \(closing\))? (?:plenary )?meeting\b|\[?(?:{pattern('closing')}))",
    re.I,
)
_RECOMMENDATION = re.compile(
    rf"^(?:{pattern('recommendation', number='')})(?P<number>\d{{1,3}})(?!\w)(?P<rest>.*)$", re.I | re.S
)
_CONTENTS_LINE = re.compile(r"(?:\.\s?){5,}|\s\d{1,3}$|^(?:Page|Chapter|Paragraphs)\b")
_CONTENTS = re.compile(pattern("contents"), re.I)
_CHAPTER = re.compile(pattern("chapter"), re.I)
_SOURCE = re.compile(rf"^(?:{pattern('source')})\s?[:：]", re.I)


def read_layout(
    blocks: Sequence[Block],
    title: Sequence[Block] = (),
    byline: Sequence[Block] = (),
    *,
    paged: bool = True,
    recognised: bool = False,
) -> list[Unit]:
    """The units of a document's body.

    Args:
        blocks: Blocks in reading order, without masthead and furniture.
        title: Blocks of the title; their footnotes go with the first unit.
        byline: Blocks of the first page that say who submits the document, or who sponsors it.
        paged: Whether the blocks come from pages, which can part a paragraph.
        recognised: Whether they were recognised from pictures: then what cannot be told is unnumbered text.
    """
    measures = measure(blocks)
    flow = [block for block in blocks if not (block.note or block.role == "TOCI" or BRACKETED_DATE.match(block.text))]
    kinds = {number: table_kind(number, flow) for number in {block.table for block in flow} - {0}}
    headings = find_headings(flow, measures, recognised=recognised)
    skipped = {i for i, block in enumerate(flow) if block.table and kinds[block.table] is not TableKind.BOX}
    numbers, parts = number_paragraphs(flow, skipped, headings, measures, recognised=recognised)
    assembly = _Assembly(measures, paged, pending=list(title))
    for block in byline:
        assembly.add(UnitKind.UNNUMBERED, block)
    assembly.read(flow, kinds, headings, numbers, parts)
    return set_apart(assembly.units, measures) if recognised else assembly.units


@dataclass(slots=True)
class _Assembly:
    """What has been read so far."""

    measures: Measures
    paged: bool
    units: list[Unit] = field(default_factory=list)
    path: list[Heading] = field(default_factory=list)
    section: str = ""
    taking: bool = False
    """Whether the last unit still takes the text that follows."""
    preamble: bool = False
    preambular: int = 0
    recommendation: str = ""
    """Number of the recommendation that the heading just read announces."""
    summary: bool = False
    """Whether the text belongs to the summary that a heading announced."""
    contents: bool = False
    figure: bool = False
    before: Block | None = None
    """The block just read."""
    pending: list[Block] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)

    def read(
        self,
        flow: Sequence[Block],
        kinds: Mapping[int, TableKind],
        headings: Collection[int],
        numbers: Mapping[int, tuple[str, Label]],
        parts: Mapping[int, PartStart],
    ) -> None:
        """Go through the blocks of the body."""
        for index, block in enumerate(flow):
            kind = kinds.get(block.table, TableKind.BOX)
            if kind in (TableKind.CONTENTS, TableKind.MASTHEAD):
                continue
            announced = index in headings and not block.table and SUMMARY_WORDS.fullmatch(block.text) is not None
            if index in headings or index in numbers:
                self.summary = False
            if kind is TableKind.SUMMARY or announced or (self.summary and not block.table):
                self._summary(block)
            elif kind is TableKind.GRID:
                self._cell(block)
            elif index in numbers:
                self._numbered(block, *numbers[index])
            elif index in headings and self._names_figure():
                self._extend(block)
            elif index in headings:
                self._heading(block, parts.get(index))
            elif is_caption(block):
                self._caption(block)
            elif not (self.contents and _CONTENTS_LINE.search(block.text)):
                self.contents = False
                self._text(block)
            self.before = block
        self._keep_bare_headings(-1.0)

    def add(self, kind: UnitKind, block: Block, label: str = "", *, taking: bool = False) -> None:
        """Begin a unit."""
        headings = tuple(heading.text for heading in self.path)
        self.units.append(Unit(kind, (block,), label, self.section, headings, tuple(self.pending)))
        self.pending.clear()
        for heading in self.path:
            heading.followed = True
        self.taking, self.figure, self.recommendation = taking, False, ""

    def _extend(self, block: Block) -> None:
        last = self.units[-1]
        self.units[-1] = replace(last, blocks=(*last.blocks, block))

    def _go_on(self, block: Block) -> None:
        """Add a block to the paragraph it continues, words and all."""
        last = self.units[-1]
        end = last.blocks[-1]
        whole = replace(end, lines=(*end.lines, *block.lines))
        self.units[-1] = replace(last, blocks=(*last.blocks[:-1], whole))

    def _summary(self, block: Block) -> None:
        if SUMMARY_WORDS.fullmatch(block.text):
            self.summary = not block.table
            return
        if self.units and self.units[-1].kind is UnitKind.SUMMARY:
            if self._continues(block, ignore_tables=True):
                self._go_on(block)
            else:
                self._extend(block)
        else:
            self.add(UnitKind.SUMMARY, block)

    def _cell(self, block: Block) -> None:
        if block.table in self.tables:
            self._extend(block)
            return
        self.tables.add(block.table)
        if self.figure:
            # The caption above a grid is a table's caption, whatever it calls itself.
            match = CAPTION.match(self.units[-1].blocks[0].text)
            label = match["number"] if match and match["table"] else ""
            self.units[-1] = replace(self.units[-1], kind=UnitKind.TABLE, label=label)
            self._extend(block)
        else:
            self.add(UnitKind.TABLE, block)
        self.figure = True

    def _numbered(self, block: Block, part: str, label: Label) -> None:
        self.section = part
        self.preamble = self.contents = False
        self.add(UnitKind.NUMBERED, block, ".".join(map(str, label)), taking=True)

    def _heading(self, block: Block, part: PartStart | None) -> None:
        text = block.text
        self.contents = _CONTENTS.match(text) is not None
        if self.contents:
            return
        level = depth_by_number(self.path, text, rank(block, self.measures))
        above = self.path[-1] if self.path else None
        if above is not None and above.block is self.before and _is_name_of(above, level):
            above.text = f"{above.text} {text}"
            above.block = block
            self.pending.append(block)
            return
        self._keep_bare_headings(level)
        if part is not None:
            self.section, self.preambular, self.preamble = part.name, 0, False
        if match := _RECOMMENDATION.match(text):
            self.recommendation = match["number"]
        self.taking = self.figure = False
        self.pending.append(block)
        self.path = [heading for heading in self.path if heading.level > level]
        self.path.append(Heading(level, text, block))

    def _keep_bare_headings(self, level: float) -> None:
        """Headings that nothing follows before the next one like them are text themselves."""
        bare = [heading for heading in self.path if heading.level <= level or level < 0]
        if bare and not bare[-1].followed:
            last = self.path.pop()
            self.pending = [block for block in self.pending if block is not last.block]
            self.add(UnitKind.UNNUMBERED, last.block)

    def _names_figure(self) -> bool:
        """Whether the block just read is a caption that only counts: "Figure 3", its title to follow."""
        match = CAPTION.match(self.before.text) if self.figure and self.before is not None else None
        return match is not None and not match["rest"].strip(" .:")

    def _caption(self, block: Block) -> None:
        self.add(UnitKind.UNNUMBERED, block)
        self.figure = True

    def _text(self, block: Block) -> None:
        """Unnumbered text: part of the paragraph above, a preambular paragraph, or text with only a page to cite."""
        text, last = block.text, self.units[-1] if self.units else None
        small = block.lines[0].size < self.measures.size - 0.4
        if self.figure and (small or _SOURCE.match(text) or (len(text) < 60 and block.lines[0].bold)):
            self._extend(block)
            return
        if _CLOSING.match(text):
            self.preamble = False
            self.add(UnitKind.UNNUMBERED, block)
            return
        if organ_lines().match(text) or (
            _ORGAN_LINE.match(text) and any(piece.italic for piece in block.lines[0].pieces)
        ):
            self.preamble, self.taking, self.preambular = True, False, 0
            return
        if last is not None and (self.taking or self.preamble) and self._continues(block):
            self._go_on(block)
        elif number := self._recommendation_number(block):
            self.add(UnitKind.RECOMMENDATION, block, number, taking=True)
        elif block.table:
            self._box(block)
        elif self.preamble:
            if LIST_ITEM.match(text) and last is not None and last.kind is UnitKind.PREAMBULAR:
                self._extend(block)
                return
            self.preambular += 1
            self.add(UnitKind.PREAMBULAR, block, str(self.preambular))
        elif self.taking or (last is not None and self._same_page(last, block)):
            self._extend(block)
        else:
            self.add(UnitKind.UNNUMBERED, block)

    def _recommendation_number(self, block: Block) -> str:
        """Number of the recommendation that a block is: announced by the heading above, or by its own bold start."""
        if self.recommendation:
            return self.recommendation
        match = _RECOMMENDATION.match(block.text)
        run_in = match is not None and block.lines[0].pieces[0].bold and match["rest"][:1] in (".", ":", " ", "(")
        return match["number"] if match is not None and run_in else ""

    def _box(self, block: Block) -> None:
        """Text in a frame stands beside the paragraphs, not in them."""
        last = self.units[-1] if self.units else None
        if last is None or last.blocks[-1].table != block.table:
            self.add(UnitKind.UNNUMBERED, block)
        elif self._continues(block, ignore_tables=True):
            self._go_on(block)
        else:
            self._extend(block)

    def _same_page(self, last: Unit, block: Block) -> bool:
        return (
            last.kind is UnitKind.UNNUMBERED
            and last.section == self.section
            and not self.pending
            and last.blocks[0].page == block.page
        )

    def _continues(self, block: Block, *, ignore_tables: bool = False) -> bool:
        """Whether a block is the rest of the paragraph that the page before it began."""
        before, measures = self.units[-1].blocks[-1], self.measures
        first, last = block.lines[0], before.lines[-1]
        if not self.paged or last.page >= first.page or ((before.table or block.table) and not ignore_tables):
            return False
        if LIST_ITEM.match(block.text) or abs(first.size - last.size) > 0.6:
            return False
        indented = measures.indent > measures.left and abs(first.x0 - measures.indent) < 5
        if indented and abs(before.lines[0].x0 - first.x0) < 5:
            return block.text[0].islower()
        return not before.text.endswith(STOPS) or last.x1 > measures.right - 25


def _is_name_of(above: Heading, level: float) -> bool:
    """Whether a heading names the part or chapter that the heading above it announces: "Annex I" and its title."""
    announces = part_opened_by(above.text) is not None and len(above.text) < 24
    return (announces or bool(_CHAPTER.fullmatch(above.text))) and abs(above.level - level) < 31
