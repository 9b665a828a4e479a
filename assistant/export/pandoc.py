"""A manuscript as pandoc's document, and pandoc's writers over it.

Each format spells the words itself. Pandoc escapes them for DOCX, but not always for Markdown and Typst (``- a`` in a
list begins another list, ``&lt;`` becomes a sign); so there they enter as raw text that cannot be anything but words.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypandoc

from assistant.export.characters import legible, on_one_line, runs_from_right
from assistant.export.manuscript import (
    Block,
    Bullets,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Link,
    Manuscript,
    Quotation,
    Strong,
    Struck,
)

API_VERSION = (1, 23, 1, 1)
"""Of the types this module writes; pandoc refuses a document whose first two numbers are not its own."""

Node = dict[str, Any]
Spell = Callable[[str, bool], Node]
"""A word without spaces, and whether it begins a line, as a node."""

_PIECE = re.compile(r"\n| |[^ \n]+")
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_FROM_RIGHT: list[Any] = ["", [], [["dir", "rtl"], ["typst:text:dir", "rtl"], ["typst:width", "100%"]]]
_FROM_LEFT: list[Any] = ["", [], [["dir", "ltr"]]]
"""Of a reference, also where it is a footnote to words that run from the right."""


def convert(manuscript: Manuscript, spell: Spell, writer: str, *options: str, output: Path | None = None) -> str:
    """Let pandoc write a manuscript.

    Args:
        manuscript: What is written.
        spell: How the format spells words.
        writer: Pandoc's name of the format.
        options: Further options of pandoc.
        output: The file that is written, of a format that is not text.

    Returns:
        What pandoc wrote; empty where it wrote a file.
    """
    # pypandoc's own call writes no bytes and reads a text that looks like a path as one.
    command = [pypandoc.get_pandoc_path(), "--from=json", f"--to={writer}", "--wrap=none", *options]
    if output:
        command.append(f"--output={output}")
    content = json.dumps(_document(manuscript, spell))
    done = subprocess.run(command, input=content, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - pandoc's own path, options of ours
    if done.returncode:
        raise RuntimeError(f"pandoc failed ({done.returncode}): {done.stderr.strip()}")
    return done.stdout


def word_node(word: str, begins: bool) -> Node:
    """A word that pandoc itself spells."""
    return {"t": "Str", "c": word}


def _document(manuscript: Manuscript, spell: Spell) -> Node:
    meta = {
        name: {"t": "MetaInlines", "c": _words(on_one_line(text), word_node)}
        for name, text in {"title": manuscript.title, "date": manuscript.date, "lang": manuscript.language}.items()
        if text
    }
    blocks = [_block(block, spell) for block in manuscript.blocks]
    return {"pandoc-api-version": list(API_VERSION), "meta": meta, "blocks": blocks}


def _block(block: Block, spell: Spell) -> Node:
    if isinstance(block, Heading):
        # Typst's writer drops the direction of a division that holds a heading, so it is not given one.
        words = _words(on_one_line(block.text), spell, begins=False)
        return {"t": "Header", "c": [block.level, _NO_ATTRIBUTES, words]}
    if isinstance(block, Bullets):
        items = [[_directed({"t": "Plain", "c": _inlines(item, spell)}, _text(item))] for item in block.items]
        return {"t": "BulletList", "c": items}
    node = {"t": "Para", "c": _inlines(block.content, spell)}
    if isinstance(block, Quotation):
        node = {"t": "BlockQuote", "c": [node]}
    return _directed(node, _text(block.content))


def _text(content: Sequence[Inline]) -> str:
    worded = (each for each in content if not isinstance(each, Link | Footnote))
    return " ".join(each if isinstance(each, str) else each.text for each in worded)


def _directed(node: Node, text: str) -> Node:
    return {"t": "Div", "c": [_FROM_RIGHT, [node]]} if runs_from_right(text) else node


def _inlines(content: Sequence[Inline], spell: Spell) -> list[Node]:
    nodes: list[Node] = []
    for before, each in zip((None, *content), content, strict=False):
        if isinstance(before, Footnote) and isinstance(each, Footnote):
            nodes.append(spell(",", False))
        nodes += _inline(each, spell)
    return nodes


def _inline(each: Inline, spell: Spell) -> Iterator[Node]:
    match each:
        case str():
            yield from _words(legible(each), spell)
        case Footnote(content):
            words = _inlines(content, spell)
            own = words if runs_from_right(_text(content)) else [{"t": "Span", "c": [_FROM_LEFT, words]}]
            yield {"t": "Note", "c": [{"t": "Para", "c": own}]}
        case Link(address):
            yield {"t": "Link", "c": [_NO_ATTRIBUTES, [spell(address, False)], [address, ""]]}
        case Strong(text) | Emphasis(text) | Struck(text):
            names = {Strong: "Strong", Emphasis: "Emph", Struck: "Strikeout"}
            if words := _words(legible(text).strip(), spell):
                yield {"t": names[type(each)], "c": words}


def _words(text: str, spell: Spell, *, begins: bool = True) -> list[Node]:
    nodes: list[Node] = []
    for piece in _PIECE.findall(text):
        if piece == "\n":
            nodes.append({"t": "LineBreak"})
        elif piece == " ":
            nodes.append({"t": "Space"})
        else:
            nodes.append(spell(piece, begins))
        begins = piece == "\n" or (begins and piece == " ")
    return nodes
