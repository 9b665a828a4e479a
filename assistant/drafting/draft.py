"""A draft: sections of paragraphs that keep their names, each sentence with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Citation
from assistant.drafting.outline import Outline
from assistant.drafting.request import Request
from prompts.advice import Part
from store.errors import RightsDeskError

FOLLOWING = frozenset({Part.STANDARDS, Part.LIMITS})
"""Sections that follow what the others cite."""


class Style(StrEnum):
    """How a paragraph is set."""

    HEADING = "heading"
    LABEL = "label"
    TEXT = "text"
    ITEM = "item"
    QUOTATION = "quotation"


class Basis(StrEnum):
    """What a sentence rests on."""

    QUOTED = "quoted"
    """Words of a document, verbatim."""

    CHECKED = "checked"
    """Words of a language model, each sentence held against what it cites."""

    FRAME = "frame"
    """Words of the template or the request, and facts of the catalogue; no claim about what a document says."""

    PLACE = "place"
    """A place for the drafter's own words, in square brackets."""

    TYPED = "typed"
    """Words that somebody typed."""


class Opinion(StrEnum):
    """What the reviewer made of a citation."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a sentence, and what the reviewer made of it."""

    citation: Citation
    opinion: Opinion = Opinion.PROPOSED


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or words that stand as one.

    Attributes:
        text: For a reader, without marks.
        basis: What it rests on.
        sources: Its citations; a rejected one is kept and not exported.
    """

    text: str
    basis: Basis
    sources: tuple[Cited, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those that were not rejected."""
        return tuple(each.citation for each in self.sources if each.opinion is not Opinion.REJECTED)

    @property
    def lost(self) -> bool:
        """Whether every citation that it rested on was rejected; a frame rests on none."""
        return self.basis is not Basis.FRAME and bool(self.sources) and not self.citations


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        id: Unique in the draft; what is written again for the same place has the same one.
        style: How it is set.
        sentences: In order; none where its text was deleted.
        edited_by: Who changed it last; empty as long as it is as it was generated.
        level: Of a heading, from 2: sections have 1.
    """

    id: str
    style: Style
    sentences: tuple[Sentence, ...]
    edited_by: str = ""
    level: int = 2

    @property
    def edited(self) -> bool:
        """Whether it is kept as it is when its section is written again."""
        return bool(self.edited_by)


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        part: What it holds.
        title: For the reader.
        paragraphs: In order; none of a section that is made when it is shown, as references are.
        note: What a reader has to know of how it was written; may be empty.
    """

    part: Part
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a paragraph.

    Attributes:
        paragraph: Its id.
        who: Name of an account; empty on a machine without accounts.
        at: ISO 8601, UTC.
        text: In their own words.
    """

    paragraph: str
    who: str
    at: str
    text: str


class State(StrEnum):
    """How far a draft has come."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Step:
    """That a draft came into a state: which, through whom, and when (ISO 8601, UTC)."""

    state: State
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of advice.

    Attributes:
        title: Of the advice.
        request: What was asked for.
        outline: What it deals with.
        sections: In order.
        model: The language model that wrote it; empty where it is made of quotations.
        comments: In the order in which they were made.
        steps: The states it has been in; the last one is its state.
    """

    title: str
    request: Request
    outline: Outline
    sections: tuple[Section, ...]
    model: str = ""
    comments: tuple[Comment, ...] = ()
    steps: tuple[Step, ...] = field(default=())

    @property
    def state(self) -> State:
        """How far it has come."""
        return self.steps[-1].state if self.steps else State.DRAFT

    @property
    def written_by(self) -> str:
        """The language model, where sentences of its stand in it; empty otherwise."""
        checked = any(each.basis is Basis.CHECKED for paragraph in self.paragraphs for each in paragraph.sentences)
        return self.model if checked else ""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All of them, in order."""
        return (paragraph for section in self.sections for paragraph in section.paragraphs)

    def paragraph(self, name: str) -> Paragraph | None:
        """The paragraph of an id."""
        return next((each for each in self.paragraphs if each.id == name), None)

    @property
    def citations(self) -> list[Citation]:
        """Every citation that was not rejected, in order; one may stand there more than once."""
        return [citation for each in self.paragraphs for sentence in each.sentences for citation in sentence.citations]

    @property
    def rests_on(self) -> list[Citation]:
        """What its text cites, each once; not what only follows it."""
        text = (section for section in self.sections if section.part not in FOLLOWING)
        sentences = (one for section in text for each in section.paragraphs for one in each.sentences)
        return list(dict.fromkeys(citation for one in sentences for citation in one.citations))

    def to_json(self) -> dict[str, Any]:
        """The stable form for programs, documented in ``docs/drafting.md``."""
        content: dict[str, Any] = _DRAFT.dump_python(self, mode="json")
        return content

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Draft:
        """A draft from what `to_json` gave.

        Raises:
            RightsDeskError: It is no draft.
        """
        try:
            return _DRAFT.validate_python(dict(kept))
        except ValidationError as error:
            raise RightsDeskError("A draft that was kept cannot be read.", "Draft its request again.") from error


_DRAFT = TypeAdapter(Draft)
