"""Follow-ups, and questions in other languages, rewritten by a model into a question that can be understood alone.

The rewritten question only decides what is searched for. It may bring in no number and no document that neither the
question nor the conversation has; where it does, or where the model fails, the question stands as it was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.failures import ModelError
from assistant.models import Model, Usage
from assistant.question import Question, leans_back
from assistant.stated import numbers_stated
from ingest.language import question_language
from ingest.references import find_references
from prompts import read_prompt

_TURNS = 3
"""Turns of a conversation that a model reads; what is further back is seldom meant."""

_LONGEST_TURN = 800
_LONGEST = 400
"""Letters of a question that was rewritten; more is an answer, not a question."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a model made of a question.

    Attributes:
        text: The question rewritten in English; nothing where it stands as it was asked.
        language: ISO 639-1 code of the language it was asked in.
        usage: Tokens read and written.
    """

    text: str | None
    language: str
    usage: Usage = field(default_factory=Usage)


def rewrite(model: Model | None, question: Question, before: Sequence[tuple[str, str]]) -> Rewriting:
    """Let a model rewrite a question, where there is a model and a need.

    Args:
        model: The model.
        question: As it is understood without one.
        before: Questions and answers of the conversation, in order.
    """
    language = question_language(question.text)
    needed = language != "en" or (before and leans_back(question.text))
    if model is None or not needed:
        return Rewriting(None, language)
    usage = Usage()
    conversation = "\n".join(
        f"Question: {escape(asked, quote=False)}\nAnswer: {escape(answered[:_LONGEST_TURN], quote=False)}"
        for asked, answered in before[-_TURNS:]
    )
    messages = read_prompt("rewrite").fill(
        conversation=conversation or "(none)", question=escape(question.text, quote=False)
    )
    try:
        found = model.write(messages, usage)
    except ModelError:
        return Rewriting(None, language, usage)
    text = " ".join(found.split()).strip(" \"'“”")
    return Rewriting(text if _keeps_to(text, f"{conversation}\n{question.text}") else None, language, usage)


def _keeps_to(text: str, said: str) -> bool:
    """Whether a rewritten question names no number and no document that was not said."""
    if not text or len(text) > _LONGEST:
        return False
    named = {str(found.symbol) for found in find_references(text) if found.symbol}
    known = {str(found.symbol) for found in find_references(said) if found.symbol}
    return named <= known and numbers_stated(text) <= numbers_stated(said)
