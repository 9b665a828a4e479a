"""Read the masthead: symbols, title, issuing body, type, date, session, agenda item, language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.page.blocks import Block
from ingest.page.lines import Line
from ingest.structure.cover import read_cover
from ingest.structure.dates import DATE, iso_date
from ingest.structure.firstpage import sort_first_page, strip_marks
from ingest.structure.wording import pattern
from ingest.symbols import Symbol, body_name, document_type, find

_ORIGINAL = re.compile(r"Original\s?[:：]\s*([^\W\d_]+)", re.I)


def _opens(kind: str) -> str:
    return rf"^(?:{pattern(kind)})"


_TYPES = (
    ("note verbale", _opens("note_verbale")),
    ("letter", _opens("letter")),
    ("agenda", r"\bprovisional agenda\b|^annotated agenda"),
    ("note", _opens("note")),
    ("decision", r"^decisions? adopted"),
    ("views", r"^views adopted"),
    ("opinion", r"^opinions? adopted"),
    ("concluding observations", _opens("concluding_observations")),
    ("general comment", _opens("general_comment")),
    ("general recommendation", _opens("general_recommendation")),
    ("draft resolution", rf": (?:{pattern('draft_resolution')})$|{_opens('draft_resolution')}"),
    ("draft decision", rf": (?:{pattern('draft_decision')})$|{_opens('draft_decision')}"),
    ("presidential statement", r"^statement by the president"),
)
_OVERRULED = ("", "views")
"""Types that a symbol only suggests: the title knows better."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document says.

    Attributes:
        symbols: Its symbol, and the others of a joint document.
        title: On one line.
        body: Issuing body in full; two of them parted by "; ".
        type: Document type in lower case.
        date: ISO 8601.
        session: As printed; two of them parted by "; ".
        agenda_item: Number and title; two of them parted by "; ".
        original: Language it was written in, as printed ("English").
        title_blocks: Blocks of the title.
        byline: Blocks that say who submits, sponsors or adopted it.
        below: Position of the first block after all that.
    """

    symbols: tuple[Symbol, ...] = ()
    title: str = ""
    body: str = ""
    type: str = ""
    date: str = ""
    session: str = ""
    agenda_item: str = ""
    original: str = ""
    title_blocks: tuple[Block, ...] = ()
    byline: tuple[Block, ...] = ()
    below: int = 0


def read_masthead(lines: Sequence[Line], blocks: Sequence[Block], *, paged: bool = True) -> Masthead:
    """Read the head of a document.

    Args:
        lines: Lines in which symbol, date and language can stand, furniture included, from the top down.
        blocks: Blocks of the document in reading order.
        paged: Whether they come from pages.
    """
    if cover := read_cover(blocks):
        first = [line for block in blocks if block.page <= 3 for line in block.lines]
        symbols = _symbols([*lines, *first])
        body = (body_name(symbols[0]) if symbols else "") or cover.organ
        kind = document_type(symbols[0]) if symbols else ""
        return Masthead(symbols, cover.title, body, kind or "report", cover.date, cover.session, below=cover.below)
    symbols = _symbols(lines)
    original = _ORIGINAL.search(" ".join(line.text for line in lines))
    page = sort_first_page(blocks, paged=paged)
    title = page.title_text
    return Masthead(
        symbols=symbols,
        title=title,
        body=_body(symbols, page.bodies),
        type=_type(symbols, [title, *(strip_marks(block.text) for block in (*page.title, *page.byline))]),
        date=_date(lines),
        session="; ".join(dict.fromkeys(page.sessions)),
        agenda_item="; ".join(page.agenda),
        original=original[1].capitalize() if original else "",
        title_blocks=tuple(page.title),
        byline=tuple(page.byline),
        below=page.below,
    )


def _symbols(lines: Sequence[Line]) -> tuple[Symbol, ...]:
    """The first symbol that stands alone at the end of a line, with those joined to it."""
    for line in lines:
        text = re.sub(r"\s*/\s*", "/", line.text)
        matches = find(text)
        if matches and len(text[matches[-1].end :]) < 4:
            return (matches[0].symbol, *matches[0].joint)
    return ()


def _date(lines: Sequence[Line]) -> str:
    """The first date after "Distr."."""
    start = next((i for i, line in enumerate(lines) if "Distr" in line.text), 0)
    return next((iso_date(match) for line in lines[start:] if (match := DATE.search(line.text))), "")


def _body(symbols: Sequence[Symbol], printed: Sequence[str]) -> str:
    names = dict.fromkeys(name for symbol in symbols if (name := body_name(symbol)))
    return "; ".join(names) or (printed[-1] if printed else "")


def _type(symbols: Sequence[Symbol], texts: Sequence[str]) -> str:
    kind = document_type(symbols[0]) if symbols else ""
    if kind not in _OVERRULED:
        return kind
    for name, looks in _TYPES:
        if any(re.search(looks, text, re.I) for text in texts):
            return name
    return kind or "report"
