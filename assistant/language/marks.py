"""The marks of a model's text: which sentence rests on which passage, however untidily it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.sentences import split_sentences

_OPEN, _CLOSE = r"[\[【［]\s*", r"\s*[\]】］]"
_SAID = r"(?:(?:see|passages?|sources?|documents?|docs?|refs?|citations?|no|\^|#)[.:]?\s*)*"
_AND = r"\s*(?:(?:[,;&–—-]|and|or|to)\s*)+"
_NUMBERS = rf"\d{{1,3}}(?:{_AND}{_SAID}\d{{1,3}})*"
_MARK = re.compile(rf"{_OPEN}{_SAID}(?P<numbers>{_NUMBERS})(?:†[^\]】］]*)?{_CLOSE}(?:\((?:https?:|#)[^)\s]*\))?", re.I)
_IN_ROUND = re.compile(rf"\(\s*(?=(?:see\s+)?(?:passage|source|citation))({_SAID}{_NUMBERS})\s*\)", re.I)
_RUN = re.compile(r"(?P<stop>[.!?…。！？؟]+[\"'”’»›)]*)(?P<marks>(?:[^\S\n]*\[[\d,]+\])+)")
_BROKEN = re.compile(
    rf"{_OPEN}{_SAID}(?:{_NUMBERS}|n|x|\?)?[^\w\s]{{0,2}}{_CLOSE}"
    rf"|{_OPEN}(?:passage|source|citation)[^\]】］]{{0,30}}{_CLOSE}"
    rf"|{_OPEN}-?\d[^\]】］]{{0,20}}{_CLOSE}"
    rf"|{_OPEN}{_SAID}{_NUMBERS}(?=\s*(?:[\[【［.,;:!?…。]|$))"
    r"|\(\s*(?:(?:see|and|[,;])\s*)*\)",
    re.I,
)
"""What looks like a mark and names no passage: empty, with a letter for the number, not closed, out of all range."""

_CUT_OFF = re.compile(
    rf"{_OPEN}(?:[\^#]?(?:passage|source|citation|document|\d)[^\]】］\n]{{0,30}}|[^\W\d_]{{0,9}}[.:]?\s*)\Z", re.I
)
"""A mark that has only begun where the text ends."""

_SAYS_SOMETHING = re.compile(r"[^\W\d_]{2,}\W(?:.*\W)?[^\W\d_]|[^\x00-\x7f]{3,}")
"""Two words, or a few letters of a script that does not part them: less is a remnant, not a sentence."""

_RANGE = re.compile(rf"(\d+)\s*(?:[–—-]|to)\s*{_SAID}(\d+)", re.I)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.I | re.S)
_FURNITURE = re.compile(
    r"^[^\S\n]*#{1,6}[^\S\n]+[^\n.\[]*$"
    r"|^[^\S\n]*(?:[-*•]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s*|\*\*|__|(?:final )?answer\*{0,2}\s*:\s*)+"
    r"|\*+|__|`|\\(?=[\[\]])",
    re.M | re.I,
)
"""Headings, the signs of lists and quotations, a label before the answer, bold and the like."""

_TAGS = re.compile(r"</?(?:passages?|question|answer|sentence|think|conversation|last_question)\b[^>]*>?", re.I)

_HIGHEST = 200
"""No range goes on further."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence of a model, and the passages it names.

    Attributes:
        text: Without any mark.
        numbers: The passages, each once, in order; as written, so that one may not exist.
    """

    text: str
    numbers: tuple[int, ...]


def without_thoughts(text: str) -> str:
    """A model's text without what it thinks before it answers."""
    return _THOUGHT.sub("", text)


def read_marks(text: str) -> list[Marked]:
    """The sentences of a model's text with their marks.

    A mark after a full stop belongs to the sentence before it, unless its line begins with a mark; marks in brackets of
    any kind, lists and ranges are understood; what only looks like a mark, what a model thinks before it answers,
    headings, list signs and tags are taken out.

    >>> read_marks("States must act. [1, 3] They may not delay [2].")
    [Marked(text='States must act.', numbers=(1, 3)), Marked(text='They may not delay.', numbers=(2,))]
    """
    clean = _TAGS.sub(" ", _FURNITURE.sub("", without_thoughts(text)))
    # Written alike, and before the full stop, a mark is part of its sentence for whoever splits sentences.
    clean = _MARK.sub(_written_plainly, _IN_ROUND.sub(r"[\1]", clean))
    clean = "\n".join(map(_marks_before_stops, _CUT_OFF.sub("", clean).splitlines()))
    found: list[Marked] = []
    for start, end in split_sentences(clean):
        sentence = clean[start:end]
        numbers = [number for mark in _MARK.finditer(sentence) for number in _numbers(mark["numbers"])]
        bare = _without_marks(sentence)
        if _SAYS_SOMETHING.search(bare):
            found.append(Marked(bare, tuple(dict.fromkeys(numbers))))
        elif found and numbers:
            found[-1] = Marked(found[-1].text, tuple(dict.fromkeys((*found[-1].numbers, *numbers))))
    return found


def ends_in_mark(text: str) -> bool:
    """Whether a model's text ends in a mark, so that its last sentence is at its end without a full stop.

    >>> ends_in_mark("States act [1]"), ends_in_mark("[1] States act in")
    (True, False)
    """
    end = 0
    for mark in _MARK.finditer(_IN_ROUND.sub(r"[\1]", text)):
        end = mark.end()
    return bool(end) and not re.search(r"\w", _IN_ROUND.sub(r"[\1]", text)[end:])


def _written_plainly(mark: re.Match[str]) -> str:
    return f"[{','.join(map(str, _numbers(mark['numbers'])))}]"


def _marks_before_stops(line: str) -> str:
    if _MARK.match(line.lstrip()):
        return line
    return _RUN.sub(lambda found: f" {''.join(found['marks'].split())}{found['stop']} ", line)


def _without_marks(sentence: str) -> str:
    while (shorter := _BROKEN.sub("", _MARK.sub("", sentence))) != sentence:
        sentence = shorter
    bare = re.sub(r"\s+([.,;:!?…。！？؟])", r"\1", " ".join(sentence.split())).lstrip(" .,;:!?-–—")
    return re.sub(r"^\d{1,2}[.)]\s+", "", bare)


def _numbers(text: str) -> list[int]:
    """The numbers of a mark; of a range, those between as well."""

    def spread(found: re.Match[str]) -> str:
        first, last = sorted((int(found[1]), int(found[2])))
        return ",".join(map(str, range(first, min(last, _HIGHEST) + 1)))

    return [int(number) for number in re.findall(r"\d+", _RANGE.sub(spread, text))]
