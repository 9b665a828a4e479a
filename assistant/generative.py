"""The answerer with a language model: it writes from numbered passages, and only what they support is let through.

The model is asked only where the evidence is there. Each sentence is checked as soon as it is complete, so that no
reader ever sees one that was not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.answer import NOT_ANSWERED
from assistant.failures import ModelError
from assistant.instructions import without_instructions
from assistant.marks import Marked, read_marks
from assistant.models import Model, Usage
from assistant.retriever import Candidate
from assistant.support import Checker, Source
from ingest.language import LANGUAGE_NAMES
from prompts import Prompt, read_prompt
from store.library import Library
from store.model import Passage
from store.sentences import Span
from store.words import plain, words_in

MOST_PASSAGES = 6
"""Passages a model is given at most: further ones distract a small model more than they help."""

_REFUSES = re.compile(
    r"\W*(?:(?:unfortunately|sorry|based on|none of|the|these|those|this|given|provided|available|numbered)\W+)*"
    r"(?:(?:passages?|library|sources?|context|documents?|texts?|information)\b.{0,60}"
    r"\b(?:do(?:es)? not|don['’]t|doesn['’]t|cannot|can['’]t|insufficient|lacks?|not enough)\b"
    r".{0,40}\b(?:answers?|contain|provide|mention|address|include|specify|information|enough)\b"
    r"|I\b.{0,20}\b(?:cannot|can['’]t|am unable|am not able|do not|don['’]t)\b)",
    re.I,
)
"""How models say in their own words that they cannot answer."""

_MOST_SENTENCES = 6
"""Supported sentences after which a model that does not end is ended."""

_LAST_SIGNS = ".!?…。！？؟\"'”’»)"
_ALIKE = 0.8
"""Two sentences that share this much of their words say the same."""

_SENTINEL = plain(NOT_ANSWERED).rstrip(".")


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
        refused: Whether the model says that the passages do not answer.
        failure: Why it broke off, in a sentence; empty where it did not.
        usage: Tokens read and written.
    """

    written: list[Written] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    refused: bool = False
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
    given = _that_fit(prompt, question, sources, model.room)
    if not given:
        draft.failure = f"The language model {model.name} has no room for the passages."
        return
    messages = prompt.fill(question=escape(question, quote=False), passages=render(given), sentinel=NOT_ANSWERED)
    text, seen = "", 0
    pieces = model.stream(messages, draft.usage)
    try:
        for piece in _and_end(pieces):
            text += piece or ""
            for marked in _complete(text, ended=piece is None)[seen:]:
                seen += 1
                if _refuses(marked.text):
                    draft.refused = draft.refused or not draft.written
                elif _said(marked.text, draft):
                    continue
                elif found := _check(model, marked, given, checker, draft):
                    draft.written.append(found)
                    yield found
                    if len(draft.written) == _MOST_SENTENCES:
                        return
    except ModelError as error:
        draft.failure = error.message


def _complete(text: str, *, ended: bool) -> list[Marked]:
    """The sentences of a text that cannot grow any more; one that is cut off where the text ends is none."""
    if not ended:
        # Half a word may look like the beginning of another sentence.
        return read_marks(text[: max(text.rfind(" "), text.rfind("\n")) + 1])[:-1]
    sentences = read_marks(text)
    if sentences and not (
        sentences[-1].numbers or sentences[-1].text[-1] in _LAST_SIGNS or _refuses(sentences[-1].text)
    ):
        return sentences[:-1]
    return sentences


def _and_end(pieces: Iterator[str]) -> Iterator[str | None]:
    """The pieces of a text, and nothing for its end."""
    yield from pieces
    yield None


def answer_prompt() -> Prompt:
    """The prompt that answers are written with."""
    return read_prompt("answer")


def _refuses(sentence: str) -> bool:
    return _SENTINEL in plain(sentence) or bool(_REFUSES.match(sentence))


