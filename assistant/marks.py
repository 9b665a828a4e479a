"""The marks of a model's text: which sentence rests on which passage, however untidily it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.sentences import split_sentences

_NUMBERS = r"\d{1,3}(?:\s*(?:[,;&–-]|and|to)\s*\d{1,3})*"
_OPEN, _CLOSE = r"\s*[\[【［]\s*", r"\s*[\]】］]"
_SAID = r"(?:(?:passages?|sources?|refs?\.?|citations?|no\.|\^|#)\s*)*"
_MARK = re.compile(rf"{_OPEN}{_SAID}(?P<numbers>{_NUMBERS}){_CLOSE}", re.I)
_RUN = re.compile(
    rf"(?P<stop>[.!?…。！？؟]+[\"'”’»]*)(?P<marks>(?:{_OPEN}{_SAID}{_NUMBERS}{_CLOSE})+)",
    re.I,
)
_BROKEN = re.compile(
    rf"{_OPEN}{_SAID}(?:{_NUMBERS}|n|x|\?)?[^\w\s]{{0,2}}{_CLOSE}"
    rf"|{_OPEN}(?:passage|source|citation)[^\]】］]{{0,30}}{_CLOSE}"
    rf"|{_OPEN}-?\d[^\]】］]{{0,20}}{_CLOSE}"
    rf"|{_OPEN}{_SAID}{_NUMBERS}\s*$",
    re.I,
)
"""What looks like a mark and names no passage: empty, with a letter for the number, cut off, out of all range."""

_RANGE = re.compile(r"(\d+)\s*(?:[–-]|to)\s*(\d+)")
_FURNITURE = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s*)+|\*\*|__|`", re.M)
_TAGS = re.compile(r"</?(?:passages?|question|answer|sentence|think|conversation|last_question)\b[^>]*>?", re.I)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence of a model, and the passages it names.

    Attributes:
        text: Without any mark.
        numbers: The passages, each once, in order; as written, so that one may not exist.
    """

    text: str
    numbers: tuple[int, ...]


def read_marks(text: str) -> list[Marked]:
    """The sentences of a model's text with their marks.

    A mark after a full stop belongs to the sentence before it; marks in brackets of any kind, lists and ranges are
    understood; what only looks like a mark, list signs and tags are taken out.

    >>> read_marks("States must act. [1, 3] They may not delay [2].")
    [Marked(text='States must act.', numbers=(1, 3)), Marked(text='They may not delay.', numbers=(2,))]
    """
    clean = _TAGS.sub(" ", _FURNITURE.sub("", text))
    # Before the full stop, a mark is part of its sentence for whoever splits sentences.
    clean = _RUN.sub(lambda found: f" {' '.join(found['marks'].split())}{found['stop']} ", clean)
    found = []
    for start, end in split_sentences(clean):
        sentence = clean[start:end]
        numbers = [number for mark in _MARK.finditer(sentence) for number in _numbers(mark["numbers"])]
        bare = " ".join(_BROKEN.sub("", _MARK.sub("", sentence)).split())
        bare = re.sub(r"\s+([.,;:!?])", r"\1", bare)
        if any(character.isalnum() for character in bare):
            found.append(Marked(bare, tuple(dict.fromkeys(numbers))))
        elif found and numbers:
            found[-1] = Marked(found[-1].text, tuple(dict.fromkeys((*found[-1].numbers, *numbers))))
    return found


def _numbers(text: str) -> list[int]:
    spread = _RANGE.sub(lambda found: ",".join(map(str, range(int(found[1]), min(int(found[2]), 200) + 1))), text)
    return [int(number) for number in re.findall(r"\d+", spread)]
