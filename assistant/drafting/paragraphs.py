"""Paragraphs as they are generated: headings, places for the drafter, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answer import Citation
from assistant.citations import place_order
from assistant.drafting.authority import Authority
from assistant.drafting.draft import Basis, Cited, Paragraph, Sentence, Style
from assistant.drafting.outline import Issue, Selected, by_authority, gaps


def heading(name: str, text: str, level: int = 2) -> Paragraph:
    """A heading within a section."""
    return Paragraph(name, Style.HEADING, (Sentence(text, Basis.FRAME),), level=level)


def label(name: str, text: str) -> Paragraph:
    """A line in bold above what it names."""
    return Paragraph(name, Style.LABEL, (Sentence(text, Basis.FRAME),))


def frame(name: str, *texts: str, style: Style = Style.TEXT) -> Paragraph:
    """Words of the template or the request, and facts of the catalogue."""
    return Paragraph(name, style, tuple(Sentence(text, Basis.FRAME) for text in texts))


def place(name: str, text: str, style: Style = Style.TEXT) -> Paragraph:
    """A place for the drafter's own words."""
    return Paragraph(name, style, (Sentence(f"[{text}]", Basis.PLACE),))


def quotation(name: str, parts: Sequence[Citation]) -> Paragraph:
    """Words of one passage, set off, each stretch with its citation."""
    return Paragraph(name, Style.QUOTATION, tuple(quoted(each) for each in parts))


def quoted(citation: Citation) -> Sentence:
    """Words of a document as a sentence of their own."""
    return Sentence(f"“{citation.quote}”", Basis.QUOTED, (Cited(citation),))


def quotations(name: str, passages: Sequence[Selected], told: set[str]) -> list[Paragraph]:
    """Passages as quotations, those of one group of documents together.

    Args:
        name: How the ids of the paragraphs begin.
        passages: What is quoted.
        told: The keys of what was quoted already, and is only referred to; what is quoted is added.
    """
    made: list[Paragraph] = []
    for held in by_authority(passages).values():
        for parts in _together(held):
            first = parts[0]
            key = f"{name}.{first.citation.symbol}.{first.citation.locator}"
            if all(each.key in told for each in parts):
                made.append(again(key, first.citation))
                continue
            told |= {each.key for each in parts}
            made.append(quotation(key, cited_in(parts)))
    return made


def cited_in(parts: Sequence[Selected]) -> list[Citation]:
    """The words of several parts of one paragraph; those that open a list once."""
    return list(dict.fromkeys(citation for each in parts for citation in each.citations))


def again(name: str, citation: Citation) -> Paragraph:
    """A passage that was quoted before; where, is said when it is shown."""
    return Paragraph(name, Style.TEXT, (Sentence(see(citation), Basis.FRAME, (Cited(citation),)),))


def see(citation: Citation) -> str:
    """What refers to a passage."""
    return f"See {citation.reference}."


def silent_groups(name: str, issue: Issue, cited: Iterable[Authority] = ()) -> Paragraph:
    """Which groups of documents are silent on an issue, but for those that its text cites by now."""
    return frame(name, *(gaps(issue, cited) or ["Every group of documents speaks to it."]))


def _together(passages: Iterable[Selected]) -> list[list[Selected]]:
    """Parts of one paragraph together, in the order of the text; paragraphs of one document one after the other."""
    documents: dict[str, dict[str, list[Selected]]] = {}
    for each in passages:
        paragraphs = documents.setdefault(each.citation.symbol, {})
        paragraphs.setdefault(each.citation.locator.partition(" (")[0], []).append(each)
    return [
        sorted(parts, key=lambda each: place_order(each.citation.locator))
        for paragraphs in documents.values()
        for parts in paragraphs.values()
    ]
