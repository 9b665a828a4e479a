"""Questions about a document that is named: what a paragraph says, what the document is about, its facts."""

from __future__ import annotations

import re

import numpy as np

from assistant.answering.catalogue import Fact, intents, state
from assistant.answering.compose import Statement, quoted
from assistant.answering.printed import front, printed_place
from assistant.citations import cite
from assistant.extractive import Quotation, leans, stretch
from assistant.question import Question
from ingest.pinpoints import Locator, stands_in
from store.library import Library
from store.model import Document, Kind, Passage
from store.sentences import split_sentences
from store.words import stem, words_in

_SUMMARY_SENTENCES = 3
_UNNUMBERED = ("p. ", "opening text", "sect. “")
"""How the locators of text without a number begin."""
_ADOPTED = re.compile(r"\badopted\b.*\b\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d\b", re.S)
_RECOMMENDS = re.compile(
    r"\b(?:call(?:s|ed)? (?:for|upon|on)|recommend(?:s|ed)?|urge[sd]?|encourage[sd]?|requests|invite[sd]|"
    r"appeal(?:s|ed) (?:to|for)|should|must|(?:is|are) needed)\b",
    re.I,
)
_ADDRESSED = re.compile(r"\b(?:states?|governments?|compan(?:y|ies)|business(?:es)?|enterprises?)\b", re.I)
_PURPOSE = re.compile(r"\b[Tt]he present (?:report|note|document|study|update|resolution)\b")


def quote_places(library: Library, document: Document, locator: Locator) -> list[Statement]:
    """What a document says at a place; nothing where it has no such place."""
    statements = []
    for passage in passages_at(library, document, locator):
        part = next((part for part in passage.subparagraphs if part.locator == str(locator)), None)
        if part:
            text = passage.text[part.start : part.end]
            statements.append(quoted(document, Quotation(passage, part.locator, (text,), text)))
        else:
            statements.append(quoted(document, stretch(passage, 0, len(split_sentences(passage.text)))))
    return statements


def passages_at(library: Library, document: Document, locator: Locator) -> list[Passage]:
    """The passage at a place; for a page or a whole annex, those that stand on or in it."""
    exact = library.passage(document.symbol, str(locator), document.language)
    if exact:
        asked_part = locator.sub and not any(part.locator == str(locator) for part in exact.subparagraphs)
        return [] if asked_part else [exact]
    passages = library.passages(document.symbol, document.language)
    if locator.kind == "p." and locator.number.isdecimal():
        return [passage for passage in passages if passage.page <= int(locator.number) <= passage.last_page]
    if not locator.kind:
        return [passage for passage in passages if stands_in(passage.locator, locator)]
    if locator.part:
        return []
    # "Paragraph 4" of a document whose only numbering stands in an annex or a part.
    there = [
        passage
        for passage in passages
        if passage.locator.endswith(f", {locator}") and not passage.locator.startswith("brief")
    ]
    return there if len(there) == 1 else []


def last_paragraph(library: Library, document: Document) -> int:
    """The highest number of a paragraph in the body of a document; 0 without numbers."""
    numbers = [
        int(passage.locator.removeprefix("para. "))
        for passage in library.passages(document.symbol, document.language)
        if passage.locator.removeprefix("para. ").isdecimal()
    ]
    return max(numbers, default=0)


def tell_facts(library: Library, document: Document, question: Question) -> list[Statement]:
    """What the catalogue says of a document, or what the document is about; nothing where neither is asked.

    A fact rests on the place where it is printed. Of a brief, the sentences that hold the facts are quoted instead.
    """
    statements: list[Statement] = []
    for wanted in intents(question):
        if wanted == "adopted":
            statements += _adoption(library, document)
            continue
        if wanted == "recommended":
            statements += _recommendations(library, document, question)
            continue
        fact = state(document, wanted, last_paragraph(library, document))
        if fact is None:
            continue
        if document.kind is Kind.BRIEF:
            statements += (
                _gist(library, document) if wanted in ("about", "title") else _in_brief(library, document, fact)
            )
            continue
        statements.append(_stated(library, document, fact))
        statements += _gist(library, document) if wanted == "about" else []
    return statements


