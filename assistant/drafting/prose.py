"""A language model's words for a draft: each sentence held against the passages it cites, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Citation
from assistant.check.support import Checker, Source
from assistant.citations import cite, places_by_document
from assistant.drafting.draft import Basis, Cited, Paragraph, Sentence, Style
from assistant.drafting.outline import Selected
from assistant.drafting.recommending import paragraph_of
from assistant.extractive import innermost
from assistant.language.generative import Draft as Words
from assistant.language.generative import Ground, Written, write_answer
from assistant.language.instructions import without_instructions
from assistant.language.models import Model
from store.library import Library

_READ = 6
"""Passages that a model is given at most."""

_GIVE_UP = 2
"""Failures on end after which a model is not asked again for the same draft."""


@dataclass
class Speaker:
    """Puts passages into a model's words, and remembers why it could not.

    Attributes:
        library: Where passages are read.
        model: The model; without one nothing is said.
        failures: Why it gave nothing, each in a sentence.
        dropped: Sentences that were not supported.
    """

    library: Library
    model: Model | None
    failures: list[str] = field(default_factory=list)
    dropped: int = 0
    _failed: int = 0
    _last: str = ""
    _checker: Checker | None = None

    def say(self, name: str, question: str, passages: Sequence[Selected]) -> list[Paragraph]:
        """A paragraph that answers a question from passages, and where else to look; nothing without support."""
        if self.model is None or not passages:
            return []
        if self._failed >= _GIVE_UP:
            self._note(self._last)
            return []
        self._checker = self._checker or Checker(self.library.embeddings)
        words = Words()
        sources = sources_of(self.library, passages)
        written = list(write_answer(self.model, question, sources, self._checker, words)) if sources else []
        self._failed = self._failed + 1 if words.failure else 0
        self.dropped += len(words.unsupported)
        if words.failure:
            self._last = words.failure
            self._note(words.failure)
        if not written:
            return []
        sentences = tuple(Sentence(each.text, Basis.CHECKED, _sources(each)) for each in written)
        return [Paragraph(f"{name}.prose", Style.TEXT, sentences), *_also(name, passages, sentences)]

    def _note(self, failure: str) -> None:
        if failure not in self.failures:
            self.failures.append(failure)

    @property
    def note(self) -> str:
        """What a reader has to know of a section that the model wrote."""
        said = [f"{each} Quotations stand in its place." for each in self.failures]
        if self.dropped:
            what = "sentence of the model was" if self.dropped == 1 else "sentences of the model were"
            said.append(f"{self.dropped} {what} left out, for no passage supports what was said.")
        return " ".join(said)


def _also(name: str, passages: Sequence[Selected], sentences: Sequence[Sentence]) -> list[Paragraph]:
    """The passages that the model did not come to: they are no less relevant for that."""
    used = {paragraph_of(each) for sentence in sentences for each in sentence.citations}
    left = [each.citation for each in passages if paragraph_of(each.citation) not in used]
    if not left:
        return []
    words = f"See also {places_by_document(left)}."
    return [Paragraph(f"{name}.also", Style.TEXT, (Sentence(words, Basis.FRAME, tuple(map(Cited, left))),))]


def sources_of(library: Library, passages: Sequence[Selected]) -> list[Source]:
    """The passages as sources that sentences are held against, each once, at most as many as a model is given."""
    found: dict[str, Source] = {}
    for each in passages:
        document = library.document(each.citation.symbol, each.citation.language)
        passage = library.passage(each.citation.symbol, each.citation.locator, each.citation.language)
        evidence = without_instructions(passage.text) if passage else ""
        if document and passage and evidence:
            found.setdefault(passage.id, Source(document, passage, evidence))
    return list(found.values())[:_READ]


def _sources(written: Written) -> tuple[Cited, ...]:
    return tuple(Cited(each) for each in dict.fromkeys(_citation(ground) for ground in written.grounds))


def _citation(ground: Ground) -> Citation:
    source, (start, end) = ground.source, ground.span
    words = source.passage.text[start:end]
    return cite(0, source.document, source.passage, words, innermost(source.passage, start, end))
