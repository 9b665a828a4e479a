"""One paragraph held in several languages is one result: in the language of the question, however it was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from store.alignment import is_shared
from store.library import Library
from store.model import Passage


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
    found = library.passages_by_id(scores)
    aligned = library.aligned(list(found.values()))
    wanted = {code.lower() for code in allowed}
    best: dict[str, str] = {}

    @cache
    def is_held(symbol: str, code: str) -> bool:
        return (not wanted or code in wanted) and library.document(symbol, code) is not None

    for name, passage in sorted(found.items(), key=lambda each: (-scores[each[0]], each[0])):
        same = [passage, *aligned.get(name, ())]
        readable = [each for each in same if not wanted or each.language in wanted]
        before = {language, "en"} if passage.language not in (language, "en") else {language} - {passage.language}
        if not is_shared(passage.locator) and any(is_held(passage.symbol, code) for code in before):
            continue
        if not readable:
            continue
        chosen = min(readable, key=lambda each: _order(each, language, passage))
        best.setdefault(chosen.id, name)
    return best


def _order(passage: Passage, language: str, found: Passage) -> tuple[bool, bool, bool, str]:
    return passage.language != language, passage.language != "en", passage != found, passage.language
