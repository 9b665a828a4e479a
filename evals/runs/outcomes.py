"""What became of a case in a run: the answer, what a search found, and how long it took; kept as a line of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.answer import Answer
from evals.cases import Case
from store.errors import RightsDeskError


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search for the question found.

    Attributes:
        symbols: Of its document; of a joint one, all.
        locator: Where in it.
    """

    symbols: tuple[str, ...]
    locator: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what became of it.

    Attributes:
        case: The question and its gold.
        answer: Nothing where the case failed.
        found: What the search found, the best first.
        likelihood: That the best passage answers, as the judge sees it; nothing where there was none.
        picked: The passages that the judge would have quoted, had it not abstained.
        sources: Of each citation, what the library holds at the place it names; empty where there is nothing.
        similarity: Cosine of the answer and the gold answer; nothing without one of the two.
        seconds: How long the answer took.
        cost: Of the tokens that a language model read and wrote, in the currency of its prices; nothing without prices.
        votes: Of a model that judges: whether it finds the answer correct, as often as it was asked; nothing where what
            it said cannot be read as a verdict.
        error: Why the case failed; empty where it did not.
    """

    case: Case
    answer: Answer | None
    found: tuple[Found, ...] = ()
    likelihood: float | None = None
    picked: tuple[Found, ...] = ()
    sources: tuple[str, ...] = ()
    similarity: float | None = None
    seconds: float = 0.0
    cost: float | None = None
    votes: tuple[bool | None, ...] = ()
    error: str = ""

    @property
    def answered(self) -> bool:
        """Whether an answer was given: not where it abstained, nor where it failed."""
        return self.answer is not None and self.answer.answered

    @property
    def answered_answerable(self) -> bool:
        """Whether an answer was given to a question that has one."""
        return self.case.answerable and self.answered


_OUTCOME = TypeAdapter(Outcome)


def to_line(outcome: Outcome) -> str:
    """An outcome as a line of JSON."""
    return json.dumps(_OUTCOME.dump_python(outcome, mode="json"), ensure_ascii=False)


def from_line(line: str) -> Outcome:
    """An outcome from its line.

    Raises:
        RightsDeskError: It is none: the file is damaged, or from another version.
    """
    try:
        return _OUTCOME.validate_json(line)
    except ValueError as error:
        raise RightsDeskError(
            f"A record of the run cannot be read ({str(error).splitlines()[0]}).", "Run the suite again."
        ) from error
