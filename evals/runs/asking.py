"""How the cases of a run are asked: with quotations or a language model, at what price, and judged by whom."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import EXTRACTIVE, Answer
from assistant.language.generative import answer_prompt
from assistant.language.models import Model, open_model
from assistant.settings import Settings, named
from evals.runs.judging import open_judge
from store.errors import RightsDeskError


@dataclass(frozen=True, slots=True)
class Asking:
    """How the cases of a run are asked.

    Attributes:
        model: The language model that writes the answers; without one they are quotations.
        judge: The model that judges them; usually none.
        price_in: Of a million tokens that the model reads; 0 where it is not known.
        price_out: Of a million tokens that it writes.
    """

    model: Model | None = None
    judge: Model | None = None
    price_in: float = 0.0
    price_out: float = 0.0

    @property
    def name(self) -> str:
        """What writes the answers, as a run records it."""
        return f"{self.model.name}, prompt {answer_prompt().id}" if self.model else EXTRACTIVE

    def cost(self, answer: Answer) -> float | None:
        """What an answer cost; nothing where no model wrote it or its prices are not known."""
        if self.model is None or not (self.price_in or self.price_out):
            return None
        return (answer.tokens_read * self.price_in + answer.tokens_written * self.price_out) / 1e6


QUOTING = Asking()
"""No model: answers are quotations."""


def open_asking(settings: Settings, model: str, judge: str) -> Asking:
    """How a run asks, with the models that a command names.

    Args:
        settings: What else is set for language models.
        model: ``extractive``, or PROVIDER:NAME.
        judge: PROVIDER:NAME; empty for none.

    Raises:
        RightsDeskError: A model cannot be opened.
    """
    return Asking(
        model=None if model == EXTRACTIVE else _open(settings, model),
        judge=open_judge(settings, judge) if judge else None,
        price_in=settings.model_price_in,
        price_out=settings.model_price_out,
    )


def _open(settings: Settings, name: str) -> Model:
    if opened := open_model(named(settings, name)):
        return opened
    raise RightsDeskError(
        "No language model is named.", f"Give --model PROVIDER:NAME, or {EXTRACTIVE} for answers that are quoted."
    )
