"""What the assistant gives back: an answer whose every sentence carries its source, or an abstention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from store.errors import RightsDeskError
from store.model import Kind

NOT_ANSWERED = "The library does not answer this."
"""The one sentinel of an abstention: it opens the text of every answer that is not one."""


EXTRACTIVE = "extractive"
"""The model that is none: sentences quoted from the library."""


UNSUPPORTED = "Written by the model, but not supported by the passages; do not rely on it:"
"""Stands before sentences that are shown apart."""


PARTLY = "The library does not answer all of this."
"""Stands before what an answer leaves out."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One source of an answer.

    Attributes:
        n: Number of the citation in the answer, from 1.
        symbol: Symbol of the document; for a text without one, its short title.
        locator: Where in the document, in canonical form.
        reference: As the UN writes it: ``A/HRC/59/60, para. 7``.
        page: Page of the PDF, from 1; 0 where there is none.
        title: Title of the document.
        url: Address of the official document; may be empty.
        kind: Official text or brief.
        quote: The words of the source the answer rests on, verbatim.
        language: ISO 639-1 code of the text that is cited.
    """

    n: int
    symbol: str
    locator: str
    reference: str
    page: int
    title: str
    url: str
    kind: Kind
    quote: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, and the numbers of the citations it rests on.

    Raises:
        ValueError: It rests on none: such a sentence is never shown.
    """

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"A sentence without a source: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or an abstention with the passages that came nearest.

    Attributes:
        question: As asked.
        answered: Whether the library answers the question.
        text: The answer for a reader, sentences marked ``[n]``; an abstention opens with `NOT_ANSWERED`.
        sentences: Its sentences; none in an abstention.
        citations: Its sources, numbered from 1 in order of appearance.
        missing: What the answer leaves out, or an abstention lacks, in a sentence; may be empty.
        nearest: In an abstention, the passages that came nearest.
        notes: What a reader has to know of it: what was searched for, that it rests on briefs, that a document is
            superseded, that the language model failed.
        unsupported: Sentences of a language model that no source supports, where they are to be shown apart.
        failure: Why a language model failed, where quotations, an abstention or what it had written until then is the
            answer; empty otherwise.
        model: What wrote it: `EXTRACTIVE`, or the name of a language model.
        prompt: Name and version of the prompt it was written with; empty without a model.
        tokens_read: Tokens that the model read, as far as its provider says.
        tokens_written: Tokens that it wrote.
        seconds: How long it took.

    Raises:
        ValueError: A sentence cites a number that is not there, or answered and sentences contradict each other.
    """

    question: str
    answered: bool
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: str = ""
    nearest: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    failure: str = ""
    model: str = EXTRACTIVE
    prompt: str = ""
    tokens_read: int = 0
    tokens_written: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        numbers = {citation.n for citation in self.citations}
        if self.answered != bool(self.sentences):
            raise ValueError("An answer has sentences, and an abstention has none.")
        if any(n not in numbers for sentence in self.sentences for n in sentence.citations):
            raise ValueError("A sentence cites a source that the answer does not list.")

    @property
    def written(self) -> bool:
        """Whether a language model wrote its sentences."""
        return self.answered and self.model != EXTRACTIVE

    def to_json(self) -> dict[str, Any]:
        """The stable form for programs, documented in ``docs/programs.md``."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Answer:
        """An answer from what `to_json` gave, also of an older or newer version.

        What an older version did not keep has its default; what only a newer one knows is left out.

        Raises:
            RightsDeskError: It is no answer.
        """
        try:
            nested = {
                "sentences": tuple(Sentence(each["text"], tuple(each["citations"])) for each in kept["sentences"]),
                "citations": tuple(_citation(each) for each in kept["citations"]),
                "nearest": tuple(_citation(each) for each in kept.get("nearest", ())),
                "notes": tuple(kept.get("notes", ())),
                "unsupported": tuple(kept.get("unsupported", ())),
            }
            return cls(**(_known(cls, kept) | nested))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RightsDeskError("An answer that was kept cannot be read.", "Ask its question again.") from error


def _citation(kept: Mapping[str, Any]) -> Citation:
    return Citation(**(_known(Citation, kept) | {"kind": Kind(kept["kind"])}))


def _known(of: type[Answer | Citation], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: kept[field.name] for field in fields(of) if field.name in kept}
