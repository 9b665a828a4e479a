"""A manuscript as Markdown, as GitHub and most editors read it: CommonMark with footnotes."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.export.manuscript import Emphasis, Heading, Manuscript, Paragraph
from assistant.export.pandoc import Node, convert

_SIGN = re.compile(r"[\\`*_\[\]<>$~|^]|&(?=#?\w+;)|^#")
_OPENING = re.compile(r"[-+=:]|\d+(?=[.)])")
"""What begins a list, underlines a heading or defines a term where it begins a line."""


def write_markdown(manuscript: Manuscript) -> bytes:
    """The manuscript as Markdown in UTF-8; its title is the first heading, its date a line below."""
    head = [Heading(1, manuscript.title)]
    date = [Paragraph((Emphasis(manuscript.date),))] if manuscript.date else []
    blocks = [
        replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in manuscript.blocks
    ]
    whole = replace(manuscript, blocks=(*head, *date, *blocks))
    return convert(whole, spell, "gfm-raw_html").encode()


def spell(word: str, begins: bool) -> Node:
    """A word with a backslash before each sign that Markdown could read as a command."""
    spelled = _SIGN.sub(lambda sign: f"\\{sign.group()}", word)
    if begins and (opening := _OPENING.match(spelled)):
        at = 0 if opening.end() == 1 and not spelled[0].isdigit() else opening.end()
        spelled = f"{spelled[:at]}\\{spelled[at:]}"
    return {"t": "RawInline", "c": ["markdown", spelled]}
