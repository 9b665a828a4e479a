"""Words of a text: which of them say what it is about, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ENDINGS = re.compile(r"(?:['’]s?|ations?|ions?|ings?|ers?|ors?|ed|es|s|e|ly)$")
WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")

STOP_WORDS = frozenset(
    """
    a about according after against all also although am among an and any are as at be became because been before being
    between both but by can cannot could did do does doing done down during each either else ever every few for from
    further get give given gives go goes got had has have having he hence her here hers him his how however i if in into
    is it its itself just let made make makes making many may me might more most much must my no nor not now of off on
    once one only or other others our ours out over own per put s said same say says shall she should since so some
    such t take taken takes than that the their theirs them then there thereby therefore therein these they this those
    though through thus to too under until up upon us use very via was we were what when where whereas whether which
    while who whom whose why will with within without would yet you your yours
    """.split()
)
"""English words that say nothing about a subject; the word vectors of a library leave them out."""

_ONE_FORM = str.maketrans("’‘“”–—\u2010\u2011\u00a0\u2009\u202f", "''\"\"----   ")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: as written, and its span in the text."""

    text: str
    start: int
    end: int


def content_words(text: str) -> Iterator[Word]:
    """The words of a text that say what it is about, in order.

    >>> [word.text for word in content_words("What is the State's duty under article 19?")]
    ["State's", 'duty', 'article', '19']
    """
    for match in WORD.finditer(text):
        word = match.group()
        if word.lower() not in STOP_WORDS and (len(word) > 1 or word.isdigit()):
            yield Word(word, match.start(), match.end())


def words_in(text: str) -> frozenset[str]:
    """All words of a text in lower case."""
    return frozenset(WORD.findall(text.lower()))


def stem(word: str) -> str:
    """A word without its ending, as long as four letters are left."""
    lowered = word.lower()
    while len(shorter := _ENDINGS.sub("", lowered)) >= 4 and shorter != lowered:
        lowered = shorter
    return lowered


def one_form(text: str) -> str:
    """Text with one sort of quotation mark, dash and space."""
    return text.translate(_ONE_FORM)


def plain(text: str) -> str:
    """Text as words are compared in it: in one form, lower case, single spaces.

    >>> plain("The  State’s duty")
    "the state's duty"
    """
    return " ".join(one_form(text).lower().split())


def whole(text: str) -> str:
    """Text that can be stored: half of a surrogate pair, which UTF-8 cannot hold, becomes a question mark.

    So does the sign of number 0, which PostgreSQL cannot hold.
    """
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def bare(text: str) -> str:
    """Text as a search for what was typed compares it: in one form, without case and accents, in any script.

    >>> bare("L’ÉTAT – Право")
    "l'etat - право"
    """
    apart = unicodedata.normalize("NFKD", one_form(whole(text)).casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))
