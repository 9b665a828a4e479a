"""File names that carry a United Nations symbol, spelled out with its slashes and spaces."""

from __future__ import annotations

import re

_LANGUAGES = {
    "a": "ar",
    "ar": "ar",
    "c": "zh",
    "zh": "zh",
    "e": "en",
    "en": "en",
    "f": "fr",
    "fr": "fr",
    "r": "ru",
    "ru": "ru",
    "s": "es",
    "es": "es",
}
_EXTENSION = re.compile(r"\.(?:pdf|docx?|html?|txt|md|json|wpf)$", re.I)
_LANGUAGE = re.compile(rf"[._ -]({'|'.join(_LANGUAGES)})$", re.A | re.I)
_SPECIAL_SESSION = re.compile(r"/(ES|S)/(?=\d)")
_SPACE = re.compile(r"_(?=\((?:\d{4}\)$|[A-Z]))|(?<=Vol\.)_|(?<=Part)_|(?<=\d)_(?=[A-Z](?:_\(|$))")


def spelled_out(name: str) -> tuple[str, str]:
    """Give the symbol's text and the language code of a file name; the code is empty where the name has none.

    Example:
        ``"S_RES_2768_(2025).en.pdf"`` gives ``("S/RES/2768 (2025)", "en")``, ``"A-HRC-S-30-2.docx"`` gives
        ``("A/HRC/S-30/2", "")``.
    """
    stem = _EXTENSION.sub("", name.replace("\\", "/").rpartition("/")[2])
    language = ""
    if code := _LANGUAGE.search(stem):
        language = _LANGUAGES[code[1].lower()]
        stem = stem[: code.start()]
    if "_" not in stem:
        return _SPECIAL_SESSION.sub(r"/\1-", stem.replace("-", "/")), language
    return _SPACE.sub(" ", stem).replace("_", "/"), language
