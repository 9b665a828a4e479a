"""A paragraph as a person edits it: its text with ``[n]`` after what a citation supports, and back again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answer import Citation
from assistant.drafting.draft import Basis, Cited, Draft, Opinion, Paragraph, Sentence, Style
from assistant.drafting.numbering import Numbers, cited_by_number, has_footnotes
from store.errors import RightsDeskError
from store.sentences import split_sentences

_MARK = re.compile(r"\[(\d{1,3})\]")
_MARKS = re.compile(r"(?:\s*\[\d{1,3}\])+")
_QUOTED = re.compile(r"“[^“”]*”")
_PLACE = re.compile(r"\[(?!sic\])[^\[\]]*[^\W\d_]{2}[^\[\]]*\]")
_STOP = re.compile(r"^[.,;:!?…]+")


def sources_in(paragraph: Paragraph) -> list[Cited]:
    """The citations of a paragraph in order, each once."""
    return list(dict.fromkeys(each for sentence in paragraph.sentences for each in sentence.sources))


def shown(paragraph: Paragraph, numbers: Numbers) -> str:
    """The text of a paragraph with its marks."""
    return " ".join(
        " ".join([sentence.text, "".join(f"[{number}]" for number in marks_of(paragraph, at, numbers))]).strip()
        for at, sentence in enumerate(paragraph.sentences)
    )


def marks_of(paragraph: Paragraph, sentence: int, numbers: Numbers) -> list[int]:
    """The numbers of a sentence's citations; none where they have none."""
    keys = ((paragraph.id, sentence, place) for place in range(len(paragraph.sentences[sentence].sources)))
    return [numbers[key] for key in keys if key in numbers]


def read_typed(paragraph: Paragraph, text: str, seen: Draft, of: str) -> tuple[Sentence, ...]:
    """The sentences of a text that was typed over a paragraph; what is unchanged stays what it was.

    Args:
        paragraph: Which.
        text: With marks ``[n]`` after what a citation supports.
        seen: The draft as it was when the text was typed: its numbers are meant.
        of: Id of the paragraph that may be cited from, with what stands beside it under its heading: a slip of a digit
            must not cite what stands elsewhere.

    Raises:
        RightsDeskError: A mark stands for no citation there.
    """
    numbered = _citable(seen, of)
    before = {
        (_plain(each.text), each.sources if has_footnotes(paragraph, each) else ()): each
        for each in paragraph.sentences
    }
    sentences: list[Sentence] = []
    for words, numbers in _segments(text):
        if wrong := [number for number in numbers if number not in numbered]:
            there = f"the citations there are {_listed(numbered)}" if numbered else "there are no citations there"
            raise RightsDeskError(
                f"[{wrong[0]}] stands for nothing under this heading; {there}.",
                "Take the mark out, and add the source once the words are saved.",
            )
        cited = tuple(dict.fromkeys(numbered[number] for number in numbers))
        parts = _sentences(words, paragraph)
        sentences += [before.get((_plain(part), ()), _typed(part, ())) for part in parts[:-1]]
        if parts:
            sentences.append(before.get((_plain(parts[-1]), cited), _typed(parts[-1], cited)))
    return tuple(sentences)


def renumbered(text: str, seen: Draft, now: Draft, name: str) -> tuple[str, list[Citation]]:
    """A typed text with the numbers of another state of its draft, and the citations that are not there any more.

    Args:
        text: With marks.
        seen: The draft whose numbers they are.
        now: The draft whose numbers they become.
        name: Id of the paragraph.
    """
    before, gone = cited_by_number(seen), list[Citation]()
    after: dict[Citation, int] = {}
    for number, each in _citable(now, name).items():
        after.setdefault(each.citation, number)

    def renumber(mark: re.Match[str]) -> str:
        found = before.get(int(mark[1]))
        if found is None:
            return mark[0]
        if number := after.get(found[1].citation):
            return f"[{number}]"
        gone.append(found[1].citation)
        return ""

    return _MARK.sub(renumber, text), gone


def _citable(draft: Draft, name: str) -> dict[int, Cited]:
    """The citations of a paragraph by their numbers, and those under its heading, which nobody rejected."""
    beside = _beside(draft, name)
    return {
        number: each if where == name else Cited(each.citation)
        for number, (where, each) in cited_by_number(draft).items()
        if where == name or (where in beside and each.opinion is not Opinion.REJECTED)
    }


def _beside(draft: Draft, name: str) -> set[str]:
    """The paragraphs that stand with one under the same heading of a section, or before its first."""
    for section in draft.sections:
        groups: list[set[str]] = [set()]
        for each in section.paragraphs:
            if each.style is Style.HEADING and each.level == 2:
                groups.append(set())
            groups[-1].add(each.id)
        for group in groups:
            if name in group:
                return group
    return set()


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(f"[{number}]" for number in sorted(numbers))


def places_in(sentence: Sentence) -> int:
    """How many places of a sentence wait for the drafter's words; one that lost its citations is a place.

    Brackets within a quotation are its editor's.
    """
    if sentence.lost:
        return 1
    return len(_PLACE.findall(_QUOTED.sub("", sentence.text))) if sentence.basis in {Basis.PLACE, Basis.TYPED} else 0


def _segments(text: str) -> list[tuple[str, list[int]]]:
    """A text cut behind each run of marks, with the numbers of the marks; a stop behind them stands before them."""
    segments: list[tuple[str, list[int]]] = []
    start = 0
    quoted = [each.span() for each in _QUOTED.finditer(text)]
    for found in _MARKS.finditer(text):
        if any(first < found.start() and found.end() <= last for first, last in quoted):
            continue  # Words of the source.
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
