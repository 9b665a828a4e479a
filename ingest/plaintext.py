"""Read plain text: paragraphs parted by empty lines, with typed numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import refusals
from ingest.contents import Contents, Facts, without_pages
from ingest.grammar.bodies import is_name
from ingest.page.typesetting import COLUMN, Paragraph, Span, set_blocks
from ingest.structure.firstpage import is_masthead, is_symbol
from ingest.symbols import find
from ingest.web.page import decode

_ITEM = re.compile(
    r"^\s*(?:\d{1,4}(?:\.\d{1,3}){0,2}[.)]|\d{1,3}(?:\.\d{1,3}){1,2}|\([a-z]{1,3}\)|\([ivx]+\)|[•●▪–—*-])\s+\S"
)
_RULE = re.compile(r"^\s*[=~_*-]{3,}\s*$")
_NUMERAL = re.compile(r"^(?:[IVXLC]{1,6}|[A-Z])\.\s+\S")
_LEFT = 57.0
_SIZE, _TITLE_SIZE = 10.0, 18.0


def read_text(name: str, data: bytes) -> Contents:
    """Read a text file.

    Args:
        name: File name, for messages.
        data: The file's bytes.

    Raises:
        UnreadableFileError: It is no text.
    """
    text = decode(data)
    if "\x00" in text:
        raise refusals.not_text(name)
    return without_pages(set_blocks(_paragraphs(text)), facts=Facts(type="text"))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    titled = False
    for group in _groups(text):
        head = 0
        while not titled and head < len(group) and _is_of_masthead(group[head].strip()):
            yield _paragraph(group[head].strip(), "P", _SIZE)
            head += 1
        lines = group[head:]
        if not lines:
            continue
        words = " ".join(line.strip() for line in lines)
        heading = (
            len(lines) == 1 and len(words) < 120 and not words.endswith((".", ";", ":", ",")) and not _ITEM.match(words)
        )
        if heading and not titled:
            titled = True
            yield _paragraph(words, "Title", _TITLE_SIZE)
        elif heading and (_NUMERAL.match(words) or words.isupper()):
            yield _paragraph(words, "H2", _SIZE)
        else:
            titled = True
            yield _paragraph(words, "P", _SIZE)


def _is_of_masthead(line: str) -> bool:
    """Whether a line above the title is one of a masthead; a title may name the symbol of another document."""
    return is_symbol(line) if find(line) else is_masthead(line) or is_name(line)


def _paragraph(words: str, role: str, size: float) -> Paragraph:
    span = Span(words, bold=role != "P", size=size)
    return Paragraph((span,), role, _LEFT, _LEFT, _LEFT + COLUMN)


def _groups(text: str) -> Iterator[list[str]]:
    """The lines of each paragraph: parted by empty lines and rules, and where a line opens with a number or bullet."""
    group: list[str] = []
    for line in re.split(r"\r\n|\r|\n|\f", text):
        ends = not line.strip() or _RULE.match(line)
        if group and (ends or _ITEM.match(line)):
            yield group
            group = []
        if not ends:
            group.append(line)
    if group:
        yield group
