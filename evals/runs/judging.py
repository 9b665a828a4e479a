"""A language model as judge: asked three times whether an answer is correct, for its word alone proves little."""

from __future__ import annotations

import re
from html import escape

from assistant.answer import Answer
from assistant.language.models import Model, Usage, open_model
from assistant.settings import Settings, named
from evals.cases import Case
from prompts import read_prompt
from store.errors import RightsDeskError

VOTES = 3
_TEMPERATURE = 0.7
"""Votes at temperature 0 would be one vote."""

_VERDICT = re.compile(r"\b(?:(?P<no>incorrect|wrong|not correct)|(?P<yes>correct|right))\b", re.I)


def open_judge(settings: Settings, name: str) -> Model:
    """The model that judges.

    Raises:
        RightsDeskError: It cannot be opened.
    """
    chosen = named(settings, name).model_copy(update={"model_temperature": _TEMPERATURE, "model_tokens": 32})
    judge = open_model(chosen)
    if judge is None:
        raise RightsDeskError("No model is named to judge.", "Give --judge PROVIDER:NAME, or leave it out.")
    return judge


def vote(judge: Model, case: Case, answer: Answer) -> tuple[bool | None, ...]:
    """Whether a judge finds an answer correct, asked `VOTES` times; nothing where no gold answer is there to compare.

    Raises:
        ModelError: The judge cannot be reached or fails.
    """
    if not (case.answerable and case.turn.answer and answer.answered):
        return ()
    text = " ".join(sentence.text for sentence in answer.sentences)
    messages = read_prompt("judge").fill(
        question=escape(case.question, quote=False),
        gold=escape(case.turn.answer, quote=False),
        answer=escape(text, quote=False),
    )
    return tuple(verdict(judge.write(messages, Usage(), whole=False)) for _ in range(VOTES))


def verdict(text: str) -> bool | None:
    """What a judge's words come to; nothing where they are no verdict.

    >>> verdict("Correct."), verdict("That is incorrect"), verdict("Perhaps")
    (True, False, None)
    """
    found = _VERDICT.search(text)
    return None if found is None else found["no"] is None
