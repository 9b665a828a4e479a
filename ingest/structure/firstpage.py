"""Sort the blocks of a first page: organ, session and agenda on the left, title and byline in the text column."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.grammar.bodies import is_name
from ingest.page.blocks import Block
from ingest.structure.dates import DATE
from ingest.structure.scripts import ORDER, STOPS, WIDE
from ingest.structure.tables import is_caption
from ingest.structure.wording import organ_names, pattern
from ingest.symbols import find

_ITEMS = r"\d+(?: \([a-z]+\))*(?:(?:,| and) (?:\d+(?: \([a-z]\))?|\([a-z]\)))*"
_ANY_ITEMS = f"({_ITEMS.replace('and', '(?:et|y|e|и|و|和)')})"
AGENDA = re.compile(
    rf"^(?:(?:provisional )?(?:agenda )?items? (?P<number>{_ITEMS})(?!\w)"
    rf"|(?:{pattern('agenda_item', number=_ANY_ITEMS)})$)",
    re.I,
)
"""The line that names the agenda item."""

SESSION = re.compile(
    r"^(?=.{5,120}$)(?:(?:[A-Z][\w-]*(?: [\w-]+){0,4}|\d{4}) [Ss](?:ession|ESSION)(?:,? (?:of )?\d{4})?(?: \(.*\))?"
    rf"|(?:{pattern('session')})(?:,? (?:de )?\d{{4}})?"
    r"|[A-Z][\w-]+(?: [\w-]+){0,2} meeting(?: of .*)?)$"
)
"""The line that names the session."""

_MASTHEAD_WORDS = re.compile(
    rf"^(?:Distr\b|D\w{{0,4}}\W.{{0,14}}[.:]\s*(?:General|Limited|Restricted)$|Original\s?[:：]|(?:GENERAL|LIMITED|RESTRICTED|{pattern('languages')})$|ORIGINAL\b"
    rf"|United\s*Nations$|(?:{pattern('united_nations')})$|(?:{organ_names()})$"
    r"|(?-i:UNITED|NATIONS)\S*(?: (?-i:NATIONS)\S*)?$"
    r"|(?:General\s+Assembly|Security\s+Council|Economic\s+and\s+Social\s+Council)$)",
    re.I,
)
_TEXT_STARTS = re.compile(
    rf"^(?:\d{{1,2}}\.\s|I\.\s|A\.\s|{ORDER}|\d{{1,2}}\s?[-–]\s*[\u0620-\u064a]"
    rf"|(?:{pattern('summary', 'contents', 'introduction')})$|(?:{pattern('annex')})(?!\w)|Provisional agenda$"
    rf"|(?:{pattern('organs')})\s?[,،，]$"
    r"|\[?The [A-Z][^.;]{3,140},$)",
    re.I,
)
_BYLINE = re.compile(
    rf"^(?:{pattern('byline')}|\[|\()",
    re.I,
)
_ADOPTED = re.compile(rf"^(?:{pattern('adopted')})", re.I)
_LONG_TITLE = 60
_TITLE_SIZE = 13.0
"""Type size of a title at least, however far to the left it stands."""
_NUMBERED_TITLE = re.compile(r"^(?:S-|ES-)?\d+/(?:\d+|…|\.{3})[A-Z]?\.?\s+(?=\S)")


_ORGAN = re.compile(
    r".{0,3}(?:United Nations|General Assembly|Security Council|Economic and Social Council|Human Rights Council"
    r"|.*\b(?:NATIONS UNIES|CONSEIL)\b).{0,30}$",
    re.I,
)
"""The organ at the head of a page without bold type, by which it would be known, and what a scan shows beside it."""

_WORD = re.compile(r"[^\W\d_]{3,}(?![^\s,.;:!?)])")
_FEWEST_WORDS = 2
"""A title has as many words."""

_FOOT = 100.0
"""Points from the lower edge below which a first page has its imprint."""


@dataclass(slots=True)
class FirstPage:
    """The blocks of a first page, sorted.

    Attributes:
        bodies: Organs printed in bold on the left.
        sessions: Sessions, as printed.
        agenda: Agenda items, number and title.
        title: Blocks of the title.
        byline: Other blocks between the masthead and the text: who submits, sponsors, adopted.
        below: Position of the first block of the text.
    """

    bodies: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    agenda: list[str] = field(default_factory=list)
    title: list[Block] = field(default_factory=list)
    byline: list[Block] = field(default_factory=list)
    below: int = 0

    @property
    def title_text(self) -> str:
        """The title on one line, without its number and without note marks."""
        text = strip_marks(" ".join(block.text for block in self.title))
        return _NUMBERED_TITLE.sub("", text)


def strip_marks(text: str) -> str:
    """Words without the asterisks of footnotes."""
    return re.sub(r"\s*\*+(?=[\s,;.:)]|$)", "", text).strip()


def sort_first_page(blocks: Sequence[Block], *, paged: bool = True) -> FirstPage:
    """Sort the blocks above the text.

    Args:
        blocks: Blocks of the document in reading order.
        paged: Whether they come from pages; otherwise only a masthead has a column of facts on its left.
    """
    page = FirstPage()
    first = [(index, block) for index, block in enumerate(blocks) if block.page == 1]
    masthead = {block.table for _, block in first if block.table and re.search(r"\bDistr\.", block.text)}
    edges = [block.lines[0].x0 for _, block in first if not (block.note or block.table or is_masthead(block.text))]
    headed = paged or any(_MASTHEAD_WORDS.match(block.text) for _, block in first)
    left = min(edges, default=0.0) if headed else -math.inf
    typewritten = not any(line.bold for _, block in first for line in block.lines)
    middle: list[Block] = []
    agenda_x = -99.0
    for index, block in first:
        text, line = strip_marks(block.text), block.lines[0]
        if block.note:
            continue
        beside = line.x0 < left + 25 and line.size < _TITLE_SIZE and not middle
        named = not paged and block.role == "Title" and not is_symbol(text)
        head = is_masthead(text) or (not paged and is_name(text))
        if block.table in masthead or (head and not named) or (typewritten and _is_head(block, text)):
            pass
        elif _TEXT_STARTS.match(text) or is_caption(block) or _follows_title(block, middle):
            break
        elif match := AGENDA.match(text):
            page.agenda.append(next(number for number in match.groups() if number))
            agenda_x = line.x0
        elif abs(line.x0 - agenda_x) < 6 and (block.table or beside) and not middle:
            if SESSION.match(text):
                page.sessions.append(text)
            else:
                page.agenda[-1] += f" {text}"
        elif block.table or (beside and not _is_long_title(block)):
            if len(block.lines) > 3 and not line.bold:
                break
            _add_fact(page, block, text)
        elif _is_text(block, middle):
            break
        else:
            middle.append(block)
        page.below = index + 1
    _choose_title(page, middle)
    return page


def is_masthead(text: str) -> bool:
    """Whether a line is one of a masthead: an organ, a symbol, a date, the language."""
    return (
        bool(_MASTHEAD_WORDS.match(text) or DATE.fullmatch(text))
        or (len(text) < 3 and not WIDE.match(text))
        or (len(text) < 50 and bool(find(text)) and not text.startswith("["))
    )


def is_symbol(text: str) -> bool:
    """Whether a line is a symbol, or those of a joint document, and nothing else."""
    matches = find(text)
    return bool(matches) and matches[0].start == 0 and matches[-1].end == len(text)


def _is_head(block: Block, text: str) -> bool:
    """Whether a block of a page without bold type is no title: an organ, a symbol that a scan misread, the imprint."""
    at_foot = 0 < block.lines[0].y < _FOOT
    return at_foot or bool(_ORGAN.match(text)) or len(_WORD.findall(text)) < _FEWEST_WORDS


def _is_long_title(block: Block) -> bool:
    """Whether a block at the left is the title of a letter, which begins like a byline: "Letter dated …"."""
    return block.lines[0].bold and len(block.text) > _LONG_TITLE and bool(_BYLINE.match(block.text))


def _add_fact(page: FirstPage, block: Block, text: str) -> None:
    if SESSION.match(text):
        page.sessions.append(text)
    elif block.lines[0].bold and (block.lines[0].size > 11.5 or not page.bodies):
        page.bodies.append(text)


def _follows_title(block: Block, middle: Sequence[Block]) -> bool:
    """Whether a block is the first heading below what the file itself calls its title."""
    return block.role.startswith("H") and any(other.role == "Title" for other in middle)


def _is_text(block: Block, middle: Sequence[Block]) -> bool:
    """Whether a block in the text column is text already: neither bold nor large, where the title is."""
    line = block.lines[0]
    if line.bold or line.size > 11.5 or _BYLINE.match(block.text):
        return False
    if not any(other.lines[0].bold or other.lines[0].size > 11.5 for other in middle):
        # A typewritten page has no bold type: what is centred is still title.
        return block.text.endswith(STOPS) or len(block.lines) > 4
    return True


def _choose_title(page: FirstPage, middle: Sequence[Block]) -> None:
    numbered = [block for block in middle if _NUMBERED_TITLE.match(block.text)]
    if numbered:
        page.title = numbered[:1]
    else:
        candidates = [b for b in middle if not _ADOPTED.match(b.text)] or list(middle)
        named = [block for block in candidates if not _BYLINE.match(block.text)] or candidates
        if len(named) > 1 and named[0].text.isupper() and not named[1].text.isupper() and page.agenda:
            # Until the 1990s the title of the agenda item stood in capitals above the document's own.
            page.agenda[-1] += f" {named.pop(0).text}"
        largest = max((_size(block) for block in named), default=0.0)
        start = next((i for i, block in enumerate(named) if _size(block) > largest - 0.6), 0)
        for block in named[start:]:
            if page.title and not _same_type(page.title[-1], block):
                break
            page.title.append(block)
    page.byline = [block for block in middle if block not in page.title and block.text not in " ".join(page.agenda)]


def _size(block: Block) -> float:
    return max(line.size for line in block.lines)


def _same_type(a: Block, b: Block) -> bool:
    return abs(_size(a) - _size(b)) < 0.6 and a.lines[0].bold == b.lines[0].bold
