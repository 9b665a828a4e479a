"""What is asked for: who wants advice on which technology, at which stage, with which facts and questions."""

from __future__ import annotations

import re
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


_ORDINARY = frozenset(
    "a access age algorithm algorithmic algorithms an anonymity app apps artificial augmented automated automatic "
    "autonomous big biometric biometrics blockchain blocking body border brain cameras chatbot chatbots child cloud "
    "cloud-based computer connected contact content credit cross-border cyber cybercrime cybersecurity data decision "
    "deep deepfake deepfakes detection digital disinformation drone drones e-government e-mail electronic emotion "
    "encrypted encryption end-to-end facial fingerprint fingerprints generative genetic geolocation hacking hate "
    "health home identity image information intelligent interception iris large lie live location machine mass "
    "messaging mobile monitoring neural neurotechnologies neurotechnology new online open open-source personal "
    "phone platforms predictive privacy processing profiling quantum real-time recommendation recommender remote risk "
    "robots satellite scanning scoring search sensors sentiment smart social software speech spyware "
    "surveillance targeted telecommunications the tracking traffic use video virtual voice "
    "wearable web-based workplace".split()
)
"""Words that names of technologies begin with, which have no capital within a sentence; any other stays as typed."""

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
    def technology_in_a_sentence(self) -> str:
        """The technology, without the capital of an ordinary word that somebody began with.

        >>> Request("Facial recognition").technology_in_a_sentence, Request("AI tools").technology_in_a_sentence
        ('facial recognition', 'AI tools')
        """
        first = re.match(r"[^\W_]+", self.technology)
        ordinary = first is not None and first[0].istitle() and first[0].lower() in _ORDINARY
        return self.technology[0].lower() + self.technology[1:] if ordinary else self.technology

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
