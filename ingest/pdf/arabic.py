"""Arabic words as they are stored: base letters, and the evidence that they were read the right way round."""

from __future__ import annotations

import re
import unicodedata

from ingest.pdf.fonts import UNKNOWN
from store.languages import ARABIC_SIGN, STOPS, without_signs

_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile("[\u0621-\u064a\u0671-\u06d3]{2,}")
VOWEL_SIGNS = re.compile(f"{ARABIC_SIGN}+")
"""Signs above or below a letter, and nothing else."""

_ARTICLE = re.compile("(?:[وف]?[بك]?ال|[وف]?لل).")
_INNER_FINAL = re.compile("[ةى](?=[\u0621-\u064a])")
_FINAL = re.compile("[ةى](?![\u0621-\u064a])")
_SWAPPED_LIGATURE = re.compile("([اأإآٱ])(ل)")
_UNKNOWN_LETTER = re.compile(f"{UNKNOWN}[\u0621-\u064a]|[\u0621-\u064a]{UNKNOWN}")

_ENOUGH_KNOWN = 0.15
"""Share of words that must open with the article or be among the commonest; an Arabic text has about half."""

_TIMES_MORE = 4
"""How many times more such words there must be than if each word were read from its other end."""

_MISPLACED = 0.03
"""Share of the letters that only end words which may stand inside one: a misprint, two words without a space."""

_STRANGE = 0.005
"""Share of characters that may stand for nothing; where more do, the file does not tell its characters."""


def base_letters(text: str) -> str:
    """A text in base letters, composed (NFC): an Arabic letter has one code, whatever form it is shown in.

    >>> base_letters("\ufefb \ufedf\ufee0")
    'لا لل'
    """
    spelled = _SHAPED.sub(lambda match: unicodedata.normalize("NFKC", match[0]).strip(), text)
    return unicodedata.normalize("NFC", spelled)


def glyph_letters(text: str) -> str:
    """The letters of one glyph: lam and alef are one, and some files name its letters from left to right.

    >>> glyph_letters("ال") == glyph_letters("لا") == "لا"
    True
    """
    return _SWAPPED_LIGATURE.sub(r"\2\1", base_letters(text)) if len(text) == 2 else base_letters(text)


def reads_well(text: str) -> bool:
    """Whether the words of a text are Arabic as it is written, from their first letter to their last.

    A text whose words or letters are in the wrong order, or whose characters are not those that are shown, fails: the
    article stands at the end of words, letters that only end words stand inside, common words are missing.
    """
    plain = without_signs(text)
    words = _WORD.findall(plain)
    known = sum(map(_is_known, words))
    backward = sum(_is_known(word[::-1]) for word in words)
    if not words or known < _ENOUGH_KNOWN * len(words) or known < _TIMES_MORE * backward:
        return False
    inner, final = len(_INNER_FINAL.findall(plain)), len(_FINAL.findall(plain))
    if _UNKNOWN_LETTER.search(plain):
        return False
    shown = [char for char in text if not char.isspace()]
    strange = sum(unicodedata.category(char) in ("Co", "Cn", "Cs", "Cc") or char == UNKNOWN for char in shown)
    return inner <= _MISPLACED * (inner + final) and strange <= _STRANGE * len(shown)


def _is_known(word: str) -> bool:
    return word in STOPS["ar"] or bool(_ARTICLE.match(word))
