"""The passages a language model is given: which they are, how many fit, and how they are put before it as data."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.check.support import Source
from assistant.language.instructions import without_instructions
from assistant.retriever import Candidate
from prompts import Prompt
from store.library import Library
from store.model import Passage

MOST_PASSAGES = 6
"""Passages a model is given at most: further ones distract a small model more than they help."""


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


def that_fit(prompt: Prompt, question: str, sources: Sequence[Source], room: int) -> list[Source]:
    """As many of the sources, the best first, as a model can read; long ones may be left out for shorter ones.

    Args:
        prompt: Which they are put into.
        question: Put into it as well.
        sources: The best first.
        room: Letters that the model can read.
    """
    left = room - len(prompt.system) - len(prompt.user) - len(question)
    kept = []
    for source in sources:
        length = len(render([source]))
        if length <= left:
            kept.append(source)
            left -= length
    return kept
