"""An answer in the blocks of a manuscript, each citation a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import NOT_ANSWERED, PARTLY, UNSUPPORTED, Answer, Citation
from assistant.citations import byline, untold_date
from assistant.display import Block as Shown
from assistant.display import blocks_of, shorten
from assistant.export.manuscript import (
    Block,
    Bullets,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Paragraph,
    Quotation,
    Strong,
    Struck,
    link,
)
from store.library import Library


class Footnotes:
    """The footnotes of one answer: the first to a document tells title, date and address, a later one the place alone.

    Args:
        library: Where the dates of documents are looked up.
        quote: Whether a footnote gives the words of its source, because the text does not.
    """

    def __init__(self, library: Library, *, quote: bool) -> None:
        self._library = library
        self._quote = quote
        self._told: set[str] = set()
        self._quoted: set[int] = set()

    def to(self, citation: Citation, *, quote: bool | None = None) -> Footnote:
        """The footnote to a citation.

        Args:
            citation: Citations with one number have the same words.
            quote: Whether it gives the words of its source, where that differs from the others.
        """
        page = f" (page {citation.page} of the PDF)" if citation.page and "of the PDF" not in citation.reference else ""
        content: list[str | Emphasis] = [f"{citation.reference}{page}."]
        if (self._quote if quote is None else quote) and citation.n not in self._quoted:
            self._quoted.add(citation.n)
            content.append(f" “{' '.join(citation.quote.split())}”")
        if citation.symbol in self._told:
            return Footnote(tuple(content))
        self._told.add(citation.symbol)
        document = self._library.document(citation.symbol, citation.language)
        date = untold_date(document) if document else ""
        if citation.title not in {"", citation.symbol}:
            content += [" ", Emphasis(citation.title), f", {date}." if date else "."]
        elif date:
            content.append(f" {date}.")
        return Footnote((*content, " ", link(citation.url)) if citation.url else tuple(content))


def answer_blocks(answer: Answer, library: Library) -> list[Block]:
    """The blocks of an answer, or of an abstention with the passages that came nearest."""
    if not answer.answered:
        return _abstention(answer, library)
    footnotes = Footnotes(library, quote=answer.written)
    blocks = _notes(answer)
    blocks += _prose(answer, footnotes) if answer.written else _quotations(answer, library, footnotes)
    if answer.missing:
        blocks.append(Paragraph((Strong(PARTLY), f" {answer.missing}")))
    return blocks + _unsupported(answer)


def _notes(answer: Answer) -> list[Block]:
    return [Paragraph((Emphasis(note),)) for note in answer.notes]


def _unsupported(answer: Answer) -> list[Block]:
    if not answer.unsupported:
        return []
    return [Paragraph((Strong(UNSUPPORTED),)), Bullets(tuple((Struck(each),) for each in answer.unsupported))]


def _prose(answer: Answer, footnotes: Footnotes) -> list[Block]:
    by_number = {citation.n: citation for citation in answer.citations}
    words: list[Inline] = []
    for sentence in answer.sentences:
        marks = [footnotes.to(by_number[n]) for n in sentence.citations]
        words += [" ", sentence.text, *marks] if words else [sentence.text, *marks]
    written = f"Written by the language model {answer.model}; each sentence was held against the passages it cites."
    return [Paragraph(tuple(words)), Paragraph((Emphasis(written),))]


def _quotations(answer: Answer, library: Library, footnotes: Footnotes) -> list[Block]:
    by_number = {citation.n: citation for citation in answer.citations}
    blocks: list[Block] = []
    for shown in blocks_of(answer):
        if shown.opens:
            blocks += _opening(shown, library)
        marks = [footnotes.to(by_number[n]) for n in shown.numbers]
        blocks.append(Quotation((f"“{shown.text}”", *marks)) if shown.quoted else Paragraph((shown.text, *marks)))
    return blocks


def _opening(shown: Shown, library: Library) -> list[Block]:
    """The document that quotations are from, above them."""
    document = library.document(shown.source.symbol, shown.source.language)
    facts = byline(document) if document else shown.source.symbol
    return [Heading(2, shown.source.title), *([Paragraph((facts,))] if facts else [])]


def _abstention(answer: Answer, library: Library) -> list[Block]:
    blocks: list[Block] = [Paragraph((Strong(NOT_ANSWERED), f" {answer.missing}" if answer.missing else ""))]
    blocks += _notes(answer)
    if answer.nearest:
        blocks.append(Paragraph(("Nearest passages, which may help but do not answer:",)))
        blocks.append(_nearest(answer.nearest, Footnotes(library, quote=False)))
    return blocks + _unsupported(answer)


def _nearest(citations: Sequence[Citation], footnotes: Footnotes) -> Bullets:
    return Bullets(
        tuple((f"{citation.reference}: “{shorten(citation.quote)}”", footnotes.to(citation)) for citation in citations)
    )
