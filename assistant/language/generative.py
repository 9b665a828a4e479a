"""The answerer with a language model: it writes from numbered passages, and only what they support is let through.

The model is asked only where the evidence is there. Each sentence is checked as soon as it is complete, so that no
reader ever sees one that was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from assistant.answer import NOT_ANSWERED
from assistant.check.support import Checker, Source, Support
from assistant.language.failures import CutOffError, ModelError
from assistant.language.marks import Marked
from assistant.language.models import Messages, Model, Usage
from assistant.language.phrasing import complete_sentences, is_refusal, is_repeated, reworded
from assistant.language.sources import render, that_fit
from assistant.operations.metrics import SENTENCES
from prompts import Prompt, read_prompt
from store.sentences import Span

MOST_SENTENCES = 6
"""Supported sentences after which a model that does not end is ended."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the words stand that a sentence rests on.

    Attributes:
        source: The passage.
        span: Of its evidence, the part that comes nearest.
    """

    source: Source
    span: Span


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a model that its passages support."""

    text: str
    grounds: tuple[Ground, ...]


@dataclass(slots=True)
class Draft:
    """What has come of a model's text so far.

    Attributes:
        written: Sentences that are supported, in order.
        unsupported: Sentences that are not.
        rejected: How many of those the check lets through, but the model itself does not.
        refused: Whether the model says that the passages do not answer.
        ended: Why its text ends before it was done, in a sentence, where nothing failed; else empty.
        failure: Why it failed, in a sentence; empty where it did not.
        usage: Tokens read and written.
    """

    written: list[Written] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    rejected: int = 0
    refused: bool = False
    ended: str = ""
    failure: str = ""
    usage: Usage = field(default_factory=Usage)


def write_answer(
    model: Model, question: str, sources: Sequence[Source], checker: Checker, draft: Draft
) -> Iterator[Written]:
    """Let a model answer from sources.

    Args:
        model: The model.
        question: To be understood alone.
        sources: The best first; as many as the model has room for are given to it.
        checker: Decides what is supported.
        draft: Filled in as the text comes.

    Yields:
        Sentences that are supported, each as soon as it is complete.
    """
    prompt = answer_prompt()
    given = that_fit(prompt, question, sources, model.room)
    if not given:
        draft.failure = f"The language model {model.name} has no room for the passages."
        return
    messages = prompt.fill(question=escape(question, quote=False), passages=render(given), sentinel=NOT_ANSWERED)
    try:
        for marked in _sentences(model, messages, draft):
            if is_refusal(marked.text):
                draft.refused = draft.refused or not draft.written
                continue
            text = reworded(marked.text)
            if not text or is_repeated(text, (each.text for each in draft.written)):
                continue
            if len(draft.written) == MOST_SENTENCES:
                draft.ended = f"The answer was ended here; the language model {model.name} wrote on."
                return
            if found := _check(model, replace(marked, text=text), given, checker, draft):
                draft.written.append(found)
                yield found
    except ModelError as error:
        draft.failure = error.message


def _sentences(model: Model, messages: Messages, draft: Draft) -> Iterator[Marked]:
    """The sentences of a model's text, each as soon as it is complete, and those before it broke off."""
    text, seen = "", 0
    for piece in _and_end(model, messages, draft):
        text += piece or ""
        complete = complete_sentences(text, ended=piece is None)
        yield from complete[seen:]
        seen = max(seen, len(complete))


def _and_end(model: Model, messages: Messages, draft: Draft) -> Iterator[str | None]:
    """The pieces of a model's text, and nothing for its end, however that comes."""
    try:
        yield from model.stream(messages, draft.usage)
    except CutOffError as error:
        draft.ended = error.message
    except ModelError as error:
        draft.failure = error.message
    yield None


def answer_prompt() -> Prompt:
    """The prompt that answers are written with."""
    return read_prompt("answer")


def _check(model: Model, marked: Marked, given: Sequence[Source], checker: Checker, draft: Draft) -> Written | None:
    """A sentence with the passages that support it: those it names, or else the one that most likely does."""
    passed = False
    for sources, support in _supporting(marked, given, checker):
        passed = True
        grounds = [Ground(source, span) for source, span in zip(sources, support.spans, strict=True)]
        if len(grounds) > 1:
            grounds = [each for each in grounds if checker.check(marked.text, [each.source])] or grounds
        written = Written(marked.text, tuple(grounds))
        if not model.judges or _agrees(model, written, draft.usage):
            SENTENCES.labels("supported").inc()
            return written
    SENTENCES.labels("unsupported").inc()
    draft.unsupported.append(marked.text)
    draft.rejected += passed
    return None


def _supporting(
    marked: Marked, given: Sequence[Source], checker: Checker
) -> Iterator[tuple[Sequence[Source], Support]]:
    """What supports a sentence: the passages it names, then each of the others, the most likely first."""
    named = [given[number - 1] for number in marked.numbers if 1 <= number <= len(given)]
    if named and (support := checker.check(marked.text, named)):
        yield named, support
    others = [[source] for source in given if source not in named]
    found = [(sources, support) for sources in others if (support := checker.check(marked.text, sources))]
    yield from sorted(found, key=lambda each: -each[1].likelihood)


def _agrees(model: Model, written: Written, usage: Usage) -> bool:
    """Whether the model itself finds a sentence supported; only a clear yes counts."""
    passages = render([ground.source for ground in written.grounds])
    messages = read_prompt("support").fill(sentence=escape(written.text, quote=False), passages=passages)
    return model.write(messages, usage, whole=False).lower().lstrip(" *\"'").startswith("yes")