def _stated(library: Library, document: Document, fact: Fact) -> Statement:
    """A fact with the place that carries it; the quote is empty where it is not printed in one piece."""
    if fact.locator:
        passage = library.passage(document.symbol, fact.locator, document.language)
        if passage:
            return Statement(document, (fact.sentence,), cite(0, document, passage, passage.text), quoted=False)
    printed, place = "", None
    for words in (fact.printed, re.sub(r"^[\d\s().a-z]{1,9}\s", "", fact.printed)):
        if words and (place := printed_place(library, document, words)):
            printed = words
            break
    locator, page = place or front(document)
    passage = Passage(document.symbol, document.language, locator, printed, page=page)
    return Statement(document, (fact.sentence,), cite(0, document, passage, printed), quoted=False)


def _in_brief(library: Library, document: Document, fact: Fact) -> list[Statement]:
    """The sentence of a brief that holds a fact, or at least its year."""
    years = re.findall(r"\b(?:19|20)\d\d\b", fact.printed)
    for words in (fact.printed, *years):
        for passage in library.passages(document.symbol, document.language):
            for index, (start, end) in enumerate(split_sentences(passage.text)):
                if words in passage.text[start:end]:
                    return [quoted(document, stretch(passage, index, index))]
    return []


def _adoption(library: Library, document: Document) -> list[Statement]:
    """The sentence that says when a document was adopted; the date on its first page is that of its distribution."""
    for passage in library.passages(document.symbol, document.language):
        for index, (start, end) in enumerate(split_sentences(passage.text)):
            if _ADOPTED.search(passage.text[start:end]) and passage.locator.startswith((*_UNNUMBERED, "brief")):
                return [quoted(document, stretch(passage, index, index))]
    return []


def _recommendations(library: Library, document: Document, question: Question) -> list[Statement]:
    """The first sentences that recommend something: of the recommendations, where they stand apart, or of the whole.

    Where there are more, those that speak of whom the question names go before the others.
    """
    passages = library.passages(document.symbol, document.language)
    apart = [each for each in passages if any("recommendation" in heading.lower() for heading in each.headings)]
    found = []
    for passage in apart or passages:
        spans = split_sentences(passage.text)
        first = next((n for n, (start, end) in enumerate(spans) if _RECOMMENDS.search(passage.text[start:end])), None)
        if first is not None:
            # "Calls upon States:" with what it calls for.
            begins = passage.text[slice(*spans[first])].endswith(":")
            found.append(stretch(passage, first, len(spans) - 1 if begins else first))
    if len(found) > _SUMMARY_SENTENCES:
        named = {stem(word) for word in _ADDRESSED.findall(question.subject)}
        found.sort(key=lambda each: not named <= {stem(word) for word in words_in(each.text)})
    return [quoted(document, each) for each in found[:_SUMMARY_SENTENCES]]


def _gist(library: Library, document: Document) -> list[Statement]:
    """The opening of the document's own summary; without one, its most central paragraphs."""
    passages = library.passages(document.symbol, document.language)
    summary = next((passage for passage in passages if passage.locator == "summary"), None)
    if summary:
        return [quoted(document, stretch(summary, 0, _SUMMARY_SENTENCES - 1))]
    numbered = [passage for passage in passages if not passage.locator.startswith((*_UNNUMBERED, "table", "annex"))]
    numbered = [passage for passage in numbered or passages if not leans(passage.text)]
    purpose = [passage for passage in numbered[:6] if _PURPOSE.search(passage.text)][:1]
    if not numbered:
        return []
    vectors = np.asarray(library.embeddings.embed_documents([passage.text for passage in numbered]))
    central = [numbered[index] for index in np.argsort(-(vectors @ vectors.mean(axis=0)))]
    picked = list(dict.fromkeys([*purpose, *central]))[:_SUMMARY_SENTENCES]
    return [quoted(document, stretch(passage, 0, 0)) for passage in sorted(picked, key=lambda each: each.order)]
