"""Make words whole that the typesetter parted at the ends of lines, in the languages that software hyphenates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.page.blocks import Block
from ingest.page.compounds import keeps_hyphen
from ingest.page.lines import Line, Piece
from store.languages import stemmed

HYPHENATED = ("es", "fr", "ru")
"""United Nations texts in the other languages have no hyphens of the typesetter's."""

_END = re.compile(r"(?P<head>[^\W\d_]+)(?P<hyphen>[-‐])\s*$")
_START = re.compile(r"\s*(?P<tail>[^\W\d_]+(?:\s?-[^\W\d_]+)*)(?P<stop>\S*)")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"\S*")

_LONG = 4
"""Letters of a part that is a word by itself, not by chance."""

_AT_END = 3
"""Without the typesetter's hyphens, fewer than one compound meets its line's end for so many that do not."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of a document.

    Attributes:
        language: ISO 639-1 code.
        words: How often each stands in it, at its stem; the parts of a compound are words, halves at a line's end none.
        compounds: How often each stands on one line, each part at its stem.
        hyphenates: Whether the typesetter parted words in it.
    """

    language: str
    words: Counter[str]
    compounds: Counter[str]
    hyphenates: bool = False


def whole_words(blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """Blocks with the second half of each parted word moved up to the first, with the punctuation that touches it.

    A hyphen at a line's end goes where the text elsewhere has the word whole, and stays where it has the compound
    ("государства-участника"), both parts are words of the text, or one is a closed class's ("lui-même"). Any other goes
    in a document that is hyphenated and stays in one that is not.

    Args:
        blocks: Of a whole document.
        language: ISO 639-1 code of its text.
    """
    if language not in HYPHENATED:
        return tuple(blocks)
    wording = _wording(blocks, language)
    return tuple(replace(block, lines=_mended(block.lines, wording)) for block in blocks)


def _wording(blocks: Sequence[Block], language: str) -> _Wording:
    text = "\n".join(line.text for block in blocks for line in block.lines).lower()
    parted = [pair for block in blocks for lines in pairwise(block.lines) for pair in _halves(*lines)]
    words = Counter(_WORD.findall(stemmed(text, language)))
    halves = [half for end, start in parted for half in (end["head"], *_WORD.findall(start["tail"]))]
    words.subtract(stemmed(half.lower(), language) for half in halves)
    compounds = Counter(stemmed(word, language) for word in _COMPOUND.findall(text))
    wording = _Wording(language, words, compounds)
    told = [_told(end["head"], _tail(start), wording) for end, start in parted]
    hyphenates = False in told or _AT_END * told.count(None) > sum(compounds.values())
    return replace(wording, hyphenates=hyphenates)


def _halves(above: Line, below: Line) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The end of a line and the start of the next, where a hyphen is between them."""
    first = below.pieces[0]
    end, start = _END.search(above.pieces[-1].text), _START.match(first.text)
    if end and start and start["tail"][0].islower() and not first.raised:
        yield end, start


def _tail(start: re.Match[str]) -> str:
    return start["tail"].replace(" -", "-")


def _told(head: str, tail: str, wording: _Wording) -> bool | None:
    """Whether the hyphen belongs to the word; None where neither the text nor a list tells."""
    whole = wording.words[stemmed(f"{head}{tail}".lower(), wording.language)]
    compound = wording.compounds[stemmed(f"{head}-{tail}".lower(), wording.language)]
    if whole != compound:
        return compound > whole
    halves = [stemmed(half.lower(), wording.language) for half in (head, tail)]
    both = min(len(head), len(tail)) >= _LONG and all(wording.words[half] > 0 for half in halves)
    return True if both or keeps_hyphen(head, tail, wording.language) else None


def _mended(lines: Sequence[Line], wording: _Wording) -> tuple[Line, ...]:
    mended = list(lines)
    for place in reversed(range(len(lines) - 1)):
        for end, start in _halves(mended[place], mended[place + 1]):
            told = _told(end["head"], _tail(start), wording)
            kept = not wording.hyphenates if told is None else told
            moved, left = _parted(mended[place + 1].pieces, start)
            mended[place] = _ended(mended[place], end, "-" if kept else "", moved)
            mended[place + 1] = replace(mended[place + 1], pieces=left)
    return tuple(mended)


def _parted(pieces: Sequence[Piece], start: re.Match[str]) -> tuple[list[Piece], tuple[Piece, ...]]:
    """What goes up, as far as the first space, and what stays."""
    first = pieces[0]
    moved = [replace(first, text=f"{_tail(start)}{start['stop']}")]
    left = [replace(first, text=first.text[start.end() :])]
    for piece in pieces[1:]:
        end = match.end() if not left[-1].text and (match := _UNSPACED.match(piece.text)) else 0
        moved += [replace(piece, text=piece.text[:end])] if end else []
        left.append(replace(piece, text=piece.text[end:]))
    return moved, tuple(left)


def _ended(line: Line, end: re.Match[str], hyphen: str, moved: Sequence[Piece]) -> Line:
    last = line.pieces[-1]
    words = "".join(piece.text for piece in moved if not piece.raised)
    marks = [piece for piece in moved if piece.raised]
    text = f"{last.text[: end.start('hyphen')]}{hyphen}{words}"
    return replace(line, pieces=(*line.pieces[:-1], replace(last, text=text), *marks))
