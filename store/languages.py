"""How words are looked for in each language: which ones say nothing, and how forms of one are brought together.

English is analysed by the full-text index itself; text in the other languages is brought to stems before.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from store.words import STOP_WORDS, WORD

_ALGORITHMS = {"ar": "arabic", "es": "spanish", "fr": "french", "ru": "russian"}
"""Snowball's, by language; Chinese has no endings."""

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.I)
ARABIC_SIGN = "[\u0610-\u061a\u064b-\u065f\u0670]"
"""A vowel sign, above or below its letter: most texts leave them out."""

_ONE_AT_A_TIME = Lock()
"""A stemmer keeps the word it works on."""

_NOT_BASE = re.compile(f"{ARABIC_SIGN}|\u0640")
_LETTERS = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
"""A word without figures: what has one is a symbol or a number, and has no endings."""

STOPS = {
    "en": STOP_WORDS,
    "fr": frozenset(
        """
        à a au aucun aucune aux avec ce ceci cela celle celles celui ces cet cette ceux ci comme comment
        dans de des dont du elle elles en est et être été il ils je l la le les leur leurs lui mais me même
        mes moi ne ni nos notre nous on ont ou où par pas peut peuvent pour pourquoi qu quand que quel
        quelle quelles quels qui quoi s sa sans se selon ses si son sont sous sur ta te tes toi ton tous
        tout toute toutes tu un une vos votre vous y dit dire fait font doit doivent concernant
        """.split()
    ),
    "es": frozenset(
        """
        a al algo ante como cómo con contra cual cuál cuales cuáles cuando cuándo de debe deben del desde
        dice donde dónde el él ella ellas ellos en entre era es esa ese eso esta está están estas este esto
        estos fue ha han hasta hay la las le les lo los más me mi muy no nos o para pero por porque puede
        pueden que qué quien quién quienes se según ser si sí sin sobre son su sus también te tiene tienen
        todo todos tu un una unos unas y ya respecto
        """.split()
    ),
    "ru": frozenset(
        """
        а без бы был была были было быть в вам вас во вот все всех вы где говорит да для до его ее если есть
        еще же за и из или им их к как какие какой какая каких ко когда которые который ли между мне может
        могут на над не него нее нет ни них но о об однако он она они оно от по под при с со так также такой
        там то того только том ты у уже что чтобы чем эта эти это этот я должен должны согласно относительно
        """.split()
    ),
    "ar": frozenset(
        """
        إلى إن أن أو أي أية الذي الذين التي بأن بعد بين تلك ثم حول حيث ذلك ضد عليه عليها على عن عند غير في
        فيما فيه فيها قد كان كانت كل كما كيف لا لم لن له لها ما ماذا متى مع من منها منه هذا هذه هل هم هو هي
        هناك و وهو وهي يجب يقول تقول بشأن
        """.split()
    ),
    "zh": frozenset("的 了 在 是 和 与 及 对 有 什么 哪些 如何 怎样 是否 关于 根据 为 应 吗 呢".split()),
}
"""Words that say nothing about a subject, by language."""


_NOTHING = re.compile("|".join(sorted(STOPS["zh"], key=len, reverse=True)))


@cache
def _stemmer(language: str) -> Any:  # noqa: ANN401 - the library has no types
    from snowballstemmer import stemmer

    return stemmer(_ALGORITHMS[language])


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    with _ONE_AT_A_TIME:
        return str(_stemmer(language).stemWord(word.lower().replace("ё", "е")))


def without_signs(text: str) -> str:
    """Arabic text without vowel signs and strokes that lengthen a word."""
    return _NOT_BASE.sub("", text)


def stemmed(text: str, language: str) -> str:
    """Text with each word at its stem; unchanged where words have none, or the index brings them to it.

    Args:
        text: Any.
        language: ISO 639-1 code.

    >>> stemmed("les enfants protégés", "fr") == stemmed("les enfant protégée", "fr")
    True
    """
    if language not in _ALGORITHMS:
        return text
    if language == "fr":
        text = _ELIDED.sub("", text)
    if language == "ar":
        text = without_signs(text)
    return _LETTERS.sub(lambda match: _stem(match[0], language), text)


def telling_words(text: str, language: str) -> list[str]:
    """The words of a question by which passages are looked for; of Chinese, each two signs that follow each other.

    >>> telling_words("国家有什么义务", "zh")
    ['国家', '义务']
    """
    found: list[str] = []
    if language == "fr":
        text = _ELIDED.sub("", text)
    for match in WORD.finditer(text):
        word = match.group()
        if _IDEOGRAPHS.search(word):
            found += _pairs(word)
        elif word.lower() not in STOPS.get(language, STOP_WORDS) and (len(word) > 1 or word.isdigit()):
            found.append(word)
    return found


def says_nothing(word: str, language: str) -> bool:
    """Whether a word of a question is one of those that say nothing in its language."""
    return word.lower() in STOPS.get(language, STOP_WORDS)


def _pairs(word: str) -> list[str]:
    """The pairs of signs in the stretches between words that say nothing."""
    parts = [part for run in _IDEOGRAPHS.findall(word) for part in _NOTHING.split(run) if part]
    return [part[at : at + 2] for part in parts for at in range(max(1, len(part) - 1))]
