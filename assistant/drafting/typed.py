"""A paragraph as a person edits it: its text with ``[n]`` after what a citation supports, and back again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.draft import Basis, Cited, Paragraph, Sentence
from store.errors import RightsDeskError
from store.sentences import split_sentences

_MARKS = re.compile(r"(?:\s*\[\d{1,3}\])+")
_PLACE = re.compile(r"\[[^\[\]]*[^\W\d_][^\[\]]*\]")
_STOP = re.compile(r"^[.,;:!?…]+")


def sources_in(paragraph: Paragraph) -> list[Cited]:
    """The citations of a paragraph in order, each once: the first is ``[1]``."""
    return list(dict.fromkeys(each for sentence in paragraph.sentences for each in sentence.sources))


def shown(paragraph: Paragraph) -> str:
    """The text of a paragraph with its marks."""
    numbers = {each: number for number, each in enumerate(sources_in(paragraph), 1)}
    return " ".join(
        " ".join([sentence.text, "".join(f"[{numbers[each]}]" for each in sentence.sources)]).strip()
        for sentence in paragraph.sentences
    )


def read_typed(paragraph: Paragraph, text: str) -> tuple[Sentence, ...]:
    """The sentences of a text that was typed over a paragraph; what is unchanged stays what it was.

    Raises:
        RightsDeskError: A mark names no citation of the paragraph.
    """
    sources = sources_in(paragraph)
    before = {(_plain(each.text), each.sources): each for each in paragraph.sentences}
    sentences: list[Sentence] = []
    for words, numbers in _segments(text):
        if wrong := [number for number in numbers if not 1 <= number <= len(sources)]:
            there = f"its citations are [1] to [{len(sources)}]" if sources else "it has no citations"
            raise RightsDeskError(
                f"[{wrong[0]}] stands for nothing in this paragraph; {there}.",
                "Take the mark out, or add a citation to the paragraph first.",
            )
        cited = tuple(dict.fromkeys(sources[number - 1] for number in numbers))
        parts = _sentences(words, paragraph)
        sentences += [before.get((_plain(part), ()), _typed(part, ())) for part in parts[:-1]]
        if parts:
            sentences.append(before.get((_plain(parts[-1]), cited), _typed(parts[-1], cited)))
    return tuple(sentences)


def places_in(sentence: Sentence) -> int:
    """How many places of a sentence wait for the drafter's words; one that lost its citations is a place."""
    if sentence.lost:
        return 1
    return len(_PLACE.findall(sentence.text)) if sentence.basis in {Basis.PLACE, Basis.TYPED} else 0


def _segments(text: str) -> list[tuple[str, list[int]]]:
    """A text cut behind each run of marks, with the numbers of the marks; a stop behind them stands before them."""
    segments: list[tuple[str, list[int]]] = []
    start = 0
    for found in _MARKS.finditer(text):
        segments.append((text[start : found.start()], [int(each) for each in re.findall(r"\d+", found[0])]))
        start = found.end()
        if stop := _STOP.match(text[start:]):
            words, numbers = segments[-1]
            segments[-1] = (words + stop[0], numbers)
            start += stop.end()
    segments.append((text[start:], []))
    return [(words.strip(), numbers) for words, numbers in segments if words.strip()]


def _sentences(words: str, paragraph: Paragraph) -> Sequence[str]:
    """The sentences of a segment; a quotation is one, and so is what was one before."""
    if (words.startswith("“") and words.endswith("”")) or _PLACE.fullmatch(words):
        return [words]
    if _plain(words) in {_plain(each.text) for each in paragraph.sentences}:
        return [words]
    return [words[start:end] for start, end in split_sentences(words)]


def _typed(text: str, sources: tuple[Cited, ...]) -> Sentence:
    """A sentence that was typed: a place, the words of what it cites, or somebody's own words."""
    if _PLACE.fullmatch(text) and not sources:
        return Sentence(text, Basis.PLACE)
    words = _plain(text).strip("“”")
    if text.startswith("“") and any(words == _plain(each.citation.quote) for each in sources):
        return Sentence(text, Basis.QUOTED, sources)
    return Sentence(text, Basis.TYPED, sources)


def _plain(text: str) -> str:
    return " ".join(text.split())
