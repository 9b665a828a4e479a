"""What is asked for: who wants advice on which technology, at which stage, with which facts and questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from store.errors import RightsDeskError

LONGEST_FACTS = 500_000
"""Characters of facts, some 170 pages; all of them are read for themes and kept with the draft."""

LONGEST_LINE = 400
"""Characters of a technology, a country or an audience."""

LONGEST_QUESTION = 2_000
"""Characters of a question."""

MOST_QUESTIONS = 12
"""Questions of a request: each is an issue of its own."""


class Requester(StrEnum):
    """Who asks."""

    STATE = "State"
    UN_ENTITY = "UN entity"
    BUSINESS = "business"
    INSTITUTION = "national human rights institution"
    CIVIL_SOCIETY = "civil society"

    @property
    def in_a_sentence(self) -> str:
        """Its name after a preposition."""
        return self.value if self is Requester.CIVIL_SOCIETY else f"a {self.value}"


class Stage(StrEnum):
    """Where in its life the technology or measure is."""

    DESIGN = "design"
    PROCUREMENT = "procurement"
    REGULATION = "regulation"
    DEPLOYMENT = "deployment"
    REVIEW = "review"


class Length(StrEnum):
    """How much is drafted."""

    SHORT = "short"
    STANDARD = "standard"
    LONG = "long"

    @property
    def passages(self) -> int:
        """Passages of an issue at most."""
        return {Length.SHORT: 3, Length.STANDARD: 5, Length.LONG: 8}[self]


DEFAULT_TEMPLATES = {
    Stage.REGULATION: "draft_law",
    Stage.PROCUREMENT: "procurement",
}
"""The template that is used where none is named, by stage."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request for advice.

    Attributes:
        technology: Technology or measure it is about; may be empty where there are questions.
        questions: In the requester's words.
        requester: Who asks, where it is known.
        country: Where; may be empty.
        stage: At which stage, where it is known.
        facts: Of the case; may be empty.
        audience: Who will read the advice; may be empty.
        length: How much is drafted.
        language: ISO 639-1 code; drafts are in English.
        template: Name of a template; empty to let requester and stage decide.

    Raises:
        RightsDeskError: It asks for nothing.
    """

    technology: str = ""
    questions: tuple[str, ...] = ()
    requester: Requester | None = None
    country: str = ""
    stage: Stage | None = None
    facts: str = ""
    audience: str = ""
    length: Length = Length.STANDARD
    language: str = "en"
    template: str = ""

    def __post_init__(self) -> None:
        if not self.technology and not self.questions:
            raise RightsDeskError("The request asks for nothing.", "Give a technology or at least one question.")

    @property
    def template_key(self) -> str:
        """The template: the one named, or that of requester and stage."""
        if self.template:
            return self.template
        if self.requester is Requester.BUSINESS:
            return "business_guidance"
        if self.requester is Requester.UN_ENTITY:
            return "un_screening"
        return DEFAULT_TEMPLATES.get(self.stage, "briefing") if self.stage else "briefing"
