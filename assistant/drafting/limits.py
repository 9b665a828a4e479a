"""What advice does not rest on: what the library lacks for it."""

from __future__ import annotations

import re

from assistant.answering.noting import relations_in_words
from assistant.drafting.authority import Authority
from assistant.drafting.draft import Draft
from assistant.drafting.naming import authorities
from assistant.drafting.outline import either, further_documents
from store.library import Library
from store.model import Document, Kind

_MOST = 8
"""Symbols that a sentence names."""


def limits(library: Library, draft: Draft) -> dict[str, str]:
    """What a reader has to know of what the advice lacks, each in a sentence or two, by what it is about.

    Args:
        library: What it holds.
        draft: Whose request and outline it is about, and what its text cites.
    """
    request, outline, rests_on = draft.request, draft.outline, draft.rests_on
    symbols = dict.fromkeys(each.symbol for each in rests_on)
    documents = [document for symbol in symbols if (document := library.document(symbol))]
    held = set(authorities(library, outline, symbols).values())
    absent = [each.none_found for each in Authority if each is not Authority.OTHER and each not in held]
    named = "one document" if len(documents) == 1 else f"{len(documents)} documents"
    said = {"documents": f"This rests on the {named} named in it, out of {library.stats().documents} in the library."}
    if outline.further:
        said["further"] = further_documents(outline)
    if lacking := [issue.title for issue in (*outline.issues, *outline.steps) if not issue.passages]:
        titles = "; ".join(title.rstrip("?") for title in lacking)
        said["not-found"] = f"Nothing was found in the library on: {titles}."
    if absent:
        said["authorities"] = f"No {either(absent)} that speaks to this request was found in the library."
    if briefs := _briefs(documents):
        said["briefs"] = briefs
    for document in documents:
        if became := " ".join(relations_in_words(library, document)):
            said[f"superseded.{document.symbol}"] = became
    country = re.compile(rf"(?<!\w){re.escape(request.country)}(?!\w)", re.I)
    if request.country and not any(country.search(each.quote) for each in rests_on):
        said["country"] = f"Nothing quoted speaks of {request.country}; neither its law nor its practice was looked at."
    said["reading"] = "Read every paragraph in the official document before you rely on it. This is no legal advice."
    return said


def _briefs(documents: list[Document]) -> str:
    briefs = [document.symbol for document in documents if document.kind is Kind.BRIEF]
    if not briefs:
        return ""
    if len(briefs) == len(documents):
        return (
            "All of it rests on briefs written for RightsDesk, not on official texts: their words are not the words of "
            "the documents. Put the official texts into the library and draft again before this is sent."
        )
    return f"Of these documents only briefs are held, not the official texts: {_listed(briefs)}."


def _listed(symbols: list[str]) -> str:
    more = f" and {len(symbols) - _MOST} more" if len(symbols) > _MOST else ""
    return f"{'; '.join(symbols[:_MOST])}{more}"
