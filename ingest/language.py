"""Recognise the language of a text among the official languages of the United Nations."""

from __future__ import annotations

import re

from store.languages import says_nothing

LANGUAGE_NAMES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}

_ENGLISH = "the of and to in that for on with by as is are was were its has have be which at from this not or"
_FRENCH = "le la les des du et en dans que qui pour par sur une aux est au ce cette son ses ont été avec à"
_SPANISH = "el la los las de del y en que por para con una se su sus al como es lo ha han no más sobre entre"
_STOP_WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
_WORDS = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language most of a text is in; empty where there is too little to tell.

    Args:
        text: Running text; a few hundred words are enough.
    """
    letters = sum(char.isalpha() for char in text)
    if letters < 40:
        return ""
    if code := _by_script(text, letters):
        return code
    counts, words = _stop_words(text)
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > 0.08 * max(1, words) else ""


def question_language(text: str) -> str:
    """ISO 639-1 code of the language of a question, which may be short; English where it is not clearly another.

    >>> question_language("¿Qué dice el Consejo sobre la privacidad?"), question_language("Is privacy a right?")
    ('es', 'en')
    """
    if code := _by_script(text, sum(char.isalpha() for char in text)):
        return code
    words = len(_WORDS.findall(text))
    counts = {code: _says_nothing(text, code) for code in _STOP_WORDS}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 and counts[best] > 0.15 * words else "en"


def _by_script(text: str, letters: int) -> str:
    return next((code for code, script in _SCRIPTS.items() if len(script.findall(text)) > 0.3 * letters), "")


def _says_nothing(text: str, code: str) -> int:
    """How many words of a question say nothing in a language: articles, question words, auxiliaries."""
    return sum(says_nothing(word, code) for word in _WORDS.findall(text))


def _stop_words(text: str) -> tuple[dict[str, int], int]:
    """How many stop words of each language a text has, English first, and how many words."""
    words = [word.lower() for word in _WORDS.findall(text)]
    return {code: sum(word in stops for word in words) for code, stops in _STOP_WORDS.items()}, len(words)
