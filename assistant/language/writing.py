"""From what answers to a model's answer: its sentences with their citations, or quotations where it gives none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import PARTLY, UNSUPPORTED, Answer, Citation, Sentence
from assistant.answering.compose import Statement, abstain, compose
from assistant.check.support import Checker
from assistant.citations import cite
from assistant.extractive import innermost
from assistant.language.generative import Draft, Ground, Written, answer_prompt, write_answer
from assistant.language.models import Model
from assistant.language.rewriting import Rewriting
from assistant.language.sources import sources_of
from assistant.language.translating import translate
from assistant.question import Question
from assistant.retriever import Candidate
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
        if (
            passage := library.passage(
                statement.citation.symbol, statement.citation.locator, statement.citation.language
            )
        )
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
    unsupported = tuple(draft.unsupported) if model.marks_unsupported else ()
    if written:
        answer = _compose(model, task, written)
        why = f"{draft.failure} This is what it had written until then." if draft.failure else draft.ended
        answer = replace(answer, notes=(why,) if why else (), failure=draft.failure)
    elif draft.refused:
        reason = task.missing or f"The language model {model.name} finds no answer in the nearest passages."
        answer = replace(abstain(task.text, reason, nearest), model=model.name, prompt=answer_prompt().id)
        answer = replace(answer, notes=(draft.failure,) if draft.failure else (), failure=draft.failure)
    else:
        why = draft.failure or draft.ended or _nothing(model, draft)
        answer = compose(task.text, task.statements, task.missing)
        note = f"{why} These are quotations instead."
        answer = replace(answer, notes=(note,), failure=draft.failure or draft.ended)
    if unsupported:
        text = f"{answer.text}\n\n{UNSUPPORTED} {' '.join(unsupported)}"
        answer = replace(answer, text=text, unsupported=unsupported)
    return answer


def _nothing(model: Model, draft: Draft) -> str:
    """Why nothing is left of a model's text."""
    if not draft.unsupported:
        return f"The language model {model.name} wrote no whole sentence."
    if draft.rejected == len(draft.unsupported):
        return f"The language model {model.name} itself finds none of its sentences supported by the passages."
    if draft.rejected:
        return f"Of what the language model {model.name} wrote, a part fails the check, and the rest it rejects itself."
    return f"Nothing that the language model {model.name} wrote is supported by the passages."


def _compose(model: Model, task: Task, written: Sequence[Written]) -> Answer:
    """Sentences with their citations, numbered in order of appearance; one place is cited once."""
    places: dict[tuple[str, str], list[Ground]] = {}
    for each in written:
        for ground in each.grounds:
            places.setdefault(_place(ground), []).append(ground)
    numbers = {place: n for n, place in enumerate(places, 1)}
    citations = [_citation(grounds, numbers[place]) for place, grounds in places.items()]
    sentences = [
        Sentence(each.text, tuple(dict.fromkeys(numbers[_place(ground)] for ground in each.grounds)))
        for each in written
    ]
    prose = " ".join(f"{each.text} {''.join(f'[{n}]' for n in each.citations)}" for each in sentences)
    blocks = [
        prose,
        *([f"{PARTLY} {task.missing}"] if task.missing else []),
        "\n".join(f"[{citation.n}] {citation.reference}" for citation in citations),
    ]
    return Answer(
        question=task.text,
        answered=True,
        text="\n\n".join(blocks),
        sentences=tuple(sentences),
        citations=tuple(citations),
        missing=task.missing,
        model=model.name,
        prompt=answer_prompt().id,
    )


def _place(ground: Ground) -> tuple[str, str]:
    """The passage that a sentence rests on, and the innermost part of it."""
    return ground.source.passage.id, innermost(ground.source.passage, *ground.span)


def _citation(grounds: Sequence[Ground], n: int) -> Citation:
    """The citation of one place, with all of its words that sentences rest on and what stands between."""
    source = grounds[0].source
    start, end = min(each.span[0] for each in grounds), max(each.span[1] for each in grounds)
    return cite(n, source.document, source.passage, source.passage.text[start:end], _place(grounds[0])[1])
