"""What the evidence for an answer is worth, in figures a judge can weigh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from assistant.question import Question, Wanted, numbers_in
from assistant.retriever import Candidate, words_in
from store.model import Document

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = re.compile(rf"\b{_MONTH}\b|\b(?:19|20)\d\d\b")
_AMOUNT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|"
    r"fifty|hundred|thousand|million|billion|half|third|quarter|majority|none|no|all|dozen|twice|per cent|percentage)\b",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Sir|Chair|Chairs|Chairperson|President|Vice-President|High Commissioner|Secretary-General|Rapporteur|"
    r"Minister|Ambassador|Representative|Director|Administrator|Committee|Group|Council|Office|Government|Expert|Experts)\b|"
    r"\b[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+\b"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a passage answers a question; every figure is between 0 and 1.

    Attributes:
        cosine: Of the question and the paragraph.
        coverage: How well the question's words are met, rare words weighing more.
        weakest: The same of the rare word that is met worst.
        names: Of the names the question gives, the share that the passage, its headings or its title hold.
        numbers: The same of its numbers.
        years: The same of its years; the document's date counts too.
        kind: Whether the passage holds the kind of thing that is wanted.
        lead: By how much the best passage is ahead of the fifth.
        agreement: Share of the five best passages that come from the document of the best.
    """

    cosine: float
    coverage: float
    weakest: float
    names: float
    numbers: float
    years: float
    kind: float
    lead: float
    agreement: float

    def values(self) -> list[float]:
        """The figures in their order."""
        return list(asdict(self).values())


def weigh(question: Question, candidate: Candidate, document: Document | None, field: Sequence[Candidate]) -> Evidence:
    """The evidence of one passage.

    Args:
        question: What was asked.
        candidate: The passage.
        document: The document it stands in.
        field: All candidates of the question, the best first.
    """
    passage = candidate.passage
    around = " ".join([*passage.headings, document.title if document else "", document.body if document else ""])
    text = f"{passage.text} {around} {' '.join(note.text for note in passage.footnotes)}"
    words = words_in(text)
    best = candidate.match.best()
    rare = candidate.importance >= (1 / len(best) if len(best) else 0)
    places = {word.lower(): index for index, word in enumerate(candidate.words)}
    rivals = field[:5]
    return Evidence(
        cosine=max(0.0, candidate.cosine),
        coverage=candidate.coverage,
        weakest=float(best[rare].min()) if rare.any() else 0.0,
        names=_share([_name_met(name, words, best, places) for name in question.names]),
        numbers=_share([float(number in numbers_in(text)) for number in question.numbers]),
        years=_share([_year_met(year, text, document) for year in question.years]),
        kind=float(holds(question.wanted, passage.text)),
        lead=max(0.0, field[0].score - rivals[-1].score) if rivals else 0.0,
        agreement=sum(rival.passage.symbol == field[0].passage.symbol for rival in rivals) / max(1, len(rivals)),
    )


def holds(wanted: Wanted, text: str) -> bool:
    """Whether a text holds the kind of thing that is wanted."""
    if wanted is Wanted.NUMBER:
        return bool(numbers_in(text)) or bool(_AMOUNT.search(text))
    if wanted is Wanted.DATE:
        return bool(_DATE.search(text))
    if wanted is Wanted.PERSON:
        return bool(_PERSON.search(text))
    return True


def _name_met(name: str, words: frozenset[str], best: np.ndarray, places: dict[str, int]) -> float:
    """1 for a name that is there; otherwise how near the nearest word comes (“Indonesian” to “Indonesia”)."""
    if name.lower() in words or any(part in words for part in (f"{name.lower()}'s", f"{name.lower()}’s")):
        return 1.0
    place = next((places[form] for form in (name.lower(), f"{name.lower()}'s", f"{name.lower()}’s") if form in places), None)
    return float(np.clip(best[place], 0, 1)) if place is not None else 0.0


def _year_met(year: str, text: str, document: Document | None) -> float:
    if year in text:
        return 1.0
    return 0.5 if document and (document.date.startswith(year) or year in document.symbol) else 0.0


def _share(met: list[float]) -> float:
    """The worst met counts most: an answer about another State is none. Nothing demanded is all met."""
    return (min(met) + sum(met) / len(met)) / 2 if met else 1.0


def names_met(names: Sequence[str], text: str) -> float:
    """The share of names that a text holds; 1 where none are demanded."""
    words = words_in(text)
    met = [any(word.startswith(name.lower()[:5]) for word in words) for name in names]
    return sum(met) / len(met) if met else 1.0
