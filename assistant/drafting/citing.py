"""Citations of a draft in review: accepted, rejected, replaced and added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Citation
from assistant.drafting.draft import Basis, Cited, Draft, Opinion, Paragraph, Sentence, Style
from assistant.drafting.review import changed
from store.errors import RightsDeskError

_TAKES_NO_SOURCE = {
    Basis.PLACE: ("This place has no words yet that could rest on anything.", "Write them first."),
    Basis.QUOTED: ("These are the words of one document.", "Replace its source, or add a paragraph below."),
    Basis.FRAME: (
        "These are no words of a document, so they have no footnotes.",
        "Edit them, or add a paragraph below.",
    ),
}


def judge_citation(draft: Draft, name: str, sentence: int, source: int, *, opinion: Opinion, who: str) -> Draft:
    """The draft with an opinion on a citation: accepted, rejected, or only proposed again.

    Args:
        draft: Which.
        name: Id of the paragraph.
        sentence: Which of its sentences, from 0.
        source: Which of the sentence's citations, from 0.
        opinion: What the reviewer makes of it; a rejected one is kept, and not exported.
        who: The reviewer.

    Raises:
        RightsDeskError: There is no such citation, or the draft is cleared.
    """
    return _with_source(draft, name, sentence, source, who=who, change=lambda each: replace(each, opinion=opinion))


def replace_citation(draft: Draft, name: str, sentence: int, source: int, *, citation: Citation, who: str) -> Draft:
    """The draft with another place for a citation; a quotation's words become those of that place.

    Raises:
        RightsDeskError: There is no such citation, or the draft is cleared.
    """
    new = Cited(replace(citation, n=0), Opinion.ACCEPTED)
    return _with_source(draft, name, sentence, source, who=who, change=lambda _: new)


def add_citation(draft: Draft, name: str, sentence: int, citation: Citation, who: str) -> Draft:
    """The draft with one more citation for a sentence.

    Raises:
        RightsDeskError: There is no such sentence, or the draft is cleared.
    """

    def with_it(paragraph: Paragraph) -> Paragraph:
        old = _sentence(paragraph, sentence)
        if paragraph.style in {Style.HEADING, Style.LABEL}:
            raise RightsDeskError("A heading has no footnotes.", "Add the source to a paragraph below it.")
        if refused := _TAKES_NO_SOURCE.get(old.basis):
            raise RightsDeskError(*refused)
        cited = Cited(replace(citation, n=0), Opinion.ACCEPTED)
        sources = tuple(dict.fromkeys((*old.sources, cited)))
        return _with_sentence(paragraph, sentence, replace(old, basis=Basis.TYPED, sources=sources))

    return changed(draft, name, who, with_it)


def _with_source(
    draft: Draft, name: str, sentence: int, source: int, *, who: str, change: Callable[[Cited], Cited]
) -> Draft:
    """The draft with another citation for one, in every sentence of the paragraph that has it."""

    def with_it(paragraph: Paragraph) -> Paragraph:
        chosen = _sentence(paragraph, sentence)
        if not 0 <= source < len(chosen.sources):
            raise RightsDeskError("This sentence has no such citation.", f"It has {len(chosen.sources)}.")
        if chosen.basis is Basis.FRAME:
            raise RightsDeskError("The words of this paragraph name its sources.", "Edit the words.")
        old = chosen.sources[source]
        new = change(old)
        return replace(paragraph, sentences=tuple(_resting_on(each, old, new) for each in paragraph.sentences))

    return changed(draft, name, who, with_it)


def _resting_on(sentence: Sentence, old: Cited, new: Cited) -> Sentence:
    """A sentence with another citation for one that it has; a quotation has the words of the new one.

    What a model wrote was held against what it cited then: with another place it is no longer checked.
    """
    if old not in sentence.sources:
        return sentence
    sources = tuple(dict.fromkeys(new if each == old else each for each in sentence.sources))
    moved = new.citation != old.citation
    if sentence.basis is Basis.QUOTED and moved:
        return replace(sentence, text=f"“{new.citation.quote}”", sources=sources)
    weaker = moved or new.opinion is Opinion.REJECTED
    typed = sentence.basis is Basis.CHECKED and weaker and any(each.opinion is not Opinion.REJECTED for each in sources)
    return replace(sentence, basis=Basis.TYPED if typed else sentence.basis, sources=sources)


def _with_sentence(paragraph: Paragraph, number: int, sentence: Sentence) -> Paragraph:
    return replace(
        paragraph, sentences=tuple(sentence if n == number else each for n, each in enumerate(paragraph.sentences))
    )


def _sentence(paragraph: Paragraph, number: int) -> Sentence:
    if not 0 <= number < len(paragraph.sentences):
        raise RightsDeskError("This paragraph has no such sentence.", f"It has {len(paragraph.sentences)}.")
    return paragraph.sentences[number]