def _said(sentence: str, draft: Draft) -> bool:
    """Whether a sentence only repeats one that was written."""
    words = words_in(sentence)
    return any(len(words & (before := words_in(each.text))) >= _ALIKE * len(words | before) for each in draft.written)


def sources_of(library: Library, first: Sequence[Passage], candidates: Sequence[Candidate]) -> list[Source]:
    """The sources a model is given: the passages that answer, then the next best ones; each once.

    Args:
        library: Where their documents are.
        first: Passages that answer.
        candidates: Others, the best first.
    """
    found: dict[str, Source] = {}
    for passage in (*first, *(candidate.passage for candidate in candidates)):
        document = library.document(passage.symbol, passage.language)
        evidence = without_instructions(passage.text)
        if document and evidence and passage.id not in found:
            found[passage.id] = Source(document, passage, evidence)
        if len(found) == MOST_PASSAGES:
            break
    return list(found.values())


def render(sources: Sequence[Source]) -> str:
    """Sources as data for a model: numbered, delimited, and with nothing in them that could end a delimiter."""
    return "\n".join(
        f'<passage n="{number}" document="{_data(source.document.symbol)}" title="{_data(source.document.title)}" '
        f'place="{_data(source.passage.locator)}" heading="{_data(" › ".join(source.passage.headings))}">\n'
        f"{escape(source.evidence, quote=False)}\n</passage>"
        for number, source in enumerate(sources, 1)
    )


def _data(text: str) -> str:
    return escape(" ".join(without_instructions(text).split()))


def _that_fit(prompt: Prompt, question: str, sources: Sequence[Source], room: int) -> list[Source]:
    """As many of the sources, the best first, as a model can read; long ones may be left out for shorter ones."""
    left = room - len(prompt.system) - len(prompt.user) - len(question)
    kept = []
    for source in sources:
        length = len(render([source]))
        if length <= left:
            kept.append(source)
            left -= length
    return kept


def _check(model: Model, marked: Marked, given: Sequence[Source], checker: Checker, draft: Draft) -> Written | None:
    """A sentence with the passages that support it: those it names, or else any other that does."""
    named = [given[number - 1] for number in marked.numbers if 1 <= number <= len(given)]
    others = [source for source in given if source not in named]
    for sources in ([named] if named else []) + [[source] for source in others]:
        spans = checker.check(marked.text, sources)
        if spans is None:
            continue
        grounds = [Ground(source, span) for source, span in zip(sources, spans, strict=True)]
        if len(grounds) > 1:
            grounds = [each for each in grounds if checker.check(marked.text, [each.source])] or grounds
        written = Written(marked.text, tuple(grounds))
        if not model.judges or _agrees(model, written, draft.usage):
            return written
    draft.unsupported.append(marked.text)
    return None


def _agrees(model: Model, written: Written, usage: Usage) -> bool:
    """Whether the model itself finds a sentence supported; only a clear yes counts."""
    passages = render([ground.source for ground in written.grounds])
    messages = read_prompt("support").fill(sentence=escape(written.text, quote=False), passages=passages)
    return model.write(messages, usage).lower().lstrip(" *\"'").startswith("yes")


def translate(model: Model, sentence: str, language: str, usage: Usage) -> str:
    """A checked sentence in another language; as it was where the translation changes a number or a quotation.

    Args:
        model: The model.
        sentence: In English.
        language: ISO 639-1 code of an official language.
        usage: Added to.
    """
    messages = read_prompt("translate").fill(language=LANGUAGE_NAMES[language], sentence=sentence)
    try:
        found = " ".join(model.write(messages, usage).split())
    except ModelError:
        return sentence
    bare = " ".join(each.text for each in read_marks(found))
    same = _figures(bare) == _figures(sentence)
    return bare if bare and same and len(bare) < 4 * len(sentence) + 40 else sentence


def _figures(text: str) -> list[str]:
    """The digits of a text, of any script, in any order of their numbers."""
    return sorted(str(int(found)) for found in re.findall(r"\d+", text))
