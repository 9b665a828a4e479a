"""A draft looked at again: which sentences lost their support, and which rest on what is no longer so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.noting import superseded_in_words
from assistant.check.support import Checker, Source
from assistant.drafting.draft import Basis, Draft, Paragraph, Sentence, Style
from assistant.language.instructions import without_instructions
from assistant.verify import is_verbatim
from store.library import Library

_NAMES = (Style.HEADING, Style.LABEL)
"""What states nothing, so that nothing has to support it."""


class Problem(StrEnum):
    """What is wrong with a sentence."""

    NO_SOURCE = "rests on nothing"
    UNSUPPORTED = "not supported by what it cites"
    NOT_VERBATIM = "not the words of what it cites"
    REMOVED = "cites what is no longer in the library"
    SUPERSEDED = "rests on a superseded document"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a sentence.

    Attributes:
        paragraph: Id of its paragraph.
        sentence: Which of its sentences, from 0.
        text: The sentence.
        problem: What is wrong.
        detail: Which document or place, in a sentence; may be empty.
    """

    paragraph: str
    sentence: int
    text: str
    problem: Problem
    detail: str = ""


def recheck(library: Library, draft: Draft, name: str = "") -> list[Finding]:
    """Hold every sentence of a draft against what the library holds now, in their order.

    Args:
        library: What it holds.
        draft: Which.
        name: Id of the only paragraph that is looked at; all where none is named.
    """
    checker = Checker(library.embeddings)
    return [
        Finding(paragraph.id, number, sentence.text, problem, detail)
        for paragraph in draft.paragraphs
        if name in ("", paragraph.id)
        for number, sentence in enumerate(paragraph.sentences)
        for problem, detail in _problems(library, paragraph, sentence, checker)
    ]


def _problems(
    library: Library, paragraph: Paragraph, sentence: Sentence, checker: Checker
) -> Iterator[tuple[Problem, str]]:
    if sentence.basis is Basis.PLACE:
        return
    if not sentence.citations:
        if sentence.basis is not Basis.FRAME and paragraph.style not in _NAMES:
            yield Problem.NO_SOURCE, "No citation is left." if sentence.sources else ""
        return
    sources: list[Source] = []
    for citation in sentence.citations:
        document = library.document(citation.symbol, citation.language)
        passage = library.passage(citation.symbol, citation.locator, citation.language)
        if document is None or passage is None:
            yield Problem.REMOVED, f"{citation.reference} is not there."
            continue
        if replaced := superseded_in_words(document):
            yield Problem.SUPERSEDED, replaced
        if sentence.basis is Basis.QUOTED and not (
            is_verbatim(citation, library) and " ".join(citation.quote.split()) in " ".join(sentence.text.split())
        ):
            yield Problem.NOT_VERBATIM, f"{citation.reference} has other words."
        sources.append(Source(document, passage, without_instructions(passage.text)))
    written = sentence.basis in {Basis.CHECKED, Basis.TYPED}
    if written and sources and not checker.check(sentence.text, sources):
        cited = " and ".join(each.reference for each in sentence.citations)
        yield Problem.UNSUPPORTED, f"{cited} does not say so, or not in a way that the check can tell."
