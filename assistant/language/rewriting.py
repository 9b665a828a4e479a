"""Follow-ups, and questions in other languages, rewritten by a model into a question that can be understood alone.

The rewritten question only decides what is searched for. It has to be a question in English, and may bring in no
number, no document and, where it was English before, no other word that neither the question nor the conversation has;
where it does, or where the model fails, the question stands as it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.check.stated import numbers_stated
from assistant.language.failures import ModelError
from assistant.language.models import Model, Usage
from assistant.question import Question, leans_back, strip_references
from ingest.language import question_language
from ingest.references import find_references
from prompts import read_prompt
from store.words import content_words, stem

_TURNS = 3
"""Turns of a conversation that a model reads; what is further back is seldom meant."""

_LONGEST_TURN = 800
_LONGEST = 400
"""Letters of a question that was rewritten; more is an answer, not a question."""

_ASKING = frozenset(
    """
    what which who whom whose when where why how is are was were do does did may can could should must shall will would
    has have had list name describe explain compare summarize summarise give tell show
    """.split()
)
"""English words that questions and requests begin with."""

_OF_QUESTIONS = frozenset(
    map(
        stem,
        """
        list name describe explain compare summarize summarise tell show regarding concerning mention state discuss
        address relate document report resolution paragraph text context example specific specifically
        """.split(),
    )
)
"""Words that a question may be put in without being about anything else."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a model made of a question.

    Attributes:
        text: The question rewritten in English; nothing where it stands as it was asked.
        language: ISO 639-1 code of the language it was asked in.
        failure: Why the model failed, in a sentence; empty where it did not.
        untranslated: Whether a question in another language could not be put into English.
        usage: Tokens read and written.
    """

    text: str | None
    language: str
    failure: str = ""
    untranslated: bool = False
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
        found, failure = model.write(messages, usage), ""
    except ModelError as error:
        found, failure = "", error.message
    text: str | None = " ".join(found.split()).strip(" \"'“”")
    if not (text and _asks_in_english(text) and _keeps_to(text, f"{conversation}\n{question.text}", language)):
        text = None
    return Rewriting(text, language, failure, untranslated=text is None and language != "en", usage=usage)


def _asks_in_english(text: str) -> bool:
    """Whether a text is a question or a request in English."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    asks = (words[:1] and words[0] in _ASKING) or (text.endswith("?") and not _ASKING.isdisjoint(words))
    return bool(asks) and question_language(text) == "en" and len(text) <= _LONGEST


def _keeps_to(text: str, said: str, language: str) -> bool:
    """Whether a rewritten question brings in nothing that was not said."""
    named = {str(found.symbol) for found in find_references(text) if found.symbol}
    known = {str(found.symbol) for found in find_references(said) if found.symbol}
    if not (named <= known and numbers_stated(text) <= numbers_stated(said)):
        return False
    if language != "en":
        return True
    there = {stem(word.text) for word in content_words(said)} | _OF_QUESTIONS
    return all(stem(word.text) in there for word in content_words(strip_references(text)))
