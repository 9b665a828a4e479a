"""Recognise the language of a text among the official languages of the United Nations."""

from __future__ import annotations

import re

from store.languages import STOPS

LANGUAGE_NAMES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}

OTHER = "und"
"""What ISO 639-2 calls a language that is not determined: here, one that is not read."""

_STOPS = {
    "en": frozenset(word for word in STOPS["en"] if len(word) > 1),
    "fr": STOPS["fr"] - STOPS["en"],
    "es": STOPS["es"] - STOPS["en"],
}
"""Words that say nothing in the languages read that have Latin letters; of English not "a" and "i", which many have."""

_NEIGHBOURS = tuple(
    frozenset(words.split())
    for words in (
        "o os a as do da dos das em e que para com não uma um ao pelo pela no na nos nas de por se mais",
        "il lo la i gli le di del della dei delle e che per con non una un nel nella al da si sono è",
        "der die das den dem des und in zu mit von für auf ist nicht ein eine im sich als auch werden",
        "de het een en van in is dat op te zijn met voor niet aan er om ook als door worden",
        "el la els les i de del dels que en per amb una un al no és són als ha",
        "și de la în cu pe nu o un să din care este pentru ale al mai sunt prin",
    )
)
"""The commonest words of Portuguese, Italian, German, Dutch, Catalan and Romanian, which share some with those read."""

_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
_FOREIGN = {
    "ar": re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]"),
    "ru": re.compile(r"[іїєґўјљњђћџѓќѕәғқңөұүһ]", re.I),
    "zh": re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]"),
}
"""Letters of the same script that the language read has not: of Persian, of Ukrainian and others, of Japanese."""

_OWN = {"ar": re.compile("[\u0629\u0643\u0649\u064a]"), "ru": re.compile("[ыэё]", re.I)}
"""Letters that other languages of the script have not."""

_WORDS = re.compile(r"[^\W\d_]+")
_LONG = 60
"""Words after which a text has some that say nothing in its language."""

_MANY = 300
"""Letters of a text of which some are the language's own."""

_BORROWED = re.compile(
    r"\b(?:de (?:facto|jure|novo|minimis|lege)|en (?:masse|bloc|route)|(?:vis-)?à[ -](?:la carte|vis)|coups? d['’]état"
    r"|na[iï]ve|caf[eé]s?|clich[eé]s?|fa[cç]ades?|communiqu[eé]s?|expos[eé]s?|prot[eé]g[eé]s?)\b",
    re.I,
)
"""Latin and French in English sentences."""

_ALSO_ENGLISH = frozenset("comment con dire era fait font la les no para per pour sans sin son ton tout".split())
_TELLING = {
    "fr": frozenset("aux avec dans des du et leurs par quel quelle quels quelles sur une".split()),
    "es": frozenset("cómo cuál del las los por qué sobre una y".split()),
}
"""Words that tell a language by themselves, where no word is English."""

_ACCENTED = {"fr": re.compile(r"\b[a-zà-ÿœ]*[àâçèéêëîïôùûœ]"), "es": re.compile(r"\b[a-zà-ÿ]*[áéíñóú]|[¿¡]")}
"""Letters with accents in words without a capital, which names have."""


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language most of a text is in; empty where there is too little to tell, else :data:`OTHER`.

    Args:
        text: Running text; a few hundred words are enough.
    """
    letters = sum(char.isalpha() for char in text)
    if letters < 40:
        return ""
    if code := _by_script(text, letters):
        return OTHER if _is_foreign(text, code) else code
    words = [word.lower() for word in _WORDS.findall(text)]
    counts = {code: sum(word in stops for word in words) for code, stops in _STOPS.items()}
    best = max(counts, key=lambda code: counts[code])
    neighbour = max(sum(word in common for word in words) for common in _NEIGHBOURS)
    if counts[best] > 0.08 * len(words) and counts[best] >= neighbour:
        return best
    return OTHER if len(words) >= _LONG else ""


def _is_foreign(text: str, code: str) -> bool:
    """Whether a text in the script of a language is in another one."""
    letters = len(_SCRIPTS[code].findall(text))
    foreign = len(_FOREIGN[code].findall(text))
    # Names are spelled with foreign letters too, but not as often as words.
    if code not in _OWN:
        return foreign > 0.1 * letters
    own = len(_OWN[code].findall(text))
    return foreign > max(0.02 * letters, own) or (letters > _MANY and not own)


def question_language(text: str) -> str:
    """ISO 639-1 code of the language of a question, which may be short; English where it is not clearly another.

    >>> question_language("¿Qué dice el Consejo sobre la privacidad?"), question_language("Is privacy a right?")
    ('es', 'en')
    """
    if code := _by_script(text, sum(char.isalpha() for char in text)):
        return code
    plain = _BORROWED.sub(" ", text)
    words = _WORDS.findall(plain)
    used = {word.lower() for word in words}
    others = {code: used & (_STOPS[code] - _ALSO_ENGLISH) for code in _TELLING}
    english = used & (STOPS["en"] - STOPS["fr"] - STOPS["es"])
    if not words or words[0].lower() in english:
        return "en"
    scores = {code: len(others[code]) + bool(_ACCENTED[code].search(plain)) for code in _TELLING}
    telling = {code: bool(_ACCENTED[code].search(plain) or _TELLING[code].intersection(words)) for code in _TELLING}
    best = max(scores, key=lambda code: (scores[code], telling[code]))
    return best if scores[best] > len(english) and (scores[best] > 1 or telling[best]) else "en"


def _by_script(text: str, letters: int) -> str:
    return next((code for code, script in _SCRIPTS.items() if len(script.findall(text)) > 0.3 * letters), "")
