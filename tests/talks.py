"""Conversations to export, and a library that holds what they cite."""

from __future__ import annotations

from collections.abc import Sequence

from fakes import make

from assistant.answer import Answer, Citation, Sentence
from assistant.answering.compose import Statement, abstain, compose, quoted
from assistant.citations import cite
from assistant.extractive import stretch
from store.library import Library
from store.model import Document, Kind, Passage
from store.people.conversations import Conversation, Exchange, Heading

FORUM, FORUM_PARAGRAPHS = make(
    "A/HRC/59/60",
    "States must carry out human rights impact assessments. They should publish them.",
    "Companies should:\n(a) Identify risks to human rights;\n(b) Publish what they found.",
    title="Technical standards and human rights in the digital age",
    date="2025-04-22",
    url="https://docs.un.org/en/A/HRC/59/60",
)
BRIEF, BRIEF_PARAGRAPHS = make(
    "A/RES/78/213",
    "Surveillance must be lawful, necessary and proportionate.",
    title="Promotion and protection of human rights in the context of digital technologies",
    date="2023-12-19",
    url="https://docs.un.org/en/A/RES/78/213",
    kind=Kind.BRIEF,
)


def fill(library: Library) -> Library:
    library.add(FORUM, FORUM_PARAGRAPHS, b"forum")
    library.add(BRIEF, BRIEF_PARAGRAPHS, b"brief")
    return library


def quotation(document: Document, passage: Passage, end: int) -> Statement:
    return quoted(document, stretch(passage, 0, end))


def quotations(question: str = "What must States and companies do?") -> Answer:
    first, second = FORUM_PARAGRAPHS
    statements = [quotation(FORUM, first, 1), quotation(FORUM, second, 2), quotation(BRIEF, BRIEF_PARAGRAPHS[0], 0)]
    return compose(question, statements, "It does not hold A/1/1.")


def written(question: str = "What must States do?") -> Answer:
    first = cite(1, FORUM, FORUM_PARAGRAPHS[0], "They should publish them.")
    second = cite(2, BRIEF, BRIEF_PARAGRAPHS[0], BRIEF_PARAGRAPHS[0].text)
    return Answer(
        question=question,
        answered=True,
        text="States should publish them. [1][2] Surveillance must be lawful. [2]",
        sentences=(
            Sentence("States should publish impact assessments.", (1, 2)),
            Sentence("Surveillance must be lawful.", (2,)),
        ),
        citations=(first, second),
        notes=("Of these sources, only a brief is held, not the official text: A/RES/78/213.",),
        unsupported=("Every State has done so.",),
        model="openai:gpt-test",
        prompt="answer-3",
    )


def nothing(question: str = "What is said about Atlantis?") -> Answer:
    return abstain(question, "No passage speaks of Atlantis.", [(FORUM, FORUM_PARAGRAPHS[0])])


def with_words(words: str) -> Answer:
    """An answer of a model in which every text is these words."""
    source = Citation(1, words, words, words, 1, words, words, Kind.OFFICIAL, words)
    return Answer(
        words,
        True,
        words,
        (Sentence(words, (1,)),),
        (source,),
        missing=words,
        notes=(words,),
        unsupported=(words,),
        model=words,
    )


def conversation(*answers: Answer, title: str = "What must States and companies do?") -> Conversation:
    said: Sequence[Exchange] = [Exchange(answer.question, answer.to_json()) for answer in answers]
    return Conversation(Heading("name", title, "2026-12-03T10:11:12+00:00"), "", False, tuple(said))
