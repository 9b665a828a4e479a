"""What of a passage is embedded: the heading path and the paragraph, cut to what the model reads at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from store.meaning.wordsigns import WordVectors
from store.model import Passage
from store.sentences import Span, split_sentences

RECIPE = "headings+paragraph+words/1"
"""Names this way of making texts to embed; vectors made in another way are never mixed with these."""

_HEADING_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Vector:
    """A unit vector for what the model read at once of a passage, headings included.

    Attributes:
        start: Where that part begins in the passage's text.
        end: Where it ends.
        values: float32, of length one.
    """

    start: int
    end: int
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text as the model sees it: a vector for each window, and one for each content word."""

    windows: tuple[Vector, ...]
    words: WordVectors


@dataclass(frozen=True, slots=True)
class Window:
    """What the model reads at once.

    Attributes:
        prefix: The heading path, or what else stands before the text.
        text: The part of the passage.
        start: Where that part begins in the passage's text.
    """

    prefix: str
    text: str
    start: int

    @property
    def full(self) -> str:
        """The string handed to the model."""
        return self.prefix + self.text


def heading_path(passage: Passage) -> str:
    """The headings above a passage in one line: as many of the innermost as fit a short line."""
    kept: list[str] = []
    for heading in reversed(passage.headings):
        if kept and sum(map(len, kept)) + len(heading) > _HEADING_CHARACTERS:
            break
        kept.insert(0, heading[:_HEADING_CHARACTERS])
    return " > ".join(kept)


def window_of(passage: Passage) -> Window:
    """The whole passage as one window, whatever its length."""
    path = heading_path(passage)
    return Window(f"{path}\n" if path else "", passage.text, 0)


def cut(window: Window, tokens: Sequence[Span], room: int) -> list[Window]:
    """Cut a window that is too long into several, at sentences where that is possible.

    Args:
        window: A window that holds a whole passage.
        tokens: The spans of the tokens of its text.
        room: How many tokens of text a window may hold.

    Returns:
        Windows in reading order, each of at most ``room`` tokens, which together hold the text.
    """
    if len(tokens) <= room:
        return [window]
    starts = [start for start, _ in tokens]
    units = [unit for span in split_sentences(window.text) for unit in _pieces(span, tokens, starts, room)]
    groups: list[list[Span]] = []
    used = 0
    for start, end in units:
        size = bisect_right(starts, end - 1) - bisect_right(starts, start - 1)
        if groups and used + size <= room:
            groups[-1].append((start, end))
            used += size
        else:
            groups.append([(start, end)])
            used = size
    return [_part(window, group[0][0], group[-1][1]) for group in groups]


def _pieces(span: Span, tokens: Sequence[Span], starts: Sequence[int], room: int) -> list[Span]:
    """A sentence, or its parts where it alone is longer than a window."""
    first = bisect_right(starts, span[0] - 1)
    last = bisect_right(starts, span[1] - 1)
    if last - first <= room:
        return [span]
    edges = [starts[index] for index in range(first, last, room)] + [span[1]]
    edges[0] = span[0]
    return list(pairwise(edges))


def _part(window: Window, start: int, end: int) -> Window:
    return Window(window.prefix, window.text[start:end], start)
