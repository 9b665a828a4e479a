"""One paragraph held in several languages is one result: in the language of the question, however it was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from store.facts.alignment import is_shared
from store.library import Library
from store.model import language_of, locator_of, symbol_of


def in_language(
    library: Library, scores: Mapping[str, float], language: str, allowed: Collection[str] = ()
) -> dict[str, str]:
    """The passages of a search, each paragraph once and in the language in which it is to be read.

    That is the question's language where the paragraph is held in it, English otherwise, or the one in which it was
    found. So a question in French finds by their French text paragraphs that are wanted in English. What has no
    counterpart is left out where its document is held in a language that comes before its own.

    Args:
        library: Where they are.
        scores: By the ids of the passages found.
        language: ISO 639-1 code of the question.
        allowed: Languages that the search is narrowed to; all when empty.

    Returns:
        For each passage to be read, by its id, the one that was found, the best where several were; what is held in
        no allowed language is left out.
    """
    if not scores:
        return {}
    others = library.counterparts(scores)
    wanted = {code.lower() for code in allowed}
    best: dict[str, str] = {}

    @cache
    def is_held(symbol: str, code: str) -> bool:
        return (not wanted or code in wanted) and library.document(symbol, code) is not None

    for name in sorted(scores, key=lambda each: (-scores[each], each)):
        own = language_of(name)
        before = {language, "en"} if own not in (language, "en") else {language} - {own}
        if not is_shared(locator_of(name)) and any(is_held(symbol_of(name), code) for code in before):
            continue
        readable = [each for each in (name, *others.get(name, ())) if not wanted or language_of(each) in wanted]
        if not readable:
            continue
        best.setdefault(min(readable, key=lambda each: _order(each, language, name)), name)
    return best


def _order(name: str, language: str, found: str) -> tuple[bool, bool, bool, str]:
    own = language_of(name)
    return own != language, own != "en", name != found, own
