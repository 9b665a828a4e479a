"""Make words whole that the typesetter parted at the ends of lines, in the languages that software hyphenates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.blocks import Block
from ingest.lines import Line

HYPHENATED = ("es", "fr", "ru")
"""United Nations texts in the other languages have no hyphens of the typesetter's."""

_END = re.compile(r"(?P<head>[^\W\d_]+)(?P<hyphen>[-‐])\s*$")
_START = re.compile(r"\s*(?P<tail>[^\W\d_]+(?:\s?-[^\W\d_]+)*)")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")


def whole_words(blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """Blocks with the second half of each parted word moved up to the first.

    A hyphen at a line's end stays where the text elsewhere has the compound ("государства-участника"), and goes where
    it has the word whole, or neither.

    Args:
        blocks: Of a whole document.
        language: ISO 639-1 code of its text.
    """
    if language not in HYPHENATED:
        return tuple(blocks)
    lines = [line.text for block in blocks for line in block.lines]
    compounds = {word.lower() for text in lines for word in _COMPOUND.findall(text)}
    words = Counter(word.lower() for text in lines for word in _WORD.findall(text))
    return tuple(replace(block, lines=_mended(block.lines, compounds, words)) for block in blocks)


def _mended(lines: Sequence[Line], compounds: set[str], words: Counter[str]) -> tuple[Line, ...]:
    mended = list(lines)
    for place, (above, below) in enumerate(pairwise(range(len(lines)))):
        end = _END.search(mended[above].pieces[-1].text)
        start = _START.match(mended[below].pieces[0].text)
        if not end or not start or not start["tail"][0].islower() or mended[below].pieces[0].raised:
            continue
        head, tail = end["head"], start["tail"].replace(" -", "-")
        kept = f"{head}-{tail}".lower() in compounds and f"{head}{tail}".lower() not in words
        mended[place] = _ended(mended[above], end, "-" if kept else "", tail)
        mended[below] = _begun(mended[below], start)
    return tuple(mended)


def _ended(line: Line, end: re.Match[str], hyphen: str, tail: str) -> Line:
    last = line.pieces[-1]
    text = f"{last.text[: end.start('hyphen')]}{hyphen}{tail}"
    return replace(line, pieces=(*line.pieces[:-1], replace(last, text=text)))


def _begun(line: Line, start: re.Match[str]) -> Line:
    first = line.pieces[0]
    return replace(line, pieces=(replace(first, text=first.text[start.end() :]), *line.pieces[1:]))
