"""From what answers to a model's answer: its sentences with their citations, or quotations where it gives none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import PARTLY, UNSUPPORTED, Answer, Citation, Sentence
from assistant.citations import cite
from assistant.compose import Statement, abstain, compose
from assistant.extractive import innermost
from assistant.generative import Draft, Ground, Written, answer_prompt, sources_of, translate, write_answer
from assistant.models import Model
from assistant.question import Question
from assistant.retriever import Candidate
from assistant.rewriting import Rewriting
from assistant.support import Checker
from store.library import Library
from store.model import Document, Passage


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is to answer.

    Attributes:
        text: The question as asked.
        question: As it is understood.
        statements: The quotations that answer it; the answer where the model gives none.
        candidates: Other passages that may help, the best first.
        missing: What the library does not hold of it, in a sentence; may be empty.
    """

    text: str
    question: Question
    statements: Sequence[Statement]
    candidates: Sequence[Candidate]
    missing: str


def write(library: Library, model: Model, task: Task, rewriting: Rewriting) -> Iterator[Written | Answer]:
    """Let a model answer: its sentences as they are checked, in the question's language, and last the whole answer.

    Where the model fails, or nothing it writes is supported, the answer is the quotations, and says so; where it finds
    that the passages do not answer, the answer is an abstention.
    """
    first = [
        passage
        for statement in task.statements
        if (passage := library.passage(statement.citation.symbol, statement.citation.locator))
    ]
    sources = sources_of(library, first, task.candidates)
    draft = Draft(usage=rewriting.usage)
    written: list[Written] = []
    for sentence in write_answer(model, task.question.standalone, sources, Checker(library.embeddings), draft):
        shown = sentence
        if rewriting.language != "en":
            shown = replace(sentence, text=translate(model, sentence.text, rewriting.language, draft.usage))
        written.append(shown)
        yield shown
    yield replace(
        _finish(model, task, draft, written, [(source.document, source.passage) for source in sources]),
        tokens_read=draft.usage.read,
        tokens_written=draft.usage.written,
    )


def _finish(
    model: Model, task: Task, draft: Draft, written: Sequence[Written], nearest: Sequence[tuple[Document, Passage]]
) -> Answer:
    if draft.refused and not written:
        reason = task.missing or f"The language model {model.name} finds no answer in the nearest passages."
        return replace(abstain(task.text, reason, nearest), model=model.name, prompt=answer_prompt().id)
    unsupported = tuple(draft.unsupported) if model.marks_unsupported else ()
    if draft.failure or not written:
        why = draft.failure or f"Nothing that the language model {model.name} wrote is supported by the passages."
        quotations = compose(task.text, task.statements, task.missing)
        note = f"{why} These are quotations instead."
        return replace(quotations, notes=(note,), unsupported=unsupported, failure=draft.failure)
    return _compose(model, task, written, unsupported)


def _compose(model: Model, task: Task, written: Sequence[Written], unsupported: tuple[str, ...]) -> Answer:
    """Sentences with their citations, numbered in order of appearance."""
    citations: list[Citation] = []
    sentences = []
    for each in written:
        numbers = []
        for ground in each.grounds:
            found = _citation(ground, len(citations) + 1)
            same = next((other for other in citations if replace(other, n=found.n) == found), None)
            if same is None:
                citations.append(found)
            numbers.append((same or found).n)
        sentences.append(Sentence(each.text, tuple(dict.fromkeys(numbers))))
    prose = " ".join(f"{each.text} {''.join(f'[{n}]' for n in each.citations)}" for each in sentences)
    blocks = [
        prose,
        *([f"{PARTLY} {task.missing}"] if task.missing else []),
        "\n".join(f"[{citation.n}] {citation.reference}" for citation in citations),
        *([f"{UNSUPPORTED} {' '.join(unsupported)}"] if unsupported else []),
    ]
    return Answer(
        question=task.text,
        answered=True,
        text="\n\n".join(blocks),
        sentences=tuple(sentences),
        citations=tuple(citations),
        missing=task.missing,
        unsupported=unsupported,
        model=model.name,
        prompt=answer_prompt().id,
    )


def _citation(ground: Ground, n: int) -> Citation:
    """The citation of where the words stand that a sentence rests on, in the innermost part of the paragraph."""
    source, (start, end) = ground.source, ground.span
    locator = innermost(source.passage, start, end)
    return cite(n, source.document, source.passage, source.passage.text[start:end], locator)
