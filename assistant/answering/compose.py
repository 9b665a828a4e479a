"""Statements with their sources, made into an answer: numbered, grouped under their documents, ready to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import NOT_ANSWERED, PARTLY, Answer, Citation, Sentence
from assistant.citations import byline, cite
from assistant.extractive import Quotation
from store.model import Document, Passage

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences that rest on one source.

    Attributes:
        document: Where they come from.
        sentences: In order.
        citation: Their source; its number is given when the answer is composed.
        quoted: Whether the sentences are the document's own words.
    """

    document: Document
    sentences: tuple[str, ...]
    citation: Citation
    quoted: bool


def quoted(document: Document, quotation: Quotation) -> Statement:
    """A quotation as a statement."""
    citation = cite(0, document, quotation.passage, quotation.text, quotation.locator)
    return Statement(document, quotation.sentences, citation, quoted=True)


def compose(question: str, statements: Sequence[Statement], missing: str = "") -> Answer:
    """An answer of statements, in their order, those of one document together; and what it leaves out."""
    documents = list(dict.fromkeys(statement.document.id for statement in statements))
    ordered = sorted(statements, key=lambda statement: documents.index(statement.document.id))
    numbered = [
        replace(statement, citation=replace(statement.citation, n=n)) for n, statement in enumerate(ordered, start=1)
    ]
    return Answer(
        question=question,
        answered=True,
        text="\n\n".join([*_blocks(numbered), *([f"{PARTLY} {missing}"] if missing else [])]),
        sentences=tuple(
            Sentence(sentence, (statement.citation.n,)) for statement in numbered for sentence in statement.sentences
        ),
        citations=tuple(statement.citation for statement in numbered),
        missing=missing,
    )


def abstain(question: str, reason: str, nearest: Sequence[tuple[Document, Passage]]) -> Answer:
    """An abstention: what is missing, and the passages that came nearest.

    Args:
        question: As asked.
        reason: A sentence that says what is missing; may be empty.
        nearest: The best first.
    """
    citations = tuple(
        cite(n, document, passage, passage.text) for n, (document, passage) in enumerate(nearest[:_NEAREST], start=1)
    )
    lines = [" ".join(part for part in (NOT_ANSWERED, reason) if part)]
    if citations:
        lines.append("Nearest passages, which may help but do not answer:")
        lines += [f"- {citation.reference}: {citation.title}" for citation in citations]
    return Answer(
        question=question,
        answered=False,
        text="\n\n".join(lines[:2]) + "".join(f"\n{x}" for x in lines[2:]),
        missing=reason,
        nearest=citations,
    )


def _blocks(statements: Sequence[Statement]) -> list[str]:
    """Markdown: each document's title and byline, then its statements, quotations set off."""
    blocks: list[str] = []
    shown = ""
    for statement in statements:
        if statement.quoted and statement.document.id != shown:
            shown = statement.document.id
            blocks.append(_heading(statement.document))
        citation = statement.citation
        body = " ".join(statement.sentences)
        if statement.quoted:
            lines = "\n> ".join(f"“{citation.quote}”".split("\n"))
            blocks.append(f"> {lines} [{citation.n}]\n>\n> — {citation.reference}")
        else:
            blocks.append(f"{body} [{citation.n}]\n\n— {citation.reference}")
    return blocks


def _heading(document: Document) -> str:
    title = document.title or document.symbol
    line = byline(document)
    return f"**{title}**" + (f"  \n{line}" if line else "")
