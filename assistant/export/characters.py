"""Characters that a document can hold: none that XML forbids, none that is unseen or turns the words around it."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    # Soft hyphens, joiners of no script, tags; embeddings, overrides and isolates.
    "[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\u202a-\u202e\u2066-\u206f]"
)
_BREAK = re.compile(r"[^\S\n]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_SPACE = re.compile(r"(?:[\x00-\x09\x0e-\x1f\x7f-\x9f]|(?![\n\xa0\u202f])\s)+")
_MEANINGLESS = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
REPLACEMENT = "\ufffd"
"""Stands where a character has no meaning outside the font or the bytes it came from."""


def legible(text: str) -> str:
    r"""A text with the characters that a document can hold; a line break stays one, no-break spaces stay.

    Joiners that Persian or Hindi is written with stay, and so do the marks that set a direction for one character.

    >>> legible("a\x00b\u202ec\r\n\n d")
    'a bc\nd'
    """
    seen = _MEANINGLESS.sub(REPLACEMENT, _UNSEEN.sub("", text))
    return _SPACE.sub(" ", _BREAK.sub("\n", seen)).strip("\n")


def on_one_line(text: str) -> str:
    """A legible text without line breaks."""
    return legible(text).replace("\n", " ").strip()


def runs_from_right(text: str) -> bool:
    """Whether the first letter of a text is of a script that is written from right to left.

    >>> runs_from_right("2025: مرحبا"), runs_from_right("A/HRC/59/60: مرحبا")
    (True, False)
    """
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found != "L" for found in directions if found in {"L", "R", "AL"}), False)
